"""A message's records in; the same message as no ordinary writer writes it, and every reader must read it, out.

Each function rearranges one level of a tree, or returns False where there is nothing for it to do.
https://protobuf.dev/programming-guides/encoding/
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemactl.formats.protobuf.strict import PACKABLE, WIRES
from schemactl.formats.protobuf.wire import BYTES, FIXED32, FIXED64, GROUP, LAST_NUMBER, VARINT
from schemactl.fuzz.protobuf.tree import Record, levels, packed

if TYPE_CHECKING:
    from collections.abc import Callable

    from schemactl.fuzz.protobuf.tree import Builder, Level
    from schemactl.model.protobuf import Field
    from schemactl.witness.choices import Choices

    Variant = Callable[[Level, Choices, Builder], bool]

LONGEST_TAG = 5
LONGEST_VARINT = 10


def longer_tag(level: Level, choices: Choices, builder: Builder) -> bool:
    del builder
    if record := _any(level.records, choices):
        record.tag_width = choices.number(2, LONGEST_TAG)
    return bool(record)


def longer_varint(level: Level, choices: Choices, builder: Builder) -> bool:
    """A value in up to ten bytes, a length in up to five."""
    del builder
    if record := _any([item for item in level.records if item.wire in (VARINT, BYTES)], choices):
        record.width = choices.number(2, LONGEST_VARINT if record.wire == VARINT else LONGEST_TAG)
    return bool(record)


def more_bits(level: Level, choices: Choices, builder: Builder) -> bool:
    """Bits beyond a type's own are dropped; of a bool any set bit counts."""
    del builder
    narrow = ("int32", "uint32", "sint32", "bool")
    if record := _any(
        [item for item in _of_fields(level) if item.field and item.field.type in narrow], choices
    ):
        assert isinstance(record.body, int)  # noqa: S101
        if record.field and record.field.type == "bool" and record.body:
            record.body = choices.pick((2, 128, 2**31, 2**32, 2**63), "bool")
        elif record.field and record.field.type != "bool":
            record.body ^= choices.pick((2**32, 2**40, 2**63), "bits")
    return bool(record)


def reordered(level: Level, choices: Choices, builder: Builder) -> bool:
    """Fields in another order; those of one number, or of one oneof, keep theirs."""
    del builder
    if not level.full_name or len(level.records) < 2:  # noqa: PLR2004
        return False
    runs: dict[str, list[Record]] = {}
    for record in level.records:
        runs.setdefault((record.field and record.field.oneof) or f"#{record.number}", []).append(record)
    order = [name for name, run in runs.items() for _ in run]
    for last in range(len(order) - 1, 0, -1):
        other = choices.number(0, last)
        order[last], order[other] = order[other], order[last]
    level.records[:] = [runs[name].pop(0) for name in order]
    return True


def entry_swapped(level: Level, choices: Choices, builder: Builder) -> bool:
    """A map's value before its key."""
    del choices, builder
    if level.full_name or len(level.records) < 2:  # noqa: PLR2004
        return False
    level.records.reverse()
    return True


def entry_short(level: Level, choices: Choices, builder: Builder) -> bool:
    """A key or value that is the default need not be there."""
    del choices, builder
    kept = [item for item in level.records if item.body not in (0, b"", [], bytes(4), bytes(8))]
    if level.full_name or len(kept) == len(level.records):
        return False
    level.records[:] = kept
    return True


def entry_twice(level: Level, choices: Choices, builder: Builder) -> bool:
    """An entry with another value before: the last one of a key counts."""
    maps = [item for item in _known(level) if item.field and item.field.type == "map"]
    if not (record := _any(maps, choices)):
        return False
    assert record.field  # noqa: S101
    assert isinstance(record.body, list)  # noqa: S101
    key = next(iter(item for item in record.body if item.number == 1), None)
    value = record.field.entry[1]
    if value.type != "message":  # another message may lack what is required
        other = [*([key] if key else []), builder.one(value, _other(value))]
        level.records.insert(level.records.index(record), Record(record.number, BYTES, other, record.field))
    return True


def repacked(level: Level, choices: Choices, builder: Builder) -> bool:
    """Repeated numbers one by one, all in one, or in several records: readers take any mixture."""
    fields = {item.number: item.field for item in _known(level) if item.field and _packable(item.field)}
    if not fields or not level.full_name:
        return False
    field = fields[choices.pick(sorted(fields), "packable")]
    values = [value for item in level.records if item.number == field.number for value in item.items or ()]
    place = next(index for index, item in enumerate(level.records) if item.number == field.number)
    level.records[:] = [item for item in level.records if item.number != field.number]
    made: list[Record] = []
    while values:
        count = choices.number(1, len(values))
        part, values = values[:count], values[count:]
        one = choices.number(0, 1)
        made += [packed(field, part)] if one else [builder.one(field, item) for item in part]
    level.records[place:place] = made
    return True


def said_twice(level: Level, choices: Choices, builder: Builder) -> bool:
    """Another value of a singular field before: the last one counts."""
    single = [item for item in _of_fields(level) if item.field and item.field.cardinality == "singular"]
    if not level.full_name or not (record := _any(single, choices)):
        return False
    assert record.field  # noqa: S101
    place = choices.number(0, level.records.index(record))
    level.records.insert(place, builder.one(record.field, _other(record.field)))
    return True


def rival_first(level: Level, choices: Choices, builder: Builder) -> bool:
    """Another member of a oneof before: only the last one is set."""
    member = _any([item for item in _known(level) if item.field and item.field.oneof], choices)
    if not member or not level.full_name:
        return False
    assert member.field  # noqa: S101
    fields = builder.fields(level.full_name)
    rivals = [item for item in fields if item.oneof == member.field.oneof and item.type in WIRES]
    rivals = [item for item in rivals if item is not member.field and item.type not in ("message", "group")]
    if not rivals:
        return False
    rival = choices.pick(rivals, "rival")
    place = choices.number(0, level.records.index(member))
    level.records.insert(place, builder.one(rival, _other(rival)))
    return True


