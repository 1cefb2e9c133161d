"""Definitions in; those that lead back to themselves for one and the same value, where no validator gets out, out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemactl.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from schemactl.model.jsonschema import Constraint, Definition


def circles(definitions: Mapping[str, Definition]) -> Iterator[Problem]:
    """One problem for each definition that is on such a circle."""
    beside = {
        name: [each.ref for each in here(item.schema) if each.ref] for name, item in definitions.items()
    }
    for name, item in definitions.items():
        reached: set[str] = set()
        todo = list(beside[name])
        while todo:
            inner = todo.pop()
            if inner not in reached:
                reached.add(inner)
                todo += beside[inner]
        if name in reached:
            yield Problem(
                item.location,
                f"{name} refers to itself for one and the same value: validating never ends",
                "refer to it below a property or an item only",
            )


def here(schema: Constraint) -> Iterator[Constraint]:
    """The schemas that apply to the same value as this one does, itself first."""
    todo = [schema]
    while todo:
        each = todo.pop()
        yield each
        todo += each.beside
