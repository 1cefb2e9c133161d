"""A schema that shall be registered in; the version that it becomes, or that it is already, out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from schemactl.errors import RefusedError
from schemactl.model.subject import LATEST, Mode, SchemaText, SubjectConfig, Version
from schemactl.registry.embedded import contract, references, rows, settings
from schemactl.registry.embedded.steps import Past, group_of, judged
from schemactl.registry.engine import Written
from schemactl.registry.names import split

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from schemactl.registry.embedded.rows import Entry
    from schemactl.registry.engine import Engine, Resolved

INCOMPATIBLE, INVALID, FORBIDDEN = 409, 42201, 42205
TAKING = frozenset({Mode.IMPORT, Mode.FORWARD})
"""Modes in which ids and numbers are taken as they are given, and nothing is judged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """All that an answer about a subject depends on, beside the schemas themselves, which never change."""

    subject: str
    history: tuple[Entry, ...]
    config: SubjectConfig
    mode: Mode

    @classmethod
    def of(cls, at: sqlite3.Connection, subject: str) -> State:
        return cls(
            subject=subject,
            history=rows.history(at, subject),
            config=settings.effective_config(at, subject),
            mode=settings.effective_mode(at, subject),
        )

    @property
    def live(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.history if not entry.deleted)

    @property
    def next_number(self) -> int:
        return max((entry.number for entry in self.history), default=0) + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A schema as it would be kept: written down, with concrete references, and with what it inherits."""

    schema: SchemaText
    written: Written
    resolved: Resolved

    @property
    def identity(self) -> bytes:
        return rows.identity(self.schema, self.written.canonical)


def candidate(
    at: sqlite3.Connection,
    state: State,
    given: SchemaText,
    engine: Engine,
    *,
    normalize: bool,
    number: int | None = None,
) -> Candidate:
    """Complete, resolve and compile what is given. Raises RefusedError 42201."""
    taking = state.mode in TAKING
    given = given if taking else _completed(at, state, given, number)
    if not given.text.strip():
        raise RefusedError(INVALID, "the schema is empty", fix="send the schema's text")
    given = replace(given, references=references.concrete(at, given.references, state.subject))
    found = references.resolved(at, given, state.subject)
    written = _written(found, engine, normalize=normalize or bool(state.config.normalize), leniently=taking)
    return Candidate(
        schema=replace(given, text=written.text),
        written=written,
        resolved=replace(found, text=written.source),
    )


def _written(found: Resolved, engine: Engine, *, normalize: bool, leniently: bool) -> Written:
    """As the engine writes it; leniently: what another registry has taken is kept as it is, if it is not valid here."""
    try:
        return engine.written(found, normalize=normalize)
    except RefusedError:
        if not leniently:
            raise
        return Written(text=found.text, canonical=found.text, source=found.text)


def _completed(at: sqlite3.Connection, state: State, given: SchemaText, number: int | None) -> SchemaText:
    """With what the newest version and the configuration say where nothing is given: text, metadata, rules."""
    latest = rows.version(at, state.subject, LATEST)
    before = latest.schema if latest else SchemaText(text="")
    if not given.text.strip():
        given = replace(given, text=before.text, type=before.type, references=before.references)
    rest = state.config.rest or {}
    metadata = contract.metadata(rest, before.metadata if given.metadata is None else given.metadata)
    return replace(
        given,
        metadata=contract.numbered(metadata, state.next_number, always=number is not None),
        rules=contract.rules(rest, before.rules if given.rules is None else given.rules),
    )


def known(
    at: sqlite3.Connection, state: State, wanted: Candidate, engine: Engine, *, deleted: bool = False
) -> Version | None:
    """The newest version of the subject that is this schema; deleted: those deleted softly count too."""
    same = frozenset(rows.ids(at, split(state.subject)[0], wanted.identity))
    entries = state.history if deleted else state.live
    for entry in reversed(entries):
        if entry.schema_id in same:
            return rows.version(at, state.subject, entry.number, deleted=True)
    numbers = (entry.number for entry in reversed(entries))
    return next((found for number in numbers if (found := _alike(at, state, wanted, number, engine))), None)


def _alike(
    at: sqlite3.Connection, state: State, wanted: Candidate, number: int, engine: Engine
) -> Version | None:
    """The version, if it is this schema but for the number that it carries, or for references now in the text."""
    found = rows.version(at, state.subject, number, deleted=True)
    given = wanted.schema
    if found is None or found.schema.type is not given.type:
        return None
    inlined = bool(found.schema.references) and not given.references
    if not inlined and found.schema.metadata == contract.unnumbered(found.schema.metadata):
        return None
    resolved = references.resolved(at, found.schema, state.subject)
    canonical = _written(resolved, engine, normalize=False, leniently=True).canonical
    theirs = replace(found.schema, references=() if inlined else found.schema.references)
    return found if _unnumbered(theirs, canonical) == _unnumbered(given, wanted.written.canonical) else None


def _unnumbered(schema: SchemaText, canonical: str) -> bytes:
    return rows.identity(replace(schema, metadata=contract.unnumbered(schema.metadata)), canonical)


def objections(at: sqlite3.Connection, state: State, wanted: Candidate, engine: Engine) -> tuple[str, ...]:
    """What speaks against registering: judged against the history as the subject is configured."""
    against = list(_history(at, state, wanted))
    return judged(wanted.resolved, against, state.config, engine)


def _history(at: sqlite3.Connection, state: State, wanted: Candidate) -> Iterator[Past]:
    """The live versions of the candidate's group that count, newest first."""
    level = state.config.compatibility
    for entry in reversed(state.live):
        past = past_of(at, state.subject, entry.number)
        if group_of(past.schema, state.config) == group_of(wanted.schema, state.config):
            yield past
            if level is None or not level.transitive:
                return


