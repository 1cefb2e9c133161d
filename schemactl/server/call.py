"""A request that found its route in; its parameters and its JSON body, checked, out."""

from __future__ import annotations

import json
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final, TypeVar

from schemactl.errors import RefusedError
from schemactl.model.subject import LATEST
from schemactl.registry.names import within
from schemactl.server.exchange import HttpError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from schemactl.registry.engine import Engine
    from schemactl.server.served import Served

Item = TypeVar("Item")

INVALID_NUMBER: Final = 42202
LARGEST: Final = 2**31 - 1
"""Numbers and ids are what the original's clients hold them in: 32 bits with a sign."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """What a route's function gets.

    path: the parts of the path that the route names, decoded. query: the parameters, the last of each name.
    context: the one that the path began with (`:.sales:`), or "".
    """

    registry: Served
    engine: Engine
    path: Mapping[str, str]
    query: Mapping[str, str]
    body: bytes = b""
    context: str = ""

    @property
    def subject(self) -> str:
        """The subject that the path names; one without a context is in the path's."""
        return self.placed(self.path["subject"])

    @property
    def scope(self) -> str:
        """Where to look for an id: the query's subject, or the path's context."""
        return self.placed(self.query.get("subject", ""))

    def placed(self, subject: str) -> str:
        return within(subject, self.context) if self.context else subject

    @property
    def number(self) -> int:
        """The version that the path names. Raises RefusedError 42202."""
        text = self.path["version"]
        if text in {"latest", "-1"}:
            return LATEST
        if not (text.isascii() and text.isdigit()) or not 1 <= int(text[:11]) <= LARGEST:
            raise RefusedError(
                INVALID_NUMBER,
                f"The specified version '{text[:100]}' is not a valid version id. "
                'Allowed values are between [1, 2^31-1] and the string "latest"',
            )
        return int(text)

    @property
    def schema_id(self) -> int:
        """The id that the path names; what is no number is no place (404)."""
        text = self.path["id"]
        if not (text.isascii() and text.isdigit()) or int(text[:11]) > LARGEST:
            raise HttpError(HTTPStatus.NOT_FOUND)
        return int(text)

    def flag(self, name: str) -> bool:
        return self.query.get(name, "").lower() == "true"

    def count(self, name: str, default: int) -> int:
        """A number among the parameters; what is none is no place (404), as in the original."""
        text = self.query.get(name, str(default))
        digits = text.removeprefix("-")
        if not (digits.isascii() and digits.isdigit()) or int(digits[:11]) > LARGEST:
            raise HttpError(HTTPStatus.NOT_FOUND)
        return int(text)

    def paged(self, items: Sequence[Item]) -> Sequence[Item]:
        """The part of a list that `offset` and `limit` ask for; a negative limit is none."""
        offset, limit = max(0, self.count("offset", 0)), self.count("limit", -1)
        return items[offset:] if limit < 0 else items[offset : offset + limit]

    def object(self) -> Mapping[str, Any]:
        """The body, a JSON object; an empty one is one without names. Raises HttpError 400."""
        try:
            value = json.loads(self.body or b"{}", parse_constant=_no_constant)
            if b"\\u" in self.body:
                json.dumps(value, ensure_ascii=False).encode()  # halves of surrogate pairs are no text
        except (ValueError, RecursionError) as error:
            raise HttpError(HTTPStatus.BAD_REQUEST, f"the body is no JSON: {_why(error)}") from None
        if not isinstance(value, dict):
            raise HttpError(HTTPStatus.BAD_REQUEST, "the body is no JSON object")
        return value


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no number of JSON")


def _why(error: Exception) -> str:
    return "it is nested too deeply" if isinstance(error, RecursionError) else str(error)[:200]
