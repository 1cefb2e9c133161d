"""What a registry held when it was looked at, as one value that can be looked up in like the registry itself."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from schemactl.errors import RegistryError
from schemactl.model.subject import GLOBAL, LATEST, SchemaType

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from schemactl.model.subject import Mode, SchemaText, SubjectConfig, Version


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One subject: its versions, ascending, deleted ones among them; what is said for it, and what holds for it."""

    versions: tuple[Version, ...]
    config: SubjectConfig | None = None
    effective: SubjectConfig | None = None
    mode: Mode | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """Some or all subjects of a registry.

    origin: the registry's label. taken: when. label: how a person knows the file that it was read from.
    settings: what is said for all (GLOBAL) and for contexts.
    """

    origin: str
    taken: datetime
    held: Mapping[str, Held]
    settings: Mapping[str, tuple[SubjectConfig | None, Mode | None]] = field(default_factory=dict)
    label: str = ""

    def subjects(self, prefix: str = "", *, deleted: bool = False) -> Sequence[str]:
        return [
            name
            for name in sorted(self.held)
            if name.startswith(prefix) and any(deleted or not each.deleted for each in self._all(name))
        ]

    def versions(self, subject: str, *, deleted: bool = False) -> Sequence[int]:
        return [each.number for each in self._all(subject) if deleted or not each.deleted]

    def version(self, subject: str, number: int = LATEST, *, deleted: bool = False) -> Version:
        known = {each.number: each for each in self._all(subject) if deleted or not each.deleted}
        wanted = max(known, default=LATEST) if number == LATEST else number
        if wanted not in known:
            what = "no version" if number == LATEST else f"no version {number}"
            raise self._missing(f"{what} of {subject}")
        return known[wanted]

    def find(
        self, subject: str, schema: SchemaText, *, normalize: bool = False, deleted: bool = False
    ) -> Version | None:
        """The version with this text; a snapshot does not compile, so that only white space in JSON is overlooked."""
        del normalize
        wanted = same(schema)
        found = [each for each in self._all(subject) if deleted or not each.deleted]
        return next((each for each in reversed(found) if same(each.schema) == wanted), None)

    def config(self, subject: str = GLOBAL, *, effective: bool = False) -> SubjectConfig | None:
        if held := self.held.get(subject):
            return held.effective if effective else held.config
        return self.settings.get(subject, (None, None))[0]

    def _all(self, subject: str) -> tuple[Version, ...]:
        held = self.held.get(subject)
        if held is None:
            raise self._missing(f"no subject {subject}")
        return held.versions

    def _missing(self, what: str) -> RegistryError:
        return RegistryError(f"{self.label} has {what}", fix="take it again: schemactl registry pull")


def same(schema: SchemaText) -> object:
    """What two texts of one schema have in common."""
    text: object = schema.text.strip()
    if schema.type is not SchemaType.PROTOBUF:
        text = json.dumps(json.loads(schema.text), sort_keys=True)
    return (
        schema.type,
        text,
        tuple(sorted((each.name, each.subject, each.version) for each in schema.references)),
    )
