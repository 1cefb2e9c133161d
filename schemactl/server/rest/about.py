"""Calls about the registry itself in; what it is, and whether it works, out."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from schemactl import __version__
from schemactl.errors import LookError
from schemactl.server.exchange import TEXT, Response

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schemactl.server.call import Call

SCOPE = {"path": [], "clusters": {"kafka-cluster": "none", "schema-registry-cluster": "schemactl"}}


def root(call: Call) -> dict[str, Any]:
    del call
    return {}


def contexts(call: Call) -> Sequence[str]:
    return call.paged(call.registry.contexts())


def metadata_id(call: Call) -> dict[str, Any]:
    del call
    return {"scope": SCOPE, "id": ""}


def metadata_version(call: Call) -> dict[str, Any]:
    del call
    return {"version": f"schemactl {__version__}", "commitId": ""}


def healthy(call: Call) -> Response:
    """That the process answers."""
    del call
    return Response(body=b"ok\n", media=TEXT)


def ready(call: Call) -> Response:
    """That the database answers; 503 where it does not."""
    try:
        call.registry.mode(effective=True)
    except LookError:
        return Response(
            status=HTTPStatus.SERVICE_UNAVAILABLE, body=b"the database does not answer\n", media=TEXT
        )
    return Response(body=b"ready\n", media=TEXT)
