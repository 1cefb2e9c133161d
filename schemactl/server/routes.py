"""Method and path in; the route that they take, with the parts of the path that it names, out.

ROUTES is the whole REST surface on one page.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from schemactl.server.exchange import HttpError
from schemactl.server.rest import about, schemas, settings, subjects

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from schemactl.server.call import Call


@dataclass(frozen=True, slots=True)
class Route:
    """What is asked, and what answers it.

    writes: not for those who may only read. open: for those without credentials too. quick: a look into an index or
    two, so that handing it to a thread would take longer.
    """

    method: str
    pattern: str
    answer: Callable[[Call], Any]
    writes: bool = False
    open: bool = False
    quick: bool = False

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(self.pattern.strip("/").split("/"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A route, and what the path has where the route has a name; context: `:.sales:`, if the path begins with one."""

    route: Route
    path: Mapping[str, str]
    context: str = ""


ROUTES = (
    Route("GET", "/", about.root),
    Route("GET", "/healthz", about.healthy, open=True, quick=True),
    Route("GET", "/readyz", about.ready, open=True),
    Route("GET", "/contexts", about.contexts),
    Route("GET", "/v1/metadata/id", about.metadata_id),
    Route("GET", "/v1/metadata/version", about.metadata_version),
    Route("GET", "/schemas", schemas.schemas),
    Route("GET", "/schemas/types", schemas.types, quick=True),
    Route("GET", "/schemas/ids/{id}", schemas.by_id, quick=True),
    Route("GET", "/schemas/ids/{id}/schema", schemas.text_by_id, quick=True),
    Route("GET", "/schemas/ids/{id}/subjects", schemas.subjects_of),
    Route("GET", "/schemas/ids/{id}/versions", schemas.versions_of),
    Route("GET", "/schemas/guids/{guid}", schemas.by_guid),
    Route("GET", "/schemas/guids/{guid}/ids", schemas.ids_of_guid),
    Route("GET", "/subjects", subjects.subjects),
    Route("POST", "/subjects/{subject}", subjects.find),
    Route("DELETE", "/subjects/{subject}", subjects.delete_subject, writes=True),
    Route("GET", "/subjects/{subject}/metadata", subjects.newest_with),
    Route("GET", "/subjects/{subject}/versions", subjects.versions, quick=True),
    Route("POST", "/subjects/{subject}/versions", subjects.register, writes=True),
    Route("GET", "/subjects/{subject}/versions/{version}", subjects.version, quick=True),
    Route("DELETE", "/subjects/{subject}/versions/{version}", subjects.delete_version, writes=True),
    Route("GET", "/subjects/{subject}/versions/{version}/schema", subjects.version_text, quick=True),
    Route("GET", "/subjects/{subject}/versions/{version}/referencedby", subjects.referenced_by),
    Route("POST", "/compatibility/subjects/{subject}/versions", settings.compatible),
    Route("POST", "/compatibility/subjects/{subject}/versions/{version}", settings.compatible),
    Route("GET", "/config", settings.config, quick=True),
    Route("PUT", "/config", settings.set_config, writes=True),
    Route("DELETE", "/config", settings.delete_config, writes=True),
    Route("GET", "/config/{subject}", settings.config, quick=True),
    Route("PUT", "/config/{subject}", settings.set_config, writes=True),
    Route("DELETE", "/config/{subject}", settings.delete_config, writes=True),
    Route("GET", "/mode", settings.mode, quick=True),
    Route("PUT", "/mode", settings.set_mode, writes=True),
    Route("DELETE", "/mode", settings.delete_mode, writes=True),
    Route("GET", "/mode/{subject}", settings.mode, quick=True),
    Route("PUT", "/mode/{subject}", settings.set_mode, writes=True),
    Route("DELETE", "/mode/{subject}", settings.delete_mode, writes=True),
)


REMEMBERED = 1024
"""Paths whose routes are: clients ask for the same ones again and again."""


class Router:
    """Routes by the number of their parts: few are left to be compared."""

    def __init__(self, routes: Sequence[Route]) -> None:
        self.find = lru_cache(REMEMBERED)(self._find)
        self._routes: dict[int, list[tuple[tuple[str, ...], Route]]] = defaultdict(list)
        for route in routes:
            self._routes[len(route.parts)].append((route.parts, route))

    def _find(self, method: str, path: str) -> Found:
        """The route of a percent-encoded path. Raises HttpError 400, 404 or 405."""
        parts, context = _in_context(_decoded(path))
        wanted = "GET" if method == "HEAD" else method
        allowed = set()
        for pattern, route in self._routes.get(len(parts), ()):
            named = _match(pattern, parts)
            if named is not None and route.method == wanted:
                return Found(route=route, path=named, context=context)
            if named is not None:
                allowed.add(route.method)
        if allowed:
            raise HttpError(HTTPStatus.METHOD_NOT_ALLOWED, headers=(("Allow", ", ".join(sorted(allowed))),))
        raise HttpError(HTTPStatus.NOT_FOUND)


def _decoded(path: str) -> list[str]:
    """The parts of a path, split before they are decoded: a `%2F` is part of a name."""
    try:
        return [
            unquote(part, errors="strict") for part in path.removesuffix("/").removeprefix("/").split("/")
        ]
    except UnicodeDecodeError:
        raise HttpError(HTTPStatus.BAD_REQUEST, "the path is not percent-encoded UTF-8") from None


def _in_context(parts: list[str]) -> tuple[list[str], str]:
    """`/contexts/.sales/…` is the rest of the path, in that context."""
    if len(parts) < 3 or parts[0] != "contexts":  # noqa: PLR2004
        return parts, ""
    name = parts[1].strip(":")
    if not name.startswith("."):
        raise HttpError(HTTPStatus.NOT_FOUND)
    return parts[2:], "" if name == "." else f":{name}:"


def _match(pattern: Sequence[str], parts: Sequence[str]) -> dict[str, str] | None:
    named = {}
    for wanted, part in zip(pattern, parts, strict=True):
        if wanted.startswith("{"):
            if not part:
                return None
            named[wanted[1:-1]] = part
        elif wanted != part:
            return None
    return named
