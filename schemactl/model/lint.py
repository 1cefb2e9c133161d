"""What lint says: a check, the places where it sees a hazard, what would repair it, and who ignores it."""

from __future__ import annotations

from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from schemactl.model.change import Change, Step
    from schemactl.model.location import Location
    from schemactl.model.protobuf import NumberRange
    from schemactl.model.schema import Schema


@dataclass(frozen=True, slots=True, kw_only=True)
class Reservation:
    """What would be reserved in a message or an enum.

    place: the whole type, which ends behind its closing brace. last: the highest number that the type can have.
    quoted: whether names are strings, as they are everywhere but in editions.
    """

    type_name: str
    place: Location
    numbers: tuple[NumberRange, ...] = ()
    names: tuple[str, ...] = ()
    last: int = 0
    quoted: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place where a check sees what it is about. path: of the element, as in a change."""

    path: str
    location: Location
    message: str
    repair: Reservation | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One hazard that a schema can have: in one version, or left behind by the step to it.

    id: `lint-<format>-<name>`, the file's name with dashes. summary: the condition, in one line.
    why: what it leads to, with the section of the specification. fix: what to do about it.
    version: finds it in a version. step: finds it where the old version is known, from both and their changes.
    bad, good: texts of a version with it and without it; of a step the old and the new one.
    """

    id: str
    since: str
    summary: str
    why: str
    fix: str
    bad: tuple[str, ...]
    good: tuple[str, ...]
    refs: tuple[str, ...] = ()
    version: Callable[[Schema], Iterator[Spot]] | None = field(default=None, repr=False)
    step: Callable[[Step, Sequence[Change]], Iterator[Spot]] | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hazard:
    """What one check says of one place."""

    check: Check
    spot: Spot

    @property
    def order(self) -> tuple[Location, str, str]:
        """By place, then by check."""
        return self.spot.location, self.check.id, self.spot.path


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignore:
    """Somebody's word that a hazard is meant. reason: why; "" where nobody said.

    location: where that is written. line: of a comment, the line of its file that it is about; 0 if it is none.
    pattern: of a configuration, a glob that the element's path, or its file's, has to match.
    optional: whether it may match nothing, because not all that it could be about was looked at.
    """

    id: str
    reason: str
    location: Location
    line: int = 0
    pattern: str = ""
    optional: bool = False

    def covers(self, hazard: Hazard) -> bool:
        place = hazard.spot.location
        if hazard.check.id != self.id:
            return False
        if self.line:
            return (place.source, place.line) == (self.location.source, self.line)
        return fnmatchcase(hazard.spot.path, self.pattern) or fnmatchcase(place.source, self.pattern)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leniency:
    """What a project does not want to hear: whole checks, and hazards at certain places."""

    disabled: frozenset[str] = frozenset()
    ignores: tuple[Ignore, ...] = ()
