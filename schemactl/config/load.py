"""A folder, or a file's path, in; the settings that hold there, and where each value came from, out."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from difflib import get_close_matches
from os.path import relpath
from typing import TYPE_CHECKING, Any

import msgspec

import schemactl
from schemactl.config.positions import positions
from schemactl.config.settings import Settings
from schemactl.errors import ConfigError
from schemactl.model.compatibility import Compatibility
from schemactl.model.effect import Surface
from schemactl.model.location import Location

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

FILE = "schemactl.toml"
PYPROJECT = "pyproject.toml"
LATER = frozenset({"subjects", "registry", "waivers", "generate"})
"""Tables that are planned: a file that has them was written for a newer version."""

_AT = re.compile(r" - at `\$(?P<path>.*)`$")
_INVALID = re.compile(r"^Invalid enum value '(?P<value>.*)'")
_CHOICES: dict[str, Iterable[str]] = {
    "compatibility": Compatibility,
    "surfaces": Surface,
    "formats": ("protobuf", "avro"),
}
_UNKNOWN = re.compile(r"unknown field `(?P<key>[^`]*)`")


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """Settings; the file they were read from, if any; and where its keys stand.

    shown: the file's path as a person in the folder of `load` would type it.
    """

    settings: Settings = field(default_factory=Settings)
    path: Path | None = None
    shown: str = ""
    stands: dict[tuple[str | int, ...], tuple[int, int]] = field(default_factory=dict, repr=False)

    def origin(self, key: tuple[str | int, ...]) -> str:
        """Where a value came from: `schemactl.toml:4:1`, or `default`."""
        if key not in self.stands:
            return "default"
        line, column = self.stands[key]
        return f"{self.shown}:{line}:{column}"


def load(folder: Path, explicit: Path | None = None) -> Configuration:
    """Read `explicit`, or the nearest configuration from `folder` upwards, or nothing.

    Raises ConfigError, with the place, for a file that cannot be read or that says what is not known.
    """
    if explicit is not None:
        return _read(explicit, str(explicit), _document(explicit, str(explicit)))
    for path, shown, document in _nearest(folder):
        return _read(path, shown, document)
    return Configuration()


def json_schema() -> dict[str, Any]:
    """The JSON Schema of schemactl.toml."""
    return msgspec.json.schema(Settings)


def values(configuration: Configuration) -> Iterator[tuple[str, Any, str]]:
    """Every effective value: its dotted key, the value, and where it came from."""
    settings = msgspec.to_builtins(configuration.settings)
    yield "minimum-version", settings["minimum-version"], configuration.origin(("minimum-version",))
    for number, table in enumerate(settings["module"]):
        for key, value in table.items():
            yield f"module[{number}].{key}", value, configuration.origin(("module", number, key))
    for key, value in settings["check"].items():
        yield f"check.{key}", value, configuration.origin(("check", key))


def _nearest(folder: Path) -> Iterator[tuple[Path, str, dict[str, Any]]]:
    """The files upwards that hold a configuration, nearest first, schemactl.toml before pyproject.toml."""
    for parent in (folder, *folder.parents):
        own, common = parent / FILE, parent / PYPROJECT
        if own.exists():
            shown = relpath(own, folder)
            yield own, shown, _document(own, shown)
        if common.is_file():
            shown = relpath(common, folder)
            document = _document(common, shown)
            if "schemactl" in document.get("tool", {}):
                yield common, shown, document


def _document(path: Path, shown: str) -> dict[str, Any]:
    here = Location(shown)
    try:
        return tomllib.loads(path.read_bytes().decode())
    except OSError as error:
        fix = "give --config the path of a readable file"
        raise ConfigError(f"cannot be read: {error.strerror}", fix=fix, location=here) from error
    except UnicodeDecodeError as error:
        fix = "save the file as UTF-8"
        raise ConfigError(f"is not UTF-8 (byte {error.start})", fix=fix, location=here) from error
    except tomllib.TOMLDecodeError as error:
        at = re.search(r" \(at line (\d+), column (\d+)\)$", str(error))
        place = Location(shown, int(at[1]), int(at[2])) if at else here
        message = f"is not TOML: {str(error).partition(' (at ')[0]}"
        raise ConfigError(message, fix="correct the syntax", location=place) from error


def _read(path: Path, shown: str, document: dict[str, Any]) -> Configuration:
    prefix: tuple[str, ...] = ()
    table: Any = document
    if path.name == PYPROJECT:
        prefix, table = ("tool", "schemactl"), document.get("tool", {}).get("schemactl", {})
    known = positions(path.read_text(encoding="utf-8"))
    stands = {key[len(prefix) :]: at for key, at in known.items() if key[: len(prefix)] == prefix}
    try:
        settings = msgspec.convert(table, Settings)
    except msgspec.ValidationError as error:
        raise _refused(str(error), shown, stands) from error
    configuration = Configuration(settings=settings, path=path, shown=shown, stands=stands)
    _check_version(configuration)
    return configuration


def _refused(words: str, shown: str, stands: dict[tuple[str | int, ...], tuple[int, int]]) -> ConfigError:
    """The validator's words as ours, with the place of the key they are about."""
    at = _AT.search(words)
    table = _keys(at["path"]) if at else ()
    message = _AT.sub("", words)
    fix = "`schemactl config schema` prints what is allowed"
    if unknown := _UNKNOWN.search(message):
        table = (*table, unknown["key"])
        message, fix = _unknown(table)
    elif wrong := _INVALID.search(message):
        named = next(part for part in reversed(table) if isinstance(part, str))
        message, fix = (
            f"{_dotted(table)}: {wrong['value']!r} is not known",
            _meant(wrong["value"], _CHOICES[named]),
        )
    elif table:
        message = f"{_dotted(table)}: {message[:1].lower()}{message[1:]}"
    while table and table not in stands:
        table = table[:-1]
    return ConfigError(message, fix=fix, location=Location(shown, *stands.get(table, (1, 1))))


