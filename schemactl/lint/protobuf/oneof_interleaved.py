"""A field of an envelope has a number among those of its payload."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from schemactl.lint.walk import places
from schemactl.model.lint import Check, Spot
from schemactl.model.protobuf import Field, Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemactl.model.schema import Schema


def _find(schema: Schema) -> Iterator[Spot]:
    """An envelope is an event: a message at the top level that no other refers to."""
    for place in places(schema):
        envelope = place.element
        if not isinstance(envelope, Message) or not schema.is_event(envelope.full_name):
            continue
        for oneof, variants in _payloads(envelope):
            first, last = min(variants), max(variants)
            for field in envelope.fields:
                if field.oneof != oneof and first < field.number < last:
                    yield Spot(
                        path=f"{place.path}.{field.name}", location=field.mark.locate("number"),
                        message=f"{field.name} ({field.number}) lies among the payloads {first} to {last} of {oneof}",
                    )  # fmt: skip


def _payloads(message: Message) -> Iterator[tuple[str, list[int]]]:
    """The oneofs whose variants are all messages, with their numbers: what an envelope carries."""
    oneofs: dict[str, list[Field]] = defaultdict(list)
    for field in message.fields:
        if field.oneof:
            oneofs[field.oneof].append(field)
    for name, fields in oneofs.items():
        if all(field.type in {"message", "group"} for field in fields):
            yield name, [field.number for field in fields]


CHECK = Check(
    id="lint-protobuf-oneof-interleaved",
    since="0.1",
    summary="a field of an envelope has a number among those of its payload",
    why=(
        "A payload that a reader does not know reaches it as an unknown field: its number is all that is left to tell "
        "that an event went by unhandled. If fields of the envelope lie in the same range, that might as well "
        "have been new metadata, and the reader cannot tell whether it missed an event (Unknown Fields)."
    ),
    fix="keep two ranges, such as 1 to 9 for the envelope and 10 and up for payloads, and stay in them",
    version=_find,
    bad=(
        """\
syntax = "proto3";
message Event {
  string id = 1;
  oneof payload {
    Created created = 10;
    Shipped shipped = 12;
  }
  string tenant = 11;
}
message Created {}
message Shipped {}
""",
    ),
    good=(
        """\
syntax = "proto3";
message Event {
  string id = 1;
  string tenant = 2;
  oneof payload {
    Created created = 10;
    Shipped shipped = 12;
  }
}
message Created {}
message Shipped {}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/proto3/#unknowns",),
)
