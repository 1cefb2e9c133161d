"""The keys of schemactl.toml, as types: what a file may say, and what holds where it says nothing."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import Meta, field
from msgspec.json import schema

from schemactl.config.generate import GenerateTable
from schemactl.config.registry_tables import RegistryProfile, RegistryTable
from schemactl.config.subject_tables import Match, SubjectsTable
from schemactl.config.table import Table
from schemactl.model.compatibility import Compatibility
from schemactl.model.effect import Surface
from schemactl.model.module import Module
from schemactl.model.verdict import TOLERANCES, TOLERATED, Policy, PolicyOverride
from schemactl.model.waiver import Duty, Terms
from schemactl.readers.catalog import NAMES as READERS
from schemactl.readers.catalog import reader

Tolerance = Annotated[str, Meta(extra_json_schema={"enum": sorted(TOLERANCES)})]
"""A name that the model knows; whoever reads a file refuses others."""

ReaderName = Annotated[str, Meta(extra_json_schema={"enum": list(READERS)})]

Globs = tuple[Annotated[str, Meta(min_length=1)], ...]


class ModuleTable(Table, frozen=True):
    """Schema files that belong together."""

    name: Annotated[str, Meta(min_length=1, description="what reports call the module")]
    roots: Annotated[Globs, Meta(description="folders that imports are relative to; found when empty")] = ()
    formats: Annotated[
        tuple[Literal["protobuf", "avro", "jsonschema"], ...],
        Meta(min_length=1, description="formats to look for"),
    ] = ("protobuf", "avro", "jsonschema")
    events: Annotated[
        Globs,
        Meta(
            description="full names of the types that topics carry, * is any text; unreferenced types when empty"
        ),
    ] = ()
    readers: Annotated[
        tuple[ReaderName, ...],
        Meta(description="readers of the module's consumers; those of [check] when empty"),
    ] = ()
    include: Annotated[Globs, Meta(description="globs of schema files; all files when empty")] = ()
    exclude: Annotated[Globs, Meta(description="globs of files to leave out")] = ()

    def module(self) -> Module:
        return Module(
            name=self.name,
            roots=self.roots,
            formats=self.formats,
            events=self.events,
            readers=tuple(map(reader, self.readers)),
            include=self.include,
            exclude=self.exclude,
        )


class OverrideTable(Table, frozen=True):
    """What is asked of the subjects that match."""

    match: Annotated[Match, Meta(description="a glob of subjects or of schema files; * is any text")]
    compatibility: Annotated[
        Compatibility | None, Meta(description="instead of what the registry or [check] says")
    ] = None
    readers: Annotated[tuple[ReaderName, ...], Meta(description="instead of what [check] says")] = ()

    def override(self) -> PolicyOverride:
        return PolicyOverride(
            match=self.match, compatibility=self.compatibility, readers=tuple(map(reader, self.readers))
        )


class CheckTable(Table, frozen=True):
    """What `schemactl check` asks when the command line does not say."""

    against: Annotated[
        tuple[str, ...], Meta(min_length=1, description="old versions, as --against takes them")
    ] = ("auto",)
    surfaces: Annotated[
        tuple[Surface, ...], Meta(min_length=1, description="surfaces whose effects fail the check")
    ] = (Surface.WIRE,)
    compatibility: Annotated[Compatibility, Meta(description="who must be able to read whose events")] = (
        Compatibility.BACKWARD
    )
    tolerate: Annotated[
        tuple[Tolerance, ...], Meta(description="names of effects that do not fail the check")
    ] = tuple(sorted(TOLERATED))
    readers: Annotated[
        tuple[ReaderName, ...],
        Meta(description="whose effects count; those the rules are tested with when empty"),
    ] = ()

    registry_profiles: Annotated[
        tuple[RegistryProfile, ...],
        Meta(description="registries whose answers are predicted, never decided by"),
    ] = ()
    override: Annotated[
        tuple[OverrideTable, ...],
        Meta(description="what is asked of some subjects instead, against a registry or a lock"),
    ] = ()

    def policy(self) -> Policy:
        return Policy(
            compatibility=self.compatibility,
            surfaces=frozenset(self.surfaces),
            tolerated=frozenset(self.tolerate),
            readers=tuple(map(reader, self.readers)),
        )


class IgnoreTable(Table, frozen=True):
    """A hazard that is meant."""

    id: Annotated[str, Meta(min_length=1, description="the check, as reports name it")]
    path: Annotated[
        str, Meta(min_length=1, description="a glob of the element's path, or of its file's; * is any text")
    ]
    reason: Annotated[str, Meta(min_length=1, description="why it is meant")]


class LintTable(Table, frozen=True):
    """What `schemactl lint` does not tell."""

    disable: Annotated[
        tuple[Annotated[str, Meta(min_length=1)], ...], Meta(description="checks that are not made")
    ] = ()
    ignore: Annotated[tuple[IgnoreTable, ...], Meta(description="hazards that are meant")] = ()


class WaiversTable(Table, frozen=True):
    """Breaks that are accepted for a while."""

    file: Annotated[str, Meta(min_length=1, description="where they stand")] = Terms().file
    max_days: Annotated[int, Meta(ge=1, description="how many days one may hold")] = Terms().max_days
    require: Annotated[tuple[Duty, ...], Meta(description="what each must say")] = Terms().require

    def terms(self) -> Terms:
        return Terms(file=self.file, max_days=self.max_days, require=self.require)


class Settings(Table, frozen=True):
    """Everything that can be configured."""

    minimum_version: Annotated[
        str, Meta(pattern=r"^(\d+(\.\d+)*)?$", description="the oldest schemactl that may be used")
    ] = ""
    module: Annotated[
        tuple[ModuleTable, ...], Meta(description="one module with every schema file when empty")
    ] = ()
    check: CheckTable = field(default_factory=CheckTable)
    lint: LintTable = field(default_factory=LintTable)
    subjects: SubjectsTable = field(default_factory=SubjectsTable)
    waivers: WaiversTable = field(default_factory=WaiversTable)
    generate: GenerateTable = field(default_factory=GenerateTable)
    registry: dict[str, RegistryTable] = field(default_factory=dict)

    def modules(self) -> tuple[Module, ...]:
        return tuple(table.module() for table in self.module) or (Module(),)


def json_schema() -> dict[str, Any]:
    """The JSON Schema of schemactl.toml."""
    return schema(Settings)
