"""Elements in; plain schemas out, in which every name is a full name and every definition stands alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from schemactl.formats.avro.logical import attributes_of
from schemactl.model.avro import Enum, Fixed, Record

if TYPE_CHECKING:
    from schemactl.model.avro import Definition, Field, Use


def emit_use(use: Use, *, logical: bool = True) -> Any:
    """Write a type as it stands in a schema. logical: whether with logical types."""
    if use.type == "union":
        return [emit_use(branch.type, logical=logical) for branch in use.branches]
    if use.inner:
        return {"type": use.type, use.inner[0].role: emit_use(use.inner[0], logical=logical)}
    if use.logical and logical:
        return {"type": use.type, **attributes_of(use.logical)}
    return use.name or use.type


def emit_definition(definition: Definition, *, logical: bool = True) -> dict[str, Any]:
    """Write a named type, referring to others by their full names."""
    head: dict[str, Any] = {"type": definition.TYPE, "name": definition.full_name}
    if definition.aliases:
        head["aliases"] = list(definition.aliases)
    if isinstance(definition, Enum):
        default = {} if definition.default is None else {"default": definition.default}
        return {**head, "symbols": [symbol.name for symbol in definition.symbols], **default}
    if isinstance(definition, Fixed):
        attributes = attributes_of(definition.type.logical) if logical else {}
        return {**head, "size": definition.size, **attributes}
    assert isinstance(definition, Record)  # noqa: S101
    kind = "error" if definition.error else "record"
    return {
        **head,
        "type": kind,
        "fields": [_emit_field(item, logical=logical) for item in definition.fields],
    }


def _emit_field(field: Field, *, logical: bool) -> dict[str, Any]:
    written: dict[str, Any] = {"name": field.name, "type": emit_use(field.type, logical=logical)}
    if field.default is not None:
        written["default"] = json.loads(field.default)
    if field.aliases:
        written["aliases"] = list(field.aliases)
    return written
