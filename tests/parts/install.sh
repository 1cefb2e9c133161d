#!/usr/bin/env bash
# Every part, one after the other; each is there in no time once it is installed.
set -euo pipefail
cd "$(dirname "$0")"
for part in avro-java buf go-reader go-json java-reader registry-java rust-reader go-worker rust-worker; do
    ./$part.sh
done
