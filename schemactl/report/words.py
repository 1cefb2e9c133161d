"""Changes, effects and values in; the words that people read for them out."""

from __future__ import annotations

import json
from enum import Enum
from typing import TYPE_CHECKING, Any

from schemactl.model.change import Verb
from schemactl.model.effect import Direction, Effect, Outcome, Surface

if TYPE_CHECKING:
    from collections.abc import Iterable

    from schemactl.model.change import Change
    from schemactl.model.element import Element
    from schemactl.model.verdict import Finding
    from schemactl.model.witness import Witness

SENT_BYTES = 32
"""How many bytes of a witness a line shows."""
VALUE_LENGTH = 120
"""How many characters of a value or of a codec's error a line shows."""

WHO = {
    Direction.BACKWARD: "backward (new readers, old events)",
    Direction.FORWARD: "forward (old readers, new events)",
}
WHERE = {
    Surface.WIRE: "on the wire",
    Surface.JSON: "in JSON",
    Surface.SOURCE: "in code against generated types",
    Surface.DISPATCH: "in dispatch",
}
WHAT = {
    Outcome.OK: "nothing happens",
    Outcome.LOSES: "the value is lost",
    Outcome.REJECTS: "the reader rejects the event",
    Outcome.MISREADS: "the reader sees another value",
    Outcome.UNHANDLED: "an arm is missing",
    Outcome.UNKNOWN: "the schemas alone cannot tell",
}
_DONE = {
    Outcome.LOSES: "not seen",
    Outcome.REJECTS: "rejected",
    Outcome.MISREADS: "read as another value",
}
_CODERS = {
    Direction.BACKWARD: "backward (old code, new types)",
    Direction.FORWARD: "forward (new code, old types)",
}
_CODE = WHAT | {
    Outcome.LOSES: "code that uses it finds nothing",
    Outcome.REJECTS: "code that uses it does not compile",
    Outcome.MISREADS: "it compiles and does something else",
}
_READ_AS = " is read as "
_HANDLERS = {Direction.BACKWARD: "new handlers", Direction.FORWARD: "old handlers"}


def message(finding: Finding) -> str:
    """What this finding's change is, in one line."""
    return told(finding.change, finding.rule.message)


def told(change: Change, template: str = "") -> str:
    """What a change is: the rule's words where it has some, else path, verb and values."""
    old, new = facet_value(change.old, change.facet), facet_value(change.new, change.facet)
    path = short_path(change)
    if template:
        number = getattr(change.element, "number", "")
        return template.format(
            path=path,
            old_path=change.old_path,
            old=old,
            new=new,
            number=number,
            lapsed=change.lapsed,
            facet=change.facet.replace("_", " "),
        )
    if change.verb is Verb.CHANGED:
        return f"{path}: {change.facet} {old} → {new}"
    return f"{path}: {change.kind} {change.verb}"


def facet_value(element: Element | None, facet: str) -> str:
    """A facet's value; a type that has a name is shown by its name."""
    if element is None or not facet:
        return show(getattr(element, "text", None))
    name = getattr(element, "type_name", "") if facet == "type" else ""
    return show(name or getattr(element, facet))


def short_path(change: Change) -> str:
    """The path below the package: `OrderPlaced.amount_cents`, not `order.v1.OrderPlaced.amount_cents`."""
    if "#" in change.path:  # a JSON Pointer, which has its file's name in front
        return change.path
    step = change.step
    types = step.new.types if change.new_path is not None else step.old.types
    parts = change.path.split(".")
    for end in range(1, len(parts)):
        if ".".join(parts[:end]) in types:
            return ".".join(parts[end - 1 :])
    return parts[-1] if change.path in types else change.path


def show(value: Any) -> str:
    """A key's or facet's value."""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, tuple | list | set | frozenset):
        return ", ".join(show(item) for item in value) or "none"
    if value is None or value == "":
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def grouped(effects: Iterable[Effect]) -> list[tuple[tuple[Effect, ...], str]]:
    """Effects that differ in their direction alone, together, each group with its words."""
    groups: dict[tuple[Surface, Outcome], list[Effect]] = {}
    for effect in effects:
        groups.setdefault((effect.surface, effect.outcome), []).append(effect)
    return [(tuple(group), _told_effects(group)) for group in groups.values()]


