"""Confluent Schema Registry: how each release compares two versions of a subject, in its names for differences.

It cannot be installed from a package registry, so that this is tested against what the server's own code answered
(tests/profiles/recorded.toml). Its verdicts changed in 7.6.1, a patch release (packages, fields that join a oneof),
and again after 8.3.1 (oneofs are compared by where each member came from, and members wherever they went). Of the
earlier releases only the kinds whose answer differs are recorded, not each answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemactl.model.rule import added, changed, removed
from schemactl.profiles.avro import AVRO
from schemactl.profiles.blind import EVERYWHERE
from schemactl.profiles.profile import Dialect, Profile
from schemactl.profiles.rows import (
    ENCODINGS,
    Row,
    gone,
    held_kind,
    joined,
    left_oneof,
    members,
    reading,
    same_group,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from schemactl.profiles.sight import Pair


def package(pair: Pair) -> bool:
    return bool(pair.writer.package != pair.reader.package)


def required_removed(pair: Pair) -> bool:
    return gone(pair) and pair.writer.keyword == "required"


def required_added(pair: Pair) -> bool:
    return pair.writer is None and pair.reader.keyword == "required"


def kind_differs(pair: Pair) -> bool:
    return held_kind(pair.writer) != held_kind(pair.reader)


def encoding_differs(pair: Pair) -> bool:
    return ENCODINGS.get(pair.writer.type) != ENCODINGS.get(pair.reader.type) and not kind_differs(pair)


def label_differs(pair: Pair) -> bool:
    """Only of two labels that are both written, and only of numbers (enums and booleans are numbers)."""
    encoding = ENCODINGS.get(pair.writer.type, "text")
    number = encoding != "text" and encoding == ENCODINGS.get(pair.reader.type)
    return number and all(pair.labels) and pair.labels[0] != pair.labels[1]


def type_renamed(pair: Pair) -> bool:
    """Messages are compared by their names without the package."""
    both = held_kind(pair.writer) == held_kind(pair.reader) == "message"
    old, new = pair.texts
    return both and old.local(pair.writer.type_name) != new.local(pair.reader.type_name)


def several_joined(pair: Pair) -> bool:
    return joined(pair) > 1


def one_joined_others(pair: Pair) -> bool:
    return joined(pair) == 1 and len(members(pair)) > 1


def of_two_origins(pair: Pair) -> bool:
    """Members that the writer has in different places: each alone counts as a place of its own."""
    return len({item.oneof or item.number for item in members(pair)}) > 1


def if_kept(when: Callable[[Pair], bool]) -> Callable[[Pair], bool]:
    """As long as the field stays in its oneof, or out of all."""
    return lambda pair: same_group(pair) and when(pair)


def all_of(*conditions: Callable[[Pair], bool]) -> Callable[[Pair], bool]:
    return lambda pair: all(condition(pair) for condition in conditions)


PACKAGE = Row(
    name="PACKAGE_CHANGED", on="file", when=package, why="the package changed, which is not in the bytes"
)
TYPES = Row(
    name="MESSAGE_REMOVED", on="message", when=gone,
    why="a message of this name is missing, whether or not an event is one",
)  # fmt: skip
REQUIRED = (
    Row(
        name="REQUIRED_FIELD_ADDED", on="field", when=required_added,
        why="a required field is new to the reader; it asks this of the other direction too",
    ),
    Row(
        name="REQUIRED_FIELD_REMOVED", on="field", when=required_removed,
        why="a required field is gone, which hurts readers that still have it and no other",
    ),
)  # fmt: skip
HELD = (
    ("FIELD_KIND_CHANGED", kind_differs, "scalar, message and map are never taken for one another"),
    ("FIELD_SCALAR_KIND_CHANGED", encoding_differs, "the scalar is encoded in another way"),
    ("FIELD_NAMED_TYPE_CHANGED", type_renamed, "messages are told apart by name, not by what is in them"),
    ("FIELD_NUMERIC_LABEL_CHANGED", label_differs, "another label was written before a number"),
)
DELETED = "a variant is gone from its oneof"
JOINED = "fields that an event could have together are now one choice"


def _held(condition: Callable[[Callable[[Pair], bool]], Callable[[Pair], bool]]) -> tuple[Row, ...]:
    return tuple(Row(name=name, on="type", when=condition(when), why=why) for name, when, why in HELD)


SEVERAL = Row(name="MULTIPLE_FIELDS_MOVED_TO_ONEOF", on="oneof", when=several_joined, why=JOINED)
V7_6_0 = (
    TYPES, *REQUIRED, *_held(if_kept), SEVERAL,
    Row(name="ONEOF_FIELD_REMOVED", on="field", when=left_oneof, why=DELETED),
)  # fmt: skip
V7_6 = (
    PACKAGE, *V7_6_0,
    Row(name="FIELD_MOVED_TO_EXISTING_ONEOF", on="oneof", when=one_joined_others, why=JOINED),
)  # fmt: skip
V8 = (
    PACKAGE, TYPES, *REQUIRED, *_held(lambda when: when),
    Row(
        name="MULTIPLE_FIELDS_MOVED_TO_ONEOF", on="oneof", when=all_of(of_two_origins, several_joined), why=JOINED
    ),
    Row(
        name="FIELD_MOVED_TO_EXISTING_ONEOF", on="oneof", why=JOINED,
        when=all_of(of_two_origins, lambda pair: not several_joined(pair)),
    ),
    Row(name="ONEOF_FIELD_REMOVED", on="field", when=all_of(gone, left_oneof), why=DELETED),
)  # fmt: skip

BLIND = (
    *EVERYWHERE,
    (changed("field", "number"), "a field is its number: one is gone and one is new, and it accepts both"),
    (changed("field", "name"), "names of fields are not compared"),
    (changed("field", "cardinality"), "labels are compared only where both are written, and only of numbers"),
    (changed("field", "presence"), "labels are compared only where both are written, and only of numbers"),
    (changed("field", "type"), "varints are one kind to it, and so are string and bytes"),
    (changed("field", "oneof"), "it does not see that these fields could be set together"),
    (removed("field"), "fields may go, and so may a whole oneof"),
    (changed("enum_value", "number"), "a value is its number: one is gone and one is new, and it accepts both"),
    (changed("enum_value", "name"), "renamed values are compatible to it"),
    (added("enum_value"), "new values are compatible to it, even in closed enums"),
    (removed("enum_value"), "removed values are compatible to it"),
    (changed("message", "name"), "messages are told apart by their names without the package"),
    (changed("method", "input", "output", "client_streaming", "server_streaming"), "services are not compared"),
    (removed("method"), "services are not compared"),
    (removed("service"), "services are not compared"),
)  # fmt: skip


def _profile(name: str, about: str, rows: tuple[Row, ...]) -> Profile:
    protobuf = Dialect(reading=reading(*rows), blind=BLIND)
    return Profile(name=name, about=about, dialects={"protobuf": protobuf, "avro": AVRO})


PROFILES = {
    profile.name: profile
    for profile in (
        _profile("confluent@8", "Confluent Schema Registry after 8.3.1", V8),
        _profile("confluent@8.3", "Confluent Schema Registry 8.0 to 8.3.1", V7_6),
        _profile("confluent@7.6", "Confluent Schema Registry 7.6.1 and later patches of 7.6", V7_6),
        _profile("confluent@7.6.0", "Confluent Schema Registry 7.6.0", V7_6_0),
    )
}
