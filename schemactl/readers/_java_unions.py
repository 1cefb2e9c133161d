"""A definition that moved in; whether Java looks for it in vain in a reader's union out.

Of two unions that are alike Java takes branch after branch, and in any other it looks for an enum or fixed by its full
name (`org.apache.avro.Resolver`, WriterUnion and ReaderUnion).
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from schemactl.model.avro import NAMED, Enum, File, Fixed, Record
from schemactl.rules.avro._tables import meetings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from schemactl.model.avro import Definition, Field, Use
    from schemactl.model.change import Change, Step
    from schemactl.model.schema import Schema
    from schemactl.rules.avro._tables import Meeting


def sought_in_vain(met: Change) -> bool:
    """Whether an enum or fixed has another full name, no alias says so, and it is in a union that is not alike."""
    old, new = met.old, met.new
    if not isinstance(old, Enum | Fixed) or not isinstance(new, Enum | Fixed) or old.full_name in new.aliases:
        return False
    meeting = meetings(met)[0]
    return any(_sought(*uses, old.full_name, meeting) for uses in _meeting_at(old.full_name, met.step))


def _meeting_at(name: str, step: Step) -> Iterator[tuple[Use, Use]]:
    """The types in which a branch of that name is, each with what reads it."""
    for owner, field in _unions(step.old).get(name, ()):
        reader = step.new.types.get(step.names.get(owner, ""))
        if field is None:
            yield from _files(owner, step)
        elif isinstance(reader, Record):
            known = (item for item in reader.fields if field.name in {item.name, *item.aliases})
            yield from ((field.type, item.type) for item in known)


def _files(name: str, step: Step) -> Iterator[tuple[Use, Use]]:
    ours, theirs = (
        [root.type for root in schema.roots if isinstance(root, File) and root.name == name]
        for schema in (step.old, step.new)
    )
    yield from zip(ours, theirs, strict=False)


@lru_cache(maxsize=4)  # the two sides of a step, there and back
def _unions(schema: Schema) -> Mapping[str, Sequence[tuple[str, Field | None]]]:
    """By the name of a branch: the records with the fields, and the files, in whose types it is."""
    found: dict[str, list[tuple[str, Field | None]]] = defaultdict(list)
    for named in schema.types.values():
        for field in named.fields if isinstance(named, Record) else ():
            for name in field.type.branch_names:
                found[name].append((named.full_name, field))
    for file in (root for root in schema.roots if isinstance(root, File)):
        for name in file.type.branch_names:
            found[name].append((file.name, None))
    return found


def _sought(writer: Use, reader: Use, name: str, meeting: Meeting) -> bool:
    """Whether a union that has a branch of this name meets one that is not alike."""
    if writer.inner and reader.inner:
        return _sought(writer.inner[0], reader.inner[0], name, meeting)
    if writer.type != "union" or reader.type != "union":
        return False  # where a union comes or goes, the type changes, which is judged itself
    alike = _alike(writer, reader, meeting, set())
    if not alike and any(branch.type.name == name for branch in writer.branches):
        return True
    within = ((one.type, other.type) for one in writer.branches for other in reader.branches)
    return any(_sought(*pair, name, meeting) for pair in within if pair[0].type == pair[1].type)


def _alike(writer: Use, reader: Use, meeting: Meeting, seen: set[tuple[str, str]]) -> bool:
    """Whether two types are one to Java: of the same names without namespaces, once aliases are applied."""
    if writer.type != reader.type or len(writer.branches) != len(reader.branches):
        return False
    if writer.type in NAMED:
        return _same(meeting.writer[writer.name], meeting.reader[reader.name], meeting, seen)
    return all(_alike(*pair, meeting, seen) for pair in zip(writer.parts, reader.parts, strict=True))


def _same(writer: Definition, reader: Definition, meeting: Meeting, seen: set[tuple[str, str]]) -> bool:
    """Whether two definitions are; seen: the pairs of records that are taken for alike until something is not."""
    if writer.name != reader.name and writer.full_name not in reader.aliases:
        return False
    if isinstance(writer, Fixed) and isinstance(reader, Fixed):
        return writer.size == reader.size
    if not isinstance(writer, Record) or not isinstance(reader, Record):
        return writer.shape == reader.shape
    pair = (writer.full_name, reader.full_name)
    if pair in seen:
        return True
    seen.add(pair)
    return len(writer.fields) == len(reader.fields) and all(
        one.name in {other.name, *other.aliases} and _alike(one.type, other.type, meeting, seen)
        for one, other in zip(writer.fields, reader.fields, strict=True)
    )