def _told_effects(group: list[Effect]) -> str:
    surface, outcome = group[0].surface, group[0].outcome
    if surface is Surface.SOURCE:
        who = " and ".join(_CODERS[effect.direction] for effect in group)
        return f"{who}, {WHERE[surface]}: {_CODE[outcome]}"
    who = " and ".join(WHO[effect.direction] for effect in group)
    if outcome is Outcome.UNHANDLED:
        handlers = " and in ".join(_HANDLERS[effect.direction] for effect in group)
        return f"{who}, {WHERE[surface]}: an arm is missing in {handlers}"
    return f"{who}, {WHERE[surface]}: {WHAT[outcome]}"


def proof(witness: Witness) -> str:
    """What one value did: the bytes, who wrote them as what, and what the other side made of them."""
    writer, reader = ("old", "new") if witness.direction is Direction.BACKWARD else ("new", "old")
    exchange = witness.exchange

    def told_as(said: str, heard: str) -> str:
        return f"{sent(witness)}, written by the {writer} schema as {said}, is {heard}"

    if witness.reader:
        does = f"{_DONE[witness.outcome]} by {witness.reader} with the {reader} one"
        return told_as(value(exchange.said), f"{does} (recorded, not run here: {exchange.detail})")
    if exchange.heard is None:
        reason = clip(exchange.error or exchange.detail or "no reason given")
        return told_as(value(exchange.said), f"rejected by the {reader} one: {reason}")
    wrote, differs, read = exchange.detail.partition(_READ_AS)
    if differs:
        return told_as(clip(wrote), f"read by the {reader} one as {clip(read)}")
    if exchange.detail:
        return told_as(value(exchange.said), f"read by the {reader} one: {clip(exchange.detail)}")
    said = _unlike(exchange.said, exchange.heard) or exchange.said
    return told_as(value(said), f"read by the {reader} one {_heard(exchange.said, exchange.heard)}")


def sent(witness: Witness, limit: int = SENT_BYTES) -> str:
    """The bytes of a witness as hex, or its JSON text; long ones are cut, with their length."""
    data = witness.exchange.sent
    if not data:
        return "no bytes"
    if witness.surface is Surface.JSON or witness.exchange.text:
        return clip(data.decode("utf-8", "replace"))
    return data.hex() if len(data) <= limit else f"{data[:limit].hex()}… ({len(data)} bytes)"


def value(said: Any) -> str:
    """A value of the JSON mapping, as `name=value` pairs."""
    if isinstance(said, dict):
        return clip(", ".join(f"{name}={_compact(item)}" for name, item in said.items()) or "an empty event")
    return clip(_compact(said))


def _heard(said: Any, heard: Any) -> str:
    """`as amount=""`, or `without amount` where the reader does not see what was written."""
    if not (isinstance(said, dict) and isinstance(heard, dict)):
        return f"as {value(heard)}"
    missing = [name for name in said if name not in heard]
    unlike = _unlike(heard, said)
    seen = f"as {value(unlike)}" if unlike else ""
    unseen = f"without {clip(', '.join(missing))}" if missing else ""
    return ", ".join(filter(None, (seen, unseen))) or f"as {value(heard)}"


def _unlike(one: Any, other: Any) -> Any:
    """The part of a value that is not the same in another; all of it where they have no names."""
    if not (isinstance(one, dict) and isinstance(other, dict)):
        return one
    return {name: item for name, item in one.items() if name not in other or other[name] != item}


def clip(text: str, length: int = VALUE_LENGTH) -> str:
    """One printable line, cut where it gets too long."""
    line = printable(" ".join(text.split()))
    return line if len(line) <= length else f"{line[: length - 1]}…"


def printable(text: str) -> str:
    """Text that cannot steer a terminal."""
    return "".join(char if char.isprintable() else "�" for char in text)


def _compact(item: Any) -> str:
    return json.dumps(item, ensure_ascii=False, separators=(",", ":"), default=str)


def counted(count: int, noun: str) -> str:
    """`1 break`, `2 breaks`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
