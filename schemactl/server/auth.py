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
        self._right: dict[bytes, str] = {}

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

    def _identity(self, header: str) -> Identity | None:
        scheme, _, given = header.partition(" ")
        if scheme.lower() == "bearer":
            return self._bearer(given.strip())
        if scheme.lower() == "basic":
            return self._basic(given.strip())
        return None

    def _bearer(self, token: str) -> Identity | None:
        """Compare with every token, so that the time tells nothing."""
        digest, found = token_digest(token), None
        for known, identity in self._tokens.items():
            if hmac.compare_digest(known, digest):
                found = identity
        return found

    def _basic(self, given: str) -> Identity | None:
        try:
            name, colon, password = b64decode(given, validate=True).decode().partition(":")
        except ValueError:
            return None
        identity = self._users.get(name) if colon else None
        if identity is None:
            matches(password, DECOY)  # an unknown user takes as long as a wrong password
            return None
        return identity if self._is_right(identity, password) else None

    def _is_right(self, identity: Identity, password: str) -> bool:
        mark = hmac.digest(self._key, f"{identity.name}:{password}".encode(), hashlib.sha256)
        if mark in self._right:
            return True
        if not matches(password, identity.secret):
            return False
        if len(self._right) >= _REMEMBERED:
            self._right.clear()
        self._right[mark] = identity.name
        return True
