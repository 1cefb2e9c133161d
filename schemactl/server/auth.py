"""Credentials in a request's headers, and those who are known, in; who asks, and whether they may, out."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from base64 import b64decode
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from typing import TYPE_CHECKING

from schemactl.server.exchange import HttpError
from schemactl.server.hashes import DECOY, matches, token_digest

if TYPE_CHECKING:
    from collections.abc import Mapping

_CHALLENGES = (
    ("WWW-Authenticate", 'Basic realm="schemactl", charset="UTF-8"'),
    ("WWW-Authenticate", "Bearer"),
)
_REMEMBERED = 256


class Role(StrEnum):
    READ_ONLY = "read-only"
    READ_WRITE = "read-write"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Somebody who may ask. secret: the hash of the password or of the token, as `registry secret` prints it."""

    name: str
    secret: str
    role: Role


class Gate:
    """Knows users by their names and tokens by their digests. Without any of them (None), everybody may do all.

    A password that was right is remembered, under a key that lives as long as the process: hashing one takes as long
    as a thousand answers.
    """

    def __init__(
        self, users: Mapping[str, Identity] | None = None, tokens: Mapping[str, Identity] | None = None
    ) -> None:
        self._users = users or {}
        self._tokens = tokens or {}
        self._closed = users is not None or tokens is not None
        self._key = secrets.token_bytes(32)
        self._right: dict[bytes, Identity] = {}

    def check(self, headers: Mapping[str, str], *, writes: bool) -> str:
        """The name of who asks. Raises HttpError 401 without valid credentials, 403 without the role for it."""
        if not self._closed:
            return ""
        identity = self._identity(headers.get("authorization", ""))
        if identity is None:
            raise HttpError(HTTPStatus.UNAUTHORIZED, "Unauthorized", headers=_CHALLENGES)
        if writes and identity.role is not Role.READ_WRITE:
            raise HttpError(HTTPStatus.FORBIDDEN, f"{identity.name} may only read")
        return identity.name

    def is_quick(self, headers: Mapping[str, str]) -> bool:
        """Whether it takes no time to say who asks: there is no password to be hashed."""
        given = headers.get("authorization", "")
        return not self._closed or not given.lower().startswith("basic") or self._mark(given) in self._right

    def _identity(self, header: str) -> Identity | None:
        scheme, _, given = header.partition(" ")
        if scheme.lower() == "bearer":
            return self._bearer(given.strip())
        if scheme.lower() == "basic":
            return self._basic(header)
        return None

    def _bearer(self, token: str) -> Identity | None:
        """Compare with every token, so that the time tells nothing."""
        digest, found = token_digest(token), None
        for known, identity in self._tokens.items():
            if hmac.compare_digest(known, digest):
                found = identity
        return found

    def _basic(self, header: str) -> Identity | None:
        mark = self._mark(header)
        if mark in self._right:
            return self._right[mark]
        identity = self._hashed(header.partition(" ")[2].strip())
        if identity is not None:
            if len(self._right) >= _REMEMBERED:
                self._right.clear()
            self._right[mark] = identity
        return identity

    def _mark(self, header: str) -> bytes:
        return hmac.digest(self._key, header.encode("latin-1", "replace"), hashlib.sha256)

    def _hashed(self, given: str) -> Identity | None:
        """Whose password this is; an unknown user takes as long as a wrong password."""
        try:
            name, _, password = b64decode(given, validate=True).decode().partition(":")
        except ValueError:
            return None
        identity = self._users.get(name)
        right = matches(password, identity.secret if identity else DECOY)
        return identity if right else None
