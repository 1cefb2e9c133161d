"""Questions about a change that rules are split by; each answer is one rule's.

What a change does is no table here: it is the inclusion of one set of instances in another (see inclusion).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemactl.inclusion.meeting import Meeting, meeting
from schemactl.model.change import Verb
from schemactl.model.jsonschema import Constraint

if TYPE_CHECKING:
    from collections.abc import Callable

    from schemactl.model.change import Change

TYPE = ("types", "never")
VALUES = ("values",)
NUMBER = ("lower", "upper", "multiple")
SIZE = ("shortest", "longest", "fewest_items", "most_items", "fewest_keys", "most_keys")
PATTERN = ("pattern",)
REQUIRED = ("required",)
CHOICE = ("any_of", "one_of")
UNJUDGED = ("annotations", "extensions")
_OWN_RULES = frozenset((*TYPE, *VALUES, *NUMBER, *SIZE, *PATTERN, *REQUIRED, *CHOICE))


def both(*conditions: Callable[[Change], bool]) -> Callable[[Change], bool]:
    return lambda change: all(condition(change) for condition in conditions)


def not_(condition: Callable[[Change], bool]) -> Callable[[Change], bool]:
    return lambda change: not condition(change)


# --- what becomes of data


def meetings(change: Change) -> tuple[Meeting, Meeting]:
    """What becomes of old data with new readers, and of new data with old ones."""
    return meeting(change), meeting(change.flipped)


def meets(backward: Meeting, forward: Meeting) -> Callable[[Change], bool]:
    return lambda change: judged(change) and meetings(change) == (backward, forward)


def judged(change: Change) -> bool:
    return change.facet not in UNJUDGED


narrowed = meets(Meeting.REFUSED, Meeting.FINE)
widened = meets(Meeting.FINE, Meeting.REFUSED)
replaced = meets(Meeting.REFUSED, Meeting.REFUSED)
harmless = meets(Meeting.FINE, Meeting.FINE)
format_added = meets(Meeting.BY_FORMAT, Meeting.FINE)
format_removed = meets(Meeting.FINE, Meeting.BY_FORMAT)
format_replaced = meets(Meeting.BY_FORMAT, Meeting.BY_FORMAT)


def undecided(backward: str, forward: str) -> Callable[[Change], bool]:
    """What is left: in one direction neither a proof nor a counterexample was found. `ok`, `rejects` or `unknown`."""

    def condition(change: Change) -> bool:
        found = meetings(change) if judged(change) else (Meeting.FINE, Meeting.FINE)
        alone = Meeting.OPEN not in found and Meeting.REFUSED not in found  # a format's rules answer
        return not alone and tuple(map(_UNDECIDED.get, found)) == (backward, forward)

    return condition


_UNDECIDED = {
    Meeting.FINE: "ok",
    Meeting.REFUSED: "rejects",
    Meeting.BY_FORMAT: "unknown",
    Meeting.OPEN: "unknown",
}


# --- where it is


def closing(change: Change) -> bool:
    """Whether it says that there are no other properties, or no longer does."""
    element = change.element
    return (
        change.facet == "never" and isinstance(element, Constraint) and element.role == "additionalProperties"
    )


def a_property(change: Change) -> bool:
    """Whether a property is declared in one version only."""
    element = change.element
    return (
        change.verb is not Verb.CHANGED and isinstance(element, Constraint) and element.role == "properties"
    )


def undeclared_is_anything(change: Change) -> bool:
    """Whether the side that does not declare the property says nothing of properties that it does not declare."""
    owner = change.old_owner if change.old is None else change.new_owner
    return (
        isinstance(owner, Constraint)
        and not owner.patterns
        and all(schema.implied or schema.text in {"true", "{}"} for schema in owner.additional)
    )


def undeclared_is_nothing(change: Change) -> bool:
    """Whether the side that does not declare the property has no others than those it declares."""
    owner = change.old_owner if change.old is None else change.new_owner
    return isinstance(owner, Constraint) and any(schema.never for schema in owner.additional)


into_open = both(a_property, undeclared_is_anything)
into_closed = both(a_property, undeclared_is_nothing)


def other(change: Change) -> bool:
    """Whether no rule of its own is about it: what holds schemas, and schemas that come or go."""
    if change.verb is Verb.CHANGED:
        return change.facet not in _OWN_RULES
    added, (backward, forward) = change.old is None, meetings(change)
    worse, better = (backward, forward) if added else (forward, backward)
    open_ = into_open(change) and (worse, better) == (Meeting.REFUSED, Meeting.FINE)
    closed = into_closed(change) and (worse, better) == (Meeting.FINE, Meeting.REFUSED)
    return not open_ and not closed


def unclaimed(change: Change) -> bool:
    """Whether no rule of its own is about it where each version allows what the other does not."""
    return other(change) or change.facet in SIZE or closing(change)
