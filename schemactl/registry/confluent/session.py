"""An endpoint in; what sends requests there, with its TLS and its credentials and within a time, out."""

from __future__ import annotations

import ssl
import threading
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Any, Final, TypeVar

from confluent_kafka.schema_registry import SchemaRegistryClient
from confluent_kafka.schema_registry.common._httpx_compat import httpx

from schemactl.errors import ConfigError
from schemactl.registry.confluent import trouble

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from schemactl.model.location import Location
    from schemactl.registry.confluent.trouble import Trouble

CONNECT_SECONDS: Final = 5.0
INNER: Final = 0.9
"""The part of a time limit after which the HTTP client gives up: it knows better than a clock what it waited for."""
LARGEST_ANSWER: Final = 64 << 20
"""Bytes; the largest list that a registry was seen to give is a hundredth of that."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """method, path (below a server's URL), query, body. headers: beside those that say who asks."""

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a server answered. headers: by lower-case name."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Session:
    """Connections that are kept. conf: what confluent-kafka's client is configured with, secrets among it."""

    def __init__(
        self,
        conf: Mapping[str, Any],
        *,
        trusted: str = "",
        renew: Callable[[], None] | None = None,
        location: Location | None = None,
    ) -> None:
        """trusted: the path of authorities to be trusted beside the well-known ones.

        renew: what makes the next credentials fresh ones. Raises ConfigError for files that cannot be used.
        """
        self.renew = renew
        try:
            # its client knows how to authenticate; what its methods would answer from a cache is asked here
            self._client = SchemaRegistryClient(dict(conf))
            self._rest = self._client._rest_client  # noqa: SLF001  (docs/adr/0018)
            if trusted:
                self._rest.verify.load_verify_locations(trusted)
        except (OSError, ssl.SSLError) as error:
            raise ConfigError(
                f"the files for TLS cannot be used: {_reason(error)}",
                fix="name PEM files that can be read, and that belong together",
                location=location,
            ) from None

    def __repr__(self) -> str:
        return "Session()"

    def credentials(self) -> dict[str, str]:
        """The headers that say who asks; may have to fetch a token first, and raise what that raises."""
        headers: dict[str, str] = {}
        if self._rest.bearer_field_provider is not None:
            self._rest.handle_bearer_auth(headers)
        return headers

    def send(self, base: str, request: Request, seconds: float) -> Reply | Trouble:
        """One attempt. It ends within the time whatever the server, or the look-up of its name, does."""
        begun = monotonic()
        try:
            return within(seconds, partial(self._send, base, request, INNER * seconds))
        except (httpx.HTTPError, httpx.StreamError, httpx.InvalidURL, TimeoutError, OSError) as error:
            return trouble.of(error, monotonic() - begun, base)

    def close(self) -> None:
        self._client.close()

    def _send(self, base: str, request: Request, seconds: float) -> Reply | Trouble:
        end = monotonic() + seconds
        limits = httpx.Timeout(seconds, connect=min(CONNECT_SECONDS, seconds))
        with self._rest.session.stream(
            request.method, f"{base}/{request.path}" if request.path else base, params=request.query or None,
            content=request.body, headers=request.headers, timeout=limits,
        ) as answer:  # fmt: skip
            body = bytearray()
            for piece in answer.iter_bytes():
                body += piece
                if monotonic() > end:
                    raise TimeoutError
                if len(body) > LARGEST_ANSWER:
                    words = f"answers with more than {LARGEST_ANSWER >> 20} MiB"
                    return trouble.Trouble(words=words, fix="look what it is", lasting=True)
            headers = {name.lower(): value for name, value in answer.headers.items()}
            return Reply(status=answer.status_code, headers=headers, body=bytes(body))


def within(seconds: float, work: Callable[[], T]) -> T:
    """Do something in a thread of its own, and leave that alone when the time is over. Raises TimeoutError then.

    The HTTP client's own limits are not enough: they begin anew with each byte, and leave out the name's look-up.
    """
    future: Future[T] = Future()

    def run() -> None:
        try:
            future.set_result(work())
        except BaseException as error:  # noqa: BLE001  it is raised again where it is waited for
            future.set_exception(error)

    threading.Thread(target=run, name="registry", daemon=True).start()
    return future.result(timeout=seconds)


def _reason(error: OSError) -> str:
    """Why a file cannot be used, without what it holds."""
    if isinstance(error, ssl.SSLError):
        return (error.reason or "not PEM").lower().replace("_", " ")
    return " ".join(
        filter(None, (error.strerror or "cannot be read", error.filename and f"({error.filename})"))
    )
