"""What comparing and judging cost alone: two versions in; CPU seconds, with nothing compiled or proved in them, out.

One message of thousands of fields shows that the time grows with its size and not with the square of it.
"""

from __future__ import annotations

import gc
import statistics
import time
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from schemactl.diff.compare import compare
from schemactl.formats.format import by_name
from schemactl.model.compatibility import Compatibility
from schemactl.model.module import Module
from schemactl.model.source import Batch, Text
from schemactl.model.verdict import Policy
from schemactl.pipeline import compile_all
from schemactl.rules.catalog import catalogue
from schemactl.sources.files import folder
from schemactl.verdict.decide import decide

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from schemactl.model.schema import Schema

POLICY = Policy(compatibility=Compatibility.FULL)
TURNS = (
    "int64 f{n} = {n};",
    "string renamed{n} = {n};",
    "string f{n} = 2{n:04};",
    "",
    "oneof o{n} {{ string f{n} = {n}; }}",
)
"""What becomes of the fields that change, in turn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judging:
    """Medians, in CPU seconds. size: what the row grows by."""

    what: str
    size: int
    changes: int
    comparing: float
    judging: float

    @property
    def seconds(self) -> float:
        return self.comparing + self.judging


def repository(top: Path, what: str, change: Callable[[], object]) -> Judging:
    """A folder before and after a change to it, compared and judged."""
    old = _compiled(top)
    change()
    return _measured(what, 1, [(old, _compiled(top))])


def messages(sizes: Sequence[int], changed: Sequence[int], times: int) -> Iterator[list[Judging]]:
    """One message: its fields grow, then, in the largest but one, those that change. One list for each."""
    yield [_message(size, 1, size, times) for size in sizes]
    yield [_message(sizes[-2], count, count, times) for count in changed]


def _message(fields: int, changed: int, size: int, times: int) -> Judging:
    # a pair for each time: what is indexed of a schema the first time would be there the second time
    pairs = [(_of(fields, 0), _of(fields, changed)) for _ in range(times)]
    return _measured(f"one message, {changed:,} of {fields:,} fields changed", size, pairs)


def _of(fields: int, changed: int) -> Schema:
    declared = (
        TURNS[n % len(TURNS)].format(n=n) if n <= changed else f"string f{n} = {n};"
        for n in range(1, fields + 1)
    )
    lines = ('syntax = "proto3";', "message Event {", *declared, "}")
    text = Text("event.proto", "event.proto", "\n".join(lines).encode())
    (form,) = by_name(("protobuf",))
    return form.compile(Batch(label="bench", entries=(text.path,), texts={text.path: text}))


def _compiled(top: Path) -> Schema:
    (schema,) = compile_all(folder(str(top)), (Module(name="bench", roots=(".",), formats=("protobuf",)),))
    return schema


def _measured(what: str, size: int, pairs: Sequence[tuple[Schema, Schema]]) -> Judging:
    rules = catalogue("protobuf")
    gc.disable()  # as `schemactl check` does
    rounds = []
    for old, new in pairs:
        start = time.process_time()
        changes = compare(old, new)
        between = time.process_time()
        decide(old, new, changes, rules, POLICY)
        rounds.append((between - start, time.process_time() - between, len(changes)))
    gc.enable()
    comparing, judging, counts = zip(*rounds, strict=True)
    return Judging(
        what=what, size=size, changes=counts[0],
        comparing=statistics.median(comparing), judging=statistics.median(judging),
    )  # fmt: skip


def table(groups: Sequence[Sequence[Judging]]) -> Iterator[str]:
    """Every row with the ratio to the one above it, where that is the same with another size."""
    yield "| what | changes | comparing | judging | CPU | per change | growth | of the time |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for group in groups:
        growths = [
            " | ",
            *(
                f"{two.size / one.size:.1f}× | {two.seconds / one.seconds:.1f}×"
                for one, two in pairwise(group)
            ),
        ]
        for row, growth in zip(group, growths, strict=True):
            costs = " | ".join(f"{cost:.3f} s" for cost in (row.comparing, row.judging, row.seconds))
            each = 1e6 * row.seconds / row.changes
            yield f"| {row.what} | {row.changes:,} | {costs} | {each:,.0f} µs | {growth} |"
