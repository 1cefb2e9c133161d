"""A configuration in; every effective value, and where it came from, out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from schemactl.config.refusal import place
from schemactl.config.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemactl.config.configuration import Configuration
    from schemactl.config.positions import Key


def values(configuration: Configuration) -> Iterator[tuple[str, Any, str]]:
    """Each value with its dotted key and its origin: `schemactl.toml:4:1`, or `default`."""
    settings = msgspec.to_builtins(configuration.settings or Settings())
    yield "minimum-version", settings["minimum-version"], _origin(configuration, ("minimum-version",))
    for number, table in enumerate(settings["module"]):
        for key, value in table.items():
            yield f"module[{number}].{key}", value, _origin(configuration, ("module", number, key))
    for name, table in settings["registry"].items():
        for key, value in table.items():
            yield f"registry.{name}.{key}", value, _origin(configuration, ("registry", name, key))
    for name in ("check", "lint"):
        for key, value in settings[name].items():
            yield f"{name}.{key}", value, _origin(configuration, (name, key))


def _origin(configuration: Configuration, key: Key) -> str:
    said: Any = configuration.said
    for part in key:
        if isinstance(said, dict) and part not in said:
            return "default"
        said = said[part]
    return str(place(configuration.shown, configuration.stands, key))
