"""Check released schema packages that nobody here wrote, consecutive releases, and print what was found.

Exits 1 if anything crashes, if a change is unjudged, or if a break on the wire has no witness.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import time
import tomllib
import traceback
from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import registries
from packages import ClientError, Package, fetch
from registries import Opinions

from schemactl.errors import CompileError
from schemactl.model.compatibility import Compatibility
from schemactl.model.effect import Surface
from schemactl.model.module import Module
from schemactl.model.verdict import Policy
from schemactl.pipeline import check, compile_all
from schemactl.sources.files import folder

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from schemactl.model.schema import FormatName
    from schemactl.model.source import Source
    from schemactl.model.verdict import Finding, Verdict

POLICY = Policy(compatibility=Compatibility.FULL)
"""Both directions, on the wire: the most that can break."""


PAGE = """\
# Real input

`make real` writes this page: released schema packages, each release checked against the one before it, in both
directions, on the wire. Left out are files that do not compile on their own. Written {date:%Y-%m-%d}.

"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """A package and the releases to look at; corpora.toml says what the keys mean."""

    format: FormatName
    client: str
    package: str
    prefix: str = ""
    releases: tuple[str, ...]
    quick: tuple[str, ...] = ()
    apart: bool = False


def corpora() -> Iterator[Corpus]:
    for told in tomllib.loads(Path(__file__).with_name("corpora.toml").read_text("utf-8"))["corpus"]:
        yield Corpus(**told)


@dataclass(slots=True)
class Tally:
    """What was found in one corpus."""

    releases: int = 0
    schemas: int = 0
    left_out: int = 0
    changes: int = 0
    breaks: Counter[str] = field(default_factory=Counter)
    unjudged: list[str] = field(default_factory=list)
    unwitnessed: list[str] = field(default_factory=list)
    crashes: list[str] = field(default_factory=list)
    opinions: Opinions = field(default_factory=Opinions)
    seconds: float = 0.0

    @property
    def problems(self) -> list[str]:
        return [*self.crashes, *self.unjudged, *self.unwitnessed]

    def add(self, step: str, verdict: Verdict) -> None:
        self.changes += len(verdict.changes)
        for finding in verdict.breaks:
            self.breaks[finding.rule.id] += 1
            self.unwitnessed += (
                f"{step}: no witness, {direction}: {finding.rule.id} {finding.change.path}"
                for direction in _unproved(finding, verdict.policy)
            )
        self.unjudged += (
            f"{step}: unjudged: {item.change.kind} {item.change.verb} {item.change.facet} {item.change.path}"
            for item in verdict.unjudged
        )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a few releases of the small packages")
    parser.add_argument("--only", default="", metavar="TEXT", help="packages whose name contains this")
    parser.add_argument("--write", type=Path, help="write the tables to this page as well")
    options = parser.parse_args()
    tallies = {}
    for corpus in corpora():
        releases = corpus.quick if options.quick else corpus.releases
        if releases and options.only in corpus.package:
            print(f"… {corpus.package}", file=sys.stderr, flush=True)
            tallies[corpus.package] = judge(corpus, releases)
    page = "\n".join(table(tallies)) + "\n"
    print(page, end="")
    if options.write:
        options.write.write_text(PAGE.format(date=dt.datetime.now(tz=dt.UTC)) + page, encoding="utf-8")
    problems = [problem for tally in tallies.values() for problem in tally.problems]
    for problem in problems:
        print(f"problem: {problem}")
    return 1 if problems else 0


def judge(corpus: Corpus, releases: Sequence[str]) -> Tally:
    """Check each release against the one before it."""
    tally = Tally(releases=len(releases))
    sources = {release: _source(corpus, release) for release in releases}
    start = time.perf_counter()
    refused = {release: _refused(corpus, source) for release, source in sources.items()}
    tally.schemas = sum(len(source.digests) - len(refused[name]) for name, source in sources.items())
    tally.left_out = sum(map(len, refused.values()))
    for old, new in pairwise(releases):
        step = f"{corpus.package} {old} → {new}"
        left = [_without(sources[release], refused[old] | refused[new]) for release in (old, new)]
        try:
            for one, other in _pairs(left[0], left[1], apart=corpus.apart):
                for verdict in check(one, other, (_module(corpus),), POLICY):
                    tally.add(step, verdict)
                    tally.opinions.add(one, other, verdict)
        except Exception:  # noqa: BLE001 (whatever it is, it is what this command looks for)
            tally.crashes.append(f"{step}: {traceback.format_exc()}")
    tally.seconds = time.perf_counter() - start - tally.opinions.seconds
    return tally


def _source(corpus: Corpus, release: str) -> Source:
    version, _, below = release.partition(":")
    package = Package(client=corpus.client, name=corpus.package, prefix=corpus.prefix)
    return folder(str(fetch(package, version) / below), label=release)


def _module(corpus: Corpus) -> Module:
    return Module(name=corpus.package, roots=(".",), formats=(corpus.format,))


def _refused(corpus: Corpus, source: Source) -> set[str]:
    """Files that do not compile, and those that need them."""
    refused: set[str] = set()
    parts = [_only(source, path) for path in source.digests] if corpus.apart else [source]
    for part in parts:
        while True:
            try:
                list(compile_all(_without(part, refused), (_module(corpus),)))
                break
            except CompileError as error:
                named = {problem.location.source for problem in error.problems} & part.digests.keys()
                if named <= refused:
                    raise
                refused |= named
    return refused


def _pairs(old: Source, new: Source, *, apart: bool) -> Iterator[tuple[Source, Source]]:
    """Both versions whole, or file by file where they differ."""
    if not apart:
        yield old, new
        return
    for path in sorted(old.digests.keys() | new.digests.keys()):
        if old.digests.get(path) != new.digests.get(path):
            yield _only(old, path), _only(new, path)


def _only(source: Source, path: str) -> Source:
    return replace(source, digests={name: source.digests[name] for name in source.digests.keys() & {path}})


def _without(source: Source, paths: Collection[str]) -> Source:
    return replace(
        source, digests={path: digest for path, digest in source.digests.items() if path not in paths}
    )


def _unproved(finding: Finding, policy: Policy) -> list[str]:
    """The directions in which this finding breaks on the wire and nothing shows it."""
    proved = {(witness.direction, witness.surface) for witness in finding.witnesses}
    return [
        effect.direction.value
        for effect in finding.effects
        if effect.surface is Surface.WIRE
        and policy.refuses(effect, finding.rule)
        and (effect.direction, effect.surface) not in proved
    ]


def table(tallies: dict[str, Tally]) -> Iterator[str]:
    yield "| package | releases | schemas | left out | changes | breaks | unjudged | without witness | time |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for name, tally in tallies.items():
        counts = (
            tally.releases, tally.schemas, tally.left_out, tally.changes,
            tally.breaks.total(), len(tally.unjudged), len(tally.unwitnessed),
        )  # fmt: skip
        yield f"| {name} | {' | '.join(map(str, counts))} | {tally.seconds:.1f} s |"
    yield ""
    yield from registries.table({name: tally.opinions for name, tally in tallies.items()})
    yield ""
    yield "| rule | " + " | ".join(tallies) + " |"
    yield "| --- |" + " ---: |" * len(tallies)
    for rule in sorted({rule for tally in tallies.values() for rule in tally.breaks}):
        yield f"| {rule} | " + " | ".join(str(tally.breaks[rule] or "") for tally in tallies.values()) + " |"


if __name__ == "__main__":
    try:
        sys.exit(main())
    except ClientError as error:
        print(f"real: {error}", file=sys.stderr)
        sys.exit(3)
