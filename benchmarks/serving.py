"""Our registry and Apicurio's, both running, asked in turn: rates, times, start-up and memory in, a section out."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import re
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from itertools import count, cycle
from pathlib import Path
from typing import TYPE_CHECKING

from load import burst
from packages import ROOT

sys.path.insert(0, str(ROOT / "tests"))
from parts import apicurio
from parts.program import MissingError
from served import Rest, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from load import Ask, Load

APICURIO = "3.3.3"
OURS, THEIRS = "schemactl", f"Apicurio {APICURIO}"
CONNECTIONS = 16
TITLE = "## A registry of one's own"
ABOUT = f"""\
`schemactl registry serve`, with its log, over a file where every registration is on the disk before it is answered;
beside it Apicurio Registry {APICURIO}, which keeps what it is told in memory (H2), on the Java that the tests give it.
Both run at once and are asked in turn, over {CONNECTIONS} connections, after a burst that is not measured. Every
registration is a new Avro schema in a new subject; every check is of a schema that was not seen before. Numbers are
medians of the rounds; start-up is from the start of the process to its first answer; memory is proportional where pages
are shared (PSS)."""


@dataclass(slots=True)
class Contender:
    """A server with what it was measured at. loads: by what was asked, a burst a round."""

    name: str
    url: str
    pid: int
    started: float
    fresh: int
    loads: dict[str, list[Load]] = field(default_factory=dict)
    ids: list[int] = field(default_factory=list)

    @property
    def memory(self) -> int:
        """Bytes that the process holds now."""
        text = Path(f"/proc/{self.pid}/smaps_rollup").read_text()
        return int(re.findall(r"^Pss:\s+(\d+) kB", text, re.MULTILINE)[0]) * 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="short bursts, one round")
    parser.add_argument("--write", type=Path, help="put the section in its place in this file as well")
    options = parser.parse_args()
    try:
        text = "\n".join(section(quick=options.quick)) + "\n"
    except MissingError as error:
        print(f"serving: {error}", file=sys.stderr)
        sys.exit(3)
    sys.stdout.write(text)
    if options.write:
        page = options.write.read_text(encoding="utf-8")
        before, _, rest = page.partition(TITLE)
        _, heading, after = rest.partition("\n## ")  # what follows in the page stays
        options.write.write_text(f"{before.rstrip()}\n\n{text}{heading}{after}", encoding="utf-8")


def section(*, quick: bool) -> Iterator[str]:
    """The lines of the page. Raises MissingError if there is no Apicurio to be had."""
    with contextlib.ExitStack() as stack:
        both = [stack.enter_context(start()) for start in (_ours, _theirs)]
        for turn in range(1 + (1 if quick else 5)):
            for what, asks in ASKS.items():
                for each in both:
                    found = burst(each.url, asks(each), CONNECTIONS, 1 if quick else 4)
                    _learn(each, what, found)
                    if turn:
                        each.loads.setdefault(what, []).append(found)
        yield from (TITLE, "", *ABOUT.splitlines(), "", *_table(*both))


def _learn(server: Contender, what: str, found: Load) -> None:
    """Keep the ids that a registry gave; what it did not answer is told, and never measured as if it were."""
    if found.failed:
        print(f"{server.name}: {found.failed} requests to {what} failed", file=sys.stderr)
    if what == "register":
        server.ids += [json.loads(body)["id"] for body in found.bodies if b'"id"' in body]


@contextlib.contextmanager
def _ours() -> Iterator[Contender]:
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as server:
        yield _started(OURS, server.rest, server.process.pid, start)


@contextlib.contextmanager
def _theirs() -> Iterator[Contender]:
    before, start = _children(), time.perf_counter()
    with apicurio.running(APICURIO, settings=apicurio.LIKE_CONFLUENT) as server:
        (pid,) = _children() - before
        rest = Rest(server.url)
        rest.put("/config", {"compatibility": "BACKWARD"})
        yield _started(THEIRS, rest, pid, start)


def _started(name: str, rest: Rest, pid: int, start: float) -> Contender:
    assert rest.get("/subjects").json == []
    made = Contender(name, rest.url, pid, time.perf_counter() - start, 0)
    made.fresh = made.memory
    return made


def _children() -> set[int]:
    tasks = Path(f"/proc/{os.getpid()}/task").iterdir()
    return {int(pid) for task in tasks for pid in (task / "children").read_text().split()}


def _record(name: str, *more: str) -> str:
    fields = [{"name": f"field{number}", "type": "string"} for number in range(8)]
    fields += [{"name": each, "type": ["null", "long"], "default": None} for each in more]
    return json.dumps({"type": "record", "name": name, "namespace": "bench", "fields": fields})


NUMBERS = count()


def _register(server: Contender) -> Iterator[Ask]:
    del server
    for number in NUMBERS:
        body = json.dumps({"schema": _record(f"R{number}")}).encode()
        yield "POST", f"/subjects/r{number}/versions", body


def _get(server: Contender) -> Iterator[Ask]:
    for schema_id in cycle(server.ids[:500]):
        yield "GET", f"/schemas/ids/{schema_id}", b""


def _check(server: Contender) -> Iterator[Ask]:
    """Whether a version with one more field may follow, in each of some subjects."""
    rest = Rest(server.url)
    for number in range(20):
        rest.post(f"/subjects/c{number}/versions", {"schema": _record(f"C{number}")})
    for number in NUMBERS:
        body = json.dumps({"schema": _record(f"C{number % 20}", f"new{number}")}).encode()
        yield "POST", f"/compatibility/subjects/c{number % 20}/versions/latest", body


ASKS: dict[str, Callable[[Contender], Iterator[Ask]]] = {
    "register": _register,
    "get by id": _get,
    "check": _check,
}


def _table(ours: Contender, theirs: Contender) -> Iterator[str]:
    both = (ours, theirs)
    yield f"| what | {ours.name} | {theirs.name} | ratio |"
    yield "| --- | ---: | ---: | ---: |"
    for what in ASKS:
        yield _row(
            f"{what}, requests/s", [_median(each, what, lambda load: load.rate) for each in both], "{:,.0f}"
        )
        for name, part in (("P50", 0.5), ("P99", 0.99)):
            times = [_median(each, what, lambda load: load.percentile(part) * 1000) for each in both]  # noqa: B023
            yield _row(f"{what}, {name}", times, "{:.1f} ms")
    yield _row("start-up", [ours.started, theirs.started], "{:.2f} s")
    yield _row("memory when started", [each.fresh / 2**20 for each in both], "{:.0f} MiB")
    yield _row("memory after all that", [each.memory / 2**20 for each in both], "{:.0f} MiB")


def _median(server: Contender, what: str, of: Callable[[Load], float]) -> float:
    return statistics.median(map(of, server.loads[what]))


def _row(what: str, values: Sequence[float], form: str) -> str:
    ours, theirs = values
    return f"| {what} | {form.format(ours)} | {form.format(theirs)} | {ours / theirs:.2f}× |"


if __name__ == "__main__":
    main()
