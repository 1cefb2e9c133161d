"""One HTTP request, and what is answered: what the rest of the server speaks of instead of bytes on a wire."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from http import HTTPStatus
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from schemactl.errors import SchemactlError

if TYPE_CHECKING:
    from collections.abc import Mapping

JSON = "application/json"
TEXT = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a client asks. target: path and query as they came, percent-encoded; headers: by lower-case name."""

    method: str
    target: str
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    body: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What is answered; media: its content type. route, user: for the log, what was asked for and by whom."""

    status: int = HTTPStatus.OK
    body: bytes = b""
    media: str = JSON
    headers: tuple[tuple[str, str], ...] = ()
    route: str = ""
    user: str = ""

    @classmethod
    def of(cls, value: Any, *, status: int = HTTPStatus.OK, media: str = JSON) -> Response:
        """A JSON value, as small as it can be written."""
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        return cls(status=status, body=text.encode(), media=media)


class HttpError(SchemactlError):
    """A request that HTTP has a status for (404, 405, 413, …), before any registry is asked."""

    kind = "http"

    def __init__(
        self, status: HTTPStatus, message: str = "", *, headers: tuple[tuple[str, str], ...] = ()
    ) -> None:
        super().__init__(message or f"HTTP {status.value} {status.phrase}")
        self.status = status
        self.headers = headers


def refusal(code: int, message: str, *, media: str = JSON) -> Response:
    """An error as the original's clients expect it: its code says the status in its first three digits."""
    return Response.of({"error_code": code, "message": message}, status=int(str(code)[:3]), media=media)
