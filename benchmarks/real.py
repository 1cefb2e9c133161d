"""Check released schema packages that nobody here wrote, consecutive releases, and print what was found.

Exits 1 if anything crashes, if a change is unjudged, or if a break on the wire has no witness.
"""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from packages import Package, fetch

from schemactl.errors import CompileError
from schemactl.model.compatibility import Compatibility
from schemactl.model.effect import Surface
from schemactl.model.module import Module
from schemactl.model.verdict import Policy
from schemactl.pipeline import check, compile_all
from schemactl.sources.files import folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemactl.model.schema import FormatName
    from schemactl.model.source import Source
    from schemactl.model.verdict import Finding, Verdict

POLICY = Policy(compatibility=Compatibility.FULL)
"""Both directions, on the wire: the most that can break."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """A package with the releases to look at, oldest first; `1.2:folder` is a folder inside release 1.2.

    quick: the few that the small form looks at. apart: whether each file stands alone (files that define the
    same names again, as Avro packages often ship them).
    """

    format: FormatName
    package: Package
    releases: tuple[str, ...]
    quick: tuple[str, ...] = ()
    apart: bool = False


CORPORA = (
    Corpus(
        format="protobuf",
        package=Package(client="pypi", name="googleapis-common-protos"),
        releases=("1.53.0", "1.56.4", "1.60.0", "1.66.0", "1.72.0", "1.76.0"),
        quick=("1.53.0", "1.60.0", "1.76.0"),
    ),
    Corpus(
        format="protobuf",
        package=Package(client="maven", name="io.opentelemetry.proto:opentelemetry-proto"),
        releases=tuple(
            f"{number}-alpha"
            for number in (
                "0.9.0", "0.11.0", "0.13.0", "0.14.0", "0.15.0", "0.16.0", "0.17.0", "0.18.0", "0.19.0", "0.20.0",
                "1.0.0", "1.1.0", "1.2.0", "1.3.1", "1.3.2", "1.4.0", "1.5.0", "1.6.0", "1.7.0", "1.8.0", "1.9.0",
                "1.10.0", "1.11.0",
            )
        ),
        quick=("0.19.0-alpha", "1.3.2-alpha", "1.4.0-alpha"),
    ),
    Corpus(
        format="protobuf",
        package=Package(client="maven", name="io.envoyproxy.controlplane:api"),
        releases=(
            "0.1.13", "0.1.23", "0.1.27", "0.1.31", "0.1.35", "1.0.37", "1.0.41", "1.0.46", "1.0.49",
        ),
    ),
    Corpus(
        format="protobuf",
        package=Package(client="npm", name="google-proto-files", prefix="package/"),
        releases=("4.2.0", "6.0.1"),
    ),
    Corpus(
        format="avro",
        package=Package(client="pypi", name="acryl-datahub", prefix="datahub/metadata/schemas/"),
        releases=("0.13.3", "0.14.1", "0.15.0", "1.0.0", "1.2.0", "1.4.0", "1.5.0", "1.6.0", "1.7.0"),
        quick=("1.2.0", "1.4.0"),
        apart=True,
    ),
    Corpus(
        format="avro",
        package=Package(client="pypi", name="lsst-alert-packet", prefix="lsst/alert/packet/schema/"),
        releases=(
            "0.1.0:1/0", "0.1.0:2/0", "0.1.0:2/1",
            *(
                f"30.2026.2700:{number}"
                for number in (
                    "3/0", "4/0", "5/0", "6/0", "6/1", "7/0", "7/1", "7/2", "7/3", "7/4", "8/0", "9/0", "10/0",
                    "11/0", "11/1",
                )
            ),
        ),
        quick=("30.2026.2700:10/0", "30.2026.2700:11/0", "30.2026.2700:11/1"),
    ),
)  # fmt: skip


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
    options = parser.parse_args()
    tallies = {}
    for corpus in CORPORA:
        releases = corpus.quick if options.quick else corpus.releases
        if releases and options.only in corpus.package.name:
            print(f"… {corpus.package.name}", file=sys.stderr, flush=True)
            tallies[corpus.package.name] = judge(corpus, releases)
    print("\n".join(table(tallies)))
    problems = [problem for tally in tallies.values() for problem in tally.problems]
    for problem in problems:
        print(f"problem: {problem}")
    return 1 if problems else 0


def judge(corpus: Corpus, releases: tuple[str, ...]) -> Tally:
    """Check each release against the one before it."""
    tally = Tally(releases=len(releases))
    sources = {release: _source(corpus.package, release) for release in releases}
    start = time.perf_counter()
    left_out = {release: _refused(corpus, source) for release, source in sources.items()}
    tally.schemas = sum(len(source.digests) - len(left_out[name]) for name, source in sources.items())
    tally.left_out = sum(map(len, left_out.values()))
    for old, new in pairwise(releases):
        step = f"{corpus.package.name} {old} → {new}"
        skipped = left_out[old] | left_out[new]
        try:
            for module in _modules(corpus, (sources[old], sources[new]), skipped):
                for verdict in check(sources[old], sources[new], (module,), POLICY):
                    tally.add(step, verdict)
        except Exception:  # noqa: BLE001 (whatever it is, it is what this command looks for)
            tally.crashes.append(f"{step}: {traceback.format_exc()}")
    tally.seconds = time.perf_counter() - start
    return tally


def _source(package: Package, release: str) -> Source:
    version, _, below = release.partition(":")
    return folder(str(fetch(package, version) / below), label=release)


def _refused(corpus: Corpus, source: Source) -> frozenset[str]:
    """Files that do not compile, and those that need them."""
    refused: frozenset[str] = frozenset()
    for module in _modules(corpus, (source,), refused):
        while True:
            try:
                for _ in compile_all(source, (_without(module, refused),)):
                    pass
            except CompileError as error:
                named = {problem.location.source for problem in error.problems} & source.digests.keys()
                if named <= refused:
                    raise
                refused |= named
            else:
                break
    return refused


def _modules(corpus: Corpus, sources: tuple[Source, ...], skipped: frozenset[str]) -> Iterator[Module]:
    whole = Module(
        name=corpus.package.name, roots=(".",), formats=(corpus.format,), exclude=tuple(sorted(skipped))
    )
    if not corpus.apart:
        yield whole
        return
    for path in sorted({path for source in sources for path in source.digests} - skipped):
        yield Module(name=path, roots=(".",), formats=(corpus.format,), include=(path,))


def _without(module: Module, refused: frozenset[str]) -> Module:
    return Module(
        name=module.name, roots=module.roots, formats=module.formats, include=module.include,
        exclude=tuple(sorted(refused)),
    )  # fmt: skip


def _unproved(finding: Finding, policy: Policy) -> list[str]:
    """The directions in which this finding breaks on the wire and nothing shows it."""
    proved = {(witness.direction, witness.surface) for witness in finding.witnesses}
    return [
        effect.direction.value
        for effect in finding.effects
        if effect.surface is Surface.WIRE
        and policy.refuses(effect)
        and (effect.direction, effect.surface) not in proved
    ]


def table(tallies: dict[str, Tally]) -> Iterator[str]:
    yield "| package | releases | schemas | left out | changes | breaks | unjudged | without witness | time |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for name, tally in tallies.items():
        yield (
            f"| {name} | {tally.releases} | {tally.schemas} | {tally.left_out} | {tally.changes} "
            f"| {tally.breaks.total()} | {len(tally.unjudged)} | {len(tally.unwitnessed)} | {tally.seconds:.1f} s |"
        )
    yield ""
    yield "| rule | " + " | ".join(tallies) + " |"
    yield "| --- |" + " ---: |" * len(tallies)
    for rule in sorted({rule for tally in tallies.values() for rule in tally.breaks}):
        yield f"| {rule} | " + " | ".join(str(tally.breaks[rule] or "") for tally in tallies.values()) + " |"


if __name__ == "__main__":
    sys.exit(main())
