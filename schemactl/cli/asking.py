"""What a check was asked, as the command line has it, in; the answer out."""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

from schemactl.cli.look import compare, count, modules_of
from schemactl.cli.registry_spec import spec_of
from schemactl.model.standing import Trust
from schemactl.report.answer import Answer
from schemactl.sources.resolve import current, open_source, open_sources

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import timedelta

    from schemactl.cli.looking import Found
    from schemactl.cli.project import Project
    from schemactl.cli.registry_spec import RegistrySpec
    from schemactl.model.module import Module
    from schemactl.model.source import Source
    from schemactl.model.verdict import Policy
    from schemactl.pipeline import Proofs
    from schemactl.report.answer import Round


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A check: of the files under paths (none: all), as they are or are staged, under a policy."""

    project: Project
    policy: Policy
    proofs: Proofs
    paths: tuple[str, ...] = ()
    compatibility: str | None = None
    staged: bool = False
    offline: bool = False
    trust: Trust = Trust.BOTH
    max_age: timedelta | None = None

    def answer(self, against: Sequence[str], *, start: float) -> Answer:
        """Compare with each old version that is named, in their order: sources as chains, registries by subject."""
        folder = str(self.project.folder)
        specs = [self.project.spec(typed) for typed in against] or self.project.configuration.against
        new = open_source("index", folder) if self.staged else current(folder)
        asked: list[RegistrySpec | list[Source]] = [spec_of(spec) or self.chain(spec) for spec in specs]
        olds = [old for each in asked if isinstance(each, list) for old in each]
        modules = modules_of(self.project, self.paths, (*olds, new))
        rounds: list[Round] = []
        notes: list[str] = []
        for each in asked:
            if isinstance(each, list):
                rounds += compare(each, new, modules, self.policy, self.proofs)
            else:
                found = self.looked_up(each, new, modules)
                rounds += found.rounds
                notes += found.notes
        return Answer(
            rounds=tuple(rounds), policy=self.policy, schemas=count(modules, new),
            seconds=perf_counter() - start, configuration=self.project.configuration_path,
            trust=self.trust, notes=tuple(notes), whole=not self.paths and not self.staged,
        )  # fmt: skip

    def chain(self, spec: str) -> list[Source]:
        """Old versions from the newest to the oldest."""
        folder = str(self.project.folder)
        if self.staged and spec == "auto":
            return [_head(folder)]
        found = open_sources(spec, folder)
        return found if self.policy.compatibility.transitive else found[:1]

    def looked_up(self, spec: RegistrySpec, new: Source, modules: tuple[Module, ...]) -> Found:
        from schemactl.cli.looking import Looking

        looking = Looking(
            project=self.project, new=new, modules=modules, policy=self.policy, proofs=self.proofs,
            compatibility=self.compatibility, trust=self.trust, offline=self.offline, max_age=self.max_age,
        )  # fmt: skip
        return looking.at(spec)


def _head(folder: str) -> Source:
    """What a commit in the making changes: only that is the committer's to answer for now."""
    from schemactl.sources.auto import staged_baseline
    from schemactl.sources.git import Repository

    return staged_baseline(Repository(folder))
