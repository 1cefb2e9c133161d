"""A compiled schema in; what fastavro needs to write and read one of its types out.

Logical types are left out: what goes over the wire is the underlying type, and every reader makes of it
what its own schema says (see meaning.py).
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from schemactl.formats.avro.emit import emit_definition, emit_use
from schemactl.model.avro import PRIMITIVES, Definition, File, Use

if TYPE_CHECKING:
    from collections.abc import Mapping

    from schemactl.model.element import NamedType
    from schemactl.model.schema import Schema


class Codec:
    """One schema as fastavro takes it: in its parsed form, which carries all named types beside the schema.

    So every use is a name: a definition that stands inside a schema is not found on all of fastavro's paths.
    """

    def __init__(self, schema: Schema) -> None:
        self.types: Mapping[str, NamedType] = schema.types
        self.files = {root.path: root.type for root in schema.roots if isinstance(root, File)}
        self.schemas: dict[str, Any] = {}

    def use(self, type_name: str) -> Use | None:
        """Find the type of that full name, or of the file at that path; None if there is none."""
        definition = self.types.get(type_name)
        if isinstance(definition, Definition):
            return Use(mark=definition.mark, type=definition.TYPE, name=definition.full_name)
        return self.files.get(type_name)

    def definition(self, use: Use) -> Definition:
        definition = self.types[use.name]
        assert isinstance(definition, Definition)  # noqa: S101
        return definition

    def schema(self, type_name: str) -> Any:
        """The schema of a type that is there, with all that it refers to."""
        if type_name not in self.schemas:
            use = self.use(type_name)
            assert use is not None  # noqa: S101
            self.schemas[type_name] = self._complete(emit_use(use, plain=True))
        return self.schemas[type_name]

    @cached_property
    def named(self) -> dict[str, Any]:
        return {
            name: emit_definition(item, plain=True)
            for name, item in self.types.items()
            if isinstance(item, Definition)
        }

    def _complete(self, schema: Any) -> Any:
        if isinstance(schema, list):
            return [self._complete(branch) for branch in schema]
        if isinstance(schema, str) and schema in PRIMITIVES:
            return schema
        whole = self.named[schema] if isinstance(schema, str) else schema
        return {**whole, "__fastavro_parsed": True, "__named_schemas": self.named}


def shortened(text: str, codecs: tuple[Codec, ...]) -> str:
    """Put names into words of fastavro's where it spells out whole schemas."""
    wholes = [schema for codec in codecs for schema in codec.schemas.values() if isinstance(schema, dict)]
    parts = [schema for codec in codecs for schema in codec.named.values()]
    for schema in (*wholes, *parts):
        name = schema.get("name", schema["type"])
        if name in text:
            text = text.replace(str(schema), name)
    return text
