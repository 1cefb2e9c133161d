#!/usr/bin/env bash
# Java's Protobuf runtime with its ProtoJSON, our reader around them and protoc with its Java, into .parts/protobuf-java.
set -euo pipefail
cd "$(dirname "$0")"
source ./jars.sh
PROTOBUF="4.36.2"
home="$parts/protobuf-java/$PROTOBUF"
jars "$home" "com.google.protobuf:protobuf-java-util:$PROTOBUF" # brings protobuf-java
program java-reader ProtobufReader "$home"

protoc="$parts/protobuf-java/protoc-$PROTOBUF"
if [ ! -x "$protoc" ]; then
    machine="$(uname -s -m | sed 's/Linux /linux-/; s/Darwin /osx-/; s/aarch64\|arm64/aarch_64/')"
    mvn -q -B -ntp dependency:copy -Dartifact="com.google.protobuf:protoc:$PROTOBUF:exe:$machine" -DoutputDirectory="$home-exe"
    mv "$home-exe"/protoc-*.exe "$protoc"
    rmdir "$home-exe"
    chmod +x "$protoc"
fi
ln -sfn "$protoc" "$parts/java-protoc"
