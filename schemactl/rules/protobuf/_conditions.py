"""Questions about a change that rules are split by; each is a function that takes what it asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemactl.model.effect import Outcome
from schemactl.model.protobuf import Enum, EnumValue, Field, Message
from schemactl.rules.protobuf import _tables as tables
from schemactl.rules.protobuf._members import members, merges
from schemactl.rules.protobuf._reach import keyed
from schemactl.rules.protobuf._users import users

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from schemactl.model.change import Change
    from schemactl.model.schema import Schema

ANY = "google.protobuf.Any"
Answers = tuple[Outcome, Outcome]
"""Backward, forward."""


def field_of(change: Change) -> Field:
    """The field that a change is about, in the new version if it is there."""
    assert isinstance(change.element, Field)  # noqa: S101  (asked of field changes only)
    return change.element


def pair(change: Change) -> tuple[Field, Field]:
    assert isinstance(change.old, Field)  # noqa: S101
    assert isinstance(change.new, Field)  # noqa: S101
    return change.old, change.new


# --- where a field stands


def plain(change: Change) -> bool:
    """A field that is neither required nor in a oneof."""
    field = field_of(change)
    return field.presence != "required" and not field.oneof


def required(change: Change) -> bool:
    return field_of(change).presence == "required"


def variant(change: Change) -> bool:
    """A field of a oneof."""
    return bool(field_of(change).oneof)


# --- types


def wire(*answers: Outcome) -> Callable[[Change], bool]:
    """The field's type changed so that the wire answers (backward, forward) are these."""
    return lambda change: _both(change, tables.wire) == answers


def json(*answers: Outcome) -> Callable[[Change], bool]:
    """The field's type changed so that the JSON answers (backward, forward) are these."""
    return lambda change: _json_types(change) == answers


def _json_types(change: Change) -> Answers:
    """JSON leads by name: where the key is another field's, or nobody's, the types do not meet."""
    backward, forward = _both(change, tables.json)
    return (
        backward if keyed(change) else Outcome.OK,
        forward if keyed(change.flipped) else Outcome.OK,
    )


def _both(change: Change, ask: Callable[..., Outcome]) -> Answers:
    (old, new), step = pair(change), change.step
    answers = ask(old, step.old, new, step.new), ask(new, step.new, old, step.old)
    return (Outcome.UNKNOWN, Outcome.UNKNOWN) if Outcome.UNKNOWN in answers else answers


def well_known(change: Change) -> bool:
    """One of two message types is of those that have a JSON form of their own."""
    return any(name.startswith("google.protobuf.") for name in (change.old_value, change.new_value))


def code_differs(change: Change) -> bool:
    old, new = pair(change)
    return tables.code(old) != tables.code(new)


# --- names


def moved(change: Change) -> bool:
    """One of the two names is another number's in the other version: the numbers changed their meaning."""
    old, new = change.old, change.new
    assert isinstance(old, (Field, EnumValue))  # noqa: S101
    assert isinstance(new, (Field, EnumValue))  # noqa: S101
    before, after = members(change.old_owner), members(change.new_owner)
    return after.elsewhere(old.name, new.number) or before.elsewhere(new.name, old.number)


def default_moved(change: Change) -> bool:
    """The name moved to or from the number that absent fields read as."""
    owners = (change.old_owner, change.new_owner)
    number = getattr(change.new, "number", None)
    return moved(change) and all(isinstance(owner, Enum) and owner.first == number for owner in owners)


def lost(change: Change) -> bool:
    """The field's types do not reach each other on the wire, in either direction; nor do maps by key and value."""
    return isinstance(change.old, Field) and _both(change, tables.reach) == (Outcome.LOSES, Outcome.LOSES)


def json_names(*answers: Outcome) -> Callable[[Change], bool]:
    """A name changed so that a parser answers (backward, forward) like this to what a writer prints."""
    return lambda change: _json_names(change) == answers


def _json_names(change: Change) -> Answers:
    """Whether the new side takes what the old one prints, and the other way; what is not there is not printed."""
    backward = _printed(change.old, change.new_owner) if change.old else Outcome.OK
    forward = _printed(change.new, change.old_owner) if change.new else Outcome.OK
    answers = backward, forward
    return (Outcome.UNKNOWN, Outcome.UNKNOWN) if Outcome.UNKNOWN in answers else answers


def json_name_reused(change: Change) -> bool:
    return Outcome.UNKNOWN in _json_names(change)


def _printed(element: object, reader: object) -> Outcome:
    if isinstance(element, EnumValue):
        return Outcome.OK if element.name in members(reader).numbers else Outcome.REJECTS
    assert isinstance(element, Field)  # noqa: S101  (only fields and enum values have JSON names)
    if (
        element.extendee
    ):  # the key is the full name in brackets, which an added or removed extension leaves unknown
        return Outcome.REJECTS
    return _accepted(element, reader)


def _accepted(writer: Field, reader: object) -> Outcome:
    """A reader's field of another number may take the name with another type: then the schemas do not tell."""
    taken = members(reader).keys.get(writer.json_name, ())
    if not taken:
        return Outcome.REJECTS
    same = taken[0].number == writer.number or _form(taken[0]) == _form(writer)
    return Outcome.OK if same else Outcome.UNKNOWN


def _form(field: Field) -> tuple[object, ...]:
    """What decides a field's JSON form, what its absence means, and what may not stand beside it."""
    own = field.type, field.type_name, field.cardinality, field.presence, field.default, field.oneof
    return (*own, *map(_form, field.entry))


# --- oneofs


