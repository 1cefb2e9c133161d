"""A compiled JSON Schema in; where each of its elements meets data out: ways from what is an event down to it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from schemactl.inclusion.parts import Part, at_index, at_key, closed, keys, matches, patterns
from schemactl.inclusion.texts import texts
from schemactl.model.jsonschema import Constraint, Definition

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemactl.inclusion.parts import Parts
    from schemactl.model.schema import Schema

WAYS = 4
"""How many ways to one element are looked at."""
_STEPS = 400
_NAMES = ("other", "Other_1", "x-other", "other_2")
HERE = frozenset({"", "allOf", "$dynamicRef", "$recursiveRef"})
"""Roles of schemas that are about the same value as their owner is."""


@dataclass(frozen=True, slots=True)
class Way:
    """From a root down: each constraint that leads into a property or an item, the outermost first."""

    root: str
    steps: tuple[Constraint, ...]


class Side:
    """One version: its roots, and who holds and who refers to what, where values are what they say."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.types = schema.types
        self._owners: dict[int, Constraint | str] = {}
        self._users: dict[str, list[Constraint]] = defaultdict(list)
        for name, item in schema.types.items():
            if isinstance(item, Definition):
                self._enter(item.schema, name)
        self.roots = tuple(self._roots())

    def _enter(self, top: Constraint, name: str) -> None:
        self._owners[id(top)] = name
        todo = [top]
        while todo:
            each = todo.pop()
            if each.ref:
                self._users[each.ref].append(each)
            for kid in each.children:
                assert isinstance(kid, Constraint)  # noqa: S101
                self._owners[id(kid)] = each
                todo.append(kid)

    def _roots(self) -> Iterator[str]:
        """The definitions whose data stands on its own, and one of each group that only refer to each other."""
        files = {location.source for location in self.schema.files.values()}
        own = [name for name, item in self.types.items() if item.location.source in files]
        found = [name for name in own if self.schema.is_event(name)]
        yield from found
        if self.schema.events:
            return
        covered = self._reached(found)
        left = [name for name in own if name not in covered]
        while left:
            yield left[0]
            reached = self._reached([left[0]])
            left = [name for name in left if name not in reached]

    def _reached(self, names: list[str]) -> set[str]:
        """What these refer to, wherever they say it, and they themselves."""
        reached, todo = set(names), list(names)
        while todo:
            item = self.types.get(todo.pop())
            further = set(_references(item.schema)) - reached if isinstance(item, Definition) else set()
            reached |= further
            todo += further
        return reached

    def root(self, name: str) -> Part | None:
        item = self.types.get(name)
        return Part(item.schema, self.types) if isinstance(item, Definition) else None

    def part(self, schema: Constraint) -> Part:
        return Part(schema, self.types)

    def within_definition(self, schema: Constraint) -> Way | None:
        """The way to a schema from the definition that it is in; None if it is compared as a part of another."""
        steps: list[Constraint] = []
        owner: Constraint | str | None = schema
        while isinstance(owner, Constraint):
            if owner.role not in HERE:
                steps.append(owner)
            owner = self._owners.get(id(owner))
        return None if owner is None else Way(owner, tuple(reversed(steps)))

    def ways(self, schema: Constraint) -> Iterator[Way]:
        """The shortest ways from roots to a schema."""
        start = self.within_definition(schema)
        todo = [(start, frozenset({start.root}))] if start else []
        found = 0
        index = 0
        while index < min(len(todo), _STEPS) and found < WAYS:
            way, passed = todo[index]
            index += 1
            if way.root in self.roots:
                found += 1
                yield way
            for user in self._users[way.root]:
                up = self.within_definition(user)
                if up is not None and up.root not in passed:
                    todo.append((Way(up.root, (*up.steps, *way.steps)), passed | {up.root}))


def _references(schema: Constraint) -> Iterator[str]:
    todo = [schema]
    while todo:
        each = todo.pop()
        todo += each.held
        if each.ref:
            yield each.ref


@lru_cache(maxsize=8)
def side(schema: Schema) -> Side:
    """Made once for each compiled schema that is being looked at."""
    return Side(schema)


def down(parts: Parts, place: str | int) -> Parts:
    """What holds of the value at one concrete place."""
    return at_key(parts, place) if isinstance(place, str) else at_index(parts, place)


def abstractly(parts: Parts, way: Way) -> Parts:
    """What surely holds where a way leads, as far as the schemas' own keywords say."""
    for step in way.steps:
        parts = _below(parts, step)
    return parts


def _below(parts: Parts, step: Constraint) -> Parts:
    if step.role == "properties":
        return at_key(parts, step.name)
    if step.role == "prefixItems":
        return at_index(parts, int(step.name))
    if step.role == "items":
        return at_index(parts, max(len(part.schema.prefix) for part in parts))
    same = [
        part.beside(each)
        for part in parts
        for each in (part.schema.patterns if step.role == "patternProperties" else part.schema.additional)
        if each.name == step.name
    ]
    return closed(same)


def places(parts: Parts, step: Constraint) -> list[str | int]:
    """Concrete names or indices to which a step leads, the most readable first."""
    if step.role == "properties":
        return [step.name]
    if step.role == "prefixItems":
        return [int(step.name)]
    if step.role == "items":
        return [max(len(part.schema.prefix) for part in parts)]
    named = set(keys(parts))
    if step.role == "patternProperties":
        return [text for text in texts(step.name) if text not in named] or [
            key for key in named if matches(step.name, key)
        ]
    asked = [
        text
        for part in parts
        if part.schema.names is not None
        for text in texts(part.schema.names.pattern or "")
    ]
    known = patterns(parts)
    return [
        text
        for text in (*_NAMES, *asked)
        if text not in named and not any(matches(one, text) for one in known)
    ]
