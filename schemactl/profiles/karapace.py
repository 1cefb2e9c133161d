"""Karapace: how it compares two versions of a subject, in its names for modifications.

It cannot be installed from a package registry, so that this is tested against what the server's own code answered
(tests/profiles/recorded.toml). Variants of a oneof are compared only where the oneof keeps its name, `required` is
not looked at, and a message under another name counts as a field under another name, which it accepts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemactl.model.protobuf import short
from schemactl.model.rule import added, changed, removed
from schemactl.profiles.avro import AVRO_DIRECT
from schemactl.profiles.blind import EVERYWHERE
from schemactl.profiles.profile import Dialect, Profile
from schemactl.profiles.rows import ENCODINGS, Row, gone, held_kind, joined, left_oneof, reading, same_group
from schemactl.profiles.sight import visible

if TYPE_CHECKING:
    from schemactl.profiles.sight import Pair


def dropped(pair: Pair) -> bool:
    """The message is gone, and no enum took its name: that would be another kind of type, which it accepts."""
    enums = {short(item.full_name) for item in pair.owners[1].enums} if gone(pair) else set()
    return gone(pair) and short(pair.writer.full_name) not in enums


def renumbered(pair: Pair) -> bool:
    """A field outside of oneofs has another number under its name, and its number is in no oneof now."""
    if pair.writer is None or pair.writer.oneof or (pair.reader is not None and pair.reader.oneof):
        return False
    numbers: dict[str, int] = {item.name: item.number for item in visible(pair.owners[1]) if not item.oneof}
    return bool(numbers.get(pair.writer.name, pair.writer.number) != pair.writer.number)


def label_differs(pair: Pair) -> bool:
    """Another label, or one where there was none, before a number."""
    number = ENCODINGS.get(pair.writer.type, "text") != "text" and held_kind(pair.reader) == "scalar"
    return same_group(pair) and number and pair.labels[0] != pair.labels[1]


def kind_differs(pair: Pair) -> bool:
    kinds = held_kind(pair.writer), held_kind(pair.reader)
    encodings = ENCODINGS.get(pair.writer.type), ENCODINGS.get(pair.reader.type)
    return same_group(pair) and (kinds[0] != kinds[1] or encodings[0] != encodings[1])


def foreign_type_differs(pair: Pair) -> bool:
    """Two of Google's own messages, of which it has the names alone."""
    names = pair.writer.type_name, pair.reader.type_name
    messages = held_kind(pair.writer) == held_kind(pair.reader) == "message"
    foreign = any(name.startswith("google.protobuf.") for name in names)
    return same_group(pair) and messages and foreign and names[0] != names[1]


ROWS = (
    Row(
        name="MESSAGE_DROP", on="message", when=dropped,
        why="a message of this name is missing, whether or not an event is one",
    ),
    Row(name="FIELD_TAG_ALTER", on="field", when=renumbered, why="a field of this name has another number"),
    Row(
        name="FIELD_LABEL_ALTER", on="type", when=label_differs,
        why="another label was written before a number; `optional` and none differ to it",
    ),
    Row(name="FIELD_KIND_ALTER", on="type", when=kind_differs, why="the type is encoded in another way"),
    Row(name="FIELD_TYPE_ALTER", on="type", when=foreign_type_differs, why="another message of Google's is used"),
    Row(name="ONE_OF_FIELD_DROP", on="field", when=left_oneof, why="a variant is gone from its oneof"),
    Row(
        name="FEW_FIELDS_CONVERTED_TO_ONE_OF", on="oneof", when=lambda pair: joined(pair) > 1,
        why="fields that an event could have together are now one choice",
    ),
)  # fmt: skip

BLIND = (
    *EVERYWHERE,
    (changed("field", "number"), "numbers are compared of fields outside of oneofs alone"),
    (changed("field", "name"), "names of fields are not compared"),
    (changed("field", "cardinality"), "labels are compared of numbers alone"),
    (changed("field", "presence"), "labels are compared of numbers alone, and `required` is not looked at"),
    (changed("field", "type"), "varints are one kind to it, and variants count only if their oneof keeps its name"),
    (changed("field", "type_name"), "a message under another name is a field under another name, which it accepts"),
    (changed("field", "oneof"), "only several fields that become one oneof are seen"),
    (added("field"), "`required` is not looked at"),
    (removed("field"), "`required` is not looked at, and a whole oneof may go"),
    (changed("enum_value", "number"), "a value is its number: one is gone and one is new, and it accepts both"),
    (changed("enum_value", "name"), "renamed values are compatible to it"),
    (added("enum_value"), "new values are compatible to it, even in closed enums"),
    (removed("enum_value"), "removed values are compatible to it"),
    (removed("message"), "a type of the same name that is no message any more is compatible to it"),
    (changed("message", "name"), "packages are not compared"),
    (removed("method"), "services are not compared"),
    (removed("service"), "services are not compared"),
)  # fmt: skip

PROFILES = {
    "karapace@6": Profile(
        name="karapace@6", about="Karapace 6",
        dialects={"protobuf": Dialect(reading=reading(*ROWS), blind=BLIND), "avro": AVRO_DIRECT},
    )
}  # fmt: skip
