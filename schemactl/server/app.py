"""A Request in; its Response out: all that the server is, but for sockets."""

from __future__ import annotations

import traceback
from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from schemactl.errors import LookError, RefusedError
from schemactl.server.call import Call
from schemactl.server.exchange import JSON, HttpError, Request, Response, refusal
from schemactl.server.media import accepted, check_sent
from schemactl.server.metrics import MEDIA, Metrics
from schemactl.server.routes import ROUTES, Route, Router

if TYPE_CHECKING:
    from collections.abc import Callable

    from schemactl.registry.engine import Engine
    from schemactl.server.auth import Gate
    from schemactl.server.routes import Found
    from schemactl.server.served import Served

STORE_FAILED = 50001
MOST_PARAMETERS = 50
NOWHERE = "none"
"""The route of a request that found none, in metrics and log."""


class App:
    """What is asked is answered by the registry, for those whom the gate lets in.

    report: told the traceback of what is our bug; the client gets status 500.
    """

    def __init__(
        self, registry: Served, engine: Engine, gate: Gate, metrics: Metrics, report: Callable[[str], None]
    ) -> None:
        self._registry = registry
        self._engine = engine
        self._gate = gate
        self._metrics = metrics
        self._report = report
        self._router = Router((*ROUTES, Route("GET", "/metrics", self._measured)))

    def is_quick(self, request: Request) -> bool:
        """Whether the answer takes no longer than handing the request to a thread would."""
        try:
            found = self._router.find(request.method, _path(request.target).partition("?")[0])
        except HttpError:
            return False
        return found.route.quick and (found.route.open or self._gate.is_quick(request.headers))

    def answer(self, request: Request) -> Response:
        """Whatever happens, there is an answer."""
        path, _, query = _path(request.target).partition("?")
        try:
            found = self._router.find(request.method, path)
        except HttpError as error:
            return replace(self._unrouted(request, error), route=NOWHERE)
        user = ""
        try:
            if not found.route.open:
                user = self._gate.check(request.headers, writes=found.route.writes)
            response = self._called(request, found, query)
        except HttpError as error:
            response = _told(error)
        return replace(response, route=found.route.pattern, user=user)

    def _unrouted(self, request: Request, error: HttpError) -> Response:
        """What is not there is told to those only who may know what is."""
        try:
            self._gate.check(request.headers, writes=False)
        except HttpError as refused:
            return _told(refused)
        return _told(error)

    def _called(self, request: Request, found: Found, query: str) -> Response:
        if request.body:
            check_sent(request.headers)
        media = JSON if found.route.open else accepted(request.headers)
        call = Call(
            registry=self._registry,
            engine=self._engine,
            path=found.path,
            query=_parameters(query),
            body=request.body,
            context=found.context,
        )
        try:
            said = found.route.answer(call)
        except RefusedError as error:
            return refusal(error.code, error.message, media=media)
        except LookError as error:
            return refusal(STORE_FAILED, error.message, media=media)
        except HttpError as error:
            return replace(_told(error), media=media)
        except Exception:  # noqa: BLE001  whatever it is, the client gets an answer, and we the place
            self._report(traceback.format_exc())
            return refusal(
                HTTPStatus.INTERNAL_SERVER_ERROR, "Internal Server Error: see the server's log", media=media
            )
        return said if isinstance(said, Response) else Response.of(said, media=media)

    def _measured(self, call: Call) -> Response:
        del call
        return Response(body=self._metrics.text().encode(), media=MEDIA)


def _told(error: HttpError) -> Response:
    return replace(refusal(error.status, error.message), headers=error.headers)


def _path(target: str) -> str:
    """The path and query of a target, which may be a whole URL."""
    if target.startswith("/"):
        return target
    _, _, rest = target.partition("://")
    return f"/{rest.partition('/')[2]}"


def _parameters(query: str) -> dict[str, str]:
    try:
        return dict(parse_qsl(query, keep_blank_values=True, max_num_fields=MOST_PARAMETERS, errors="strict"))
    except ValueError:
        raise HttpError(
            HTTPStatus.BAD_REQUEST, "the query is not percent-encoded UTF-8, or too long"
        ) from None
