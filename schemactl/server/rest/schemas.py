"""Calls about schemas by their ids in; what the registry says of them out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from schemactl.errors import RefusedError
from schemactl.model.subject import SchemaType
from schemactl.registry.names import joined
from schemactl.server.exchange import TEXT, Response
from schemactl.server.rest.formats import in_format
from schemactl.server.rest.subjects import NO_SCHEMA, listed
from schemactl.server.wire import write_schema, write_version

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from schemactl.model.subject import SchemaText, Version
    from schemactl.server.call import Call


def types(call: Call) -> Sequence[str]:
    del call
    return sorted(SchemaType)


def schemas(call: Call) -> Sequence[dict[str, Any]]:
    """Every version of the subjects that are asked for; the pages are of versions."""
    return [write_version(each) for each in call.paged(list(_versions(call)))]


def _versions(call: Call) -> Iterator[Version]:
    deleted = call.flag("deleted")
    for subject in listed(call):
        numbers = call.registry.versions(subject, deleted=deleted)
        for number in numbers[-1:] if call.flag("latestOnly") else numbers:
            yield call.registry.version(subject, number, deleted=deleted)


def by_id(call: Call) -> dict[str, Any]:
    return write_schema(_schema(call))


def text_by_id(call: Call) -> Response:
    return Response(body=_schema(call).text.encode(), media=TEXT)


def _schema(call: Call) -> SchemaText:
    return in_format(call, call.registry.schema(call.schema_id, call.scope), call.scope)


def subjects_of(call: Call) -> Sequence[str]:
    return call.paged(sorted({subject for subject, _ in _uses(call)}))


def versions_of(call: Call) -> Sequence[dict[str, Any]]:
    return call.paged([{"subject": subject, "version": number} for subject, number in _uses(call)])


def _uses(call: Call) -> Sequence[tuple[str, int]]:
    return call.registry.uses(call.schema_id, call.scope, deleted=call.flag("deleted"))


def by_guid(call: Call) -> dict[str, Any]:
    context, schema_id = _places(call)[0]
    parent = joined(context, "")
    return write_schema(in_format(call, call.registry.schema(schema_id, parent), parent))


def ids_of_guid(call: Call) -> Sequence[dict[str, Any]]:
    return [{"context": context, "id": schema_id} for context, schema_id in _places(call)]


def _places(call: Call) -> Sequence[tuple[str, int]]:
    found = call.registry.places(call.path["guid"])
    if not found:
        raise RefusedError(NO_SCHEMA, f"there is no schema with guid {call.path['guid'][:100]}")
    return found
