"""A registry in; how many schemas a second it registers, gives and checks, and how long one takes, out.

Any registry can be asked: `rates` takes what speaks the protocol. Run alone it asks the embedded one, in memory and
in a file, in one run: the file's registrations wait for the disk, each.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from schemactl.judging.own import OwnEngine
from schemactl.model.subject import SchemaText, SchemaType
from schemactl.registry.embedded import EmbeddedRegistry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from schemactl.registry.protocol import Registry

SUBJECTS = 200
VERSIONS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """What was asked, how often a second, and the median and the 99th percentile of one call, in milliseconds."""

    what: str
    per_second: float
    p50: float
    p99: float


def rates(registry: Registry, *, subjects: int = SUBJECTS) -> Iterator[Rate]:
    """One client, one call after the other, each of another schema than the one before."""
    yield _timed("register Avro, new", [_registering(registry, avro, n, 0) for n in range(subjects)])
    yield _timed("register Protobuf, new", [_registering(registry, proto, n, 0) for n in range(subjects)])
    for make in (avro, proto):
        for number in range(1, VERSIONS):
            for n in range(subjects):
                _registering(registry, make, n, number)()
    yield _timed(
        "register Avro, known", [_registering(registry, avro, n, VERSIONS - 1) for n in range(subjects)]
    )
    yield _timed("get by id", [_getting(registry, n + 1) for n in range(subjects)])
    yield _timed("get the latest version", [_latest(registry, n) for n in range(subjects)])
    yield _timed("check Avro", [_checking(registry, avro, n) for n in range(subjects)])
    yield _timed("check Protobuf", [_checking(registry, proto, n) for n in range(subjects)])


def avro(subject: int, number: int) -> SchemaText:
    """A record of 20 fields, and one more with a default in each version."""
    fields = [{"name": f"f{index}", "type": "string"} for index in range(20)]
    fields += [{"name": f"v{index}", "type": "long", "default": 0} for index in range(number)]
    value = {"type": "record", "name": f"R{subject}", "namespace": "bench", "fields": fields}
    return SchemaText(text=json.dumps(value))


def proto(subject: int, number: int) -> SchemaText:
    """A message of 20 fields, and one more in each version."""
    lines = [f"  string f{index} = {index};" for index in range(1, 21)]
    lines += [f"  int64 v{index} = {index};" for index in range(101, 101 + number)]
    text = "\n".join(('syntax = "proto3";', "package bench;", f"message M{subject} {{", *lines, "}", ""))
    return SchemaText(text=text, type=SchemaType.PROTOBUF)


def _registering(
    registry: Registry, make: Callable[[int, int], SchemaText], subject: int, number: int
) -> Callable[[], object]:
    schema = make(subject, number)
    return lambda: registry.register(f"{make.__name__}-{subject}", schema)


def _getting(registry: Registry, schema_id: int) -> Callable[[], object]:
    return lambda: registry.schema(schema_id)


def _latest(registry: Registry, subject: int) -> Callable[[], object]:
    return lambda: registry.version(f"avro-{subject}")


def _checking(
    registry: Registry, make: Callable[[int, int], SchemaText], subject: int
) -> Callable[[], object]:
    schema = make(subject, VERSIONS)
    return lambda: registry.compatible(f"{make.__name__}-{subject}", schema)


def _timed(what: str, calls: list[Callable[[], object]]) -> Rate:
    times = []
    for call in calls:
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    cuts = statistics.quantiles(times, n=100)
    return Rate(what=what, per_second=len(times) / sum(times), p50=cuts[49] * 1000, p99=cuts[98] * 1000)


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="schemactl-bench-", dir=".") as folder:
        path = str(Path(folder, "registry.sqlite"))
        with (
            EmbeddedRegistry("", OwnEngine()) as memory,
            EmbeddedRegistry(path, OwnEngine(), create=True) as file,
        ):
            pairs = zip(rates(memory), rates(file), strict=True)
            lines = [
                f"| {one.what} | {one.per_second:,.0f} | {other.per_second:,.0f} | {other.p50:.2f} | {other.p99:.2f} "
                f"| {one.per_second / other.per_second:.1f} |"
                for one, other in pairs
            ]
    head = "| in one process, one call after the other | in memory, /s | in a file, /s | P50, ms | P99, ms | ratio |"
    sys.stdout.write("\n".join((head, "| --- |" + " ---: |" * 5, *lines, "")))


if __name__ == "__main__":
    main()
