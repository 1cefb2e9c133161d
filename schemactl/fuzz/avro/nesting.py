"""A type that can hold itself in; payloads that do so as deep as no writer goes, out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemactl.fuzz.avro.parts import number_bytes, written
from schemactl.witness.boundaries import DEPTHS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemactl.formats.avro.strict import Strict
    from schemactl.fuzz.avro.parts import Builder
    from schemactl.model.avro import Use
    from schemactl.witness.avro_events import Events

Around = tuple[bytes, bytes]
"""What stands before and behind a value in another."""


def nested(use: Use, builder: Builder, strict: Strict, events: Events) -> Iterator[tuple[str, bytes]]:
    """Each record that the type leads to and that leads back to itself, at each depth."""
    nesting = _Nesting(builder, strict, events)
    for name in sorted(nesting.records(use, set())):
        lead, circle = nesting.around(use, name, ()), nesting.circle(name)
        if lead and circle:
            inner = nesting.smallest(name)
            for depth in DEPTHS:
                before, behind = (part * depth for part in circle)
                yield f"deep-{depth} {name}", lead[0] + before + inner + behind + lead[1]


class _Nesting:
    def __init__(self, builder: Builder, strict: Strict, events: Events) -> None:
        self._builder = builder
        self._strict = strict
        self._events = events

    def records(self, use: Use, found: set[str]) -> set[str]:
        """The names of the records that a type leads to."""
        if use.type == "record" and use.name not in found:
            found.add(use.name)
            for field in self._strict.definition(use).fields:
                self.records(field.type, found)
        for inner in (*use.inner, *(branch.type for branch in use.branches)):
            self.records(inner, found)
        return found

    def smallest(self, name: str) -> bytes:
        use = self._strict.use(name)
        return self._written(use)

    def circle(self, name: str) -> Around | None:
        """What stands around a record inside of another one of its kind."""
        return self._in_fields(self._strict.use(name), name, ())

    def around(self, use: Use, name: str, within: tuple[str, ...]) -> Around | None:
        """What stands around the record of that name in the smallest value of a type that has one."""
        if use.type == "record":
            if use.name == name:
                return b"", b""
            return None if use.name in within else self._in_fields(use, name, (*within, use.name))
        for inner in use.inner:
            if found := self.around(inner, name, within):
                key = number_bytes(1) + b"k" if use.type == "map" else b""
                return number_bytes(1) + key + found[0], found[1] + b"\0"
        for index, branch in enumerate(use.branches):
            if found := self.around(branch.type, name, within):
                return number_bytes(index) + found[0], found[1]
        return None

    def _in_fields(self, use: Use, name: str, within: tuple[str, ...]) -> Around | None:
        fields = self._strict.definition(use).fields
        for place, field in enumerate(fields):
            if found := self.around(field.type, name, within):
                before = b"".join(self._written(other.type) for other in fields[:place])
                behind = b"".join(self._written(other.type) for other in fields[place + 1 :])
                return before + found[0], found[1] + behind
        return None

    def _written(self, use: Use) -> bytes:
        return written(self._builder.parts(use, self._events.smallest(use)))
