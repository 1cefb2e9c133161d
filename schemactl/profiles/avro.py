"""A reader's and a writer's Avro schema in; what Apache Avro's SchemaCompatibility has against them out.

Confluent, Karapace and Apicurio all use that algorithm (Java 1.12, and its port to Python), so it stands here once,
with its flaws: logical types are ignored; a reader's union may take a writer's type with any of its branches, not
only with the first that matches; what is wrong inside a branch is told as a missing branch; and an enum's default
counts for a missing field as if it could be read from a record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemactl.model.avro import Enum, Field, File, Fixed, Record, short
from schemactl.model.rule import added, changed, removed
from schemactl.profiles.profile import Dialect, Difference

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from schemactl.model.avro import Use
    from schemactl.model.element import NamedType
    from schemactl.profiles.profile import Side

PROMOTED = {
    "long": {"int"}, "float": {"int", "long"}, "double": {"int", "long", "float"}, "bytes": {"string"},
    "string": {"bytes"},
}  # fmt: skip
"""Reader's primitive → the writer's that it takes besides its own."""

WHY = {
    "READER_FIELD_MISSING_DEFAULT_VALUE": "the reader has a field that the writer lacks, and no default for it",
    "TYPE_MISMATCH": "the reader's type cannot take the writer's",
    "NAME_MISMATCH": "the reader's type has another name, and no alias for the writer's",
    "FIXED_SIZE_MISMATCH": "the sizes differ",
    "MISSING_ENUM_SYMBOLS": "the reader's enum lacks symbols, and has no default",
    "MISSING_UNION_BRANCH": "no branch of the reader's union takes the writer's type",
    "exception": "an alias matches two fields of the writer, at which the check fails instead of answering",
}
_ANY_BRANCH = "any branch that takes the type will do, not only the first"
_NAMES = "types are told apart by unqualified names and aliases"
_DIRECT = "the field of the same name is taken, whatever its aliases"
BLIND = (
    (changed("type", "logical"), "logical types are ignored"),
    (changed("field", "name"), "what is missing reads as its default, and nobody asks if it was renamed"),
    (changed("field", "default"), "the values of defaults are not compared"),
    (changed("type", "type"), "what is lost in a promotion is not looked at"),
    (changed("definition", "full_name"), _NAMES),
    (changed("type", "name"), _NAMES),
    (changed("branch", "name", "reading"), _ANY_BRANCH),
    (added("branch"), _ANY_BRANCH),
    (removed("branch"), _ANY_BRANCH),
    (added("symbol"), "a symbol that the reader lacks reads as the enum's default"),
    (removed("symbol"), "a symbol that the reader lacks reads as the enum's default"),
    (changed("definition", "size"), "the file's data is not of this type"),
    (removed("file"), "a subject lives on when its file is gone"),
)


class _Check:
    """One reader against one writer. direct: a field under its own name is taken before any alias."""

    def __init__(
        self, readers: Mapping[str, NamedType], writers: Mapping[str, NamedType], *, direct: bool
    ) -> None:
        self.readers = readers
        self.writers = writers
        self.direct = direct
        self.done: dict[tuple[str, str], list[Difference]] = {}

    def use(self, reader: Use, writer: Use, path: str) -> list[Difference]:
        """What is wrong between two uses of types."""
        if writer.type == "union":
            found = [(branch, self.use(reader, branch.type, path)) for branch in writer.branches]
            if reader.type != "union":
                return [item for _, inner in found for item in inner]
            return [
                _told("MISSING_UNION_BRANCH", f"{path}.{branch.name}", path, *_paths(inner))
                for branch, inner in found
                if inner
            ]
        if reader.type == "union":
            return self.any_branch(reader, writer, path)
        if reader.type != writer.type:
            fits = writer.type in PROMOTED.get(reader.type, ())
            return [] if fits else [_told("TYPE_MISMATCH", path)]
        if reader.inner:
            return self.use(reader.inner[0], writer.inner[0], f"{path}.{reader.inner[0].role}")
        return self.named(reader.name, writer.name) if reader.name else []

    def any_branch(self, reader: Use, writer: Use, path: str) -> list[Difference]:
        tried = [self.use(branch.type, writer, path) for branch in reader.branches]
        if not all(tried):
            return []
        inner = [item for found in tried for item in found if item.name != "TYPE_MISMATCH"]
        branch = f"{path}.{writer.name or writer.type}"
        return [_told("MISSING_UNION_BRANCH", path, branch, *_paths(inner))]

    def named(self, reader_name: str, writer_name: str) -> list[Difference]:
        """Two definitions. While a pair is being compared it counts as compatible, so that recursion ends."""
        pair = reader_name, writer_name
        if pair not in self.done:
            self.done[pair] = []
            self.done[pair] = list(self.definitions(self.readers[reader_name], self.writers[writer_name]))
        return self.done[pair]

    def definitions(self, reader: NamedType, writer: NamedType) -> Iterator[Difference]:
        path = reader.full_name, writer.full_name
        if not _same_name(reader, writer):
            yield _told("NAME_MISMATCH", *path)
        if isinstance(reader, Record) and isinstance(writer, Record):
            for field in reader.fields:
                yield from self.field(field, reader, writer)
        elif isinstance(reader, Enum) and isinstance(writer, Enum):
            known = {symbol.name for symbol in reader.symbols}
            missing = [symbol.name for symbol in writer.symbols if symbol.name not in known]
            if missing and reader.default is None:
                yield _told(
                    "MISSING_ENUM_SYMBOLS", *path, *(f"{writer.full_name}.{name}" for name in missing)
                )
        elif isinstance(reader, Fixed) and isinstance(writer, Fixed) and reader.size != writer.size:
            yield _told("FIXED_SIZE_MISMATCH", *path)

    def field(self, field: Field, reader: Record, writer: Record) -> Iterator[Difference]:
        path = f"{reader.full_name}.{field.name}"
        names = (field.name, *field.aliases)
        found = [item for name in names for item in writer.fields if item.name == name]
        if len(found) > 1 and not (self.direct and found[0].name == field.name):
            yield _told("exception", path, *(f"{writer.full_name}.{item.name}" for item in found))
        elif found:
            yield from self.use(field.type, found[0].type, path)
        elif field.default is None:
            enum = self.readers.get(field.type.name)
            filled = isinstance(enum, Enum) and enum.default is not None
            yield _told("TYPE_MISMATCH" if filled else "READER_FIELD_MISSING_DEFAULT_VALUE", path)


def _told(name: str, *paths: str) -> Difference:
    return Difference(name=name, paths=tuple(dict.fromkeys(paths)), why=WHY[name])


def _paths(differences: list[Difference]) -> Iterator[str]:
    for item in differences:
        yield from item.paths


def _same_name(reader: NamedType, writer: NamedType) -> bool:
    aliases = getattr(reader, "aliases", ())
    return short(reader.full_name) == short(writer.full_name) or writer.full_name in aliases


def _compare(reader: Side, writer: Side, *, direct: bool) -> list[Difference]:
    ours, theirs = _file(reader), _file(writer)
    check = _Check(reader.schema.types, writer.schema.types, direct=direct)
    return check.use(ours.type, theirs.type, ours.type.name or ours.path)


def _file(side: Side) -> File:
    return next(root for root in side.roots if isinstance(root, File))


AVRO = Dialect(reading=lambda reader, writer: _compare(reader, writer, direct=False), blind=BLIND)
AVRO_DIRECT = Dialect(
    reading=lambda reader, writer: _compare(reader, writer, direct=True),
    blind=(*BLIND, (added("field"), _DIRECT), (removed("field"), _DIRECT)),
)
"""The port to Python: it takes the field of the same name, where Java finds two."""
