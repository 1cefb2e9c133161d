#!/usr/bin/env bash
# Apache Avro's Java library and our reader around it, into .parts/avro-java.
set -euo pipefail
cd "$(dirname "$0")"
source ./jars.sh
AVRO="1.12.2"
home="$parts/avro-java/$AVRO"
jars "$home" "org.apache.avro:avro:$AVRO" org.slf4j:slf4j-nop:2.0.17 # a binding that says nothing
program avro-java/avro-reader AvroReader "$home"
