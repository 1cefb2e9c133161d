"""Random Protobuf schemas, and one random edit of each: pairs as a team's commits make them."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass

from hypothesis import strategies as st

SCALARS = (
    "int32", "int64", "uint32", "uint64", "sint32", "sint64", "bool", "fixed32", "fixed64", "sfixed32", "sfixed64",
    "float", "double", "string", "bytes",
)  # fmt: skip
NAMES = ("id", "amount", "note", "state", "customer", "tags", "total", "reason")
HEADS = {"proto3": 'syntax = "proto3";', "proto2": 'syntax = "proto2";', "2023": 'edition = "2023";'}
LABELS = {
    "proto3": ("implicit", "explicit", "repeated"),
    "proto2": ("explicit", "required", "repeated"),
    "2023": ("explicit", "implicit", "required", "repeated"),
}
WORDS = {
    "proto3": {"explicit": "optional"},
    "proto2": {"explicit": "optional", "required": "required"},
    "2023": {},
}
FEATURES = {
    "implicit": "features.field_presence = IMPLICIT",
    "required": "features.field_presence = LEGACY_REQUIRED",
}
MESSAGES = ("Event", "Part", "Extra")


@dataclass
class Field:
    name: str
    number: int
    type: str
    label: str
    oneof: str = ""

    def text(self, syntax: str) -> str:
        if self.oneof or self.type.startswith("map<"):
            return f"    {self.type} {self.name} = {self.number};"
        word = "repeated" if self.label == "repeated" else WORDS[syntax].get(self.label, "")
        feature = FEATURES.get(self.label) if syntax == "2023" and self.type not in MESSAGES else None
        return f"  {word} {self.type} {self.name} = {self.number}{f' [{feature}]' if feature else ''};"


@dataclass
class Event:
    """One file: a message with fields, two messages it may use, and an enum."""

    syntax: str
    fields: list[Field]
    part: str
    values: list[tuple[str, int]]
    closed: bool

    def text(self) -> str:
        lines = [HEADS[self.syntax], "package shop;", "message Event {"]
        lines += [item.text(self.syntax) for item in self.fields if not item.oneof]
        for oneof in dict.fromkeys(item.oneof for item in self.fields if item.oneof):
            lines.append(f"  oneof {oneof} {{")
            lines += [item.text(self.syntax) for item in self.fields if item.oneof == oneof]
            lines.append("  }")
        word = "optional " if self.syntax == "proto2" else ""
        lines += ["}", "message Part {", f"  {word}{self.part} value = 1;", "}"]
        lines += [
            "message Extra {",
            f"  {word}Part part = 1;",
            f"  {word}State state = 2;",
            "}",
            "enum State {",
        ]
        if self.closed and self.syntax == "2023":
            lines.append("  option features.enum_type = CLOSED;")
        lines += [f"  {name} = {number};" for name, number in self.values]
        return "\n".join([*lines, "}", ""])


def types(syntax: str, *, closed: bool) -> st.SearchStrategy[str]:
    del closed
    maps = st.sampled_from(
        ("map<string, int32>", "map<string, string>", "map<int32, Part>", "map<string, State>")
    )
    return st.one_of(st.sampled_from(SCALARS), st.sampled_from(("Part", "State")), maps)


def labels(draw, syntax: str, type_: str, *, closed: bool) -> str:
    """A label that the compiler accepts for this type."""
    label = draw(st.sampled_from(LABELS[syntax]))
    if label == "implicit" and type_ == "State" and closed:
        return "explicit" if syntax == "2023" else label
    return "explicit" if label in FEATURES and type_ in MESSAGES and syntax == "2023" else label


@st.composite
def events(draw) -> Event:
    syntax = draw(st.sampled_from(tuple(HEADS)))
    closed = draw(st.booleans()) if syntax == "2023" else syntax == "proto2"
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=5, unique=True))
    fields = []
    for number, name in enumerate(names, 1):
        type_ = draw(types(syntax, closed=closed))
        oneof = "" if type_.startswith("map<") else draw(st.sampled_from(("", "", "payload", "means")))
        fields.append(Field(name, number, type_, labels(draw, syntax, type_, closed=closed), oneof))
    count = draw(st.integers(1, 4))
    values = [(f"STATE_{letter}", number) for number, letter in enumerate("ABCD"[:count])]
    return Event(syntax, fields, draw(st.sampled_from(SCALARS)), values, closed)


def add_field(draw, event: Event) -> None:
    free = [name for name in NAMES if name not in {item.name for item in event.fields}]
    type_ = draw(types(event.syntax, closed=event.closed))
    oneof = "" if type_.startswith("map<") else draw(st.sampled_from(("", "payload", "means")))
    label = labels(draw, event.syntax, type_, closed=event.closed)
    event.fields.append(Field(draw(st.sampled_from(free)), 20, type_, label, oneof))


def remove_field(draw, event: Event) -> None:
    event.fields.remove(draw(st.sampled_from(event.fields)))


def rename_field(draw, event: Event) -> None:
    draw(st.sampled_from(event.fields)).name = "renamed"


def renumber_field(draw, event: Event) -> None:
    draw(st.sampled_from(event.fields)).number = 30


def swap_names(draw, event: Event) -> None:
    first, last = event.fields[0], event.fields[-1]
    first.name, last.name = last.name, first.name


def swap_numbers(draw, event: Event) -> None:
    """Two fields exchange their numbers, and with them all else: a key leads where it led, and a number does not."""
    first, last = event.fields[0], event.fields[-1]
    first.number, last.number = last.number, first.number
    event.fields[0], event.fields[-1] = last, first  # what is in the order of its numbers stays so


def change_type(draw, event: Event) -> None:
    item = draw(st.sampled_from(event.fields))
    item.type = draw(types(event.syntax, closed=event.closed))
    if item.type.startswith("map<"):
        item.oneof = ""
    needs_presence = item.type in MESSAGES or (item.type == "State" and event.closed)
    if item.label in FEATURES and event.syntax == "2023" and needs_presence:
        item.label = "explicit"


def change_label(draw, event: Event) -> None:
    item = draw(st.sampled_from(event.fields))
    item.label = labels(draw, event.syntax, item.type, closed=event.closed)


def change_oneof(draw, event: Event) -> None:
    item = draw(st.sampled_from(event.fields))
    if not item.type.startswith("map<"):
        item.oneof = draw(st.sampled_from(("", "payload", "means", "other")))


def change_part(draw, event: Event) -> None:
    event.part = draw(st.sampled_from(SCALARS))


def add_value(draw, event: Event) -> None:
    event.values.append(("STATE_NEW", draw(st.sampled_from((7, -3)))))


def remove_value(draw, event: Event) -> None:
    if len(event.values) > 1:
        event.values.pop()


def rename_value(draw, event: Event) -> None:
    at = draw(st.integers(0, len(event.values) - 1))
    event.values[at] = ("STATE_RENAMED", event.values[at][1])


def swap_values(draw, event: Event) -> None:
    (first, a), (last, b) = event.values[0], event.values[-1]
    event.values[0], event.values[-1] = (last, a), (first, b)


def insert_value(draw, event: Event) -> None:
    """A value put in the middle: the numbers after it move up."""
    names = [name for name, _ in event.values]
    names.insert(1, "STATE_BETWEEN")
    event.values = list(zip(names, range(len(names)), strict=True))


def toggle_closed(draw, event: Event) -> None:
    implicit = any(item.label == "implicit" and item.type == "State" for item in event.fields)
    if event.syntax == "2023" and not implicit:
        event.closed = not event.closed


EDITS = (
    add_field, remove_field, rename_field, renumber_field, swap_names, swap_numbers, change_type, change_label,
    change_oneof, change_part, add_value, remove_value, rename_value, swap_values, insert_value, toggle_closed,
)  # fmt: skip


@st.composite
def pairs(draw) -> tuple[str, str]:
    """An old and a new text that differ by one edit, either way round."""
    event = draw(events())
    edited = deepcopy(event)
    draw(st.sampled_from(EDITS))(draw, edited)
    texts = event.text(), edited.text()
    return texts if draw(st.booleans()) else texts[::-1]
