#!/usr/bin/env bash
# Apache Avro's Java library and our reader around it, into .parts/avro-java: compiled when the source is newer.
set -euo pipefail
cd "$(dirname "$0")"
AVRO="1.12.2"
SLF4J="2.0.17" # the binding that says nothing
part="$(cd ../.. && pwd)/.parts/avro-java"
jars="$part/$AVRO"

if [ ! -d "$jars" ]; then
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    dependency() { echo "<dependency><groupId>$1</groupId><artifactId>$2</artifactId><version>$3</version></dependency>"; }
    cat >"$work/pom.xml" <<XML
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>schemactl</groupId><artifactId>parts</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>$(dependency org.apache.avro avro "$AVRO")$(dependency org.slf4j slf4j-nop "$SLF4J")</dependencies>
</project>
XML
    mvn -q -B -ntp -f "$work/pom.xml" dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory="$work/jars"
    mkdir -p "$part"
    mv "$work/jars" "$jars"
fi
if [ java/AvroReader.java -nt "$part/classes/AvroReader.class" ]; then
    javac --release 17 -cp "$jars/*" -d "$part/classes" java/AvroReader.java
fi
cat >"$part/avro-reader" <<SH
#!/bin/sh
exec java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx256m -cp "$part/classes:$jars/*" AvroReader
SH
chmod +x "$part/avro-reader"
