#!/usr/bin/env bash
# A worker of `schemactl fuzz` with Go's Protobuf runtime, into .parts/go-worker.
set -euo pipefail
cd "$(dirname "$0")/go-worker"
go build -buildvcs=false -o ../../../.parts/go-worker .
