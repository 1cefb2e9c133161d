"""An instance in; its JSON text, validated by the writer's schema, and what the reader's schema says of it, out."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from jsonschema import validators
from jsonschema.exceptions import best_match
from referencing import Registry, Resource

from schemactl.formats.jsonschema.emit import address
from schemactl.model.effect import Outcome, Surface
from schemactl.model.witness import Exchange

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

    from schemactl.model.schema import Schema

_MOST = 300
"""How many characters of a validator's words are kept."""


class JsonChannel:
    """A writer's and a reader's schema with their validators; what goes between them is JSON text.

    The bytes on the wire are that text: both surfaces carry the same.
    """

    def __init__(self, writer: Schema, reader: Schema) -> None:
        self.writer = _Side(writer)
        self.reader = _Side(reader)

    def exchange(self, writer_type: str, reader_type: str | None, value: Any, surface: Surface) -> Exchange:
        """Write `value`, plain JSON data, as `writer_type`; let the reader's schema validate what arrives.

        A type's name is a definition's. Raises ValueError if the writer's schema does not allow the value.
        """
        if surface not in (Surface.WIRE, Surface.JSON):
            raise ValueError(f"nothing is sent on the surface {surface}")
        if writer_type not in self.writer.schema.types or self.writer.error(writer_type, value) is not None:
            raise ValueError(f"not a value of {writer_type}")
        sent = json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
        if reader_type is None or reader_type not in self.reader.schema.types:
            words = f"the reader has no schema {reader_type or writer_type}"
            return Exchange(
                sent=sent, said=value, heard=None, error=words, outcome=Outcome.REJECTS, text=True
            )
        heard = json.loads(sent)
        error = self.reader.error(reader_type, heard)
        if error is not None:
            return Exchange(
                sent=sent, said=value, heard=None, error=error, outcome=Outcome.REJECTS, text=True
            )
        return Exchange(sent=sent, said=value, heard=heard, error=None, outcome=Outcome.OK, text=True)


class _Side:
    """One side's validators: one for each type, made when first asked for."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        files: dict[str, Any] = json.loads(schema.image)["$defs"] if schema.image else {}
        resources = ((address(name), Resource.from_contents(text)) for name, text in files.items())
        self._files = files
        self._registry: Registry[Any] = Registry().with_resources(resources)
        self._validator = cache(self._made)

    def _made(self, name: str) -> Any:
        file, _, pointer = name.partition("#")
        kind: Any = validators.validator_for(self._files[file])
        return kind({"$ref": address(file, pointer)}, registry=self._registry)

    def error(self, name: str, value: Any) -> str | None:
        """The validator's own words, and where in the value; None if the value is valid.

        Raises ValueError if it cannot tell: a pattern that is no regular expression of Python's, or too deep a value.
        """
        try:
            found = best_match(self._validator(name).iter_errors(value))
        except Exception as error:  # whatever a validator raises: it did not validate
            raise ValueError(f"{name} cannot be validated: {error}") from error
        return None if found is None else _told(found)


def _told(error: ValidationError) -> str:
    words = error.message if len(error.message) <= _MOST else f"{error.message[: _MOST - 1]}…"
    return f"{error.json_path}: {words}"
