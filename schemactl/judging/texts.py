"""A registry's schema with what it refers to in; a batch that a format compiles out."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from schemactl.errors import RefusedError
from schemactl.formats.protobuf.import_names import clashing, importable
from schemactl.judging.builtin import BUILTIN
from schemactl.model.source import Batch, Text
from schemactl.model.subject import SchemaType

if TYPE_CHECKING:
    from collections.abc import Iterable

    from schemactl.registry.engine import Resolved

INVALID = 42201
_ENDINGS = {SchemaType.AVRO: ".avsc", SchemaType.PROTOBUF: ".proto", SchemaType.JSON: ".schema.json"}


def main_name(schema: Resolved) -> str:
    """The name of the schema's own text beside those of the references: a registry gives it none."""
    ending = _ENDINGS[schema.type]
    names = (f"schema{number or ''}{ending}" for number in count())
    return next(name for name in names if name not in schema.texts)


def batch(schema: Resolved, entries: frozenset[str] = frozenset(), main: str = "") -> Batch:
    """All texts, the schema's own as `main`; `entries` of the others are compared too.

    Raises RefusedError 42201 for names that there cannot be.
    """
    main = main or main_name(schema)
    texts = {main: schema.text, **schema.texts}
    if schema.type is SchemaType.PROTOBUF:
        texts = {**BUILTIN, **texts}
        _check_names(texts)
    return Batch(
        label="registry",
        entries=(main, *sorted(entries & schema.texts.keys())),
        texts={name: Text(path=name, name=name, data=encoded(text)) for name, text in texts.items()},
    )


def encoded(text: str) -> bytes:
    """The text as UTF-8. Raises RefusedError 42201 if it holds what is no character."""
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise RefusedError(
            INVALID, f"the schema is no text: {error.reason} at {error.start}", fix="send it in UTF-8"
        ) from None


def _check_names(names: Iterable[str]) -> None:
    """Names of imports become paths below a folder of protoc's: none may lead out of it, or be another's folder."""
    folder = clashing(names)
    for name in names:
        if name == folder or not importable(name):
            raise RefusedError(
                INVALID,
                f"the reference {ascii(name)[:200]} is no name of an import",
                fix="name it as the import does: a relative path",
            )
