"""A version and the format that a call asks for in; the same version with its text in that format out."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace
from typing import TYPE_CHECKING

from schemactl.model.subject import SchemaText, SchemaType
from schemactl.registry.engine import Resolved
from schemactl.registry.names import within

if TYPE_CHECKING:
    from schemactl.model.subject import Version
    from schemactl.registry.protocol import Registry
    from schemactl.server.call import Call

SERIALIZED = "serialized"


def formatted(call: Call, version: Version) -> Version:
    return replace(version, schema=in_format(call, version.schema, version.subject))


def in_format(call: Call, schema: SchemaText, parent: str) -> SchemaText:
    """`format=serialized`: a Protobuf schema as its FileDescriptorProto in base64; every other is the text itself."""
    if call.query.get("format") != SERIALIZED or schema.type is not SchemaType.PROTOBUF:
        return schema
    found = Resolved(type=schema.type, text=schema.text, texts=_texts(call.registry, schema, parent))
    return replace(schema, text=b64encode(call.engine.descriptor(found)).decode())


def _texts(registry: Registry, schema: SchemaText, parent: str) -> dict[str, str]:
    """The texts of all that a schema refers to, directly or not; the first of a name counts."""
    texts: dict[str, str] = {}
    todo = [(item, parent) for item in reversed(schema.references)]
    while todo:
        item, referrer = todo.pop()
        if item.name not in texts:
            subject = within(item.subject, referrer)
            found = registry.version(subject, item.version, deleted=True).schema
            texts[item.name] = found.text
            todo += [(each, subject) for each in reversed(found.references)]
    return texts
