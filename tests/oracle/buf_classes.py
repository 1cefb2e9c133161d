"""Why buf says another thing of a Protobuf step than we do: each reason, and its sign."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from oracle.material import POLICIES
from oracle.page import Class, Oracle
from oracle.refused import refused

from schemactl.model.change import Verb
from schemactl.model.effect import Outcome, Surface
from schemactl.model.protobuf import Message

if TYPE_CHECKING:
    from collections.abc import Callable

    from oracle.material import Pair

    from schemactl.model.change import Change

WIRE, JSON = "WIRE", "WIRE_JSON"
SURFACES = {WIRE: Surface.WIRE, JSON: Surface.JSON}
PLAIN = {"int32", "int64", "uint32", "uint64", "bool"}
FAMILIES = (PLAIN, {"sint32", "sint64"}, {"fixed32", "sfixed32"}, {"fixed64", "sfixed64"})
"""Types that buf takes for one on the wire."""


@dataclass(frozen=True)
class Complaint:
    """What buf refuses in a pair that we accept."""

    pair: Pair
    category: str
    rule: str
    message: str

    def __str__(self) -> str:
        return f"only buf refuses, by {self.category}: {self.rule}: {self.message}\n{self.pair}"


def complaint(*words: str) -> Callable[[object], bool]:
    """A sign of what only buf refuses: by a rule whose name has one of these words."""
    return lambda difference: (
        isinstance(difference, Complaint) and any(word in difference.rule for word in words)
    )


def _types(change: Change) -> set[str]:
    return (
        {item.type for item in (change.old, change.new) if hasattr(item, "type")}
        if change.facet == "type"
        else set()
    )


def _one_family(change: Change) -> bool:
    """Whether buf takes the two types for one."""
    types = _types(change)
    return bool(types) and any(types <= family for family in FAMILIES)


def _is_extension(change: Change) -> bool:
    return any(getattr(item, "extendee", "") for item in (change.old, change.new))


def _made_extension(difference: object) -> bool:
    """Whether buf misses a field whose number an extension has now."""
    if not isinstance(difference, Complaint) or "FIELD_NO_DELETE" not in difference.rule:
        return False
    return any(
        change.kind == "field" and change.old and change.new and _is_extension(change)
        for change in difference.pair.changes
    )


def _about_bytes(difference: object) -> bool:
    """Whether buf, asked about bytes and JSON at once, refuses what we refuse on the wire."""
    if not isinstance(difference, Complaint) or difference.category != JSON:
        return False
    return not difference.pair.verdict(Surface.WIRE, POLICIES["default"]).compatible


def _named_types(difference: object) -> bool:
    """Whether buf tells two messages, or two enums, apart by their names: no scalar is in what it says."""
    return (
        isinstance(difference, Complaint)
        and "COMPATIBLE_TYPE" in difference.rule
        and "updating" not in difference.message
    )


def _enum_and_number(difference: object) -> bool:
    return (
        isinstance(difference, Complaint)
        and "COMPATIBLE_TYPE" in difference.rule
        and '"enum"' in difference.message
        and any(f'"{name}"' in difference.message for name in PLAIN)
    )


BREAKING = Oracle(
    title="buf breaking",
    asked=(
        "Whether `buf breaking` refuses the step from the old to the new schema of every Protobuf case and "
        "every rule's examples: by its category WIRE, against our default policy on the wire in both "
        "directions (buf has none), and by WIRE_JSON, against the same on JSON."
    ),
    columns=(WIRE, JSON),
    classes=(
        Class(
            "integers of another range",
            "only we refuse: to buf int32, uint32, int64, uint64 and bool are one type, as are sint32 and "
            "sint64, or fixed and sfixed; large and negative numbers are read as others, and some are no "
            "JSON of the other type",
            refused(lambda finding, _: _one_family(finding.change)),
        ),
        Class(
            "names that changed places",
            "only we refuse: WIRE does not look at names, and two that are exchanged give each number the "
            "other's meaning",
            refused(lambda finding, effect: finding.change.facet == "name" and effect.outcome is Outcome.MISREADS),
        ),
        Class(
            "an event that is gone",
            "only we refuse: neither category asks whether messages are deleted or renamed, and nobody can "
            "read their data",
            refused(
                lambda finding, _: isinstance(finding.change.old, Message)
                and (finding.change.new is None or finding.change.facet == "name")
            ),
        ),
        Class(
            "text that becomes bytes",
            "only we refuse: buf accepts string to bytes; readers that still have a string refuse bytes "
            "that are no UTF-8",
            refused(
                lambda finding, effect: _types(finding.change) == {"string", "bytes"}
                and effect.outcome is Outcome.REJECTS
            ),
        ),
        Class(
            "extensions",
            "only we refuse: neither category compares extensions",
            refused(lambda finding, _: _is_extension(finding.change)),
        ),
        Class(
            "JSON that is not known yet",
            "only we refuse: old readers of new JSON refuse a key, a value's name or the type in an Any that they do "
            "not know; buf takes what is added for compatible",
            refused(
                lambda finding, effect: effect.surface is Surface.JSON
                and finding.change.kind in ("field", "enum_value", "message")
                and finding.change.verb is Verb.ADDED
            ),
        ),
        Class(
            "JSON that is no longer known",
            "only we refuse: new readers of old JSON refuse a key or a value's name that is gone; to buf it "
            "is enough that number and name are reserved",
            refused(
                lambda finding, effect: effect.surface is Surface.JSON
                and finding.change.kind in ("field", "enum_value")
                and finding.change.verb is Verb.REMOVED
            ),
        ),
        Class(
            "the name that is written",
            "only we refuse: the first of an enum's names for a number is the one in JSON; buf asks whether "
            "the old is there",
            refused(
                lambda finding, effect: effect.surface is Surface.JSON
                and (finding.change.kind, finding.change.verb) == ("enum_value", Verb.CHANGED)
            ),
        ),
        Class(
            "values of a required field",
            "only we refuse: old readers put a value aside that their closed enum lacks, and miss the field that is "
            "required; buf takes a value that is added, or deleted and reserved, for compatible",
            refused(lambda finding, _: finding.rule.id.startswith("protobuf-required-enum-value-")),
        ),
        Class(
            "open and closed enums",
            "only we refuse: buf compares this in FILE and PACKAGE alone; a closed enum refuses JSON of a "
            "number without name",
            refused(lambda finding, _: finding.change.facet == "closed"),
        ),
        Class(
            "bytes, not JSON",
            "only buf refuses: WIRE_JSON asks about both encodings at once; here the bytes break, as we say "
            "on the wire, and the JSON is read as before",
            _about_bytes,
        ),
        Class(
            "another type of the same shape",
            "only buf refuses: it knows a field's message or enum by its name, which is not in the data; we "
            "compare what is in the two types",
            _named_types,
        ),
        Class(
            "enum and number",
            "only buf refuses: an open enum and int32 share an encoding and all values (Updating A Message "
            "Type)",
            _enum_and_number,
        ),
        Class(
            "a package that moved",
            "only buf refuses: a package's name is not in the data, and nothing else changed",
            complaint("FILE_SAME_PACKAGE"),
        ),
        Class(
            "oneofs of the same members",
            "only buf refuses: the same fields exclude each other before and after; a oneof's name is not "
            "in the data",
            complaint("FIELD_SAME_ONEOF"),
        ),
        Class(
            "a field made an extension",
            "only buf refuses: the number is still there, as an extension, and carries the same data",
            _made_extension,
        ),
        Class(
            "deleted and not reserved",
            "only buf refuses: that readers do not see what they have no field for is tolerated under "
            "`unread`; a number that is not reserved breaks nothing until it is used again",
            complaint("NO_DELETE_UNLESS"),
        ),
        Class(
            "reservations that are dropped",
            "only buf refuses: this breaks nothing until the number is used again",
            complaint("RESERVED_MESSAGE_NO_DELETE", "RESERVED_ENUM_NO_DELETE"),
        ),
        Class(
            "the default of a required field",
            "only buf refuses: a field that is always there never shows its default",
            complaint("FIELD_SAME_DEFAULT"),
        ),
        Class(
            "calls",
            "only buf refuses: how a method is called is not in any event's data",
            complaint("RPC_"),
        ),
        Class(
            "the key is kept",
            "only buf refuses: a field's json_name keeps its key in JSON while its name changes",
            complaint("FIELD_SAME_NAME"),
        ),
        Class(
            "message sets",
            "buf no longer loads schemas with message_set_wire_format",
            lambda difference: isinstance(difference, Complaint) and "MessageSet" in difference.message,
        ),
    ),
)  # fmt: skip
