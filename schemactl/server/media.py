"""What a client sends and accepts in; the content type of the answer, or the refusal that HTTP has for it, out."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from schemactl.server.exchange import JSON, HttpError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

OWN = "application/vnd.schemaregistry.v1+json"
GIVEN = (OWN, "application/vnd.schemaregistry+json", JSON)
"""What can be answered, the best first (where a client takes anything)."""

TAKEN = frozenset({*GIVEN, "application/octet-stream"})
"""What is read as JSON; the last is what a client means that does not say."""


def accepted(headers: Mapping[str, str]) -> str:
    """The type to answer with. Raises HttpError 406."""
    wanted = headers.get("accept", "")
    if not wanted or wanted == "*/*":
        return OWN
    weighed = sorted(_ranges(wanted), key=lambda item: -item[1])
    for pattern, weight in weighed:
        if weight > 0 and (found := _first(pattern)):
            return found
    raise HttpError(HTTPStatus.NOT_ACCEPTABLE)


def _ranges(header: str) -> Iterator[tuple[str, float]]:
    for item in header.split(","):
        pattern, *parameters = (part.strip() for part in item.split(";"))
        weights = [
            value for name, _, value in (part.partition("=") for part in parameters) if name.strip() == "q"
        ]
        yield pattern.lower(), _weight(weights[0]) if weights else 1.0


def _weight(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def _first(pattern: str) -> str | None:
    if pattern in {"*/*", "application/*"}:
        return OWN
    return pattern if pattern in GIVEN else None


def check_sent(headers: Mapping[str, str]) -> None:
    """Raises HttpError 415 for a body that is not said to be JSON, or that is compressed."""
    sent = headers.get("content-type", "application/octet-stream").partition(";")[0].strip().lower()
    if sent not in TAKEN or headers.get("content-encoding", "identity").lower() != "identity":
        raise HttpError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
