"""What can be looked up in a registry, and in a snapshot of one as well: the history, and what is said for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from schemactl.model.subject import GLOBAL, LATEST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schemactl.model.subject import SchemaText, SubjectConfig, Version


class Readable(Protocol):
    """The part of Registry that changes nothing and asks for no judgement; meanings and errors are the same."""

    @property
    def label(self) -> str: ...

    def subjects(self, prefix: str = "", *, deleted: bool = False) -> Sequence[str]: ...

    def versions(self, subject: str, *, deleted: bool = False) -> Sequence[int]: ...

    def version(self, subject: str, number: int = LATEST, *, deleted: bool = False) -> Version: ...

    def find(
        self, subject: str, schema: SchemaText, *, normalize: bool = False, deleted: bool = False
    ) -> Version | None: ...

    def config(self, subject: str = GLOBAL, *, effective: bool = False) -> SubjectConfig | None: ...
