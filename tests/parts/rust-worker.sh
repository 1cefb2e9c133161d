#!/usr/bin/env bash
# A worker of `schemactl fuzz` with Rust's prost, into .parts/rust-worker; cargo itself knows what has to be built again.
set -euo pipefail
parts="$(cd "$(dirname "$0")/../.." && pwd)/.parts"
cargo build --quiet --manifest-path "$(dirname "$0")/rust-worker/Cargo.toml" --target-dir "$parts/rust"
ln -sf rust/debug/rust-worker "$parts/rust-worker"
