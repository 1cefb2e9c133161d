"""What holds fields or enum values in; those members by key, name, number and oneof out, indexed once per holder.

A rule asks this of every changed member, so that a scan of all members would cost their square.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from schemactl.model.protobuf import Enum, Field, Message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Members:
    """The members of one holder.

    keys: the fields that a parser takes a JSON key for: "ProtoJSON Format": a field's JSON name and its proto name.
    numbers: those that have a name. groups: each field's oneof, or something of its own. oneofs: their members.
    """

    keys: Mapping[str, Sequence[Field]]
    numbers: Mapping[str, set[int]]
    groups: Mapping[int, str]
    oneofs: Mapping[str, Sequence[int]]

    def elsewhere(self, name: str, number: int) -> bool:
        """Whether another number has this name."""
        return bool(self.numbers.get(name, set()) - {number})


class _Same:
    """A holder, equal to itself alone: to compare two messages by value is to read all that they hold."""

    def __init__(self, holder: object) -> None:
        self.holder = holder

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.holder is other.holder

    def __hash__(self) -> int:
        return id(self.holder)


def members(holder: object) -> Members:
    """The members of a message, an enum or a map field; none of anything else."""
    return _members(_Same(holder))


@lru_cache(maxsize=8)  # changes come owner by owner
def _members(same: _Same) -> Members:
    holder = same.holder
    keys: dict[str, list[Field]] = defaultdict(list)
    numbers: dict[str, set[int]] = defaultdict(set)
    oneofs: dict[str, list[int]] = defaultdict(list)
    fields = _fields(holder)
    for field in fields:
        numbers[field.name].add(field.number)
        oneofs[field.oneof].append(field.number)
        for key in {field.json_name, field.name}:
            keys[key].append(field)
    for value in holder.values if isinstance(holder, Enum) else ():
        for name in value.names:
            numbers[name].add(value.number)
    groups = {field.number: field.oneof or f"#{field.number}" for field in fields}
    return Members(keys=dict(keys), numbers=dict(numbers), groups=groups, oneofs=dict(oneofs))


def _fields(holder: object) -> tuple[Field, ...]:
    if isinstance(holder, Message):
        return holder.fields
    return holder.entry if isinstance(holder, Field) else ()


def merges(writer: Members, reader: Members, moved: Field) -> bool:
    """Whether a reader's oneof holds `moved` (the reader's) together with a field that the writer sets apart.

    "Updating", oneofs: of several members on the wire a parser keeps the last.
    """
    group = writer.groups.get(moved.number)
    return bool(moved.oneof and group) and bool(_joined(writer, reader, moved.oneof) - {group})


@lru_cache(maxsize=8)
def _joined(writer: Members, reader: Members, oneof: str) -> frozenset[str]:
    """The writer's groups that meet in one oneof of the reader."""
    numbers = reader.oneofs.get(oneof, ())
    return frozenset(writer.groups[number] for number in numbers if number in writer.groups)
