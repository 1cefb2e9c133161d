"""Two schemas in; every change between them out, in the order of the new text, one cause told once.

Named types are paired first, over the whole schema, so that a renamed or moved type is still itself;
then every pair is compared. Two different types that a link brings together are compared as well,
each such pair once: a pair under comparison is assumed equal, so recursion ends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from schemactl.diff.pairing import Place, by_identity, by_likeness, named, paired_types, unnamed
from schemactl.model.change import Change, Link, Step, Verb
from schemactl.model.element import shape

if TYPE_CHECKING:
    from schemactl.model.element import Facet
    from schemactl.model.schema import Schema


def compare(old: Schema, new: Schema) -> tuple[Change, ...]:
    """All changes from old to new."""
    before = [Place.of(root) for root in old.roots]
    after = [Place.of(root) for root in new.roots]
    comparison = _Comparison(old, new, paired_types(before, after))
    comparison.siblings(None, None, before, after)
    comparison.follow_links()
    return tuple(comparison.changes)


class _Comparison:
    def __init__(self, old: Schema, new: Schema, types: list[tuple[Place, Place]]) -> None:
        self.step = Step(old=old, new=new, names={before.path: after.path for before, after in types})
        self.was = {after.path: before for before, after in types}
        self.changes: list[Change] = []
        self.links: dict[tuple[str, str], Link] = {}
        self.through: Link | None = None

    def siblings(
        self, old_owner: Place | None, new_owner: Place | None, old: list[Place], new: list[Place]
    ) -> None:
        """Compare what two owners hold."""
        self.types(old_owner, new_owner, named(old), named(new))
        pairing = by_identity(unnamed(old), unnamed(new))
        again = by_likeness(pairing.removed, pairing.added)
        for before, after in (*pairing.pairs, *again.pairs):
            self.pair(before, after)
        for place in again.added:
            self.tell(Verb.ADDED, None, place, owners=(old_owner, new_owner))
        for place in again.removed:
            self.tell(Verb.REMOVED, place, None, owners=(old_owner, new_owner))

    def types(
        self, old_owner: Place | None, new_owner: Place | None, old: list[Place], new: list[Place]
    ) -> None:
        """Compare the named types that two owners hold; a type that moved is compared where it arrived."""
        for place in new:
            before = self.was.get(place.path)
            if before is None:
                self.tell(Verb.ADDED, None, place, owners=(old_owner, new_owner))
            else:
                self.pair(before, place)
        for place in old:
            if place.path not in self.step.names:
                self.tell(Verb.REMOVED, place, None, owners=(old_owner, new_owner))

    def pair(self, old: Place, new: Place) -> None:
        """Compare two versions of one element, and what is below."""
        if old.path == new.path and old.element == new.element:
            return
        for name in shape(type(old.element)).keys:
            if getattr(old.element, name) != getattr(new.element, name):
                self.tell(Verb.CHANGED, old, new, name)
        self.facets(old, new)
        self.siblings(old, new, *self.kids(old, new))

    def linked(self, old: Place, new: Place) -> None:
        """Compare two different types; what is nested in them is reached through links of its own."""
        self.facets(old, new)
        before, after = self.kids(old, new)
        self.siblings(old, new, unnamed(before), unnamed(after))

    def facets(self, old: Place, new: Place) -> None:
        for facet in shape(type(old.element)).facets:
            if self.differs(old, new, facet):
                self.tell(Verb.CHANGED, old, new, facet.name)
                if facet.link:
                    self.note(getattr(old.element, facet.name), getattr(new.element, facet.name))

    def note(self, before: str, after: str) -> None:
        """Keep the change that was told last as one that brought these types together."""
        link = self.links.setdefault((before, after), Link(old=before, new=after, references=[]))
        link.references.append(self.changes[-1])

    def kids(self, old: Place, new: Place) -> tuple[list[Place], list[Place]]:
        """What is below both, where it can be compared."""
        before, after = old.element, new.element
        names = [
            part.name
            for part in shape(type(before)).kids
            if not part.within or getattr(before, part.within) == getattr(after, part.within)
        ]
        return old.kids(names), new.kids(names)

    def differs(self, old: Place, new: Place, facet: Facet) -> bool:
        before, after = getattr(old.element, facet.name), getattr(new.element, facet.name)
        if facet.within and not self.kept(
            getattr(old.element, facet.within), getattr(new.element, facet.within)
        ):
            return False
        return not self.kept(before, after) if facet.link else bool(before != after)

    def kept(self, before: Any, after: Any) -> bool:
        """Whether a value is as it was, or names a type that was only renamed."""
        return bool(before == after) or self.step.names.get(before, before) == after

    def follow_links(self) -> None:
        """Compare the different types that links brought together."""
        done: set[tuple[str, str]] = set()
        while todo := [link for names, link in self.links.items() if names not in done]:
            for link in todo:
                done.add(link.names)
                old, new = self.step.old.types.get(link.old), self.step.new.types.get(link.new)
                if old is not None and new is not None and old.KIND == new.KIND:
                    self.through = link
                    self.linked(Place.of(old), Place.of(new))

    def tell(
        self,
        verb: Verb,
        old: Place | None,
        new: Place | None,
        facet: str = "",
        owners: tuple[Place | None, Place | None] = (None, None),
    ) -> None:
        old_owner = old.owner if old else owners[0]
        new_owner = new.owner if new else owners[1]
        place = new or old
        assert place is not None  # noqa: S101  (a change is about something)
        self.changes.append(
            Change(
                verb=verb,
                kind=place.element.KIND,
                facet=facet,
                old=old.element if old else None,
                new=new.element if new else None,
                old_owner=old_owner.element if old_owner else None,
                new_owner=new_owner.element if new_owner else None,
                old_path=old.path if old else None,
                new_path=new.path if new else None,
                link=self.through,
                step=self.step,
            )
        )
