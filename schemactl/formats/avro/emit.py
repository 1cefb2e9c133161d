"""Elements in; plain schemas out, in which every name is a full name and every definition stands alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from schemactl.formats.avro.logical import attributes_of
from schemactl.model.avro import Enum, Fixed, Record

if TYPE_CHECKING:
    from schemactl.model.avro import Definition, Field, Use


def emit_use(use: Use, *, plain: bool = False) -> Any:
    """Write a type as it stands in a schema.

    plain: only what a codec needs: no logical types, and an error as the record that it is.
    """
    if use.type == "union":
        return [emit_use(branch.type, plain=plain) for branch in use.branches]
    if use.inner:
        return {"type": use.type, use.inner[0].role: emit_use(use.inner[0], plain=plain)}
    if use.logical and not plain:
        return {"type": use.type, **attributes_of(use.logical)}
    return use.name or use.type


def emit_definition(definition: Definition, *, plain: bool = False) -> dict[str, Any]:
    """Write a named type, referring to others by their full names."""
    head: dict[str, Any] = {"type": definition.TYPE, "name": definition.full_name}
    if definition.aliases:
        head["aliases"] = list(definition.aliases)
    if isinstance(definition, Enum):
        default = {} if definition.default is None else {"default": definition.default}
        return {**head, "symbols": [symbol.name for symbol in definition.symbols], **default}
    if isinstance(definition, Fixed):
        attributes = {} if plain else attributes_of(definition.type.logical)
        return {**head, "size": definition.size, **attributes}
    assert isinstance(definition, Record)  # noqa: S101
    kind = "error" if definition.error and not plain else "record"
    return {
        **head,
        "type": kind,
        "fields": [_emit_field(item, plain=plain) for item in definition.fields],
    }


def _emit_field(field: Field, *, plain: bool) -> dict[str, Any]:
    written: dict[str, Any] = {"name": field.name, "type": emit_use(field.type, plain=plain)}
    if field.default is not None:
        written["default"] = json.loads(field.default)
    if field.aliases:
        written["aliases"] = list(field.aliases)
    return written
