"""The registry's word for a compatibility, as what has to be read by whom."""

from __future__ import annotations

from enum import StrEnum

from schemactl.model.effect import Direction


class Compatibility(StrEnum):
    NONE = "NONE"
    BACKWARD = "BACKWARD"
    BACKWARD_TRANSITIVE = "BACKWARD_TRANSITIVE"
    FORWARD = "FORWARD"
    FORWARD_TRANSITIVE = "FORWARD_TRANSITIVE"
    FULL = "FULL"
    FULL_TRANSITIVE = "FULL_TRANSITIVE"

    @property
    def directions(self) -> frozenset[Direction]:
        return _DIRECTIONS[self.removesuffix("_TRANSITIVE")]

    @property
    def transitive(self) -> bool:
        return self.endswith("_TRANSITIVE")


_DIRECTIONS = {
    "NONE": frozenset[Direction](),
    "BACKWARD": frozenset({Direction.BACKWARD}),
    "FORWARD": frozenset({Direction.FORWARD}),
    "FULL": frozenset(Direction),
}
