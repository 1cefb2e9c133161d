"""A history and a schema that shall follow in; which versions it is judged against, and what speaks against it, out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from schemactl.model.compatibility import Compatibility

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from schemactl.model.subject import SchemaText, SubjectConfig
    from schemactl.registry.engine import Engine, Resolved

OTHER_TYPE = "Incompatible because of different schema type"
"""Confluent's words, which clients know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """An old version: enough to judge against it."""

    number: int
    schema: SchemaText
    resolved: Resolved


def group_of(schema: SchemaText, config: SubjectConfig) -> Any:
    """The value of the metadata property that parts the history into groups."""
    metadata: Mapping[str, Any] = schema.metadata or {}
    return (metadata.get("properties") or {}).get(config.group) if config.group else None


def judged(new: Resolved, against: Sequence[Past], config: SubjectConfig, engine: Engine) -> tuple[str, ...]:
    """What speaks against it: of the versions, newest first, the first against which something does."""
    level = config.compatibility or Compatibility.BACKWARD
    if level is Compatibility.NONE:
        return ()
    for past in against:
        said = tuple(_objections(new, past, level, engine))
        if said:
            return (*said, f"{{oldSchemaVersion: {past.number}}}", f"{{compatibility: '{level}'}}")
    return ()


def _objections(new: Resolved, past: Past, level: Compatibility, engine: Engine) -> Iterator[str]:
    if past.schema.type is not new.type:
        yield OTHER_TYPE
    else:
        yield from engine.objections(past.resolved, new, level.directions)
