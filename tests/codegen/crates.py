"""Rust's toolchain: generated crates in; what cargo says of them, or what they print, out.

A crate is copied to a place that is the same in every run, so that what did not change is not compiled again; all
share the libraries that were compiled for the first.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from projects import Project

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
    """A copy of a project's crate. Of packages of one name cargo would take one, and pytest shortens folders' names."""
    test = os.environ["PYTEST_CURRENT_TEST"].partition(" ")[0]
    copy = PARTS / "crates" / f"{folder.name}_{zlib.crc32(test.encode()):08x}"
    sources = {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.rs")}
    sources[Path("Cargo.toml")] = MANIFEST.format(name=copy.name, prost=PROST).encode()
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


class Rust:
    name = "rust"
    out = "src/events"

    def configuration(self, more: str = "") -> str:
        return f'{more}\n[generate.rust]\nout = "{self.out}"\n'

    def prepare(self, project: Project) -> None:
        project.write("build.rs", BUILD)
        project.write("src/main.rs", "pub mod events;\n\nfn main() {}\n")

    def complaints(self, project: Project) -> str:
        handlers = [
            path.name.removesuffix(".rs") for path in (project.folder / self.out).glob("*_handlers.rs")
        ]
        uses = "".join(f"    let _ = events::{each}::Handlers;\n" for each in sorted(handlers))
        project.write("src/main.rs", f"pub mod events;\n\nfn main() {{\n{uses}}}\n")
        return "".join(
            f"cargo {' '.join(arguments)}: {done.stdout}{done.stderr}\n"
            for arguments in (["fmt", "--check"], ["clippy", "--quiet", "--", "--deny=warnings"])
            if (done := cargo(project.folder, *arguments)).returncode
        )

    def without_arm(self, project: Project, dispatch: str, arm: int) -> Path:
        text = project.read(f"{self.out}/{dispatch}_dispatch.rs")
        cut, count = re.subn(rf"        Some\(Variant::Arm{arm}\(.*\n", "", text)
        assert count == 1
        name = f"{dispatch}_without_{arm}"
        project.write(f"{self.out}/{name}.rs", cut)
        project.edit(f"{self.out}/mod.rs", "#[allow", f"pub mod {name};\n#[allow")
        return project.folder / self.out / f"{name}.rs"

    def without_handler(self, project: Project, dispatch: str, arm: int) -> None:
        path = f"{self.out}/{dispatch}_handlers.rs"
        cut, count = re.subn(rf"\n    async fn on_arm_{arm}\((.*\n)+?    }}\n", "", project.read(path))
        assert count == 1
        project.write(path, cut)

    def classify(self, project: Project, dispatch: str, records: Sequence[bytes | None]) -> list[str]:
        project.write("src/main.rs", _CLASSIFY.replace("DISPATCH", dispatch))
        lines = "".join(f"{'-' if record is None else record.hex()}\n" for record in records)
        done = cargo(project.folder, "run", "--quiet", stdin=lines)
        assert done.returncode == 0, done.stderr
        return done.stdout.splitlines()


_CLASSIFY = """\
pub mod events;

use events::DISPATCH_dispatch::handle_DISPATCH;
use events::DISPATCH_handlers::Handlers;
use events::schemactl_runtime::{plain, DispatchError, Failure, Outcome};
use std::future::Future;
use std::task::{Context, Poll, Waker};

fn ready<F: Future + Send>(future: F) -> F::Output {
    match std::pin::pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => unreachable!("these handlers wait for nothing"),
    }
}

fn tell(word: &str, error: &DispatchError) {
    let mut line = format!("{word} {}", error.kind());
    if let DispatchError::UnknownVariant { tags, .. } = error {
        tags.iter().for_each(|tag| line.push_str(&format!(" {tag}")));
    }
    println!("{line}");
}

fn main() {
    for line in std::io::stdin().lines() {
        let line = line.unwrap();
        let bytes: Vec<u8> = (0..line.len() / 2)
            .map(|at| u8::from_str_radix(&line[2 * at..2 * at + 2], 16).unwrap())
            .collect();
        let value = (line != "-").then_some(bytes.as_slice());
        match ready(handle_DISPATCH(&Handlers, value, &[], plain)) {
            Err(Failure::Handler(error)) => {
                let text = error.to_string();
                println!("handled {}", text.strip_prefix("on_").unwrap().split_once(' ').unwrap().0);
            }
            Err(Failure::Dispatch(error)) => tell("fails", &error),
            Ok(Outcome::Handled) => println!("handled"),
            Ok(Outcome::DeadLetter(error)) => tell("DeadLetter", &error),
            Ok(Outcome::Pause(error)) => tell("Pause", &error),
            Ok(Outcome::Skip(error)) => tell("Skip", &error),
        }
    }
}
"""
