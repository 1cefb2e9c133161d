"""Dispatch: which events there are, what tells them apart, and what becomes of those that nobody handles."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from schemactl.model.location import Location
    from schemactl.model.protobuf import NumberRange
    from schemactl.model.schema import FormatName

Answer = Literal["dead_letter", "pause", "handler", "skip", "fail"]
"""What becomes of an event without an arm: the record is set aside, the partition waits, a handler of its own gets
it, it is passed over, or the program stops."""

Discriminator = Literal["oneof", "enum", "union", "types"]
"""What tells the events apart: a Protobuf oneof or enum field, an Avro union, or the type of the whole record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What becomes of a variant that is not known here, and of an event whose discriminator is not set."""

    unknown: Answer = "dead_letter"
    empty: Answer = "dead_letter"
    strict: bool = False
    """Whether a known variant beside an unknown one, of which the wire says the later counts, is unknown too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arm:
    """One variant.

    name: how the schema calls it, one of its kind in the plan: a oneof's field, an enum's value, a type's full name.
    number: the field's or the value's; 0 where there is none. type: `message`, a scalar's name, `enum`, `group`,
    `record` or `none` (the event itself is all there is). type_name: the full name of a type that has one.
    """

    name: str
    number: int = 0
    type: str = "none"
    type_name: str = ""
    doc: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchPlan:
    """What code generation starts from.

    name: what the generated code is called after, in words: `order_event`; one of its kind in a target.
    event: the full name of the event's type; "" where `discriminator` is `types`.
    by: the name of the oneof, enum field or union field; "" where the type itself decides.
    by_type: the full name of the enum; number: that of the enum's field; presence: whether that field has presence.
    payloads: the numbers that payloads may have: an unknown field in there is an unknown variant.
    known: the numbers of all fields of the event.
    """

    format: FormatName
    name: str
    event: str
    discriminator: Discriminator
    arms: tuple[Arm, ...]
    by: str = ""
    by_type: str = ""
    number: int = 0
    presence: bool = False
    payloads: NumberRange = (10, 49)
    known: tuple[int, ...] = ()
    doc: str = ""
    policy: Policy = field(default_factory=Policy)
    location: Location | None = field(default=None, compare=False)

    @property
    def subject(self) -> str:
        """What is dispatched on, as people say it: `order.v1.OrderEvent.payload`."""
        return f"{self.event}.{self.by}" if self.event and self.by else self.event or self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a configuration says of one dispatch; places: where it says so, by key (`""`: the table).

    types: full names of one event type, or of several that share a topic. by: "" where there is only one way.
    """

    types: tuple[str, ...]
    name: str = ""
    by: str = ""
    payloads: NumberRange | None = None
    policy: Policy = field(default_factory=Policy)
    places: Mapping[str, Location] = field(default_factory=dict, compare=False)

    def place(self, key: str) -> Location | None:
        return self.places.get(key) or self.places.get("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A language to generate, and the folder for it, relative to the project; modules: names, all when empty.

    options: what only this language knows.
    """

    language: str
    out: str
    modules: tuple[str, ...] = ()
    options: Mapping[str, bool | str] = field(default_factory=dict)
    places: Mapping[str, Location] = field(default_factory=dict, compare=False)

    def place(self, key: str) -> Location | None:
        return self.places.get(key) or self.places.get("")
