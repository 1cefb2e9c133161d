"""A password or token in; its hash, as a file may hold it, out; and whether a hash is that of a password."""

from __future__ import annotations

import hashlib
import hmac
import os
from base64 import b64decode, b64encode
from typing import Final

COST, BLOCK, LANES = 2**14, 8, 1
"""scrypt's parameters: 16 MiB and some 30 ms for each guess."""

MOST_MEMORY: Final = 2**27
MOST_COST: Final = 2**16


def password_hash(password: str) -> str:
    """`scrypt$N$r$p$SALT$HASH`, salt and hash in base64."""
    salt = os.urandom(16)
    digest = _scrypt(password, salt, COST, BLOCK, LANES)
    return f"scrypt${COST}${BLOCK}${LANES}${b64encode(salt).decode()}${b64encode(digest).decode()}"


def token_hash(token: str) -> str:
    """`sha256$HEX`: a token is random and long, so that it needs no salt and no slow hash."""
    return f"sha256${token_digest(token)}"


def token_digest(token: str) -> str:
    return hashlib.sha256(token.encode(errors="surrogatepass")).hexdigest()


def matches(password: str, stored: str) -> bool:
    """Whether this is the password; takes the same time where they differ."""
    cost, block, lanes, salt, digest = parts(stored)
    return hmac.compare_digest(_scrypt(password, salt, cost, block, lanes), digest)


def parts(stored: str) -> tuple[int, int, int, bytes, bytes]:
    """The parts of a password's hash. Raises ValueError for what is none, or would take too much to compute."""
    kind, *numbers, salt, digest = stored.split("$")
    cost, block, lanes = map(int, numbers)
    found = cost, block, lanes, b64decode(salt, validate=True), b64decode(digest, validate=True)
    too_much = cost > MOST_COST or not 1 <= block * lanes <= 64  # noqa: PLR2004
    if kind != "scrypt" or cost < 2 or cost & (cost - 1) or too_much or len(found[4]) < 16:  # noqa: PLR2004
        raise ValueError(stored.partition("$")[0])
    return found


def _scrypt(password: str, salt: bytes, cost: int, block: int, lanes: int) -> bytes:
    given = password.encode(errors="surrogatepass")
    return hashlib.scrypt(given, salt=salt, n=cost, r=block, p=lanes, maxmem=MOST_MEMORY, dklen=32)


DECOY: Final = (
    f"scrypt${COST}${BLOCK}${LANES}${b64encode(bytes(16)).decode()}${b64encode(bytes(32)).decode()}"
)
"""A hash that is no password's."""

SHORTEST_TOKEN: Final = 20
