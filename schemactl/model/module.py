"""A module: the schema files of a project that belong together, and how their imports are resolved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from schemactl.model.reader import Reader
    from schemactl.model.schema import FormatName


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """Which files, by globs on paths relative to the working folder.

    roots: folders that imports are relative to; empty means: find them from the files and their imports.
    events: globs of the full names of the types that topics carry; empty: what no other type refers to.
    readers: those of the module's consumers, instead of the policy's; empty: the policy's.
    include, exclude: `**` globs relative to the working folder; empty include means every file of the formats.
    """

    name: str = "default"
    roots: tuple[str, ...] = ()
    formats: tuple[FormatName, ...] = ("protobuf", "avro", "jsonschema")
    events: tuple[str, ...] = ()
    readers: tuple[Reader, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
