"""How a subject stands in a registry: what a version there is compared with, and what the registry says itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from schemactl.model.compatibility import Compatibility
    from schemactl.model.schema import FormatName
    from schemactl.model.subject import Answer


class State(StrEnum):
    NEW = "new"
    UNCHANGED = "unchanged"
    CHANGED = "changed"


class Trust(StrEnum):
    """Whose no refuses a schema: ours, the registry's, or either."""

    SELF = "self"
    REGISTRY = "registry"
    BOTH = "both"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One subject beside one version of it, or beside none.

    registry: how a person knows it. path, format: of the project's file.
    number: the version compared with; None where nothing is compared. held: the one that is this very schema.
    compatibility, origin: what is asked, and who says so. refusal: why it may not follow whatever the schemas hold.
    said: the registry's own answer; unasked: why there is none. warnings: what is worth knowing of the history.
    """

    registry: str
    subject: str
    path: str
    format: FormatName
    state: State
    compatibility: Compatibility
    origin: str
    number: int | None = None
    held: int | None = None
    refusal: str = ""
    said: Answer | None = None
    unasked: str = ""
    warnings: tuple[str, ...] = ()

    @property
    def rejected(self) -> bool:
        """Whether the registry's own answer is no."""
        return self.said is not None and not self.said.compatible
