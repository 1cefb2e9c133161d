"""Calls about subjects and their versions in; what the registry says of them out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from schemactl.errors import RefusedError
from schemactl.model.subject import LATEST
from schemactl.registry.names import EVERY_CONTEXT, split
from schemactl.server.exchange import TEXT, Response
from schemactl.server.rest.formats import formatted
from schemactl.server.wire import read_number, read_schema, write_schema, write_version

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schemactl.model.subject import Version
    from schemactl.server.call import Call

NO_SUBJECT, NO_VERSION, NO_SCHEMA = 40401, 40402, 40403


def subjects(call: Call) -> Sequence[str]:
    return call.paged(listed(call))


def listed(call: Call) -> list[str]:
    """The subjects that a call asks for by prefix: of every context, unless it names one or asks for the default's."""
    given = call.query.get("subjectPrefix", EVERY_CONTEXT)
    prefix = f"{call.context}{given.removeprefix(EVERY_CONTEXT)}" if call.context else given
    live = call.registry.subjects(prefix)
    if call.flag("deletedOnly"):
        found = sorted(set(call.registry.subjects(prefix, deleted=True)) - set(live))
    else:
        found = list(call.registry.subjects(prefix, deleted=True) if call.flag("deleted") else live)
    return found if prefix.startswith(":") else [name for name in found if split(name)[0] == split(prefix)[0]]


def versions(call: Call) -> Sequence[int]:
    only, deleted = call.flag("deletedOnly"), call.flag("deleted")
    found = list(call.registry.versions(call.subject, deleted=only or deleted))
    if only:
        live = set(_live(call))
        found = [number for number in found if number not in live]
    if not found:
        raise RefusedError(NO_SUBJECT, f"Subject '{call.subject}' not found.")
    return call.paged(found)


def _live(call: Call) -> Sequence[int]:
    try:
        return call.registry.versions(call.subject)
    except RefusedError:
        return ()


def version(call: Call) -> dict[str, Any]:
    return write_version(formatted(call, _version(call)))


def version_text(call: Call) -> Response:
    return Response(body=formatted(call, _version(call)).schema.text.encode(), media=TEXT)


def _version(call: Call) -> Version:
    return call.registry.version(call.subject, call.number, deleted=call.flag("deleted"))


def register(call: Call) -> dict[str, Any]:
    """The schema itself is told only if it has inherited something: clients keep what they sent under its id."""
    body = call.object()
    given = read_schema(body)
    added = call.registry.register(
        call.subject,
        given,
        normalize=call.flag("normalize"),
        schema_id=_given(body, "id"),
        number=_given(body, "version"),
    )
    kept = added.schema
    inherited = not given.text.strip() or (kept.metadata, kept.rules) != (given.metadata, given.rules)
    told = {"id": added.schema_id, "version": added.number, "guid": added.guid}
    return {name: value for name, value in told.items() if value} | (write_schema(kept) if inherited else {})


def _given(body: Any, name: str) -> int | None:
    """A number that the client means: 0 and -1 are how some clients leave it out."""
    number = read_number(body, name)
    return number if number and number > 0 else None


def find(call: Call) -> dict[str, Any]:
    deleted = call.flag("deleted")
    found = call.registry.find(
        call.subject, read_schema(call.object()), normalize=call.flag("normalize"), deleted=deleted
    )
    if found is None:
        call.registry.versions(call.subject, deleted=deleted)  # 40401, where there is no such subject
        raise RefusedError(NO_SCHEMA, "Schema not found")
    return write_version(formatted(call, found))


def newest_with(call: Call) -> dict[str, Any]:
    """The newest version whose metadata has these properties."""
    wanted = {call.query["key"]: call.query.get("value", "")} if "key" in call.query else {}
    deleted = call.flag("deleted")
    for number in reversed(call.registry.versions(call.subject, deleted=deleted)):
        found = call.registry.version(call.subject, number, deleted=deleted)
        properties = (found.schema.metadata or {}).get("properties") or {}
        if wanted.items() <= properties.items():
            return write_version(formatted(call, found))
    raise RefusedError(NO_VERSION, f"No version of '{call.subject}' has these properties.")


def referenced_by(call: Call) -> Sequence[int]:
    return call.paged(call.registry.referenced_by(call.subject, call.number))


def delete_subject(call: Call) -> Sequence[int]:
    return call.registry.delete(call.subject, permanent=call.flag("permanent"))


def delete_version(call: Call) -> int:
    number = call.number
    if number == LATEST:
        number = call.registry.version(call.subject, LATEST).number
    (deleted,) = call.registry.delete(call.subject, number, permanent=call.flag("permanent"))
    return deleted
