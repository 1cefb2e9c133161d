#!/usr/bin/env bash
# A reader with Rust's prost, into .parts/rust-reader; cargo itself knows what has to be built again.
set -euo pipefail
parts="$(cd "$(dirname "$0")/../.." && pwd)/.parts"
cargo build --quiet --manifest-path "$(dirname "$0")/rust/Cargo.toml" --target-dir "$parts/rust"
ln -sf rust/debug/rust-reader "$parts/rust-reader"
