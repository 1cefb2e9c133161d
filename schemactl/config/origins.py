"""A configuration in; every effective value, and where it came from, out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from schemactl.config.refusal import dotted, place
from schemactl.config.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemactl.config.configuration import Configuration
    from schemactl.config.positions import Key


def values(configuration: Configuration) -> Iterator[tuple[str, Any, str]]:
    """Each value that is not left out, with its dotted key and its origin: `schemactl.toml:4:1`, or `default`."""
    for key, value in _leaves(msgspec.to_builtins(configuration.settings or Settings())):
        yield dotted(key), value, _origin(configuration, key)


def _leaves(said: Any, key: Key = ()) -> Iterator[tuple[Key, Any]]:
    """What stands in tables, and in arrays of tables."""
    if isinstance(said, dict):
        for name, value in said.items():
            yield from _leaves(value, (*key, name))
    elif isinstance(said, (list, tuple)) and said and isinstance(said[0], dict):
        for number, table in enumerate(said):
            yield from _leaves(table, (*key, number))
    elif said is not None:
        yield key, said


def _origin(configuration: Configuration, key: Key) -> str:
    said: Any = configuration.said
    for part in key:
        if isinstance(said, dict) and part not in said:
            return "default"
        said = said[part]
    return str(place(configuration.shown, configuration.stands, key))