def _unknown(key: tuple[str | int, ...]) -> tuple[str, str]:
    """What to say of a key that is not known."""
    name = str(key[-1])
    if len(key) == 1 and name in LATER:
        fix = "remove the table, or install a version of schemactl that knows it"
        return f"this version of schemactl ({schemactl.__version__}) does not know [{name}]", fix
    allowed = _allowed(key[:-1])
    return f"unknown key {_dotted(key)}", _meant(name, allowed)


def _meant(name: str, known: Iterable[str]) -> str:
    """The nearest of the known words, or all of them."""
    choices = tuple(map(str, known))
    close = get_close_matches(name, choices, 1)
    return f"did you mean {close[0]}?" if close else f"known: {', '.join(choices)}"


def _allowed(table: tuple[str | int, ...]) -> tuple[str, ...]:
    """The keys that a table may have."""
    kind: Any = Settings
    for part in table:
        if isinstance(part, str):
            kind = {"module": "ModuleTable", "check": "CheckTable"}[part]
    name = kind if isinstance(kind, str) else kind.__name__
    return tuple(json_schema()["$defs"][name]["properties"])


def _keys(path: str) -> tuple[str | int, ...]:
    """`.module[0].roots[1]` as keys."""
    found = re.findall(r"\.([\w-]+)|\[(\d+)\]", path)
    return tuple(name or int(number) for name, number in found)


def _dotted(key: tuple[str | int, ...]) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in key).removeprefix(".")


def _check_version(configuration: Configuration) -> None:
    wanted = configuration.settings.minimum_version
    if wanted and _numbers(wanted) > _numbers(schemactl.__version__):
        line, column = configuration.stands[("minimum-version",)]
        raise ConfigError(
            f"minimum-version is {wanted}, and this is schemactl {schemactl.__version__}",
            fix=f"install schemactl {wanted} or newer",
            location=Location(configuration.shown, line, column),
        )


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version))
