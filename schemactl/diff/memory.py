"""The changes against each old version in; what only their chain shows out: a key that lapsed and is used again.

Pair by pair, a field that is another field now looks like one that was renamed. That a version in between did not
have it tells the difference. The versions are told from the newest to the oldest, each against the new one.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from schemactl.model.change import Verb

if TYPE_CHECKING:
    from collections.abc import Iterable

    from schemactl.model.change import Change


class Memory:
    """What the versions told so far lack of the new one."""

    def __init__(self) -> None:
        self._lacking: dict[tuple[str, str], str] = {}
        self._meant: dict[tuple[str, str], set[object]] = defaultdict(set)

    def completed(self, changes: Iterable[Change], scope: str = "") -> tuple[Change, ...]:
        """These changes, and a `reused` for each key that means something else since it lapsed.

        scope: what keeps equal paths apart, such as the module's name and the format.
        """
        changes = tuple(changes)
        reused = [
            replace(change, verb=Verb.REUSED, lapsed=label)
            for change in changes
            if _means_something_else(change) and (label := self._lapsed(scope, change))
        ]
        for change in changes:
            if _means_something_else(change) and not self._lapsed(scope, change):
                self._meant[scope, change.path].add(change.old_value)
        for change in changes:
            if change.verb is Verb.ADDED and change.new_path and not change.via:
                self._lacking.setdefault((scope, change.new_path), change.step.old.label)
        return (*changes, *reused)

    def _lapsed(self, scope: str, change: Change) -> str:
        """The newest version that lacks the element, or a type that it is in; "" if all told so far have it.

        "" too if it came back as what it was, and was renamed since.
        """
        path = change.path
        if change.old_value in self._meant[scope, path]:
            return ""
        while path:
            if label := self._lacking.get((scope, path)):
                return label
            path = path.rpartition(".")[0]
        return ""


def _means_something_else(change: Change) -> bool:
    """Whether one key says another thing in each version; a renamed key is another key."""
    old, new = change.old, change.new
    if old is None or new is None or change.verb is not Verb.CHANGED or change.via:
        return False
    return change.facet == new.MEANING and old.identity == new.identity
