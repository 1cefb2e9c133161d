"""Two lists of siblings in; which old one is which new one out: by identity, then by likeness."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from schemactl.model.element import NamedType

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence

    from schemactl.model.element import Element


@dataclass(frozen=True, slots=True)
class Place:
    """An element where it stands: what holds it, and its path."""

    element: Element
    owner: Place | None = None
    path: str = ""

    @staticmethod
    def of(element: Element, owner: Place | None = None) -> Place:
        return Place(element, owner, element.path_in(owner.path if owner else ""))

    def kids(self, names: Iterable[str] | None = None) -> list[Place]:
        """The places below: all of them, or those in these fields."""
        if names is None:
            return [Place.of(kid, self) for kid in self.element.children]
        return [Place.of(kid, self) for name in names for kid in getattr(self.element, name)]


@dataclass(frozen=True, slots=True)
class Pairing:
    """Pairs in the new order, then what is only in the old, then what is only in the new."""

    pairs: list[tuple[Place, Place]]
    removed: list[Place]
    added: list[Place]


def by_identity(old: Iterable[Place], new: Iterable[Place]) -> Pairing:
    """Pair what has the same kind and keys."""
    theirs = {place.element.identity: place for place in old}
    pairs, added = [], []
    for place in new:
        match = theirs.pop(place.element.identity, None)
        if match is None:
            added.append(place)
        else:
            pairs.append((match, place))
    return Pairing(pairs, list(theirs.values()), added)


def by_likeness(removed: list[Place], added: list[Place]) -> Pairing:
    """Pair what lost its key but is alike: the strongest likeness first, and only where it is unambiguous."""
    pairs: list[tuple[Place, Place]] = []
    depth = max((len(place.element.likeness) for place in (*removed, *added)), default=0)
    for strength in range(depth):
        theirs = _by_likeness(removed, strength)
        for likeness, places in _by_likeness(added, strength).items():
            matches = theirs.get(likeness, [])
            if len(places) == len(matches) == 1 and matches[0].element.resembles(places[0].element):
                pairs.append((matches[0], places[0]))
        gone = {id(place) for pair in pairs for place in pair}
        removed = [place for place in removed if id(place) not in gone]
        added = [place for place in added if id(place) not in gone]
    return Pairing(pairs, removed, added)


def _by_likeness(places: Sequence[Place], strength: int) -> dict[Hashable, list[Place]]:
    found: dict[Hashable, list[Place]] = defaultdict(list)
    for place in places:
        likeness = place.element.likeness
        if strength < len(likeness):
            found[place.element.KIND, likeness[strength]].append(place)
    return found


def paired_types(old: Iterable[Place], new: Iterable[Place]) -> list[tuple[Place, Place]]:
    """Every named type of the old side that lives on, however it is called and whatever holds it."""
    old, new = list(old), list(new)
    found: list[tuple[Place, Place]] = []
    removed: list[Place] = []
    added: list[Place] = []
    level = [(named(old), named(new))]
    sizes = Counter(map(scope, named(old))) | Counter(map(scope, named(new)))
    while level:
        while level:
            pairing = by_identity(*level.pop())
            removed += pairing.removed
            added += pairing.added
            found += pairing.pairs
            level += [(named(before.kids()), named(after.kids())) for before, after in pairing.pairs]
        alike = by_likeness(removed, added).pairs
        moved = list(_credible(alike, sizes))
        gone = {id(place) for pair in moved for place in pair}
        removed = [place for place in removed if id(place) not in gone]
        added = [place for place in added if id(place) not in gone]
        found += moved
        level += [(named(before.kids()), named(after.kids())) for before, after in moved]
    return found


def _credible(alike: list[tuple[Place, Place]], sizes: Counter[str]) -> Iterator[tuple[Place, Place]]:
    """The pairs that are one type moved, and not one that went and another, like it, that came elsewhere.

    A type stays in its scope, moves in or out of a type beside it, or moves with its scope: half of what either
    scope has. sizes: of the larger version of each scope.
    """
    ways = Counter((scope(before), scope(after)) for before, after in alike)
    for before, after in alike:
        here, there = scope(before), scope(after)
        together = 2 * ways[here, there] >= max(sizes[here], sizes[there])
        if here == there or together or _nested(before, after) or _roams(after):
            yield before, after


def _roams(place: Place) -> bool:
    return isinstance(place.element, NamedType) and place.element.ROAMS


def _nested(before: Place, after: Place) -> bool:
    """Whether one stands in a type, and the other beside that type."""
    return _beside(after, before) or _beside(before, after)


def _beside(inner: Place, outer: Place) -> bool:
    around = scope(outer)
    return inner.owner is not None and (not around or scope(inner).startswith(f"{around}."))


def scope(place: Place) -> str:
    """The full name of what a named type is in: a package, a namespace, or another type."""
    return place.path.rpartition(".")[0]


def named(places: Iterable[Place]) -> list[Place]:
    return [place for place in places if isinstance(place.element, NamedType)]


def unnamed(places: Iterable[Place]) -> list[Place]:
    return [place for place in places if not isinstance(place.element, NamedType)]