def split_message(level: Level, choices: Choices, builder: Builder) -> bool:
    """A singular message in two records, which are merged."""
    del builder
    parts = [item for item in _known(level) if isinstance(item.body, list) and _is_message(item.field)]
    if not level.full_name or not (record := _any(parts, choices)):
        return False
    assert isinstance(record.body, list)  # noqa: S101
    cut = choices.number(0, len(record.body))
    first = Record(record.number, record.wire, record.body[:cut], record.field)
    level.records.insert(level.records.index(record), first)
    record.body = record.body[cut:]
    return True


def default_said(level: Level, choices: Choices, builder: Builder) -> bool:
    """A default that ordinary writers leave out, of a field without presence."""
    if not level.full_name:
        return False
    there = {item.number for item in level.records}
    absent = [item for item in builder.fields(level.full_name) if item.presence == "implicit"]
    absent = [item for item in absent if item.number not in there and item.type != "enum"]
    if not absent:
        return False
    field = choices.pick(absent, "absent")
    zero = bytes(8 if WIRES[field.type] == FIXED64 else 4) if WIRES[field.type] in (FIXED32, FIXED64) else b""
    body: int | bytes = 0 if WIRES[field.type] == VARINT else zero
    level.records.insert(
        choices.number(0, len(level.records)), Record(field.number, WIRES[field.type], body, field)
    )
    return True


def nothing_packed(level: Level, choices: Choices, builder: Builder) -> bool:
    """A packed field without values."""
    if not level.full_name:
        return False
    fields = [item for item in builder.fields(level.full_name) if _packable(item)]
    if fields:
        field = choices.pick(fields, "packable")
        level.records.insert(choices.number(0, len(level.records)), Record(field.number, BYTES, b"", field))
    return bool(fields)


def unknown(level: Level, choices: Choices, builder: Builder) -> bool:
    """A field that the schema does not know, of any wire type."""
    if not level.full_name:
        return False
    taken = {item.number for item in builder.fields(level.full_name)}
    numbers = [item for item in (1, 2, 15, 16, 2047, 2048, 19000, LAST_NUMBER) if item not in taken]
    inner = Record(1, VARINT, 2**64 - 1)
    record = choices.pick(
        (
            Record(0, VARINT, 1), Record(0, FIXED64, b"\xff" * 8), Record(0, BYTES, b""), Record(0, BYTES, b"\xff\xff"),
            Record(0, GROUP, [inner]), Record(0, GROUP, [Record(2, GROUP, [])]), Record(0, FIXED32, bytes(4)),
        ),
        "unknown",
    )  # fmt: skip
    record.number = choices.pick(numbers, "number")
    level.records.insert(choices.number(0, len(level.records)), record)
    return True


def wrong_wire(level: Level, choices: Choices, builder: Builder) -> bool:
    """A known number with a wire type that its field never has: it is as an unknown field.

    Not of a required field, and not of a closed enum's, which is about the number.
    """
    if not level.full_name:
        return False
    fields = [item for item in builder.fields(level.full_name) if item.presence != "required"]
    if not fields:
        return False
    field = choices.pick(fields, "wrong")
    wires = {
        VARINT: 1,
        FIXED64: bytes(8),
        FIXED32: b"\xff" * 4,
        GROUP: [Record(1, VARINT, 1)],
        BYTES: b"\x08\x01",
    }
    may = {WIRES[field.type], BYTES if _packable(field) else WIRES[field.type]}
    wire = choices.pick([item for item in wires if item not in may], "wire")
    body = wires[wire]
    assert isinstance(body, int | bytes | list)  # noqa: S101
    level.records.insert(choices.number(0, len(level.records)), Record(field.number, wire, body))
    return True


VARIANTS: tuple[Variant, ...] = (
    longer_tag, longer_varint, more_bits, reordered, entry_swapped, entry_short, entry_twice, repacked, said_twice,
    rival_first, default_said, nothing_packed, unknown, wrong_wire, split_message,
)  # fmt: skip


def vary(full_name: str, records: list[Record], choices: Choices, builder: Builder) -> list[str]:
    """Rearrange a tree in one to three ways, splitting last, and tell in which."""
    done: list[str] = []
    chosen = [choices.pick(VARIANTS, "variant") for _ in range(choices.number(1, 3))]
    for variant in sorted(chosen, key=VARIANTS.index):
        places = list(levels(full_name, records))
        if variant(places[choices.number(0, len(places) - 1)], choices, builder):
            done.append(variant.__name__.replace("_", "-"))
    return done


def _any(records: list[Record], choices: Choices) -> Record | None:
    return choices.pick(records, "") if records else None


def _known(level: Level) -> list[Record]:
    return [item for item in level.records if item.field]


def _of_fields(level: Level) -> list[Record]:
    """Records of single scalars; a closed enum's other number would be an unknown field."""
    kinds = ("message", "group", "map", "enum")
    return [item for item in _known(level) if not item.packed and item.field and item.field.type not in kinds]


def _packable(field: Field) -> bool:
    return field.cardinality == "repeated" and field.type in PACKABLE


def _is_message(field: Field | None) -> bool:
    return bool(field and field.type in ("message", "group") and field.cardinality == "singular")


def _other(field: Field) -> object:
    """Some value of a scalar type."""
    return {"string": "z", "bytes": b"z", "bool": True, "float": 2.5, "double": 2.5}.get(field.type, 3)
