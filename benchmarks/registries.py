"""Checked steps in; in how many of their files each registry would refuse what is safe, or accept what is not, out."""

from __future__ import annotations

import gc
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from schemactl.profiles.catalog import NAMES, by_name
from schemactl.report.answer import Round
from schemactl.report.comparison import comparisons
from schemactl.report.registry import predict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from schemactl.model.source import Source
    from schemactl.model.verdict import Verdict
    from schemactl.report.comparison import Comparison

MOST = 1000
"""Files of one step, so that the largest package does not take twice its time."""

ABOUT = f"""\
What registries would answer, as `--registry-profile` predicts it, under FULL: how many they would refuse of the files
that a release changed and both releases have under one name (a file with another name is another subject to them). In
brackets: how many of these are safe, and how many files with a break they would accept. Where one step has more
than {MOST:,} such files, every so many is asked about, {MOST:,} at most."""


@dataclass(slots=True)
class Opinions:
    """What was predicted in one corpus. A file counts once in every step that changes its text.

    shared: all such files. files: those that were asked about.
    """

    shared: int = 0
    files: int = 0
    refused: int = 0
    needlessly: Counter[str] = field(default_factory=Counter)
    wrongly: Counter[str] = field(default_factory=Counter)
    """By profile: files that it refuses and we do not, and files that it accepts and we do not."""
    seconds: float = 0.0

    def add(self, old: Source, new: Source, verdict: Verdict) -> None:
        start = time.perf_counter()
        gc.disable()  # as `schemactl check` does
        one = Round(old=old, new=new, verdicts=(verdict,))
        shared = [item for item in comparisons(one) if _is_step(item, old, new)]
        asked = shared[:: -(-len(shared) // MOST) or 1]
        self.shared += len(shared)
        self.files += len(asked)
        for item in asked:
            self.refused += not item.compatible
            for name in NAMES:
                accepted = predict(item, one, by_name(name)).compatible
                self.needlessly[name] += item.compatible and not accepted
                self.wrongly[name] += accepted and not item.compatible
        gc.enable()
        self.seconds += time.perf_counter() - start

    def cell(self, name: str) -> str:
        """All that it refuses; how many more, and how many fewer, than we do."""
        more, fewer = self.needlessly[name], self.wrongly[name]
        return f"{self.refused + more - fewer} (+{more} −{fewer})" if self.files else ""


def _is_step(item: Comparison, old: Source, new: Source) -> bool:
    return item.in_old and item.in_new and old.digests.get(item.path) != new.digests.get(item.path)


def table(corpora: Mapping[str, Opinions]) -> Iterator[str]:
    yield ABOUT
    yield ""
    yield f"| package | files | schemactl | {' | '.join(NAMES)} | time |"
    yield "| --- | ---: | ---: |" + " ---: |" * len(NAMES) + " ---: |"
    for package, it in corpora.items():
        files = f"{it.files}" if it.files == it.shared else f"{it.files} of {it.shared}"
        cells = " | ".join(map(it.cell, NAMES))
        yield f"| {package} | {files} | {it.refused} | {cells} | {it.seconds:.1f} s |"
