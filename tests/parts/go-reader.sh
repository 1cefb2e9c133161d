#!/usr/bin/env bash
# A reader with Go's Protobuf runtime, into .parts/go-reader; Go itself knows what has to be built again.
set -euo pipefail
cd "$(dirname "$0")/go"
go build -buildvcs=false -o ../../../.parts/go-reader .
