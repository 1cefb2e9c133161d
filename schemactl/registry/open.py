"""A registry as it is written (`registry`, `registry:NAME`, `http://…`) in; the Registry that answers there, out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemactl.errors import UsageError
from schemactl.registry.endpoint import Endpoint

if TYPE_CHECKING:
    from collections.abc import Mapping

    from schemactl.registry.confluent.registry import ConfluentRegistry

KIND = "registry"


def endpoint_of(spec: str, endpoints: Mapping[str, Endpoint]) -> Endpoint:
    """What a spec names among the configured registries, or a URL of its own. Raises UsageError if it is neither."""
    if "://" in spec:
        return Endpoint(urls=(spec,))
    kind, _, name = spec.partition(":")
    if kind != KIND:
        raise UsageError(f"{spec!r} is no registry", fix="say registry, registry:NAME, or an http URL")
    if name in endpoints:
        return endpoints[name]
    known = ", ".join(f"registry:{each}" for each in endpoints)
    if name:
        fix = f"known: {known}" if known else f'add [registry.{name}] with url = "…" to schemactl.toml'
        raise UsageError(f"there is no [registry.{name}] in the configuration", fix=fix)
    if len(endpoints) == 1:
        return next(iter(endpoints.values()))
    if endpoints:
        raise UsageError("there are several registries in the configuration", fix=f"say which: {known}")
    fix = 'add [registry.NAME] with url = "http://HOST:8081" to schemactl.toml, or give a URL in its place'
    raise UsageError("there is no registry in the configuration", fix=fix)


def open_registry(spec: str, endpoints: Mapping[str, Endpoint]) -> ConfluentRegistry:
    """Nothing is asked yet. Raises UsageError for what names no registry, ConfigError for what it lacks."""
    endpoint = endpoint_of(spec, endpoints)
    # the client is loaded where there is somebody to speak to: it takes longer than all else
    from schemactl.registry.confluent.registry import ConfluentRegistry  # noqa: PLC0415

    return ConfluentRegistry(endpoint)
