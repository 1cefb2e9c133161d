"""What every registry can be asked; the words and their meaning are those of Confluent's REST API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from schemactl.model.subject import GLOBAL, LATEST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schemactl.model.subject import Answer, Mode, SchemaText, SubjectConfig, Version


class Registry(Protocol):
    """A registry of schemas.

    A subject may stand in a context: `:.context:subject`. Every call raises RegistryError if it could not look
    (not reached, not allowed, not understood, out of time), and RefusedError, with the API's error code, if the
    registry looked and the answer is no.
    """

    @property
    def label(self) -> str:
        """How a person knows it, without secrets: `registry http://localhost:8081`, `embedded:FILE`."""

    def subjects(self, prefix: str = "", *, deleted: bool = False) -> Sequence[str]:
        """Names of the subjects, sorted; deleted: those as well that have deleted versions only."""

    def versions(self, subject: str, *, deleted: bool = False) -> Sequence[int]:
        """The numbers of a subject's versions, ascending. RefusedError 40401 if there is no such subject."""

    def version(self, subject: str, number: int = LATEST, *, deleted: bool = False) -> Version:
        """One version. RefusedError 40401 (no such subject) or 40402 (no such version)."""

    def schema(self, schema_id: int, subject: str = GLOBAL) -> SchemaText:
        """What has this id, deleted or not; subject: to say in which context. RefusedError 40403 if nothing has."""

    def uses(
        self, schema_id: int, subject: str = GLOBAL, *, deleted: bool = False
    ) -> Sequence[tuple[str, int]]:
        """Subjects and numbers of the versions that have this id. RefusedError 40403 if nothing has."""

    def find(
        self, subject: str, schema: SchemaText, *, normalize: bool = False, deleted: bool = False
    ) -> Version | None:
        """The version of the subject that is this schema, or None (no such subject, or no such schema in it)."""

    def compatible(
        self, subject: str, schema: SchemaText, number: int | None = None, *, normalize: bool = False
    ) -> Answer:
        """Whether the schema may follow: one version (LATEST or a number), or None: as registering would ask.

        RefusedError 40402 (no such version) or 42201 (the schema itself is invalid).
        """

    def register(
        self,
        subject: str,
        schema: SchemaText,
        *,
        normalize: bool = False,
        schema_id: int | None = None,
        number: int | None = None,
    ) -> Version:
        """Add a version, or tell the one that is this schema already, whatever the mode: twice changes nothing.

        What is left out (an empty text, metadata or rules None) is taken from the newest version.
        schema_id: given in the modes IMPORT and FORWARD alone, in which nothing is judged; number: of the new version.
        RefusedError 409 (incompatible), 42201 (invalid), 42205 (the mode forbids it).
        """

    def delete(self, subject: str, number: int | None = None, *, permanent: bool = False) -> Sequence[int]:
        """Delete a version, or the subject, and tell the numbers; permanently only what is deleted already.

        RefusedError 40401, 40402, 40404 to 40407 (not deleted softly before, or already), 42206 (it is referred to).
        """

    def referenced_by(self, subject: str, number: int = LATEST) -> Sequence[int]:
        """Ids of the schemas that refer to this version."""

    def config(self, subject: str = GLOBAL, *, effective: bool = False) -> SubjectConfig | None:
        """What is said for the subject itself, or None; effective: what holds for it, wherever that is said."""

    def set_config(self, config: SubjectConfig, subject: str = GLOBAL) -> SubjectConfig: ...

    def delete_config(self, subject: str = GLOBAL) -> None: ...

    def mode(self, subject: str = GLOBAL, *, effective: bool = False) -> Mode | None:
        """As for config."""

    def set_mode(self, mode: Mode, subject: str = GLOBAL, *, force: bool = False) -> Mode:
        """RefusedError 42205: IMPORT where there are versions already, unless forced."""

    def delete_mode(self, subject: str = GLOBAL) -> None: ...

    def contexts(self) -> Sequence[str]:
        """Names of the contexts, `.` (the default one) among them."""

    def close(self) -> None:
        """Give back connections and files; asking afterwards is a mistake."""
