"""What a reader's field makes of a writer's field: asked once, in reader/writer terms, each row with its source.

Sources, all in the Protocol Buffers documentation: "Encoding" (wire types, packed fields, last one wins),
"Proto3 Language Guide, Updating A Message Type" (which types share an encoding), "ProtoJSON Format"
(which JSON values a parser accepts), "Enum Behavior" (open and closed enums).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemactl.model.effect import Outcome
from schemactl.model.protobuf import Enum, Field, Message

if TYPE_CHECKING:
    from schemactl.model.schema import Schema

OK, LOSES, REJECTS, MISREADS, UNKNOWN = (
    Outcome.OK, Outcome.LOSES, Outcome.REJECTS, Outcome.MISREADS, Outcome.UNKNOWN,
)  # fmt: skip
Range = tuple[int, int]
INT32: Range = (-(2**31), 2**31 - 1)
INT64: Range = (-(2**63), 2**63 - 1)
UINT32: Range = (0, 2**32 - 1)
UINT64: Range = (0, 2**64 - 1)
_ZERO: Range = (0, 0)
"""What a closed enum of one value carries: zero is zero in every encoding."""

# "Encoding", Message Structure: the wire type of each field type.
WIRE = {
    **dict.fromkeys(("int32", "int64", "uint32", "uint64", "sint32", "sint64", "bool", "enum"), "varint"),
    **dict.fromkeys(("fixed32", "sfixed32", "float"), "i32"),
    **dict.fromkeys(("fixed64", "sfixed64", "double"), "i64"),
    **dict.fromkeys(("string", "bytes", "message", "map"), "len"),
    "group": "group",
}
ZIGZAG = frozenset({"sint32", "sint64"})
VALUES: dict[str, Range] = {
    "int32": INT32, "sint32": INT32, "sfixed32": INT32, "int64": INT64, "sint64": INT64, "sfixed64": INT64,
    "uint32": UINT32, "fixed32": UINT32, "uint64": UINT64, "fixed64": UINT64, "bool": (0, 1),
}  # fmt: skip


def wire(writer: Field, writer_schema: Schema, reader: Field, reader_schema: Schema) -> Outcome:
    """What becomes of the bytes of a writer's type under a reader's type, at worst."""
    outcome = _wire(writer, writer_schema, reader, reader_schema)
    both_require = writer.presence == reader.presence == "required"
    return REJECTS if outcome is LOSES and both_require else outcome


def _wire(writer: Field, writer_schema: Schema, reader: Field, reader_schema: Schema) -> Outcome:
    if "map" in (writer.type, reader.type):
        return _map(writer, writer_schema, reader, reader_schema)
    carried, own = "len" if writer.packed else WIRE[writer.type], WIRE[reader.type]
    packable = reader.cardinality == "repeated" and own in ("varint", "i32", "i64")
    if carried != own and not (packable and carried == "len"):
        return LOSES  # "Encoding": a field of another wire type is kept as an unknown field
    if WIRE[writer.type] != own:
        return _run(writer, reader)
    if own == "varint":
        return _varint(writer, writer_schema, reader, reader_schema)
    if own == "len":
        return _delimited(writer, reader)
    return OK if writer.type == reader.type else MISREADS


def _run(writer: Field, reader: Field) -> Outcome:
    """Packed numbers are one run of bytes: taken for text, bytes or numbers of another width, or these for them.

    Whether numbers are a message, or a message numbers, depends on the message.
    """
    return UNKNOWN if "message" in (writer.type, reader.type) else MISREADS


def _varint(writer: Field, writer_schema: Schema, reader: Field, reader_schema: Schema) -> Outcome:
    """Source: "Updating": int32, uint32, int64, uint64, bool and enum share an encoding, and values are cut to fit."""
    said, heard = values(writer, writer_schema), values(reader, reader_schema)
    if (writer.type in ZIGZAG) != (reader.type in ZIGZAG) and said != _ZERO:
        return LOSES if heard == _ZERO else MISREADS
    enum = reader_schema.types.get(reader.type_name)
    if isinstance(enum, Enum) and enum.closed and not _named(said, enum):
        wide = VALUES.get(writer.type) in (INT64, UINT64)  # 64 bits are cut to 32 first
        return MISREADS if wide else LOSES
    return OK if _within(said, heard) else MISREADS


def values(field: Field, schema: Schema) -> Range:
    """Which numbers a field carries: an open enum any int32, a closed one those it names."""
    enum = schema.types.get(field.type_name)
    if isinstance(enum, Enum):
        numbers = [value.number for value in enum.values]
        return (min(numbers), max(numbers)) if enum.closed else INT32
    return VALUES[field.type]


def _named(numbers: Range, enum: Enum) -> bool:
    """Whether an enum has a value for each of these numbers."""
    low, high = numbers
    known = {value.number for value in enum.values}
    return high - low < len(known) and known.issuperset(range(low, high + 1))


def _within(inner: Range, outer: Range) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _delimited(writer: Field, reader: Field) -> Outcome:
    """Source: "Updating": string and bytes share an encoding while the bytes are UTF-8; a message is its bytes."""
    if reader.type in (writer.type, "bytes"):
        return OK
    if {writer.type, reader.type} == {"string", "message"}:
        return MISREADS  # text is not a message's bytes, and a message's bytes are not text
    return OK if reader.type == "string" and not reader.utf8 else REJECTS


def _map(writer: Field, writer_schema: Schema, reader: Field, reader_schema: Schema) -> Outcome:
    """Source: "Encoding", Maps: a map is a repeated message with a key and a value; the last of a key wins."""
    if {writer.type, reader.type} != {"map", "message"}:
        return UNKNOWN
    theirs, ours = _entry(writer, writer_schema), _entry(reader, reader_schema)
    if [(item.number, item.type, item.type_name) for item in theirs] != [
        (item.number, item.type, item.type_name) for item in ours
    ]:
        return UNKNOWN
    last_wins = reader.type == "map" or reader.cardinality == "singular"
    return LOSES if last_wins and writer.cardinality == "repeated" else OK


def reach(writer: Field, writer_schema: Schema, reader: Field, reader_schema: Schema) -> Outcome:
    """As `wire`; and an entry whose key or value has another wire type is in no map."""
    if writer.type == reader.type == "map":
        pairs = zip(_entry(writer, writer_schema), _entry(reader, reader_schema), strict=True)
        outcomes = [wire(ours, writer_schema, theirs, reader_schema) for ours, theirs in pairs]
        return LOSES if LOSES in outcomes else OK
    return wire(writer, writer_schema, reader, reader_schema)


def _entry(field: Field, schema: Schema) -> tuple[Field, ...]:
    message = schema.types.get(field.type_name)
    return field.entry or (message.fields if isinstance(message, Message) else ())


# "ProtoJSON Format": 64-bit integers are written as strings, and read as strings or numbers.
_JSON_INTEGERS = frozenset(VALUES) - {"bool"}
_JSON_NUMBERS = _JSON_INTEGERS | {"float", "double"}
_WIDE = frozenset(name for name in _JSON_INTEGERS if VALUES[name] in (INT64, UINT64))
_EXACT = {"float": 2**24, "double": 2**53}
_JSON_PARSERS_DIFFER = frozenset({("bool", "float"), ("bool", "double"), ("bool", "enum"), ("enum", "bytes")})
"""Outside the specification, and taken by some parsers: true as 1, a name as base64."""
_JSON_MISREAD = frozenset({
    ("string", "bytes"), ("bytes", "string"), ("float", "enum"), ("double", "enum"), ("double", "float"),
})  # fmt: skip
"""Text is taken for base64 and base64 for text; a fraction is cut to a number of the enum, or rounded."""
_JSON_SAME = frozenset({("float", "double"), ("message", "group"), ("group", "message")})


def json(writer: Field, writer_schema: Schema, reader: Field, reader_schema: Schema) -> Outcome:
    """What a ProtoJSON parser makes of what a writer of another type prints, at worst."""
    pair = (writer.type, reader.type)
    if "google.protobuf." in writer.type_name + reader.type_name or pair in _JSON_PARSERS_DIFFER:
        return UNKNOWN  # well-known types have JSON forms of their own
    if set(pair) == {"map", "message"} and "singular" in (writer.cardinality, reader.cardinality):
        return UNKNOWN  # both are objects: whether the keys of the one are fields of the other is in the data
    if writer.type in _JSON_INTEGERS:
        return _json_integer(writer, reader, reader_schema)
    if pair == ("enum", "string"):  # by name, but a number that has none is written as a number
        return OK if values(writer, writer_schema) != INT32 else REJECTS
    if pair in _JSON_MISREAD:
        return MISREADS
    return OK if pair in _JSON_SAME or writer.type == reader.type else REJECTS


def json_default(writer: Field, reader: Field) -> bool:
    """Whether a parser takes what a writer prints of its default for its own default."""
    if writer.type in _JSON_NUMBERS:
        return reader.type in _JSON_NUMBERS or reader.type == "enum"
    return writer.type == reader.type or {writer.type, reader.type} == {"string", "bytes"}


def _json_integer(writer: Field, reader: Field, reader_schema: Schema) -> Outcome:
    said = VALUES[writer.type]
    if reader.type in _JSON_INTEGERS:
        return OK if _within(said, VALUES[reader.type]) else REJECTS
    if reader.type in _EXACT:
        exact = _EXACT[reader.type]
        return OK if _within(said, (-exact, exact)) else MISREADS
    if writer.type in _WIDE and reader.type == "bytes":
        return MISREADS  # digits are taken for base64
    enum = reader_schema.types.get(reader.type_name)
    if isinstance(enum, Enum):
        if writer.type in _WIDE and any(value.number for value in enum.values):
            return MISREADS  # some parsers cut it to 32 bits: 2³² + 1 is taken for 1
        return OK if not enum.closed and _within(said, INT32) else REJECTS
    return OK if reader.type == "string" and writer.type in _WIDE else REJECTS


# The type that generated code has for a field: a change within a class compiles as before.
_CODE = {
    **dict.fromkeys(("int32", "sint32", "sfixed32"), "i32"), **dict.fromkeys(("int64", "sint64", "sfixed64"), "i64"),
    **dict.fromkeys(("uint32", "fixed32"), "u32"), **dict.fromkeys(("uint64", "fixed64"), "u64"),
    "message": "message", "group": "message",
}  # fmt: skip


def code(field: Field) -> str:
    """The class of types that generated code gives this field."""
    return _CODE.get(field.type, field.type)
