"""A compiled Avro schema in; how its types can be dispatched, and the plan of one dispatch, out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemactl.codegen.names import snake
from schemactl.errors import ConfigError, meant
from schemactl.model.avro import Field, File, Record, short
from schemactl.model.dispatch import Arm, DispatchPlan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemactl.model.avro import Use
    from schemactl.model.dispatch import Choice
    from schemactl.model.schema import Schema

_SEVERAL = 2


def events(schema: Schema) -> Iterator[tuple[str, list[str]]]:
    """Each record that stands on its own and has unions of several records, with the names of those fields.

    What a file's whole schema is, if that is such a union, is named by the file's path.
    """
    for element in schema.roots:
        if isinstance(element, File) and _is_choice(element.type):
            yield element.path, [""]
        elif isinstance(element, Record) and schema.is_event(element.full_name):
            ways = [field.name for field in element.fields if _is_choice(field.type)]
            if ways:
                yield element.full_name, ways


def dispatchable(schema: Schema) -> set[str]:
    """The full names of what can be chosen, and the paths of files that are a union."""
    return {*schema.types, *_unions(schema)}


def chosen(schema: Schema, choice: Choice) -> DispatchPlan:
    """The plan of a choice whose types are in the schema. Raises ConfigError."""
    if len(choice.types) > 1:
        return _by_types(schema, choice)
    if file := _unions(schema).get(choice.types[0]):
        return _by_file(schema, choice, file)
    record = _record(schema, choice.types[0], choice)
    unions = {field.name: field for field in record.fields if field.type.type == "union"}
    by = choice.by or _only(record, choice)
    if by not in unions:
        raise ConfigError(
            f"{by} is no field of {record.full_name} that is a union",
            fix=meant(by, unions), location=choice.place("by"),
        )  # fmt: skip
    return DispatchPlan(
        format="avro", name=snake(choice.name or short(record.full_name)), event=record.full_name,
        discriminator="union", by=by, arms=_arms(schema, unions[by].type), doc=record.comment,
        policy=choice.policy, location=choice.place("") or record.location,
    )  # fmt: skip


def _unions(schema: Schema) -> dict[str, File]:
    """The files whose whole schema is a union, by path."""
    return {each.path: each for each in schema.roots if isinstance(each, File) and each.type.type == "union"}


def _by_file(schema: Schema, choice: Choice, file: File) -> DispatchPlan:
    stem = file.path.rpartition("/")[2].partition(".")[0]
    return DispatchPlan(
        format="avro", name=snake(choice.name or stem), event="", discriminator="union",
        arms=_arms(schema, file.type), doc=file.comment, policy=choice.policy,
        location=choice.place("") or file.location,
    )  # fmt: skip


def _only(record: Record, choice: Choice) -> str:
    ways = [field.name for field in record.fields if _is_choice(field.type)]
    if len(ways) != 1:
        named = [field.name for field in record.fields if _records(field)]
        raise ConfigError(
            f"say by what {record.full_name} is told apart",
            fix=f"by = one of {', '.join(named)}"
            if named
            else "it has no union of records: choose another type",
            location=choice.place("type"),
        )
    return ways[0]


def _records(field: Field) -> bool:
    return any(branch.type.type == "record" for branch in field.type.branches)


def _is_choice(use: Use) -> bool:
    """Whether a union has several records: one beside `null` is an optional field."""
    return sum(branch.type.type == "record" for branch in use.branches) >= _SEVERAL


def _arms(schema: Schema, union: Use) -> tuple[Arm, ...]:
    """An arm for each branch but `null`, which is what is there when nothing is."""
    return tuple(
        _arm(schema, branch.type) for branch in union.branches if branch.type.type != "null"
    )  # fmt: skip


def _arm(schema: Schema, use: Use) -> Arm:
    doc = schema.types[use.name].comment if use.name else use.comment
    return Arm(name=use.name or use.type, type=use.type, type_name=use.name, doc=doc)


def _by_types(schema: Schema, choice: Choice) -> DispatchPlan:
    records = [_record(schema, name, choice) for name in choice.types]
    arms = tuple(
        Arm(name=each.full_name, type="record", type_name=each.full_name, doc=each.comment)
        for each in records
    )
    return DispatchPlan(
        format="avro", name=snake(choice.name), event="", discriminator="types", arms=arms,
        policy=choice.policy, location=choice.place(""),
    )  # fmt: skip


def _record(schema: Schema, name: str, choice: Choice) -> Record:
    found = schema.types[name]
    if not isinstance(found, Record):
        raise ConfigError(
            f"{name} is no record", fix="name the record that has it", location=choice.place("type")
        )
    return found
