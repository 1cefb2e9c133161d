"""`schemactl doctor`: everything that schemactl needs, looked at; what is wrong, and what to do, out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from schemactl.cli.options import common

if TYPE_CHECKING:
    from collections.abc import Callable

PACKAGES = ("protobuf", "grpcio-tools", "fastavro", "jsonschema", "click", "msgspec")
OLDEST_GIT = (2, 25)


@dataclass(frozen=True, slots=True)
class Sight:
    """What was seen; a fix means that it is not as it has to be."""

    what: str
    seen: str
    fix: str = ""


@click.command
@common
def command() -> int:
    import sys

    from schemactl.cli.options import options
    from schemactl.cli.output import emit, style

    look = style(options(), sys.stdout)
    sights = [sight for look_at in CHECKS for sight in look_at()]
    for sight in sights:
        mark = look("bad", "problem") if sight.fix else look("good", "ok     ")
        emit(f"{mark}  {sight.what:<14} {sight.seen}\n")
        if sight.fix:
            emit(f"         {'':<14} fix: {sight.fix}\n")
    return 3 if any(sight.fix for sight in sights) else 0


def _versions() -> list[Sight]:
    import platform

    import schemactl
    from schemactl.cli.crash import version

    sights = [Sight("schemactl", schemactl.__version__), Sight("python", platform.python_version())]
    for package in PACKAGES:
        found = version(package)
        sights.append(Sight(package, found, f"pip install {package}" if found == "missing" else ""))
    return sights


def _protoc() -> list[Sight]:
    """The compiler that comes with grpcio-tools, run as it is in a compilation."""
    import subprocess
    import sys

    done = subprocess.run(
        [sys.executable, "-m", "grpc_tools.protoc", "--version"], capture_output=True, text=True, check=False
    )
    if done.returncode:
        return [Sight("protoc", "does not run", "pip install --force-reinstall grpcio-tools")]
    return [Sight("protoc", done.stdout.strip())]


def _git() -> list[Sight]:
    import re
    import subprocess

    oldest = ".".join(map(str, OLDEST_GIT))
    fix = f"install git {oldest} or newer; without it folders can be compared (dir:PATH)"
    try:
        done = subprocess.run(["git", "--version"], capture_output=True, text=True, check=False)
    except OSError:
        return [Sight("git", "is not on PATH", fix)]
    found = tuple(int(number) for number in re.findall(r"\d+", done.stdout)[:2])
    return [Sight("git", done.stdout.strip(), fix if found < OLDEST_GIT else "")]


def _cache() -> list[Sight]:
    import os

    from schemactl.sources.cache import Cache

    if os.environ.get("SCHEMACTL_CACHE") == "off":
        return [Sight("cache", "switched off by SCHEMACTL_CACHE")]
    cache, key = Cache.default(), "doctor"
    cache.put(key, b"well")
    if cache.get(key) == b"well":
        return [Sight("cache", "can be written and read")]
    fix = "let SCHEMACTL_CACHE name a folder that can be written, or be `off`"
    return [Sight("cache", "cannot be written: every run compiles everything", fix)]


def _configuration() -> list[Sight]:
    from schemactl.cli.project import open_project
    from schemactl.errors import ConfigError

    try:
        shown = open_project().configuration.shown
    except ConfigError as error:
        where = f"{error.location}: " if error.location else ""
        return [Sight("configuration", f"{where}{error.message}", error.fix or "correct it")]
    return [Sight("configuration", shown or "none, so the defaults hold (schemactl init writes one)")]


def _project() -> list[Sight]:
    """The schemas that are looked at, and what `check` would compare them with."""
    from schemactl.cli.look import count, modules_of
    from schemactl.cli.project import open_project
    from schemactl.errors import ConfigError, SchemactlError
    from schemactl.report.words import counted
    from schemactl.sources.resolve import current, open_source

    try:
        project = open_project()
    except ConfigError:
        return []
    folder = str(project.folder)

    def schemas() -> str:
        source = current(folder)
        return counted(count(modules_of(project, (), [source]), source), "file")

    def baseline() -> str:
        source = open_source("auto", folder)
        return f"{source.label} ({source.detail})" if source.detail else source.label

    def tried(what: str, look: Callable[[], str]) -> Sight:
        try:
            return Sight(what, look())
        except SchemactlError as error:
            return Sight(what, error.message, error.fix or "see the message")

    return [tried("schemas", schemas), tried("baseline", baseline)]


CHECKS: tuple[Callable[[], list[Sight]], ...] = (_versions, _protoc, _git, _cache, _configuration, _project)
