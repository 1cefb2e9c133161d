"""The registry's words in, the JSON that the REST interface has for them out; and back, checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from schemactl.errors import RefusedError
from schemactl.model.compatibility import Compatibility
from schemactl.model.subject import LATEST, Mode, Reference, SchemaText, SchemaType, SubjectConfig

if TYPE_CHECKING:
    from collections.abc import Mapping

    from schemactl.model.subject import Version

INVALID_SCHEMA: Final = 42201
INVALID_LEVEL: Final = 42203
INVALID_MODE: Final = 42204
UNPROCESSABLE: Final = 422
MOST_REFERENCES: Final = 1000

_OWN_CONFIG = frozenset({"compatibility", "compatibilityLevel", "compatibilityGroup", "normalize"})


def read_schema(body: Mapping[str, Any]) -> SchemaText:
    """A schema as a client sends it. Raises RefusedError 422 or 42201."""
    return SchemaText(
        text=_typed(body, "schema", str) or "",
        type=_type(_typed(body, "schemaType", str) or SchemaType.AVRO),
        references=tuple(map(_reference, _references(body))),
        metadata=_typed(body, "metadata", dict),
        rules=_typed(body, "ruleSet", dict),
    )


def _type(name: str) -> SchemaType:
    try:
        return SchemaType(name)
    except ValueError:
        known = ", ".join(SchemaType)
        raise RefusedError(
            INVALID_SCHEMA, f"Invalid schema type {name[:100]}, valid types are {known}"
        ) from None


def _references(body: Mapping[str, Any]) -> list[Any]:
    found = _typed(body, "references", list) or []
    if len(found) > MOST_REFERENCES:
        raise RefusedError(UNPROCESSABLE, f"a schema has {MOST_REFERENCES} references at most")
    return found


def _reference(item: Any) -> Reference:
    if not isinstance(item, dict):
        raise RefusedError(UNPROCESSABLE, "each of references is an object with name, subject and version")
    name, subject = _typed(item, "name", str), _typed(item, "subject", str)
    version = read_number(item, "version")
    if not name or not subject:
        raise RefusedError(UNPROCESSABLE, "a reference needs a name and a subject")
    return Reference(name=name, subject=subject, version=LATEST if version is None else version)


def read_number(body: Mapping[str, Any], name: str) -> int | None:
    """A whole number of 32 bits, or None where there is none. Raises RefusedError 422."""
    value = body.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not -(2**31) <= value < 2**31:
        raise RefusedError(UNPROCESSABLE, f"{name} is not a number that fits 32 bits")
    return value


def _typed(body: Mapping[str, Any], name: str, kind: type) -> Any:
    value = body.get(name)
    if value is not None and not isinstance(value, kind):
        raise RefusedError(UNPROCESSABLE, f"{name} is not of the JSON type that is meant ({kind.__name__})")
    return value


def write_schema(schema: SchemaText) -> dict[str, Any]:
    """What an id stands for; the type is left out for Avro, and all that is empty, as in the original."""
    written: dict[str, Any] = {}
    if schema.type is not SchemaType.AVRO:
        written["schemaType"] = schema.type.value
    written["schema"] = schema.text
    if schema.references:
        written["references"] = [
            {"name": item.name, "subject": item.subject, "version": item.version}
            for item in schema.references
        ]
    if schema.metadata is not None:
        written["metadata"] = schema.metadata
    if schema.rules is not None:
        written["ruleSet"] = schema.rules
    return written


def write_version(version: Version) -> dict[str, Any]:
    written: dict[str, Any] = {"subject": version.subject, "version": version.number, "id": version.schema_id}
    if version.guid:
        written["guid"] = version.guid
    written |= write_schema(version.schema)
    if version.registered is not None:
        written["ts"] = version.registered
    if version.deleted:
        written["deleted"] = True
    return written


def read_config(body: Mapping[str, Any], before: SubjectConfig | None) -> SubjectConfig:
    """What shall hold: what was said before, but for the names that are given (null: say nothing of it)."""
    before = before or SubjectConfig()
    rest = {**(before.rest or {}), **{name: value for name, value in body.items() if name not in _OWN_CONFIG}}
    rest = {name: value for name, value in rest.items() if value is not None}
    level = body.get("compatibility", body.get("compatibilityLevel", before.compatibility))
    return SubjectConfig(
        compatibility=None if level is None else _level(level),
        group=_kept(body, "compatibilityGroup", str, before.group),
        normalize=_kept(body, "normalize", bool, before.normalize),
        rest=rest or None,
    )


def _kept(body: Mapping[str, Any], name: str, kind: type, before: Any) -> Any:
    return _typed(body, name, kind) if name in body else before


def _level(name: Any) -> Compatibility:
    try:
        return Compatibility(name)
    except ValueError:
        known = ", ".join(level.lower() for level in Compatibility)
        raise RefusedError(
            INVALID_LEVEL, f"Invalid compatibility level. Valid values are {known}", fix="in capitals"
        ) from None


def write_config(config: SubjectConfig) -> dict[str, Any]:
    """The configuration as GET and DELETE tell it."""
    said = {
        "compatibilityLevel": config.compatibility and config.compatibility.value,
        "compatibilityGroup": config.group,
        "normalize": config.normalize or None,
        **(config.rest or {}),
    }
    return {name: value for name, value in said.items() if value is not None}


def read_mode(body: Mapping[str, Any]) -> Mode:
    try:
        return Mode(str(body.get("mode")))
    except ValueError:
        raise RefusedError(INVALID_MODE, f"Invalid mode. Valid values are {', '.join(Mode)}") from None
