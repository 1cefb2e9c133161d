"""What --against says of a registry or a lock in; every subject of the project beside it, as rounds, out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from schemactl.cli.progress import Progress
from schemactl.errors import LookError, RegistryError, UsageError
from schemactl.model.compatibility import Compatibility
from schemactl.model.standing import Trust
from schemactl.report.words import counted
from schemactl.sources.cache import Cache
from schemactl.subjects.candidates import candidates
from schemactl.subjects.examine import Examiner
from schemactl.subjects.question import Question

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from schemactl.cli.project import Project
    from schemactl.cli.registry_spec import RegistrySpec
    from schemactl.model.document import Candidate
    from schemactl.model.module import Module
    from schemactl.model.source import Source
    from schemactl.model.verdict import Policy
    from schemactl.pipeline import Proofs
    from schemactl.registry.readable import Readable
    from schemactl.registry.snapshot.snapshot import Snapshot
    from schemactl.report.answer import Round
    from schemactl.subjects.examine import Examined, Judging

LOCK = "schemactl.lock"


FEW = 3
"""So many names are told as examples."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Every subject that was looked up, and what is to be said of the whole."""

    subjects: tuple[Examined, ...]
    notes: tuple[str, ...] = ()

    @property
    def rounds(self) -> tuple[Round, ...]:
        return tuple(one for each in self.subjects for one in each.rounds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Looking:
    """What is the same for every registry that a check looks at."""

    project: Project
    new: Source
    modules: tuple[Module, ...]
    policy: Policy
    proofs: Proofs
    compatibility: str | None = None
    trust: Trust = Trust.BOTH
    offline: bool = False
    max_age: timedelta | None = None

    def at(self, one: RegistrySpec) -> Found:
        """Every subject beside what is there. Raises LookError if there is none, or nothing can be looked at."""
        if one.kind == "lock":
            snapshot, note = self.lock(one)
            found = self.each(self.examiner(snapshot, one))
            return replace(found, notes=(note, *found.notes))
        if self.offline and not one.local:
            raise UsageError(
                f"--offline, and {one.spec} needs the network",
                fix="compare with what was pulled: --against lock (schemactl registry pull writes it)",
            )
        from schemactl.cli.registries import opened

        with opened(one.spec, project=self.project) as registry:
            found = self.each(self.examiner(registry, one, judging=registry))
        self.require_answers(found.subjects)
        return found

    def each(self, examiner: Examiner) -> Found:
        wanted = self.candidates()
        found: list[Examined] = []
        with Progress(len(wanted)) as progress:
            for candidate in wanted:
                progress.step(candidate.subject)
                found.append(examiner.examine(candidate))
        others = examiner.strangers(wanted)
        few = ", ".join(others[:FEW]) + (", …" if len(others) > FEW else "")
        notes = (f"none of these subjects is there, but {few}: are they named right? ([subjects])",)
        return Found(subjects=tuple(found), notes=notes if others else ())

    def candidates(self) -> tuple[Candidate, ...]:
        naming = self.project.configuration.naming
        found = candidates(self.new, self.modules, naming, Cache.default())
        if not found:
            raise LookError(
                "no schema here is an event, so there is no subject to look up",
                fix='say which types topics carry: [[module]] events = ["…"], and [subjects] in schemactl.toml',
            )
        return found

    def examiner(self, registry: Readable, one: RegistrySpec, *, judging: Judging | None = None) -> Examiner:
        configuration = self.project.configuration
        word = self.compatibility
        question = Question(
            new=self.new, naming=configuration.naming, policy=self.policy, proofs=self.proofs,
            overrides=configuration.overrides, selection=one.selection,
            compatibility=Compatibility(word) if word else None, cache=Cache.default(),
        )  # fmt: skip
        return Examiner(registry=registry, question=question, judging=judging)

    def require_answers(self, found: Iterable[Examined]) -> None:
        """Who trusts the registry alone is not told yes where it was not asked."""
        silent = [each for each in found if each.standing.unasked and each.schema is None]
        if self.trust is Trust.REGISTRY and silent:
            first = silent[0].standing
            raise RegistryError(
                f"the registry cannot be asked about {first.subject}: {first.unasked}",
                fix="push what it refers to first, or let our own answer count: --trust both",
            )

    def lock(self, one: RegistrySpec) -> tuple[Snapshot, str]:
        if self.trust is Trust.REGISTRY:
            raise UsageError("a lock is no registry that could be asked", fix="--trust self, or both")
        path = one.spec.partition(":")[2] or LOCK
        snapshot = read_lock(self.project.folder / path, path)
        age = datetime.now(UTC) - snapshot.taken
        if self.max_age is not None and age > self.max_age:
            raise LookError(
                f"{path} is {told_age(age)} old, and --max-age allows {told_age(self.max_age)}",
                fix="pull it again: schemactl registry pull",
            )
        return (
            snapshot,
            f"pulled {snapshot.taken:%Y-%m-%d %H:%M} UTC, {told_age(age)} ago, from {snapshot.origin}",
        )


def read_lock(file: Path, shown: str) -> Snapshot:
    """A lock or an export. Raises LookError if it is not there, or is none."""
    from schemactl.registry.snapshot.text import load

    try:
        data = file.read_bytes()
    except OSError as error:
        raise LookError(
            f"{shown} cannot be read: {error.strerror}", fix="write it: schemactl registry pull"
        ) from error
    return load(data, shown)


def told_age(age: timedelta) -> str:
    """The largest unit that fills."""
    seconds = max(int(age.total_seconds()), 0)
    for size, unit in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if seconds >= size:
            return counted(seconds // size, unit)
    return counted(seconds, "second")
