"""A schema with references in; every text that it needs, by the name under which it is needed, out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemactl.errors import RefusedError
from schemactl.model.subject import LATEST, Reference
from schemactl.registry.embedded import rows
from schemactl.registry.engine import Resolved
from schemactl.registry.names import within

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from schemactl.model.subject import SchemaText

INVALID = 42201


def concrete(at: sqlite3.Connection, references: Iterable[Reference], parent: str) -> tuple[Reference, ...]:
    """The references with numbers for LATEST. Raises RefusedError 42201 for a version that there is not."""
    return tuple(
        Reference(name=item.name, subject=item.subject, version=_target(at, item, parent)[1])
        for item in references
    )


def targets(references: Iterable[Reference], parent: str) -> tuple[str, ...]:
    """The full names of the subjects that are meant, as the schema's own subject means them."""
    return tuple(within(item.subject, parent) for item in references)


def resolved(at: sqlite3.Connection, schema: SchemaText, parent: str) -> Resolved:
    """Follow the references to their ends; of two texts under one name the first that is met counts.

    What is deleted softly still resolves. Raises RefusedError 42201 for a version that there is not.
    """
    texts: dict[str, str] = {}
    todo = [(item, parent) for item in reversed(schema.references)]
    while todo:
        item, referrer = todo.pop()
        if item.name in texts:
            continue
        subject, number = _target(at, item, referrer)
        found = rows.version(at, subject, number, deleted=True)
        assert found is not None  # noqa: S101  (_target has seen it)
        texts[item.name] = found.schema.text
        todo += [(each, subject) for each in reversed(found.schema.references)]
    return Resolved(type=schema.type, text=schema.text, texts=texts)


def _target(at: sqlite3.Connection, item: Reference, parent: str) -> tuple[str, int]:
    subject = within(item.subject, parent)
    found = rows.version(at, subject, item.version, deleted=True)
    if found is None:
        number = "latest" if item.version == LATEST else item.version
        raise RefusedError(
            INVALID,
            f"the reference {item.name} is to {item.subject} version {number}, which there is not",
            fix="register what is referred to first",
        )
    return subject, found.number
