"""A compiled Protobuf schema in; how its messages can be dispatched, and the plan of one dispatch, out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from schemactl.codegen.names import snake
from schemactl.errors import ConfigError, meant
from schemactl.model.dispatch import Arm, DispatchPlan
from schemactl.model.protobuf import Enum, Field, Message, short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemactl.model.dispatch import Choice
    from schemactl.model.protobuf import NumberRange
    from schemactl.model.schema import Schema

PAYLOADS: NumberRange = (10, 49)
"""Where payloads are if nobody says so."""
_SAID = re.compile(r"schemactl:\s*payloads?\s*=\s*(\d+)-(\d+)")


def events(schema: Schema) -> Iterator[tuple[str, list[str]]]:
    """Each message that stands on its own and has oneofs, with their names; synthetic oneofs are none."""
    for element in schema.roots:
        if isinstance(element, Message) and schema.is_event(element.full_name) and (ways := _oneofs(element)):
            yield element.full_name, ways


def dispatchable(schema: Schema) -> set[str]:
    """The full names of what can be chosen."""
    return set(schema.types)


def chosen(schema: Schema, choice: Choice) -> DispatchPlan:
    """The plan of a choice whose types are in the schema. Raises ConfigError."""
    if len(choice.types) > 1:
        return _by_types(schema, choice)
    message = _message(schema, choice.types[0], choice)
    by = choice.by or _only(message, choice)
    if by in _oneofs(message):
        return _by_oneof(schema, choice, message, by)
    field = next((each for each in message.fields if each.name == by), None)
    enum = schema.types.get(field.type_name) if field and field.cardinality == "singular" else None
    if field and isinstance(enum, Enum):
        return _by_enum(choice, message, field, enum)
    ways = [*_oneofs(message), *(each.name for each in message.fields if each.type == "enum")]
    what = "neither a oneof nor a field" if field is None else "neither a oneof nor a single enum"
    raise ConfigError(
        f"{by} is {what} of {message.full_name}", fix=meant(by, ways), location=choice.place("by")
    )


def _only(message: Message, choice: Choice) -> str:
    ways = _oneofs(message)
    if len(ways) != 1:
        ways += [each.name for each in message.fields if each.type == "enum"]
        raise ConfigError(
            f"say by what {message.full_name} is told apart",
            fix=f"by = one of {', '.join(ways)}"
            if ways
            else "it has neither a oneof nor an enum: choose another type",
            location=choice.place("type"),
        )
    return ways[0]


def _by_oneof(schema: Schema, choice: Choice, message: Message, by: str) -> DispatchPlan:
    fields = sorted((each for each in message.fields if each.oneof == by), key=lambda each: each.number)
    return DispatchPlan(
        format="protobuf", name=snake(choice.name or short(message.full_name)), event=message.full_name,
        discriminator="oneof", by=by, arms=tuple(_arm(field, schema) for field in fields),
        payloads=choice.payloads or _payloads(message, [field.number for field in fields]),
        known=_numbers(message), doc=message.comment, policy=choice.policy,
        location=choice.place("") or message.location,
    )  # fmt: skip


def _arm(field: Field, schema: Schema) -> Arm:
    kind = schema.types.get(field.type_name)
    return Arm(
        name=field.name, number=field.number, type=field.type, type_name=field.type_name,
        doc=field.comment or (kind.comment if kind else ""),
    )  # fmt: skip


def _by_enum(choice: Choice, message: Message, field: Field, enum: Enum) -> DispatchPlan:
    """Without presence, 0 is what is read where nothing was written, and no event; nor is `…_UNSPECIFIED` ever."""
    presence = field.presence != "implicit"
    arms = tuple(
        Arm(name=value.name, number=value.number, doc=value.comment)
        for value in enum.values
        if not (value.number == 0 and (not presence or value.name.endswith("UNSPECIFIED")))
    )
    return DispatchPlan(
        format="protobuf", name=snake(choice.name or short(message.full_name)), event=message.full_name,
        discriminator="enum", by=field.name, by_type=enum.full_name, number=field.number, presence=presence,
        arms=arms, payloads=(field.number, field.number), known=_numbers(message),
        doc=message.comment, policy=choice.policy,
        location=choice.place("") or message.location,
    )  # fmt: skip


def _by_types(schema: Schema, choice: Choice) -> DispatchPlan:
    messages = [_message(schema, name, choice) for name in choice.types]
    arms = tuple(
        Arm(name=each.full_name, type="message", type_name=each.full_name, doc=each.comment)
        for each in messages
    )
    return DispatchPlan(
        format="protobuf", name=snake(choice.name), event="", discriminator="types", arms=arms,
        policy=choice.policy, location=choice.place(""),
    )  # fmt: skip


def _message(schema: Schema, name: str, choice: Choice) -> Message:
    found = schema.types[name]
    if not isinstance(found, Message):
        raise ConfigError(
            f"{name} is an enum, not a message",
            fix="name the message that has it",
            location=choice.place("type"),
        )
    return found


def _oneofs(message: Message) -> list[str]:
    return list(dict.fromkeys(field.oneof for field in message.fields if field.oneof))


def _numbers(message: Message) -> tuple[int, ...]:
    return tuple(sorted(field.number for field in (*message.fields, *message.extensions)))


def _payloads(message: Message, numbers: list[int]) -> NumberRange:
    """What a comment above the message says (`schemactl: payloads=10-99`); else from its first arm on.

    The wire cannot tell a new variant from a new field of the envelope, so that their numbers have to.
    """
    if said := _SAID.search(message.comment):
        return int(said[1]), int(said[2])
    return min(numbers), max(*numbers, PAYLOADS[1])
