# Sourced by parts that run on Java: `jars FOLDER GROUP:NAME:VERSION …` copies packages, with what they need, into a
# folder; `program PART CLASS FOLDER` compiles java/CLASS.java when it is newer, and makes .parts/PART start it.
parts="$(cd ../.. && pwd)/.parts"

jars() {
    [ ! -d "$1" ] || return 0
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    {
        echo '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>'
        echo '<groupId>schemactl</groupId><artifactId>parts</artifactId><version>1</version><packaging>pom</packaging>'
        echo '<dependencies>'
        printf '%s\n' "${@:2}" |
            sed -E 's#(.*):(.*):(.*)#<dependency><groupId>\1</groupId><artifactId>\2</artifactId><version>\3</version></dependency>#'
        echo '</dependencies></project>'
    } >"$work/pom.xml"
    mvn -q -B -ntp -f "$work/pom.xml" dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory="$work/jars"
    mkdir -p "$(dirname "$1")"
    mv "$work/jars" "$1"
}

program() {
    home="$(dirname "$3")"
    if [ "java/$2.java" -nt "$home/classes/$2.class" ]; then
        javac --release 17 -cp "$3/*" -d "$home/classes" "java/$2.java"
    fi
    cat >"$parts/$1" <<SH
#!/bin/sh
exec java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx256m -cp "$home/classes:$3/*" $2
SH
    chmod +x "$parts/$1"
}
