"""Released schema packages, through the ordinary package clients: a client, a name and a version → a folder.

Everything lands in `.parts/` at the root of the checkout, once; `make clean` removes it.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
PARTS = ROOT / ".parts"
SUFFIXES = (".proto", ".avsc")


class ClientError(Exception):
    """A package client is missing, or refused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A package and how its files lie: `prefix` is the folder in the archive that holds the import root."""

    client: str
    name: str
    prefix: str = ""


def fetch(package: Package, version: str) -> Path:
    """Give the folder with a release's schema files, by their import names; the first time, download it."""
    folder = PARTS / "packages" / package.client / package.name.replace(":", "/") / version
    if folder.is_dir():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        archive = CLIENTS[package.client](package.name, version, Path(scratch))
        partial = Path(scratch) / "schemas"
        partial.mkdir()
        for name, data in _members(archive):
            if name.startswith(package.prefix) and not _protobufs_own(name):
                file = partial / name.removeprefix(package.prefix)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(data)
        partial.rename(folder)
    return folder


def tool(package: str) -> Path:
    """Install a program from npm, once, and give its path."""
    program = PARTS / "npm" / "node_modules" / ".bin" / package.rsplit("/", 1)[-1]
    if not program.exists():
        prefix = PARTS / "npm"
        prefix.mkdir(parents=True, exist_ok=True)
        _run(prefix, "npm", "install", "--no-save", "--silent", "--prefix", str(prefix), package)
    return program


def _pypi(name: str, version: str, scratch: Path) -> Path:
    pip = (sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(scratch))
    _run(scratch, *pip, "--only-binary=:all:", f"{name}=={version}")
    return next(scratch.glob("*.whl"))


def _npm(name: str, version: str, scratch: Path) -> Path:
    _run(scratch, "npm", "pack", "--silent", f"{name}@{version}")
    return next(scratch.glob("*.tgz"))


def _maven(name: str, version: str, scratch: Path) -> Path:
    _run(
        scratch, "mvn", "--quiet", "--batch-mode", "--no-transfer-progress", "dependency:copy",
        f"-Dartifact={name}:{version}", f"-DoutputDirectory={scratch}",
    )  # fmt: skip
    return next(scratch.glob("*.jar"))


CLIENTS = {"pypi": _pypi, "npm": _npm, "maven": _maven}


def _run(folder: Path, *command: str) -> None:
    if shutil.which(command[0]) is None:
        raise ClientError(f"{command[0]} is not on PATH")
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False
    )
    if done.returncode:
        raise ClientError(f"{' '.join(command)}: {(done.stderr or done.stdout).strip()[-400:]}")


def _members(archive: Path) -> Iterator[tuple[str, bytes]]:
    if zipfile.is_zipfile(archive):
        with zipfile.ZipFile(archive) as zipped:
            for name in zipped.namelist():
                if name.endswith(SUFFIXES):
                    yield name, zipped.read(name)
        return
    with tarfile.open(archive) as tarred:
        for member in tarred:
            reader = tarred.extractfile(member) if member.name.endswith(SUFFIXES) else None
            if reader:
                yield member.name, reader.read()


def _protobufs_own(name: str) -> bool:
    """The well-known types and their tests: every compiler brings its own."""
    return "google/protobuf/" in name or "/node_modules/" in name
