"""A format's name in; its rules, and its reasons for having none, out."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from schemactl.model.rule import Catalogue
    from schemactl.model.schema import FormatName

FORMATS: tuple[FormatName, ...] = ("protobuf", "avro", "jsonschema")


def catalogue(name: FormatName) -> Catalogue:
    """The catalogue of one format: the other's is not loaded."""
    return import_module(f"schemactl.rules.{name}").CATALOGUE  # type: ignore[no-any-return]


def buf_names(rule: str) -> tuple[str, ...]:
    """The rules of buf about the same kind of change as this one of ours; none of an Avro rule's."""
    if not rule.startswith("protobuf-"):
        return ()
    names: dict[str, tuple[str, ...]] = import_module("schemactl.rules.protobuf._buf").BUF
    return names.get(rule, ())
