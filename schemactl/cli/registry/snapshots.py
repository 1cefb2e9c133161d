"""A registry and names of subjects in; a snapshot of them in a file, or on standard output, out."""

from __future__ import annotations

from datetime import UTC, datetime
from os.path import relpath
from typing import TYPE_CHECKING

from schemactl.cli.output import emit, emit_bytes, say, write_whole
from schemactl.cli.progress import Progress
from schemactl.cli.registries import opened
from schemactl.registry.snapshot.take import take
from schemactl.registry.snapshot.text import dump
from schemactl.report.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from schemactl.registry.snapshot.snapshot import Snapshot


def written(spec: str, subjects: Iterable[str] | None, file: Path | None) -> None:
    """Write what the registry has of these subjects (None: of all), and say what that is."""
    with opened(spec) as registry:
        wanted = registry.subjects(deleted=True) if subjects is None else list(subjects)
        with Progress(len(wanted)) as progress:
            snapshot = take(registry, wanted, datetime.now(UTC), progress.step)
    missing = [name for name in wanted if name not in snapshot.held]
    if file is None:
        emit_bytes(dump(snapshot))
    else:
        write_whole(file, dump(snapshot))
        emit(f"{relpath(file)}: {_told(snapshot)}, from {snapshot.origin}\n")
    if missing:
        say(f"not in the registry: {', '.join(missing)}")


def _told(snapshot: Snapshot) -> str:
    versions = sum(len(held.versions) for held in snapshot.held.values())
    return f"{counted(len(snapshot.held), 'subject')}, {counted(versions, 'version')}"
