"""The registry protocol, over one file: what each question means in transactions."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn, Self

from schemactl.errors import RefusedError
from schemactl.model.subject import GLOBAL, LATEST, Answer, Mode
from schemactl.registry.embedded import deleting, references, registering, rows, settings
from schemactl.registry.embedded.registering import State
from schemactl.registry.embedded.steps import judged
from schemactl.registry.embedded.store import Store
from schemactl.registry.names import DEFAULT_CONTEXT, EVERY_CONTEXT, checked, joined, scope, split

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from schemactl.model.subject import SchemaText, SubjectConfig, Version
    from schemactl.registry.embedded.registering import Candidate
    from schemactl.registry.engine import Engine

INVALID_NUMBER = 42202


class EmbeddedRegistry:
    """A registry in a file (path "": in memory), shared by threads and processes.

    create: make the file if it is not there. Raises RegistryError if it is not ours, damaged, locked, or cannot
    be written. What is judged is judged by the engine.
    """

    def __init__(self, path: str, engine: Engine, *, create: bool = False) -> None:
        self._store = Store(path, create=create)
        self._engine = engine

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def label(self) -> str:
        return self._store.label

    def subjects(self, prefix: str = "", *, deleted: bool = False) -> Sequence[str]:
        live = "" if deleted else "WHERE NOT deleted"
        with self._store.reading() as at:
            names = [name for (name,) in at.execute(f"SELECT DISTINCT subject FROM version {live}")]  # noqa: S608
        if prefix.startswith(EVERY_CONTEXT):
            wanted = prefix.removeprefix(EVERY_CONTEXT)
            return sorted(name for name in names if split(name)[1].startswith(wanted))
        return sorted(name for name in names if name.startswith(prefix))

    def versions(self, subject: str, *, deleted: bool = False) -> Sequence[int]:
        subject = checked(subject)
        with self._store.reading() as at:
            numbers = [entry.number for entry in rows.history(at, subject) if deleted or not entry.deleted]
        if not numbers:
            raise deleting.no_subject(subject)
        return numbers

    def version(self, subject: str, number: int = LATEST, *, deleted: bool = False) -> Version:
        subject = checked(subject)
        _check_number(number)
        with self._store.reading() as at:
            found = rows.version(at, subject, number, deleted=deleted)
            if found is None:
                self._no_version(at, subject, number, deleted=deleted)
        return found

    @staticmethod
    def _no_version(at: sqlite3.Connection, subject: str, number: int, *, deleted: bool) -> NoReturn:
        there = any(deleted or not entry.deleted for entry in rows.history(at, subject))
        raise deleting.no_version(subject, number) if there else deleting.no_subject(subject)

    def schema(self, schema_id: int, subject: str = GLOBAL) -> SchemaText:
        with self._store.reading() as at:
            found = rows.schema(at, self._context(at, schema_id, subject), schema_id)
        if found is None:
            raise _no_schema(schema_id)
        return found

    def places(self, guid: str) -> Sequence[tuple[str, int]]:
        """Context and id of every schema with this guid, by context; nothing if there is none."""
        with self._store.reading() as at:
            return at.execute(
                "SELECT context, id FROM schema WHERE guid = ? ORDER BY context, id", (guid,)
            ).fetchall()

    def uses(
        self, schema_id: int, subject: str = GLOBAL, *, deleted: bool = False
    ) -> Sequence[tuple[str, int]]:
        with self._store.reading() as at:
            found = rows.uses(at, self._context(at, schema_id, subject), schema_id)
        if not found:
            raise _no_schema(schema_id)
        return [(name, number) for name, number, gone in found if deleted or not gone]

    @staticmethod
    def _context(at: sqlite3.Connection, schema_id: int, subject: str) -> str:
        """In which context an id is meant: the subject's, or another in which a subject of that name has the id."""
        context, name = split(subject)
        if context != DEFAULT_CONTEXT or not name:
            return context
        found = at.execute(
            """SELECT c.name FROM context c JOIN version v ON v.context = c.name AND v.schema_id = ?
            WHERE v.subject = CASE c.name WHEN '.' THEN ? ELSE ':' || c.name || ':' || ? END
            ORDER BY c.name LIMIT 1""",
            (schema_id, name, name),
        ).fetchone()
        return str(found[0]) if found else context

    def find(
        self, subject: str, schema: SchemaText, *, normalize: bool = False, deleted: bool = False
    ) -> Version | None:
        with self._store.reading() as at:
            state = State.of(at, checked(subject))
            if not state.history:
                return None
            wanted = registering.candidate(at, state, schema, self._engine, normalize=normalize)
            return registering.known(at, state, wanted, self._engine, deleted=deleted)

    def compatible(
        self, subject: str, schema: SchemaText, number: int | None = None, *, normalize: bool = False
    ) -> Answer:
        with self._store.reading() as at:
            state = State.of(at, checked(subject))
            wanted = registering.candidate(at, state, schema, self._engine, normalize=normalize)
            if number is None:
                said = registering.objections(at, state, wanted, self._engine)
            else:
                said = self._against(at, state, wanted, number)
        return Answer(compatible=not said, messages=said)

    def _against(
        self, at: sqlite3.Connection, state: State, wanted: Candidate, number: int
    ) -> tuple[str, ...]:
        """Judge against one version, whatever the subject's compatibility says of the others."""
        _check_number(number)
        found = rows.version(at, state.subject, number)
        if found is None and number != LATEST:
            raise deleting.no_version(state.subject, number)
        against = [registering.past_of(at, state.subject, found.number)] if found else []
        return judged(wanted.resolved, against, state.config, self._engine)

    def register(
        self,
        subject: str,
        schema: SchemaText,
        *,
        normalize: bool = False,
        schema_id: int | None = None,
        number: int | None = None,
    ) -> Version:
        """See Registry. Judged while others may write, and kept only if what it was judged against still holds."""
        subject = checked(subject)
        while True:
            with self._store.reading() as at:
                state = State.of(at, subject)
                wanted = registering.candidate(
                    at, state, schema, self._engine, normalize=normalize, number=number
                )
                plan = registering.plan(at, state, wanted, self._engine, schema_id=schema_id, number=number)
            if not isinstance(plan, registering.Plan):
                return plan
            with self._store.writing() as at:
                if plan.holds(at):
                    return plan.carry_out(at)

    def delete(self, subject: str, number: int | None = None, *, permanent: bool = False) -> Sequence[int]:
        subject = checked(subject)
        with self._store.writing() as at:
            if number is None:
                return deleting.delete_subject(at, subject, permanent=permanent)
            _check_number(number)
            return deleting.delete_version(at, subject, number, permanent=permanent)

    def descriptor(self, schema_id: int, subject: str = GLOBAL) -> bytes:
        """A Protobuf schema as a serialised FileDescriptorProto. RefusedError 40403, or 42201 for other types."""
        with self._store.reading() as at:
            context = self._context(at, schema_id, subject)
            found = rows.schema(at, context, schema_id)
            if found is None:
                raise _no_schema(schema_id)
            return self._engine.descriptor(references.resolved(at, found, joined(context, "")))

    def referenced_by(self, subject: str, number: int = LATEST) -> Sequence[int]:
        found = self.version(subject, number, deleted=True)
        with self._store.reading() as at:
            live = {
                schema_id
                for schema_id, _, gone in rows.referrers(at, found.subject, found.number)
                if not gone
            }
        return sorted(live)

    def config(self, subject: str = GLOBAL, *, effective: bool = False) -> SubjectConfig | None:
        with self._store.reading() as at:
            return settings.effective_config(at, subject) if effective else settings.config(at, subject)

    def set_config(self, config: SubjectConfig, subject: str = GLOBAL) -> SubjectConfig:
        with self._store.writing() as at:
            settings.set_config(at, config, subject)
        return config

    def delete_config(self, subject: str = GLOBAL) -> None:
        with self._store.writing() as at:
            settings.forget(at, subject, "config")

    def mode(self, subject: str = GLOBAL, *, effective: bool = False) -> Mode | None:
        with self._store.reading() as at:
            return settings.effective_mode(at, subject) if effective else settings.mode(at, subject)

    def set_mode(self, mode: Mode, subject: str = GLOBAL, *, force: bool = False) -> Mode:
        with self._store.writing() as at:
            taken = mode is Mode.IMPORT and settings.effective_mode(at, subject) is not Mode.IMPORT
            if taken and not force and self._has_live(at, scope(subject)):
                raise RefusedError(
                    registering.FORBIDDEN,
                    f"{subject or 'the registry'} has versions, so that ids could clash in mode IMPORT",
                    fix="import into a new subject or context, or force it",
                )
            settings.set_mode(at, mode, subject)
        return mode

    @staticmethod
    def _has_live(at: sqlite3.Connection, place: str) -> bool:
        names = at.execute("SELECT DISTINCT subject FROM version WHERE NOT deleted").fetchall()
        return any(
            place in {GLOBAL, name} or (place.endswith(":") and name.startswith(place)) for (name,) in names
        )

    def delete_mode(self, subject: str = GLOBAL) -> None:
        with self._store.writing() as at:
            settings.forget(at, subject, "mode")

    def contexts(self) -> Sequence[str]:
        with self._store.reading() as at:
            return [name for (name,) in at.execute("SELECT name FROM context ORDER BY name")]

    def close(self) -> None:
        self._store.close()


def _check_number(number: int) -> None:
    if number < 1 and number != LATEST:
        raise RefusedError(
            INVALID_NUMBER, f"{number} is no version's number", fix="give 1 or more, or latest (-1)"
        )


def _no_schema(schema_id: int) -> RefusedError:
    return RefusedError(deleting.NO_SCHEMA, f"there is no schema with id {schema_id}")
