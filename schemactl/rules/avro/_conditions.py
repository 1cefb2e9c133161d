"""Questions about a change that rules are split by; each answer is one rule's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemactl.model.avro import NAMED, Branch, Definition, Enum, Field, File, Record, Use, short
from schemactl.model.change import Verb
from schemactl.model.effect import Outcome
from schemactl.rules.avro._tables import Reading, meaning, meetings, names_match, read

if TYPE_CHECKING:
    from collections.abc import Callable

    from schemactl.model.change import Change


def not_(condition: Callable[[Change], bool]) -> Callable[[Change], bool]:
    return lambda change: not condition(change)


def both(*conditions: Callable[[Change], bool]) -> Callable[[Change], bool]:
    return lambda change: all(condition(change) for condition in conditions)


def either(*conditions: Callable[[Change], bool]) -> Callable[[Change], bool]:
    return lambda change: any(condition(change) for condition in conditions)


# --- types


def readings(change: Change) -> tuple[Reading, Reading]:
    """How a type that changed is read backward and forward."""
    old, new = _uses(change)
    backward, forward = meetings(change)
    return read(old, new, backward), read(new, old, forward)


def reads(backward: set[Reading], forward: set[Reading]) -> Callable[[Change], bool]:
    """The type changed so that it is read like this."""

    def condition(change: Change) -> bool:
        there, back = readings(change)
        return there in backward and back in forward

    return condition


def into_union(change: Change) -> bool:
    return _uses(change)[1].type == "union"


def out_of_union(change: Change) -> bool:
    return _uses(change)[0].type == "union"


def between_text_and_bytes(change: Change) -> bool:
    return {change.old_value, change.new_value} == {"string", "bytes"}


def plain(change: Change) -> bool:
    """Neither type is a union, and they are not string and bytes."""
    return not (into_union(change) or out_of_union(change) or between_text_and_bytes(change))


# --- logical types


def decimals(change: Change) -> bool:
    return all(logical.startswith("decimal") for logical in _logicals(change))


def scale_changed(change: Change) -> bool:
    old, new = _logicals(change)
    return decimals(change) and old.partition(", ")[2] != new.partition(", ")[2]


def precision_narrowed(change: Change) -> bool:
    old, new = _logicals(change)
    return decimals(change) and not scale_changed(change) and meaning("", old, new) is Reading.WRONG


def precision_widened(change: Change) -> bool:
    return precision_narrowed(change.flipped)


def moments(change: Change) -> bool:
    """Both are times, timestamps or dates."""
    return all("time" in logical or logical == "date" for logical in _logicals(change))


def replaced(change: Change) -> bool:
    """There is a logical type on both sides, and they have nothing to do with each other."""
    return all(_logicals(change)) and not decimals(change) and not moments(change)


def uuid_required(change: Change) -> bool:
    """Text becomes a UUID."""
    return _logicals(change) == ("", "uuid") and _uses(change)[1].type == "string"


def uuid_dropped(change: Change) -> bool:
    return uuid_required(change.flipped)


def one_sided(change: Change) -> bool:
    """Only one side has a logical type, and it takes any value of the underlying type."""
    return not all(_logicals(change)) and not uuid_required(change) and not uuid_dropped(change)


# --- names


def named(backward: bool, forward: bool) -> Callable[[Change], bool]:  # noqa: FBT001  (a pair of answers)
    """Whether new readers accept the old name, and old readers the new one; the unqualified names differ."""
    return lambda change: _names(change) == (backward, forward) and not moved(change)


def moved(change: Change) -> bool:
    """Only the namespace changed."""
    return short(change.old_value) == short(change.new_value)


def _names(change: Change) -> tuple[bool, bool]:
    old, new = change.step.old.types[change.old_value], change.step.new.types[change.new_value]
    assert isinstance(old, Definition)  # noqa: S101
    assert isinstance(new, Definition)  # noqa: S101
    return names_match(old, new), names_match(new, old)


def event(change: Change) -> bool:
    """The type that came or went is that of an event: its data stands alone."""
    element = change.element
    assert isinstance(element, Definition)  # noqa: S101
    side = change.step.old if change.verb is Verb.REMOVED else change.step.new
    return side.is_event(element.full_name)


def two_defaults(change: Change) -> bool:
    """The field has a default in both versions."""
    return change.old_value is not None and change.new_value is not None


def nameless(change: Change) -> bool:
    """The file's schema is not a named type."""
    element = change.element
    assert isinstance(element, File)  # noqa: S101
    return element.type.type not in NAMED


# --- fields


def defaulted(change: Change) -> bool:
    element = change.element
    assert isinstance(element, Field)  # noqa: S101
    return element.default is not None


def claimed(change: Change) -> bool:
    """A reader without the field has its name as an alias of another one, which is in the data as well."""
    writer, reader = change.old_owner, change.new_owner
    if change.verb is Verb.ADDED:
        writer, reader = reader, writer
    assert isinstance(writer, Record)  # noqa: S101
    assert isinstance(reader, Record)  # noqa: S101
    written = {field.name for field in writer.fields}
    return any(change.element.label in field.aliases and field.name in written for field in reader.fields)


def renamed(backward: Outcome, forward: Outcome) -> Callable[[Change], bool]:
    """The field was renamed so that its data comes to this."""

    def condition(change: Change) -> bool:
        old, new = change.old, change.new
        assert isinstance(old, Field)  # noqa: S101
        assert isinstance(new, Field)  # noqa: S101
        return (_renamed(old, new), _renamed(new, old)) == (backward, forward)

    return condition


def _renamed(writer: Field, reader: Field) -> Outcome:
    """A reader finds the field by an alias, takes its default instead, or has nothing to take."""
    if writer.name in reader.aliases:
        return Outcome.OK
    return Outcome.REJECTS if reader.default is None else Outcome.MISREADS


# --- unions


def renamed_type(change: Change) -> bool:
    """The branch's type was renamed: it is in the other union under its other name."""
    element, union = change.element, _other_union(change)
    assert isinstance(element, Branch)  # noqa: S101
    names = change.step.names if change.verb is Verb.REMOVED else change.step.flipped.names
    return names.get(element.name) in {branch.name for branch in union.branches}


def taken(*answers: Reading) -> Callable[[Change], bool]:
    """Data of the branch that came or went is read like this by the side that does not have it."""

    def condition(change: Change) -> bool:
        element, union = change.element, _other_union(change)
        assert isinstance(element, Branch)  # noqa: S101
        backward, forward = meetings(change)
        meeting = backward if change.verb is Verb.REMOVED else forward
        return not renamed_type(change) and read(element.type, union, meeting) in answers

    return condition


def reading(old: str, new: str) -> Callable[[Change], bool]:
    """Which branch takes the data of this one changed."""
    return lambda change: (change.old_value, change.new_value) == (old, new)


def _other_union(change: Change) -> Use:
    union = change.new_owner if change.verb is Verb.REMOVED else change.old_owner
    assert isinstance(union, Use)  # noqa: S101
    return union


# --- enums


def enum_default(change: Change) -> bool:
    """The side that does not have the symbol has an enum default."""
    owner = change.new_owner if change.verb is Verb.REMOVED else change.old_owner
    assert isinstance(owner, Enum)  # noqa: S101
    return owner.default is not None


def _uses(change: Change) -> tuple[Use, Use]:
    assert isinstance(change.old, Use)  # noqa: S101
    assert isinstance(change.new, Use)  # noqa: S101
    return change.old, change.new


def _logicals(change: Change) -> tuple[str, str]:
    old, new = _uses(change)
    return old.logical, new.logical
