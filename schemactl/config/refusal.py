"""What is wrong with a configuration in; an error that says where, what, and what was probably meant, out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, get_args

from schemactl.config.generate import ANSWERS
from schemactl.config.registry_tables import AUTH_TYPES
from schemactl.config.settings import json_schema
from schemactl.errors import ConfigError, meant
from schemactl.model.compatibility import Compatibility
from schemactl.model.effect import Surface
from schemactl.model.location import Location
from schemactl.model.naming import Strategy
from schemactl.model.schema import FormatName
from schemactl.model.waiver import Duty

if TYPE_CHECKING:
    from collections.abc import Iterable

    from schemactl.config.positions import Key, Positions

_AT = re.compile(r" - at `\$(?P<path>.*)`$")
_UNKNOWN = re.compile(r"unknown field `(?P<key>[^`]*)`")
_INVALID = re.compile(r"^Invalid (?:enum )?value '(?P<value>.*)'")
_CHOICES: dict[str, Iterable[str]] = {
    "compatibility": Compatibility,
    "surfaces": Surface,
    "formats": get_args(FormatName),
    "strategy": Strategy,
    "require": Duty,
    "unknown": ANSWERS,
    "empty": ANSWERS,
    "type": AUTH_TYPES,
}
_TABLES: dict[Key, tuple[str, ...]] = {
    (): ("Settings",),
    ("module",): ("ModuleTable",),
    ("check",): ("CheckTable",),
    ("check", "override"): ("OverrideTable",),
    ("lint",): ("LintTable",),
    ("lint", "ignore"): ("IgnoreTable",),
    ("subjects",): ("SubjectsTable",),
    ("subjects", "override"): ("SubjectTable",),
    ("waivers",): ("WaiversTable",),
    ("generate",): ("GenerateTable",),
    ("generate", "dispatch"): ("DispatchTable",),
    ("generate", "python"): ("PythonTable",),
    ("registry",): ("RegistryTable",),
    ("registry", "auth"): ("BasicTable", "BearerTable", "OidcTable"),
}
"""The types of a table's keys."""


def refused(words: str, shown: str, stands: Positions) -> ConfigError:
    """The validator's words as ours, with the place of the key that they are about."""
    at = _AT.search(words)
    key = _parsed(at["path"]) if at else ()
    message = _AT.sub("", words)
    fix = "`schemactl config schema` prints what is allowed"
    if unknown := _UNKNOWN.search(message):
        key = (*key, unknown["key"])
        message, fix = _unknown(key)
    elif wrong := _INVALID.search(message):
        named = next(part for part in reversed(key) if isinstance(part, str))
        message, fix = _not_known(key, wrong["value"], _CHOICES[named])
    elif key:
        message = f"{dotted(key)}: {message[:1].lower()}{message[1:]}"
    return ConfigError(message, fix=fix, location=place(shown, stands, key))


def not_one_of(key: Key, value: str, known: Iterable[str], shown: str, stands: Positions) -> ConfigError:
    """A value that is none of the known words."""
    message, fix = _not_known(key, value, known)
    return ConfigError(message, fix=fix, location=place(shown, stands, key))


def place(shown: str, stands: Positions, key: Key) -> Location:
    """Where a key stands, or the nearest of what it is in."""
    while key and key not in stands:
        key = key[:-1]
    return Location(shown, *stands.get(key, (1, 1)))


def _unknown(key: Key) -> tuple[str, str]:
    name = str(key[-1])
    return f"unknown key {dotted(key)}", meant(name, _allowed(key[:-1]))


def _not_known(key: Key, value: str, known: Iterable[str]) -> tuple[str, str]:
    return f"{dotted(key)}: {value!r} is not known", meant(value, known)


def _allowed(table: Key) -> Iterable[str]:
    """The keys that a table may have."""
    words = tuple(part for part in table if isinstance(part, str))
    words = words[:1] + words[2:] if words[:1] == ("registry",) else words  # without its name
    known: dict[str, Any] = json_schema()["$defs"]
    return [key for name in _TABLES[words] for key in known[name]["properties"]]


def _parsed(path: str) -> Key:
    """`.module[0].roots[1]` as a key."""
    found = re.findall(r"\.([\w-]+)|\[(\d+)\]", path)
    return tuple(name or int(number) for name, number in found)


def dotted(key: Key) -> str:
    """`module[0].roots`."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in key).removeprefix(".")