def past_of(at: sqlite3.Connection, subject: str, number: int) -> Past:
    """An old version that is there, with what it refers to."""
    found = rows.version(at, subject, number, deleted=True)
    assert found is not None  # noqa: S101  (whoever asks has seen it in this transaction)
    return Past(number=number, schema=found.schema, resolved=references.resolved(at, found.schema, subject))


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A version that may be added, as long as what it was judged against still holds."""

    state: State
    wanted: Candidate
    schema_id: int | None
    number: int

    def holds(self, at: sqlite3.Connection) -> bool:
        """Whether nothing has changed that the plan was made for. Raises RefusedError if a reference went."""
        now = references.resolved(at, self.wanted.schema, self.state.subject)
        return State.of(at, self.state.subject) == self.state and now.texts == self.wanted.resolved.texts

    def carry_out(self, at: sqlite3.Connection) -> Version:
        """Keep the version; one of its own that was deleted softly gives way to it, unless something refers to that."""
        subject = self.state.subject
        schema_id = self._schema_id(at)
        rows.add_version(at, subject, self.number, schema_id)
        for entry in self.state.history:
            same = entry.deleted and entry.schema_id == schema_id and entry.number < self.number
            if same and not rows.referrers(at, subject, entry.number):
                rows.remove_version(at, subject, entry.number)
        added = rows.version(at, subject, self.number)
        assert added is not None  # noqa: S101  (it was put there three lines above)
        return added

    def _schema_id(self, at: sqlite3.Connection) -> int:
        context = split(self.state.subject)[0]
        same = rows.ids(at, context, self.wanted.identity)
        if same and self.schema_id in {None, *same}:
            return same[0] if self.schema_id is None else self.schema_id
        if self.schema_id is not None and rows.schema(at, context, self.schema_id) is not None:
            raise _forbidden(f"id {self.schema_id} is another schema's in context {context}")
        targets = references.targets(self.wanted.schema.references, self.state.subject)
        return rows.add_schema(
            at, context, self.wanted.schema, self.wanted.written.canonical, targets, self.schema_id
        )


def check_mode(state: State, schema_id: int | None) -> None:
    """Refuse (42205) what the subject's mode does not let be registered."""
    if state.mode in TAKING and schema_id is not None:
        return
    if state.mode is not Mode.READWRITE:
        wants = ", in which each schema brings its id" if state.mode in TAKING else ""
        raise _forbidden(f"{state.subject} is in mode {state.mode}{wants}", "set the mode to READWRITE")
    if schema_id is not None:
        raise _forbidden(
            f"{state.subject} is in mode READWRITE, which gives ids itself", "set the mode to IMPORT"
        )


def plan(
    at: sqlite3.Connection,
    state: State,
    wanted: Candidate,
    engine: Engine,
    *,
    schema_id: int | None,
    number: int | None,
) -> Plan | Version:
    """What has to be done, or the version that there is already, whatever the mode is.

    Raises RefusedError 409, 42201 or 42205.
    """
    found = known(at, state, wanted, engine)
    if found and schema_id in {None, found.schema_id} and number in {None, found.number}:
        return found
    check_mode(state, schema_id)
    _check_number(state, schema_id, number)
    if state.mode not in TAKING:
        said = objections(at, state, wanted, engine)
        if said:
            raise incompatible(state, said)
    return Plan(state=state, wanted=wanted, schema_id=schema_id, number=number or state.next_number)


def _check_number(state: State, schema_id: int | None, number: int | None) -> None:
    if number is None:
        return
    if state.mode not in TAKING and number != state.next_number:
        raise RefusedError(
            INVALID,
            f"version {number} is not one more than the last one of {state.subject}",
            fix=f"register version {state.next_number}, or none in particular",
        )
    there = next((entry for entry in state.live if entry.number == number), None)
    if there and there.schema_id != schema_id:
        raise _forbidden(f"version {number} of {state.subject} is schema {there.schema_id} already")


def incompatible(state: State, said: Sequence[str]) -> RefusedError:
    message = f'Schema being registered is incompatible with an earlier schema for subject "{state.subject}"'
    return RefusedError(
        INCOMPATIBLE,
        f"{message}, details: [{', '.join(said)}]",
        fix="make a change that the subject's compatibility allows, or a new subject",
    )


def _forbidden(message: str, fix: str = "") -> RefusedError:
    return RefusedError(FORBIDDEN, message, fix=fix)