def regrouped(*answers: Outcome) -> Callable[[Change], bool]:
    """A field moved between oneofs so that the wire answers (backward, forward) are these."""

    def condition(change: Change) -> bool:
        (old, new), before, after = pair(change), members(change.old_owner), members(change.new_owner)
        backward, forward = merges(before, after, new), merges(after, before, old)
        return tuple(Outcome.LOSES if lost else Outcome.OK for lost in (backward, forward)) == answers

    return condition


def arms(*answers: Outcome) -> Callable[[Change], bool]:
    """A field moved between oneofs so that handlers answer (backward, forward) like this."""

    def condition(change: Change) -> bool:
        (old, new), before, after = pair(change), members(change.old_owner), members(change.new_owner)
        left = bool(old.oneof) and old.oneof in after.oneofs
        joined = bool(new.oneof) and new.oneof in before.oneofs
        return tuple(Outcome.UNHANDLED if lacks else Outcome.OK for lacks in (left, joined)) == answers

    return condition


# --- presence and defaults


def presence(old: tuple[str, ...], new: tuple[str, ...]) -> Callable[[Change], bool]:
    return lambda change: change.old_value in old and change.new_value in new


def json_default_kept(change: Change) -> bool:
    """The default of the side that tells whether it is set is the other side's default in JSON too."""
    old, new = pair(change)
    writer, reader = (old, new) if old.presence == "explicit" else (new, old)
    return tables.json_default(writer, reader)


def cardinality(old: str, new: str, *, required: bool) -> Callable[[Change], bool]:
    """Singular ↔ repeated, of a required field or of another. A map that comes or goes is judged by its type."""

    def condition(change: Change) -> bool:
        if with_map(change):
            return False
        is_required = "required" in {field.presence for field in pair(change)}
        return (change.old_value, change.new_value, is_required) == (old, new, required)

    return condition


def with_map(change: Change) -> bool:
    return "map" in {field.type for field in pair(change)}


def default_differs(change: Change) -> bool:
    """Absent data reads as another value; a required field is never absent."""
    old, new = pair(change)
    if "required" in (old.presence, new.presence):
        return False
    return _default(old, change.step.old) != _default(new, change.step.new)


def _default(field: Field, schema: object) -> str:
    """What absence reads as, in the text that descriptors have for defaults."""
    if field.default is not None:
        return field.default
    enum = getattr(schema, "types", {}).get(field.type_name)
    if isinstance(enum, Enum):
        return enum.values[0].name
    return {"string": "", "bytes": "", "bool": "false"}.get(field.type, "0")


# --- enums and messages


def closed(change: Change) -> bool:
    """The enum that holds the value is closed in both versions or, where it is in one alone, there."""
    owners = [owner for owner in (change.old_owner, change.new_owner) if isinstance(owner, Enum)]
    return all(owner.closed for owner in owners)


def of_required(change: Change) -> bool:
    """A field of the enum that the change is about is required in both versions: it may not be absent."""
    step = change.step
    before = _required(_enum(change.old, change.old_owner), step.old, step.names)
    return not before.isdisjoint(_required(_enum(change.new, change.new_owner), step.new, {}))


def packable(change: Change) -> bool:
    """Some field is an Any in both versions: the message may be in it, by its full name."""
    step = change.step
    before = _places(users(step.old).get(ANY, ()), step.names)
    return not before.isdisjoint(_places(users(step.new).get(ANY, ()), {}))


def _enum(element: object, owner: object) -> str:
    """The enum that changes, or whose value does."""
    enum = element if isinstance(element, Enum) else owner
    return enum.full_name if isinstance(enum, Enum) else ""


def _required(enum: str, schema: Schema, names: Mapping[str, str]) -> set[tuple[str, int]]:
    fields = (field for field in users(schema).get(enum, ()) if field.presence == "required")
    return _places(fields, names)


def _places(fields: Iterable[Field], names: Mapping[str, str]) -> set[tuple[str, int]]:
    """The message of each field, by its new name, and its number."""
    holders = ((field.full_name.rpartition(".")[0], field.number) for field in fields)
    return {(names.get(holder, holder), number) for holder, number in holders}


def became_closed(change: Change) -> bool:
    return bool(change.new_value)


def alias_lost(change: Change) -> bool:
    """A name of the old version, not its first, is no name of the number any more."""
    assert isinstance(change.new, EnumValue)  # noqa: S101
    return bool(set(change.old_value) - set(change.new.names))


def alias_gained(change: Change) -> bool:
    return alias_lost(change.flipped)


def name_kept(change: Change) -> bool:
    """The number's old name is still one of its names."""
    assert isinstance(change.old, EnumValue)  # noqa: S101
    assert isinstance(change.new, EnumValue)  # noqa: S101
    return bool(set(change.old.names) & set(change.new.names))


def event(change: Change) -> bool:
    """The message is the type of an event, as the module says or as far as the schemas tell."""
    return _is_event(change.old, change.step.old) and _is_event(change.new, change.step.new)


def same_short_name(change: Change) -> bool:
    """The type moved to another package or scope and is called as before there."""
    return str(change.old_value).rpartition(".")[2] == str(change.new_value).rpartition(".")[2]


def _is_event(message: object, schema: Schema) -> bool:
    return not isinstance(message, Message) or schema.is_event(message.full_name)


def all_of(*conditions: Callable[[Change], bool]) -> Callable[[Change], bool]:
    return lambda change: all(condition(change) for condition in conditions)


def either(*conditions: Callable[[Change], bool]) -> Callable[[Change], bool]:
    return lambda change: any(condition(change) for condition in conditions)


def not_(condition: Callable[[Change], bool]) -> Callable[[Change], bool]:
    return lambda change: not condition(change)
