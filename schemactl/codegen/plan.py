"""Compiled schemas and what a configuration chooses in; the dispatches to generate out."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from schemactl.codegen import plan_avro, plan_protobuf
from schemactl.codegen.names import snake
from schemactl.errors import ConfigError, meant
from schemactl.model.dispatch import Choice

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from schemactl.model.dispatch import DispatchPlan
    from schemactl.model.schema import FormatName, Schema


class _Planner(Protocol):
    """A format's way to plans: a module of this package."""

    def dispatchable(self, schema: Schema, /) -> set[str]: ...
    def events(self, schema: Schema, /) -> Iterator[tuple[str, list[str]]]: ...
    def chosen(self, schema: Schema, choice: Choice, /) -> DispatchPlan: ...


_FORMATS: dict[FormatName, _Planner] = {"protobuf": plan_protobuf, "avro": plan_avro}
_TABLE = '[[generate.dispatch]]\ntype = "{type}"\nby = "…"'


def plans(schemas: Sequence[Schema], choices: Sequence[Choice]) -> tuple[DispatchPlan, ...]:
    """What is chosen; if nothing is, every event that can be told apart in one way.

    Raises ConfigError, with the place, for a choice that the schemas do not have, and where there are several ways.
    """
    found = [_chosen(choice, schemas) for choice in choices] if choices else list(_every(schemas))
    if not found:
        raise ConfigError(
            "there is nothing to dispatch: no event has a oneof (Protobuf) or a union of records (Avro)",
            fix='name a type that others refer to, or all types of a topic: [[generate.dispatch]] type = "…"',
        )
    return _named(found)


def _chosen(choice: Choice, schemas: Sequence[Schema]) -> DispatchPlan:
    names = {id(schema): _FORMATS[schema.format].dispatchable(schema) for schema in schemas}
    for name in choice.types:
        if not any(name in known for known in names.values()):
            known = sorted({each for of_schema in names.values() for each in of_schema})
            raise ConfigError(
                f"there is no type {name} in the schemas",
                fix=meant(name, known),
                location=choice.place("type"),
            )
    for schema in schemas:
        if names[id(schema)].issuperset(choice.types):
            return _FORMATS[schema.format].chosen(schema, choice)
    raise ConfigError(
        f"{', '.join(choice.types)} are not all in one module and format",
        fix="make a dispatch for each", location=choice.place("type"),
    )  # fmt: skip


def _every(schemas: Iterable[Schema]) -> Iterator[DispatchPlan]:
    for schema in schemas:
        for name, ways in _FORMATS[schema.format].events(schema):
            if len(ways) > 1:
                raise ConfigError(
                    f"{name} can be told apart by {' or by '.join(ways)}",
                    fix=f"choose: {' '.join(_TABLE.format(type=name).split())}",
                    location=schema.types[name].location,
                )
            yield _chosen(Choice(types=(name,), by=ways[0]), [schema])


def _named(found: Sequence[DispatchPlan]) -> tuple[DispatchPlan, ...]:
    """Plans whose short names are alike are called by their full names; ignoring case, as some file systems do."""
    counted = Counter(plan.name.lower() for plan in found)
    named = [
        replace(plan, name=snake(plan.event.replace(".", "_")))
        if counted[plan.name.lower()] > 1 and plan.event
        else plan
        for plan in found
    ]
    for plan in named:
        first = next(each for each in named if each.name == plan.name)
        if first is not plan:
            raise ConfigError(
                f"two dispatches are called {plan.name}: {first.subject} and {plan.subject}",
                fix="give one of them another name", location=plan.location,
            )  # fmt: skip
    return tuple(named)
