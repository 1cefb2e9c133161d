"""Measure what fuzzing costs, beside a strategy by hand, in one run: cases a second out (`make bench-fuzz`)."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, Phase, given, settings

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from planted.search import CLEAN, EVENT, orders, schema  # noqa: E402

from schemactl.fuzz import from_schema  # noqa: E402
from schemactl.fuzz.cases import cases  # noqa: E402
from schemactl.fuzz.grammar import grammar  # noqa: E402
from schemactl.fuzz.run import Budget, Fuzzing  # noqa: E402
from schemactl.fuzz.target import InProcess, opened  # noqa: E402
from schemactl.witness.choices import Rolled  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

COUNT = 3000
PAGE = """\
# What fuzzing costs

Written by `make bench-fuzz`; do not edit. The event is planted.Order (tests/planted), {count:,} cases each, in one run
on {day}: trust the ratios, not the absolute figures. A strategy by hand is what one writes with hypothesis for the same
type, with the format's own library for the bytes; ours through hypothesis shrinks, ours by a seed is what the command
uses.

| what | protobuf, cases a second | avro, cases a second |
| --- | --- | --- |
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", type=Path, help="write the page to this file as well")
    options = parser.parse_args()
    columns = [_measured(form) for form in ("protobuf", "avro")]
    day = dt.datetime.now(tz=dt.UTC).date()
    page = PAGE.format(count=COUNT, day=day)
    for what in columns[0]:
        page += f"| {what} | {columns[0][what]:,.0f} | {columns[1][what]:,.0f} |\n"
    alone, within = (
        columns[0][f"whole cases, {where}"] for where in ("decoded here", "decoded in a process of its own")
    )
    page += f"\nThe process of its own costs {1e6 / within - 1e6 / alone:,.0f} µs a case (protobuf).\n"
    sys.stdout.write(page)
    if options.write:
        options.write.write_text(page, encoding="utf-8")


def _measured(form: str) -> dict[str, float]:
    found, strategies, choices = grammar(schema(form), EVENT), from_schema(schema(form), EVENT), Rolled(1)
    values = [found.value(choices) for _ in range(COUNT)]
    events = [found.event(value) for value in values]
    clean = CLEAN[form]
    with opened("", schema(form), EVENT, seconds=5, memory=1 << 30) as own:
        within = _rate(lambda: Fuzzing(found, own).random(Budget(examples=COUNT)))
    return {
        "a strategy by hand, drawn and encoded": _drawn(orders(form)),
        "ours through hypothesis, drawn and encoded": _drawn(strategies.events()),
        "values, by a seed": _rate(lambda: [found.value(choices) for _ in range(COUNT)]),
        "encoded": _rate(lambda: [found.event(value) for value in values]),
        "read by the specification": _rate(lambda: [found.read(event) for event in events]),
        "decoded by hand-written Python": _rate(lambda: [clean().decode(event) for event in events]),
        "payloads of all layers": _rate(lambda: list(islice(cases(found, 1), COUNT))),
        "whole cases, decoded here": _rate(lambda: Fuzzing(found, _own(form)).random(Budget(examples=COUNT))),
        "whole cases, decoded in a process of its own": within,
    }


def _own(form: str) -> InProcess:
    from schemactl.formats.format import decoder  # noqa: PLC0415

    ours = decoder(schema(form))
    return InProcess(lambda data: ours.decode(EVENT, data))


def _rate(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return COUNT / (time.perf_counter() - start)


def _drawn(strategy: Any) -> float:
    @settings(
        max_examples=COUNT,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def draw(data: bytes) -> None:
        del data

    return _rate(draw)


if __name__ == "__main__":
    main()
