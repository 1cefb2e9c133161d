#!/usr/bin/env bash
# Confluent's Java client, which Flink's Avro format ships with it, and our program around it, into .parts/registry-java.
set -euo pipefail
cd "$(dirname "$0")"
FLINK="2.0.0"
SLF4J="1.7.36" # what the client logs through; without a binding it says nothing
part="$(cd ../.. && pwd)/.parts/registry-java"
jars="$part/$FLINK"

if [ ! -d "$jars" ]; then
    work="$part/$FLINK.fetched"
    for artifact in org.apache.flink:flink-sql-avro-confluent-registry:$FLINK org.apache.flink:flink-core:$FLINK org.slf4j:slf4j-nop:$SLF4J org.slf4j:slf4j-api:$SLF4J; do
        mvn -q -B -ntp dependency:copy "-Dartifact=$artifact" "-DoutputDirectory=$work"
    done
    mv "$work" "$jars"
fi
if [ java/RegistryClient.java -nt "$part/classes/RegistryClient.class" ]; then
    javac --release 17 -nowarn -cp "$jars/*" -d "$part/classes" java/RegistryClient.java
fi
cat >"$part/registry-client" <<SH
#!/bin/sh
exec java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx256m -cp "$part/classes:$jars/*" RegistryClient "\$@"
SH
chmod +x "$part/registry-client"
