"""A subject in; a registry that asks nothing of it, for as long as one registration takes, out."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from schemactl.errors import RefusedError, SchemactlError
from schemactl.model.compatibility import Compatibility
from schemactl.model.subject import SubjectConfig

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemactl.model.subject import SchemaText, Version
    from schemactl.registry.protocol import Registry

INCOMPATIBLE: Final = (409, 40901)
INVALID: Final = 42201


def register_unjudged(
    registry: Registry,
    subject: str,
    schema: SchemaText,
    *,
    schema_id: int | None = None,
    number: int | None = None,
) -> Version:
    """Register what was accepted once, even where the registry would not accept it again. Raises as `register`."""
    try:
        return registry.register(subject, schema, schema_id=schema_id, number=number)
    except RefusedError as error:
        # Apicurio judges in every mode, and calls a schema with references invalid when it does
        if error.code not in {*INCOMPATIBLE, INVALID}:
            raise
    with unjudged(registry, subject):
        return registry.register(subject, schema, schema_id=schema_id, number=number)


@contextmanager
def unjudged(registry: Registry, subject: str) -> Iterator[None]:
    """Set the subject to compatibility NONE, and back to what it was."""
    own = registry.config(subject)
    registry.set_config(replace(own or SubjectConfig(), compatibility=Compatibility.NONE), subject)
    try:
        yield
    finally:
        try:
            if own is None:
                registry.delete_config(subject)
            else:
                registry.set_config(own, subject)
        except SchemactlError as error:
            was = (own and own.compatibility) or "as for all"
            error.message = f"{subject} is left with compatibility NONE, and was {was}: {error.message}"
            error.fix = f"set it back: schemactl registry config {subject} --set … or --delete"
            raise
