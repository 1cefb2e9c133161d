"""The registry's words: subjects hold numbered versions of schemas, which other schemas may refer to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from schemactl.model.compatibility import Compatibility

LATEST: Final = -1
"""Where a version's number is asked for: the newest one that is not deleted."""

GLOBAL: Final = ""
"""Where a subject is asked for: what holds for all subjects that say nothing themselves."""


class SchemaType(StrEnum):
    """A registry's name of a format."""

    AVRO = "AVRO"
    PROTOBUF = "PROTOBUF"
    JSON = "JSON"

    @property
    def format_name(self) -> str:
        return _FORMATS[self]

    @classmethod
    def of(cls, format_name: str) -> SchemaType:
        return next(kind for kind, name in _FORMATS.items() if name == format_name)


_FORMATS = {
    SchemaType.AVRO: "avro",
    SchemaType.PROTOBUF: "protobuf",
    SchemaType.JSON: "jsonschema",
}


class Mode(StrEnum):
    """What a registry lets be written. IMPORT takes ids and version numbers as they are given, and judges nothing."""

    READWRITE = "READWRITE"
    READONLY = "READONLY"
    READONLY_OVERRIDE = "READONLY_OVERRIDE"
    IMPORT = "IMPORT"
    FORWARD = "FORWARD"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Another version that a schema's text refers to: `name` as the text says it (Protobuf: the import's path)."""

    name: str
    subject: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaText:
    """A schema as a registry takes and gives it.

    metadata, rules: the data contract (`metadata` and `ruleSet`), as JSON values.
    """

    text: str
    type: SchemaType = SchemaType.AVRO
    references: tuple[Reference, ...] = ()
    metadata: Mapping[str, Any] | None = None
    rules: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A schema under a subject. deleted: softly, so that its id still resolves while the history leaves it out.

    registered: milliseconds since the epoch, where the registry tells.
    """

    subject: str
    number: int
    schema_id: int
    schema: SchemaText
    guid: str = ""
    deleted: bool = False
    registered: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectConfig:
    """What is said for a subject, a context or all (None: nothing is said here).

    group: the metadata property whose value parts a history into groups that are judged on their own.
    rest: the other properties of the registry's configuration, as JSON values by their own names.
    """

    compatibility: Compatibility | None = None
    group: str | None = None
    normalize: bool | None = None
    rest: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a registry says of a schema that is not registered yet, with its own words for why not."""

    compatible: bool
    messages: tuple[str, ...] = ()
