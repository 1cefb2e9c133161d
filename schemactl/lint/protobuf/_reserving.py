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


def free_numbers(holder: Holder, numbers: Iterable[NumberRange]) -> tuple[NumberRange, ...]:
    """Those that are neither used nor reserved, nor an extension's."""
    if isinstance(holder, Message):
        taken = [(field.number, field.number) for field in holder.fields]
        return without(numbers, (*taken, *holder.reserved, *holder.extension_ranges))
    return without(numbers, (*((value.number, value.number) for value in holder.values), *holder.reserved))


def free_names(holder: Holder, names: Iterable[str]) -> tuple[str, ...]:
    """Those that are neither used nor reserved."""
    taken = set(holder.reserved_names)
    if isinstance(holder, Message):
        taken |= {field.name for field in holder.fields}
    else:
        taken |= {name for value in holder.values for name in value.names}
    return tuple(name for name in names if name not in taken)


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
