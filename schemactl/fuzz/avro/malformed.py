"""A value's parts in; bytes that are no such value, or that a reader must take care with, out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemactl.fuzz.avro.parts import Block, Blocks, Number, Part, Raw, lists, number_bytes, written
from schemactl.fuzz.bytes import damaged
from schemactl.witness.boundaries import DEPTHS, LENGTHS, NO_UTF8

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from schemactl.fuzz.avro.parts import Builder
    from schemactl.model.avro import Use
    from schemactl.witness.choices import Choices

    Malformation = Callable[[list[Part], Choices], bool]

HUGE = tuple(item for item in LENGTHS if item < 2**63)
BULK = 1 << 18


def length(parts: list[Part], choices: Choices) -> bool:
    """A length that is not the true one, or is negative."""
    number = _number(parts, choices, ("length",))
    if number:
        number.value = choices.pick(
            (number.value + 1, number.value - 1, -1, -(2**31), -(2**63), *HUGE), "length"
        )
    return bool(number)


def index(parts: list[Part], choices: Choices) -> bool:
    """The index of a branch or symbol that is not there."""
    number = _number(parts, choices, ("branch", "symbol"))
    if number:
        number.value = choices.pick((-1, number.limit, -number.limit, 2**31 - 1, 2**31, -(2**63)), "index")
    return bool(number)


def too_large(parts: list[Part], choices: Choices) -> bool:
    """A number beyond its type: an int of 33 bits, a long of 65, a varint that goes on."""
    numbers = [part for part in parts if isinstance(part, Number)]
    if not numbers:
        return False
    number = choices.pick(numbers, "")
    bits = (b"\xff\xff\xff\xff\x1f", b"\xff\xff\xff\xff\xff\x01") if number.most == 5 else ()  # noqa: PLR2004
    data = choices.pick(
        (b"\xff" * 9 + b"\x03", b"\xff" * 10 + b"\x01", b"\x80" * 10 + b"\x01", *bits), "large"
    )
    parts[parts.index(number)] = Raw(data, "number")
    return True


def truth(parts: list[Part], choices: Choices) -> bool:
    """A boolean that is neither."""
    raw = _raw(parts, choices, "boolean")
    if raw:
        raw.data = choices.pick((b"\x02", b"\x30", b"\x31", b"\xff"), "truth")
    return bool(raw)


def no_text(parts: list[Part], choices: Choices) -> bool:
    raw = _raw(parts, choices, "text")
    if raw:
        before = parts[[part is raw for part in parts].index(True) - 1]
        raw.data = b"ab" + choices.pick(NO_UTF8, "utf8")
        assert isinstance(before, Number)  # noqa: S101
        before.value = len(raw.data)
    return bool(raw)


def count(parts: list[Part], choices: Choices) -> bool:
    """A block's count, or its size, that is not the true one."""
    whole = [part for part in parts if isinstance(part, Blocks)]
    if not whole:
        return False
    blocks = choices.pick(whole, "")
    if not blocks.blocks:
        blocks.blocks.append(Block([]))
    block = choices.pick(blocks.blocks, "")
    block.sized = bool(choices.number(0, 1))
    block.count = choices.pick((len(block.items) + 1, *HUGE, 100_000), "count")
    if block.sized and choices.number(0, 1):
        block.count, block.size = None, choices.pick((0, 1, -1, -(2**63), *HUGE), "size")
    return True


def left_over(parts: list[Part], choices: Choices) -> bool:
    """Bytes behind the last one."""
    parts.append(Raw(choices.pick((b"\0", b"\x02", b"\xff" * 8), "rest"), "rest"))
    return True


MALFORMATIONS: tuple[Malformation, ...] = (length, index, too_large, truth, no_text, count, left_over)


def malformed(parts: list[Part], choices: Choices) -> tuple[str, bytes]:
    """Make one payload, and tell how."""
    if choices.number(0, 1):
        change = choices.pick(MALFORMATIONS, "malformation")
        places = list(lists(parts))
        place = places[0] if change is left_over else places[choices.number(0, len(places) - 1)]
        if change(place, choices):
            return change.__name__.replace("_", "-"), written(parts)
    return damaged(written(parts), choices)


def deep(nest: Callable[[int], bytes | None]) -> Iterator[tuple[str, bytes]]:
    """Nested as deep as no writer nests, where the type holds itself. nest: the bytes of that depth, if it can be."""
    for depth in DEPTHS:
        data = nest(depth)
        if data is not None:
            yield f"deep-{depth}", data


def bulk(builder: Builder, use: Use, smallest: object) -> Iterator[tuple[str, bytes]]:
    """Payloads that are large in one place: each text, each list."""
    for place, part in enumerate(builder.parts(use, smallest)):
        parts = builder.parts(use, smallest)
        if isinstance(part, Blocks):
            parts[place] = Raw(number_bytes(BULK // 8) + b"\0" * (BULK // 8) + b"\0", "bulk")
            yield f"bulk part {place}", written(parts)
        elif isinstance(part, Raw) and part.of in ("text", "bytes"):
            parts[place - 1 : place + 1] = [Number(BULK, "length"), Raw(b"a" * BULK, part.of)]
            yield f"bulk part {place}", written(parts)


def _number(parts: list[Part], choices: Choices, of: tuple[str, ...]) -> Number | None:
    fitting = [part for part in parts if isinstance(part, Number) and part.of in of]
    return choices.pick(fitting, "") if fitting else None


def _raw(parts: list[Part], choices: Choices, of: str) -> Raw | None:
    fitting = [part for part in parts if isinstance(part, Raw) and part.of == of]
    return choices.pick(fitting, "") if fitting else None
