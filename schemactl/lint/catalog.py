"""A format's name in; its checks out."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from schemactl.lint.ignores import CHECKS as ABOUT_IGNORES

if TYPE_CHECKING:
    from schemactl.model.lint import Check
    from schemactl.model.schema import FormatName

FORMATS: tuple[FormatName, ...] = ("protobuf", "avro", "jsonschema")


def checks(name: FormatName) -> tuple[Check, ...]:
    """The checks of one format: the other's are not loaded."""
    return import_module(f"schemactl.lint.{name}").CHECKS  # type: ignore[no-any-return]


def every() -> dict[str, Check]:
    """All checks by their ids, those about ignoring too."""
    return {check.id: check for name in FORMATS for check in checks(name)} | {
        check.id: check for check in ABOUT_IGNORES
    }
