"""`schemactl lint`: hazards and hygiene of one version, and of the step to it where the old one is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from schemactl.cli.formats import Target, format_option
from schemactl.cli.options import common

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from schemactl.cli.project import Project
    from schemactl.hygiene import Linted
    from schemactl.model.lint import Hazard, Ignore
    from schemactl.model.module import Module
    from schemactl.model.source import Source
    from schemactl.report.lint import Mended, Sight


@click.command(
    help="Looks at the schema files under PATH, or at all. Some checks also need the version before; without one "
    "they are skipped, which is said. A comment `// schemactl: ignore=ID reason` (Protobuf) or [lint] in the "
    "configuration ignores what is meant."
)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option(
    "--against",
    metavar="REF",
    help="The version before, as `check` takes it; auto where it is not said, and where there is one.",
)
@click.option("--fix", is_flag=True, help="Reserve what was deleted. Nothing else is safe to change for you.")
@format_option("text", "json", "github")
@common
def command(paths: tuple[str, ...], against: str | None, targets: tuple[Target, ...], *, fix: bool) -> int:
    from dataclasses import replace
    from time import perf_counter

    from schemactl.cli.formats import one_stream
    from schemactl.cli.project import open_project

    start = perf_counter()
    one_stream(targets)
    project = open_project()
    look = _Look(project, paths, against)
    sight = look.sight()
    if fix and (mended := look.mend(sight.hazards)):
        sight = replace(_Look(project, paths, against).sight(), mended=mended)
    _report(replace(sight, seconds=perf_counter() - start), targets)
    return 1 if sight.hazards else 0


class _Look:
    """One look at the working tree."""

    def __init__(self, project: Project, paths: Sequence[str], against: str | None) -> None:
        from schemactl.sources.resolve import current

        self.project = project
        self.leniency = project.configuration.leniency
        self.new = current(str(project.folder))
        # who names the configuration names all that it is about
        self.paths = () if any(_is_configuration(path) for path in paths) else tuple(paths)
        self.modules = self._modules()
        self.old, self.unseen = self._old(against) if self.modules else (None, "nothing to look at")
        self.found = self._linted(against)

    def _modules(self) -> tuple[Module, ...]:
        """What is to be looked at; nothing, if the configuration leaves out all files that were named."""
        from schemactl.cli.look import modules_of
        from schemactl.errors import LookError

        try:
            return modules_of(self.project, self.paths, [self.new])
        except LookError:
            if self.paths and {self.project.path(path) for path in self.paths} <= self.new.digests.keys():
                return ()
            raise

    def _old(self, against: str | None) -> tuple[Source | None, str]:
        """The version before, or why there is none; one that was asked for has to be there."""
        from schemactl.errors import LookError, UsageError
        from schemactl.sources.resolve import open_source

        folder = str(self.project.folder)
        if against:
            return open_source(self.project.spec(against), folder), ""
        try:
            return open_source("auto", folder), ""
        except (LookError, UsageError) as error:
            return None, error.message

    def _linted(self, against: str | None) -> list[Linted]:
        from schemactl.errors import CompileError
        from schemactl.hygiene import lint
        from schemactl.report.places import placed
        from schemactl.sources.cache import Cache

        try:
            cache, disabled = Cache.default(), self.leniency.disabled
            return list(lint(self.new, self.modules, old=self.old, disabled=disabled, cache=cache))
        except CompileError as error:
            if against or self.old is None or error.label != self.old.label:
                raise placed(error) from error
            self.unseen, self.old = f"{error.label} does not compile", None
            return self._linted(against)

    def sight(self) -> Sight:
        from schemactl.cli.look import count
        from schemactl.lint.catalog import checks, every
        from schemactl.lint.ignores import sift
        from schemactl.report.lint import Sight

        known = every()
        made = {check.id for check in known.values() if check.id not in self.leniency.disabled}
        of_steps = {check.id for check in known.values() if check.step and self.old is None} & made
        present = {check.id for each in self.found for check in checks(each.form.name)}
        hazards = dict.fromkeys(hazard for each in self.found for hazard in each.hazards)
        sifted = sift(hazards, self._ignores(), known, made - of_steps)
        return Sight(
            new=self.new, old=self.old, unseen=self.unseen, ignored=sifted.ignored,
            hazards=tuple(each for each in sifted.hazards if each.check.id in made),
            skipped=tuple(sorted(of_steps & present)), schemas=count(self.modules, self.new),
        )  # fmt: skip

    def _ignores(self) -> Iterable[Ignore]:
        """Those of the texts and of the configuration; of the latter only a look at all can say that one is unused."""
        from dataclasses import replace

        yield from dict.fromkeys(ignore for each in self.found for ignore in each.ignores)
        shown = self.project.configuration_path
        for ignore in self.leniency.ignores:
            yield replace(ignore, location=replace(ignore.location, source=shown), optional=bool(self.paths))

    def mend(self, hazards: Sequence[Hazard]) -> tuple[Mended, ...]:
        """Write what can be mended, each file whole and only if it compiles."""
        from schemactl.hygiene import repair
        from schemactl.report.lint import Mended

        mended: dict[str, Mended] = {}
        for linted in self.found:
            for each in repair(linted, hazards):
                if each.path not in mended:
                    error = each.error or _written(self.project.folder / each.path, each.before, each.after)
                    mended[each.path] = Mended(path=each.path, hazards=each.hazards, error=error)
        return tuple(mended.values())


def _is_configuration(path: str) -> bool:
    from pathlib import PurePath

    return PurePath(path).name == "schemactl.toml"


def _written(path: Path, before: bytes, after: bytes) -> str:
    """Write a mended file, unless it is no longer what was looked at; why not, or ""."""
    from schemactl.cli.output import rewrite

    try:
        unchanged = path.read_bytes() == before
    except OSError as error:
        return f"it cannot be read any more: {error.strerror}"
    if not unchanged:
        return "it was changed meanwhile"
    rewrite(path, after)
    return ""


def _report(sight: Sight, targets: Sequence[Target]) -> None:
    from schemactl.cli.options import options
    from schemactl.report import lint

    for target in targets:
        if target.format == "text":
            target.write(lint.text(sight, target.style, detail=options().verbosity))
        else:
            target.write(lint.json(sight) if target.format == "json" else lint.github(sight))
