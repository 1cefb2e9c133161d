#!/usr/bin/env bash
# A reader of ProtoJSON with Go's runtime, into .parts/go-json; Go itself knows what has to be built again.
set -euo pipefail
cd "$(dirname "$0")/go-json"
go build -buildvcs=false -o ../../../.parts/go-json .
