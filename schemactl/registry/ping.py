"""A registry in; what server it seems to be, what it says for all subjects, and how long it takes, out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final

from schemactl.errors import RefusedError, RegistryError
from schemactl.registry.confluent.judging import Said, judged
from schemactl.registry.confluent.registry import ConfluentRegistry
from schemactl.registry.confluent.session import Reply, Request

if TYPE_CHECKING:
    from schemactl.model.compatibility import Compatibility
    from schemactl.model.subject import Mode
    from schemactl.registry.protocol import Registry

ROUNDS: Final = 5
_CCOMPAT = re.compile(r"/apis/ccompat/v\d+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ping:
    """server, version: empty where the answers do not tell. mode: None where there are none.

    seconds: the median time of an answer, on a connection that is there.
    """

    server: str
    version: str
    compatibility: Compatibility | None
    mode: Mode | None
    seconds: float


def ping(registry: Registry) -> Ping:
    """Raises RegistryError if it is not reached, does not know us, or is no registry."""
    config = registry.config(effective=True)
    server, version = _server(registry) if isinstance(registry, ConfluentRegistry) else ("", "")
    times = []
    for _ in range(ROUNDS):
        begun = perf_counter()
        registry.config(effective=True)
        times.append(perf_counter() - begun)
    return Ping(
        server=server, version=version, compatibility=config.compatibility if config else None,
        mode=_mode(registry), seconds=median(times),
    )  # fmt: skip


def _mode(registry: Registry) -> Mode | None:
    try:
        return registry.mode(effective=True)
    except (RefusedError, RegistryError):
        return None  # Apicurio 2 has no modes; whether it answers at all was asked before


def _server(registry: ConfluentRegistry) -> tuple[str, str]:
    """What each kind of server tells of itself, and no other kind does."""
    base = registry.asker.urls[0]
    return (
        _header(registry, base)
        or _apicurio(registry, _CCOMPAT.sub("", base))
        or _metadata(registry, base)
        or ("", "")
    )


def _header(registry: ConfluentRegistry, base: str) -> tuple[str, str] | None:
    reply = _reply(registry, base, "config")
    named = re.match(r"(Karapace)/([\w.+-]+)", reply.headers.get("server", "")) if reply else None
    return (named[1], named[2]) if named else None


def _metadata(registry: ConfluentRegistry, base: str) -> tuple[str, str] | None:
    said = _json(registry, base, "v1/metadata/version")
    ours, found, version = str(said.get("version", "")).rpartition("schemactl ")
    if found and not ours:
        return "schemactl", version
    return ("Confluent Schema Registry", version) if "version" in said else None


def _apicurio(registry: ConfluentRegistry, base: str) -> tuple[str, str] | None:
    for version in ("v3", "v2"):
        said = _json(registry, base, f"apis/registry/{version}/system/info")
        if "apicurio" in str(said.get("name", "")).lower():
            return "Apicurio Registry", str(said.get("version", ""))
    return None


def _json(registry: ConfluentRegistry, base: str, path: str) -> dict[str, Any]:
    reply = _reply(registry, base, path)
    try:
        said = judged(reply, str) if reply else None
    except RefusedError:
        return {}
    return said.value if isinstance(said, Said) and isinstance(said.value, dict) else {}


def _reply(registry: ConfluentRegistry, base: str, path: str) -> Reply | None:
    """One attempt: a server that does not know the path is none of that kind."""
    session = registry.asker.session
    reply = session.send(
        base, Request(method="GET", path=path, headers=session.credentials()), registry.asker.timeout
    )
    return reply if isinstance(reply, Reply) else None
