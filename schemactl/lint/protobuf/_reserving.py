"""A message or an enum in; which numbers and names of it are taken, and what could be reserved, out."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from schemactl.lint.numbers import LAST_ENUM, LAST_FIELD, without
from schemactl.model.lint import Reservation
from schemactl.model.protobuf import Enum, File, Message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from schemactl.model.protobuf import NumberRange
    from schemactl.model.schema import Schema

Holder: TypeAlias = Message | Enum


def last_number(holder: Holder) -> int:
    return LAST_FIELD if isinstance(holder, Message) else LAST_ENUM


class Taken:
    """What a message or an enum uses or reserves, so that it is neither free nor to be reserved."""

    def __init__(self, holder: Holder) -> None:
        if isinstance(holder, Message):
            self._used = {field.number for field in holder.fields}
            self._names = {field.name for field in holder.fields}
            self._ranges = (*holder.reserved, *holder.extension_ranges)
        else:
            self._used = {value.number for value in holder.values}
            self._names = {name for value in holder.values for name in value.names}
            self._ranges = holder.reserved
        self._names |= set(holder.reserved_names)

    def free_numbers(self, numbers: Iterable[NumberRange]) -> tuple[NumberRange, ...]:
        left = without(numbers, self._ranges)
        used = [number for number in self._used if any(start <= number <= end for start, end in left)]
        return without(left, ((number, number) for number in used))

    def free_names(self, names: Iterable[str]) -> tuple[str, ...]:
        return tuple(name for name in names if name not in self._names)

    def free_number(self, number: int) -> tuple[NumberRange, ...]:
        return () if number in self._used else without([(number, number)], self._ranges)


def reservation(
    holder: Holder, schema: Schema, numbers: tuple[NumberRange, ...], names: tuple[str, ...]
) -> Reservation | None:
    """What would reserve these; None if there is nothing left to reserve."""
    if not numbers and not names:
        return None
    place = holder.location
    return Reservation(
        type_name=holder.full_name, place=place, numbers=numbers, names=names, last=last_number(holder),
        quoted=not _in_edition(schema, place.source),
    )  # fmt: skip


def _in_edition(schema: Schema, source: str) -> bool:
    """Editions take names as they are where older syntaxes take strings (Language Specification, Reserved)."""
    return any(
        root.syntax.startswith("EDITION") and root.location.source == source
        for root in schema.roots
        if isinstance(root, File)
    )
