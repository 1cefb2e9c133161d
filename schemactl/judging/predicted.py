"""A registry's schemas in; what the registry of a profile would say of a step, in its own names, out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemactl.judging.own import OwnEngine
from schemactl.profiles.profile import Side

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from schemactl.formats.format import Format
    from schemactl.model.effect import Direction
    from schemactl.model.schema import Schema
    from schemactl.profiles.profile import Profile


class PredictedEngine(OwnEngine):
    """Writes schemas down as ours does, and answers as a profile predicts; ours where the profile knows no format."""

    def __init__(self, profile: Profile) -> None:
        super().__init__()
        self._profile = profile

    def judged(
        self, form: Format, old: Schema, new: Schema, directions: frozenset[Direction]
    ) -> Sequence[str]:
        """The differences that the registry names, each once, those of forward first."""
        if form.name not in self._profile.dialects:
            return super().judged(form, old, new, directions)
        return tuple(dict.fromkeys(self._named(old, new, directions)))

    def _named(self, old: Schema, new: Schema, directions: frozenset[Direction]) -> Iterator[str]:
        before, after = (Side(schema, next(iter(schema.files))) for schema in (old, new))
        for direction in sorted(directions, reverse=True):
            for found in self._profile.differences(before, after, direction):
                yield f"{{errorType: '{found.name}', description: '{found.path}: {found.why}'}}"
