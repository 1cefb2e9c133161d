"""A planted decoder in; how many payloads are tried until its bug is found, by us and by plain hypothesis, out."""

from __future__ import annotations

import inspect
import json
import resource
import signal
import threading
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import fastavro
from compiled import single
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from planted import avro_bugs, avro_decoder, protobuf_bugs, protobuf_decoder

from schemactl.formats.protobuf.pool import Pool
from schemactl.fuzz.grammar import grammar
from schemactl.fuzz.run import Budget, Fuzzing
from schemactl.fuzz.target import InProcess, opened

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

HERE = Path(__file__).parent
EVENT = "planted.Order"
MOST = 4000
"""Payloads after which a search is given up."""
MOST_PLAIN = 400
"""Examples of plain hypothesis: four times what it tries in a test where nothing is said."""
SCHEMAS = {"protobuf": HERE / "order.proto", "avro": HERE / "order.avsc"}
CLEAN = {"protobuf": protobuf_decoder.Decoder, "avro": avro_decoder.Decoder}
SECONDS = 0.5


def bugs() -> list[tuple[str, type]]:
    """Every planted decoder, with its format."""
    found = (("protobuf", protobuf_bugs), ("avro", avro_bugs))
    return [
        (form, item)
        for form, module in found
        for item in vars(module).values()
        if inspect.isclass(item) and item.__module__ == module.__name__
    ]


@cache
def schema(form: str) -> Any:
    return single(form, SCHEMAS[form].read_text())


def ours(form: str, decoder: type, number: int, most: int = MOST) -> tuple[int, str]:
    """The payload at which fuzzing finds something, 0 if it does not; and which property is broken."""
    target = InProcess(limited(decoder))
    fuzzing = Fuzzing(grammar(schema(form), EVENT), target, seed=number, shrink=False)
    run = fuzzing.random(Budget(examples=most, findings=1))
    for found in run.findings.values():
        return found.at, found.breach.claim
    return 0, ""


def limited(decoder: type) -> Callable[[bytes], Any]:
    """The decoder, which raises when it takes long; memory is limited for the whole process."""

    def decode(data: bytes) -> Any:
        if threading.current_thread() is not threading.main_thread():
            return decoder().decode(data)
        before = signal.signal(signal.SIGALRM, _late)
        signal.setitimer(signal.ITIMER_REAL, SECONDS)
        try:
            return decoder().decode(data)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)

    return decode


def _late(*_: Any) -> None:
    raise TimeoutError("no answer in time")


def limit_memory(limit: int = 1 << 30) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


# --- decoders in Go and Rust, with a bug that is chosen on their command line

FOREIGN = {
    "go-worker": (
        "drops-unknown",
        "loses-last-byte",
        "panics-on-odd-tags",
        "hangs-on-overlong",
        "exits-on-groups",
        "sign-loss",
        "unset-default",
    ),
    "rust-worker": ("aborts-on-long-text", "panics-on-last-number", "swaps-enum", "cuts-text"),
}


def foreign(program: str, bug: str, number: int, image: Path, most: int = 800) -> tuple[int, str]:
    """As `ours`, of a program that was given the schema as an image.

    What the program does without a bug, to the same payloads, is its library's own (docs/fuzzing.md), and not ours.
    """
    known = _run(program, "", number, image, most)
    found = _run(program, bug, number, image, most, len(known) + 1)
    new = [one for name, one in found.items() if name not in known]
    return (new[0].at, new[0].breach.claim) if new else (0, "")


@cache
def _run(
    program: str, bug: str, number: int, image: Path, most: int, findings: int = 10**6
) -> dict[str, Any]:
    command = " ".join(filter(None, (f"cmd:{program}", str(image), EVENT, bug)))
    with opened(command, schema("protobuf"), EVENT, seconds=SECONDS, memory=1 << 30) as target:
        fuzzing = Fuzzing(grammar(schema("protobuf"), EVENT), target, seed=number, shrink=False)
        return fuzzing.random(Budget(examples=most, findings=findings)).findings


# --- plain hypothesis: a strategy as one writes it in a test, and a round trip through the library


def plain(form: str, decoder: type, number: int, most: int = MOST_PLAIN) -> int:
    """The example at which a round trip fails, or random bytes raise what is no ValueError; 0 if none does."""
    at = 0
    clean = CLEAN[form]
    decode = limited(decoder)

    @seed(number)
    @settings(
        max_examples=most,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.one_of(orders(form), st.binary(max_size=64)))
    def trial(data: bytes) -> None:
        nonlocal at
        at += 1
        try:
            expected = clean().decode(data)
        except ValueError:
            expected = None
        try:
            got = decode(data)
        except ValueError:
            got = None
        assert str(got) == str(expected)

    try:
        trial()
    except BaseException:  # noqa: BLE001  (whatever shows the bug)
        return at
    return 0


def orders(form: str) -> st.SearchStrategy[bytes]:
    text, small, wide = (
        st.text(max_size=8),
        st.integers(-(2**31), 2**31 - 1),
        st.integers(-(2**63), 2**63 - 1),
    )
    if form == "avro":
        parsed = fastavro.parse_schema(json.loads(SCHEMAS["avro"].read_text()))
        fields = {
            "id": text,
            "quantity": small,
            "cents": wide,
            "express": st.booleans(),
            "state": st.sampled_from(("NEW", "PAID", "SENT")),
            "payment": st.one_of(st.none(), wide, text),
            "marks": st.lists(small, max_size=4),
            "stock": st.dictionaries(text, wide, max_size=3),
            "gaps": st.lists(st.none(), max_size=4),
            "weight": st.floats(),
        }
        orders = st.fixed_dictionaries(
            {**fields, "gift": st.none() | st.fixed_dictionaries({**fields, "gift": st.none()})}
        )
        return orders.map(lambda order: _avro_bytes(parsed, order))
    message = Pool(schema(form)).message_class(EVENT)
    item = st.fixed_dictionaries({}, optional={"sku": text, "correction": small})
    orders = st.fixed_dictionaries(
        {},
        optional={
            "id": text,
            "quantity": small,
            "cents": wide,
            "balance": wide,
            "express": st.booleans(),
            "state": st.integers(0, 2),
            "signature": st.binary(max_size=8),
            "weight": st.floats(),
            "discount": st.floats(width=32),
            "checksum": st.integers(0, 2**32 - 1),
            "offset": wide,
            "priority": small,
            "marks": st.lists(small, max_size=4),
            "tags": st.lists(text, max_size=3),
            "items": st.lists(item, max_size=3),
            "stock": st.dictionaries(text, small, max_size=3),
            "card": text,
            "gift": item,
            "total": st.integers(0, 2**64 - 1),
        },
    )
    return orders.map(lambda order: message(**order).SerializeToString())


def _avro_bytes(parsed: Any, order: Any) -> bytes:
    out = BytesIO()
    fastavro.schemaless_writer(out, parsed, order)
    return out.getvalue()


def rows(
    seeds: int, without: Collection[tuple[str, str]] = ()
) -> Iterator[tuple[str, str, list[int], str, list[int]]]:
    """Of each planted decoder: at which payload each seed of ours finds it, by what, and plain hypothesis."""
    for form, bug in bugs():
        if (form, bug.__name__) in without:
            continue
        found = [ours(form, bug, number) for number in range(seeds)]
        claims = ", ".join(sorted({claim for _, claim in found if claim}))
        yield (
            form,
            bug.__name__,
            [at for at, _ in found],
            claims,
            [plain(form, bug, number) for number in range(seeds)],
        )
