"""Generated Rust in; what cargo says of it, or what it prints, out.

A crate is copied to a place that is the same in every run, so that what did not change is not compiled again; all
share the libraries that were compiled for the first.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

PARTS = Path(__file__).parents[2] / ".parts" / "rust-generated"
PROST = "0.14.6"
MANIFEST = """\
[package]
name = "{name}"
version = "0.0.0"
edition = "2021"
[dependencies]
prost = "={prost}"
prost-types = "={prost}"
[build-dependencies]
prost-build = {{ version = "={prost}", default-features = false }}
[profile.dev]
debug = false
[workspace]
"""
BUILD = """\
#[path = "src/events/schemactl_build.rs"]
mod events;

fn main() -> std::io::Result<()> {
    events::messages(prost_build::Config::new())
}
"""


def crate(folder: Path) -> Path:
    """A copy of a project's crate, named after the test's folder: of packages of one name, cargo would take one."""
    copy = PARTS / "crates" / folder.name
    sources = {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.rs")}
    sources[Path("Cargo.toml")] = MANIFEST.format(name=folder.name, prost=PROST).encode()
    for old in copy.rglob("*.rs"):
        if old.relative_to(copy) not in sources:
            old.unlink()
    for name, data in sources.items():
        path = copy / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_bytes() != data:
            path.write_bytes(data)
    if not (copy / "Cargo.lock").exists() and (PARTS / "Cargo.lock").exists():
        shutil.copy(PARTS / "Cargo.lock", copy)
    return copy


def cargo(folder: Path, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    if shutil.which("cargo") is None:
        pytest.skip("cargo is not installed")
    copy = crate(folder)
    environ = os.environ | {"CARGO_TARGET_DIR": str(PARTS / "target"), "CARGO_INCREMENTAL": "0"}
    done = subprocess.run(
        ["cargo", *arguments], cwd=copy, env=environ, input=stdin, capture_output=True, text=True, check=False
    )
    if not (PARTS / "Cargo.lock").exists() and (copy / "Cargo.lock").exists():
        shutil.copy(copy / "Cargo.lock", PARTS)
    return done
