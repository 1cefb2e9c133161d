"""What a registry that judges for itself asks of an engine: one writing of a schema, and what speaks against a step."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from schemactl.model.effect import Direction
    from schemactl.model.subject import SchemaType


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """A schema's text with the texts of all that it refers to, directly or not, by the names of the references."""

    type: SchemaType
    text: str
    texts: Mapping[str, str] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash((self.type, self.text, *self.texts))

    @property
    def size(self) -> int:
        """Characters of all texts."""
        return len(self.text) + sum(map(len, self.texts.values()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """How a registry writes a schema down: the text that it gives back, and the form in which equal ones are equal.

    source: the text as it was compiled, which need not be compiled again to be judged.
    """

    text: str
    canonical: str
    source: str


class Engine(Protocol):
    """Compiles and compares; knows nothing of subjects, versions and settings."""

    def written(self, schema: Resolved, *, normalize: bool = False) -> Written:
        """Compile a schema, and write it down. Raises RefusedError 42201, with every problem, if it is invalid."""

    def objections(self, old: Resolved, new: Resolved, directions: frozenset[Direction]) -> Sequence[str]:
        """What speaks against new following old, for a person; nothing where it may follow. Both are of one type."""

    def descriptor(self, schema: Resolved) -> bytes:
        """A Protobuf schema as a serialised FileDescriptorProto. Raises RefusedError 42201 for other types."""
