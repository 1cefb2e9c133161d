"""The path of an auth file in; the gate that it describes out."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from schemactl.errors import ConfigError
from schemactl.server.auth import Gate, Identity, Role
from schemactl.server.hashes import parts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_SECRETS = {"user": "password", "token": "token"}
"""What each table of the file calls its secret."""


def load(path: Path) -> Gate:
    """Read `[[user]]` (name, password, role) and `[[token]]` (name, token, role). Raises ConfigError."""
    said = _read(path)
    unknown = sorted(said.keys() - _SECRETS.keys())
    if unknown:
        raise _wrong(path, f"{unknown[0]} is not known", "write [[user]] and [[token]] tables only")
    users = _identities(path, said, "user")
    tokens = _identities(path, said, "token")
    if not users and not tokens:
        raise _wrong(path, "nobody is in it", "add a [[user]] or a [[token]]")
    return Gate(users, {one.secret.removeprefix("sha256$"): one for one in tokens.values()})


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}", fix="name a TOML file") from error
    except ValueError as error:
        raise ConfigError(f"{path}: {error}", fix="correct the file: it is not TOML in UTF-8") from error


def _identities(path: Path, said: Mapping[str, Any], table: str) -> dict[str, Identity]:
    rows = said.get(table, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise _wrong(path, f"{table} is no list of tables", f"write [[{table}]]")
    found: dict[str, Identity] = {}
    for row in rows:
        one = _identity(path, row, table)
        if one.name in found:
            raise _wrong(path, f"{table} {one.name} is there twice", "remove one")
        found[one.name] = one
    return found


def _identity(path: Path, row: Mapping[str, Any], table: str) -> Identity:
    secret = _SECRETS[table]
    wanted = {"name", secret, "role"}
    if row.keys() != wanted or not all(isinstance(value, str) for value in row.values()):
        raise _wrong(
            path,
            f"a [[{table}]] has other keys than it must",
            f"give it {', '.join(sorted(wanted))}: all of them strings",
        )
    name = row["name"]
    if not name or ":" in name or not name.isprintable():
        raise _wrong(path, f"{name!a} is no name", "use one without a colon or control characters")
    if row["role"] not in list(Role):
        raise _wrong(path, f"{table} {name} has no known role", f"give it {' or '.join(Role)}")
    if not _is_hash(table, row[secret]):
        raise _wrong(
            path,
            f"the {secret} of {table} {name} is no hash",
            f"print one with `schemactl registry secret --{secret}` (what is in the file now is no secret any more)",
        )
    return Identity(name=name, secret=row[secret], role=Role(row["role"]))


def _is_hash(table: str, text: str) -> bool:
    if table == "token":
        kind, _, digest = text.partition("$")
        return kind == "sha256" and len(digest) == 64 and set(digest) <= set("0123456789abcdef")  # noqa: PLR2004
    try:
        parts(text)
    except ValueError:
        return False
    return True


def _wrong(path: Path, what: str, fix: str) -> ConfigError:
    return ConfigError(f"{path}: {what}", fix=fix)
