"""Where a registry is and how it is spoken to, as configured: with the names of secrets, never with secrets."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from schemactl.errors import ConfigError

if TYPE_CHECKING:
    from schemactl.model.location import Location

TIMEOUT: Final = 30.0
RETRIES: Final = 3
VARIABLE = re.compile(r"\$\{(\w+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """Where a secret stands: in an environment variable or in a file. Neither its repr nor an error shows it."""

    variable: str = ""
    file: str = ""
    location: Location | None = None

    def __str__(self) -> str:
        return f"${self.variable}" if self.variable else self.file

    def read(self) -> str:
        """The secret, without the white space around it. Raises ConfigError if there is none."""
        value = _variable(self.variable, self.location) if self.variable else self._text()
        if not value.strip().isprintable() or not value.strip():
            raise ConfigError(
                f"{self} is empty, or more than one line",
                fix="let it hold the secret alone",
                location=self.location,
            )
        return value.strip()

    def _text(self) -> str:
        try:
            return Path(self.file).read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
            raise ConfigError(
                f"{self.file}, which should hold a secret, cannot be read: {why}",
                fix="create the file, or name another one",
                location=self.location,
            ) from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Basic:
    """user_info: `user:password`."""

    user_info: Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearer:
    """A token that is there already. cluster, pool: Confluent Cloud's logical cluster and identity pool."""

    token: Secret
    cluster: str = ""
    pool: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientCredentials:
    """A token that is fetched (OAuth 2.0, RFC 6749 section 4.4), and again before it expires."""

    token_url: str
    client_id: str
    client_secret: Secret
    scope: str = ""
    cluster: str = ""
    pool: str = ""


Auth = Basic | Bearer | ClientCredentials | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """A registry's place.

    urls: one, or several of the same registry, tried in turn; `${NAME}` stands for an environment variable.
    ca: whom to trust instead of the well-known authorities; certificate, key: who we are. Paths of PEM files.
    timeout: seconds until a question is given up, all attempts included; retries: attempts after the first.
    context: where subjects stand that do not say it. lock: the file `registry pull` writes. profile: who predicts it.
    """

    urls: tuple[str, ...]
    name: str = ""
    auth: Auth = None
    ca: str = ""
    certificate: str = ""
    key: str = ""
    key_password: Secret | None = None
    timeout: float = TIMEOUT
    retries: int = RETRIES
    context: str = ""
    lock: str = ""
    profile: str = ""
    location: Location | None = None

    @property
    def where(self) -> str:
        """What an error tells people to look at."""
        return f"[registry.{self.name}]" if self.name else "the URL"

    def expanded(self) -> Endpoint:
        """With environment variables in their places. Raises ConfigError for one that is not set, or no URL."""
        urls = tuple(self.checked(_expanded(url, self.location)) for url in self.urls)
        if isinstance(self.auth, ClientCredentials):
            token_url = self.checked(_expanded(self.auth.token_url, self.location))
            return replace(self, urls=urls, auth=replace(self.auth, token_url=token_url))
        return replace(self, urls=urls)

    def checked(self, url: str) -> str:
        """An http URL without credentials, query and slash at its end. Raises ConfigError for anything else."""
        try:
            parts = urlsplit(url)
            well = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port or 1) > 0
            well = well and url.isprintable() and " " not in url
        except ValueError:
            well = False
        if not well:
            message, fix = f"{_shown(url)} is no URL of a registry", "write http://HOST:PORT or https://HOST"
        elif "@" in parts.netloc:
            message = f"the URL {_shown(url)} holds credentials"
            fix = "take them out and configure auth, with the name of the variable or file that holds them"
        elif parts.query or parts.fragment:
            message, fix = (
                f"{_shown(url)} is more than a registry's URL",
                "leave out everything from ? or # on",
            )
        else:
            return parts.geturl().rstrip("/")
        raise ConfigError(message, fix=fix, location=self.location)


def _shown(url: str) -> str:
    """A URL as an error may show it: without what may be a secret."""
    scheme, slashes, rest = url.rpartition("://")
    hidden, at, host = rest.rpartition("@")
    if re.search(r"[?#]", hidden):
        return f"{scheme}{slashes}***"
    return f"{scheme}{slashes}{'***@' if at else ''}{re.split(r'[?#]', host)[0]}"


def _expanded(text: str, location: Location | None) -> str:
    return VARIABLE.sub(lambda found: _variable(found[1], location), text)


def _variable(name: str, location: Location | None) -> str:
    value = os.environ.get(name, "")
    if not value:
        fix = "set it in the environment, or change the configuration"
        raise ConfigError(f"the environment variable {name} is not set", fix=fix, location=location)
    return value
