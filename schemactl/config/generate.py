"""The keys of [generate] as types, and what they choose, with the places where they say so, out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, get_args

from msgspec import Meta, field

from schemactl.config.table import Table
from schemactl.model.dispatch import Answer, Choice, Policy, Target

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from schemactl.config.positions import Key
    from schemactl.model.location import Location

Name = Annotated[str, Meta(min_length=1)]
ANSWERS = get_args(Answer)


class DispatchTable(Table, frozen=True):
    """A type whose events are told apart, or the types of one topic."""

    type: Annotated[
        str, Meta(description="full name of a message or record; or the path of an Avro union")
    ] = ""
    types: Annotated[tuple[Name, ...], Meta(description="instead: full names of the types of one topic")] = ()
    name: Annotated[str, Meta(description="what the code is called after; the type's name when empty")] = ""
    by: Annotated[str, Meta(description="the oneof, enum field or union field that tells them apart")] = ""
    payloads: Annotated[
        str, Meta(pattern=r"^(\d+-\d+)?$", description="field numbers that are for payloads: 10-49")
    ] = ""
    unknown: Annotated[Answer, Meta(description="what becomes of a variant that is not known")] = (
        "dead_letter"
    )
    empty: Annotated[Answer, Meta(description="what becomes of an event without a variant")] = "dead_letter"
    strict: Annotated[bool, Meta(description="a known variant beside an unknown one is unknown")] = False

    def choice(self, place: Callable[[str], Location]) -> Choice:
        first, _, last = self.payloads.partition("-")
        return Choice(
            types=self.types or (self.type,), name=self.name, by=self.by,
            payloads=(int(first), int(last)) if last else None,
            policy=Policy(unknown=self.unknown, empty=self.empty, strict=self.strict),
            places={
                "": place(""), "type": place("types" if self.types else "type"), "by": place("by"),
                "payloads": place("payloads"),
            },
        )  # fmt: skip

    def wrong(self) -> tuple[str, str] | None:
        """A key that does not go with the others, and why."""
        if bool(self.type) == bool(self.types):
            return "type", "name one type, or the types of a topic, and not both"
        if self.types and not self.name:
            return "types", "types of a topic need a name that the code is called after"
        if self.types and (self.by or self.payloads):
            return "by" if self.by else "payloads", "types are told apart by themselves"
        first, _, last = self.payloads.partition("-")
        if last and not 0 < int(first) <= int(last):
            return "payloads", f"{self.payloads} is no range of field numbers"
        return None


class LanguageTable(Table, frozen=True):
    """What is generated for a language, and where."""

    out: Annotated[str, Meta(min_length=1, description="a folder in the project, for generated code alone")]
    modules: Annotated[tuple[Name, ...], Meta(description="modules to generate; all when empty")] = ()

    def options(self) -> dict[str, bool | str]:
        """What only this language knows."""
        return {}


class PythonTable(LanguageTable, frozen=True):
    """Python: a package of message code, dispatch and handlers."""

    asynchronous: Annotated[bool, Meta(description="handlers are coroutines")] = field(
        default=False, name="async"
    )

    def options(self) -> dict[str, bool | str]:
        return {"async": self.asynchronous}


class GoTable(LanguageTable, frozen=True):
    """Go: packages of message code, and one of dispatch and handlers."""

    imported: Annotated[
        str, Meta(description="what the folder is imported by; as go.mod says when empty")
    ] = field(default="", name="import")
    packages: Annotated[
        dict[str, str],
        Meta(
            description="import paths of files or folders of schemas, instead of go_package; below out when empty"
        ),
    ] = field(default_factory=dict)

    def options(self) -> dict[str, bool | str]:
        return {"import": self.imported, **{f"package {key}": path for key, path in self.packages.items()}}


class RustTable(LanguageTable, frozen=True):
    """Rust: a module of a crate, whose messages prost-build makes."""


class GenerateTable(Table, frozen=True):
    """What `schemactl generate` makes of the schemas."""

    dispatch: Annotated[
        tuple[DispatchTable, ...],
        Meta(description="what is dispatched; each event with one oneof or union when empty"),
    ] = ()
    python: PythonTable | None = None
    go: GoTable | None = None
    rust: RustTable | None = None

    def languages(self) -> Iterator[tuple[str, LanguageTable]]:
        for name in self.__struct_fields__:
            if isinstance(table := getattr(self, name), LanguageTable):
                yield name, table

    def choices(self, place: Callable[[Key], Location]) -> tuple[Choice, ...]:
        return tuple(
            table.choice(lambda key, number=number: place(("generate", "dispatch", number, key)))  # type: ignore[misc]
            for number, table in enumerate(self.dispatch)
        )

    def targets(self, place: Callable[[Key], Location]) -> tuple[Target, ...]:
        return tuple(
            Target(
                language=name, out=table.out.strip("/").removeprefix("./") if table.out[:1] != "/" else table.out,
                modules=table.modules, options=table.options(),
                places={key: place(("generate", name, key)) for key in ("", "out", "modules", "import", "packages")},
            )
            for name, table in self.languages()
        )  # fmt: skip
