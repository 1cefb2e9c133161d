"""A registry's JSON in, the model's words out; and the other way round. What is not as documented is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from schemactl.errors import RegistryError
from schemactl.model.compatibility import Compatibility
from schemactl.model.subject import Answer, Mode, Reference, SchemaText, SchemaType, SubjectConfig, Version

if TYPE_CHECKING:
    from collections.abc import Callable

    from schemactl.registry.confluent.asking import Asker

T = TypeVar("T")
_COMPATIBILITY, _GROUP, _NORMALIZE = "compatibility", "compatibilityGroup", "normalize"


def understood(read: Callable[[Any], T], value: Any, asker: Asker) -> T:
    """What `read` makes of an answer. Raises RegistryError where the answer is not what the API documents."""
    try:
        return read(value)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise RegistryError(
            f"{asker.label} answers what is not understood: {asker.shown(repr(value))[:200]}",
            fix="look whether it has Confluent's REST interface, and whether a newer schemactl knows its version",
        ) from error


def names(value: Any) -> list[str]:
    return [_is(str, each) for each in _is(list, value)]


def numbers(value: Any) -> list[int]:
    return [_is(int, each) for each in _is(list, value)]


def number_or_numbers(value: Any) -> list[int]:
    """What was deleted: one version, or the list of a subject's."""
    return numbers(value if isinstance(value, list) else [value])


def uses(value: Any) -> list[tuple[str, int]]:
    return sorted((_is(str, each["subject"]), _is(int, each["version"])) for each in _is(list, value))


def schema(value: Any, of: SchemaType = SchemaType.AVRO) -> SchemaText:
    """of: its type where that is not mentioned, as it is left out for Avro."""
    return SchemaText(
        text=_is(str, value["schema"]), type=SchemaType(value.get("schemaType") or of),
        references=tuple(map(_reference, value.get("references") or ())),
        metadata=value.get("metadata") or None, rules=value.get("ruleSet") or None,
    )  # fmt: skip


def version(value: Any, of: SchemaType = SchemaType.AVRO) -> Version:
    return Version(
        subject=_is(str, value["subject"]), number=_is(int, value["version"]), schema_id=_is(int, value["id"]),
        schema=schema(value, of), guid=value.get("guid") or "", deleted=bool(value.get("deleted")),
        registered=value.get("ts"),
    )  # fmt: skip


def config(value: Any) -> SubjectConfig:
    """Asked, a registry says `compatibilityLevel`; told, it repeats `compatibility`."""
    rest = dict(_is(dict, value))
    level = rest.pop("compatibilityLevel", None) or rest.pop(_COMPATIBILITY, None)
    rest.pop(_COMPATIBILITY, None)
    return SubjectConfig(
        compatibility=Compatibility(level) if level else None, group=rest.pop(_GROUP, None),
        normalize=rest.pop(_NORMALIZE, None), rest=rest or None,
    )  # fmt: skip


def held(value: Any) -> SubjectConfig:
    """What holds has a compatibility, wherever it is said."""
    found = config(value)
    _is(Compatibility, found.compatibility)
    return found


def mode(value: Any) -> Mode:
    return Mode(value["mode"])


def answer(value: Any) -> Answer:
    messages = value.get("messages") or filter(None, [value.get("reason")])  # Apicurio 2 has one
    return Answer(compatible=_is(bool, value["is_compatible"]), messages=tuple(map(str, messages)))


def schema_said(text: SchemaText) -> dict[str, Any]:
    """A schema as a registry takes it."""
    said: dict[str, Any] = {"schema": text.text, "schemaType": text.type.value}
    if text.references:
        said["references"] = [
            {"name": each.name, "subject": each.subject, "version": each.version} for each in text.references
        ]
    return said | _given(metadata=text.metadata, ruleSet=text.rules)


def config_said(config: SubjectConfig) -> dict[str, Any]:
    level = config.compatibility.value if config.compatibility else None
    return dict(config.rest or {}) | _given(
        **{_COMPATIBILITY: level, _GROUP: config.group, _NORMALIZE: config.normalize}
    )


def _given(**values: Any) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}


def _reference(value: Any) -> Reference:
    return Reference(
        name=_is(str, value["name"]), subject=_is(str, value["subject"]), version=_is(int, value["version"])
    )


def _is(kind: type[T], value: Any) -> T:
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise TypeError
    return value
