"""A compiled schema and where each file's package is in; what protoc-gen-go makes of it out."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from schemactl.errors import ToolError
from schemactl.formats.protobuf import code

if TYPE_CHECKING:
    from collections.abc import Mapping

    from schemactl.model.schema import Schema

VERSION = "v1.36.12"
_NAME = "protoc-gen-go"
_MODULE = f"google.golang.org/protobuf/cmd/{_NAME}"
PATIENCE = 600.0
"""Seconds that fetching and building it may take."""


def generated(schema: Schema, packages: Mapping[str, str]) -> dict[str, str]:
    """Go files by the schema's files, all of them; packages: `path;name` by file.

    Raises ToolError if protoc-gen-go cannot be had: it is built by `go install`, once.
    """
    parameter = ",".join(f"M{file}={package}" for file, package in packages.items())
    with tempfile.TemporaryDirectory(prefix="schemactl-") as folder:
        command = [str(_installed(Path(folder)))]
        made = code.by_plugin(schema, command, f"paths=source_relative,{parameter}", google=True)
    return {file: made[f"{file.removesuffix('.proto')}.pb.go"] for file in packages}


def _installed(temporary: Path, environ: Mapping[str, str] = os.environ) -> Path:
    """The program, in the user's cache; in `temporary` if there is to be no cache, or none can be written."""
    name = _NAME + (".exe" if sys.platform == "win32" else "")
    kept = _cache(environ)
    if kept and (kept / name).exists():
        return kept / name
    built = temporary / name
    _install(temporary, environ)
    if kept is None:
        return built
    try:
        kept.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(dir=kept)) / name
        shutil.copy2(built, beside)
        beside.replace(kept / name)
        beside.parent.rmdir()
    except OSError:
        return built
    return kept / name


def _cache(environ: Mapping[str, str]) -> Path | None:
    """A folder of this version, beside the cache of what was compiled."""
    folder = environ.get("SCHEMACTL_CACHE", "")
    if folder == "off":
        return None
    home = environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser()
    return Path(folder or Path(home, "schemactl")) / f"{_NAME}-{VERSION}"


def _install(folder: Path, environ: Mapping[str, str]) -> None:
    """`go install` for this machine, whatever the user builds for, and outside any module."""
    go = shutil.which("go", path=environ.get("PATH"))
    if go is None:
        raise ToolError(
            f"go is not on PATH, and {_NAME} {VERSION} is built with it",
            fix="install Go: https://go.dev/dl",
        )
    skipped = {"GOFLAGS", "GOOS", "GOARCH", "GOBIN"}
    own = {name: value for name, value in environ.items() if name not in skipped} | {"GOBIN": str(folder)}
    command = [go, "install", f"{_MODULE}@{VERSION}"]
    try:
        done = subprocess.run(
            command, cwd=folder, env=own, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ToolError(
            f"{' '.join(command[1:])} does not work: {error}", fix="see that go can reach its proxy"
        ) from error
    if done.returncode:
        raise ToolError(
            f"go {' '.join(command[1:])} failed: {done.stderr.strip()}",
            fix="see that go can reach its module proxy (go env GOPROXY); it is needed once",
        )
