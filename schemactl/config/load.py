"""A folder, or a file's path, in; the settings that hold there, and where each value came from, out."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from os.path import relpath
from typing import TYPE_CHECKING, Any

import msgspec

import schemactl
from schemactl.config.positions import positions
from schemactl.config.refusal import not_one_of, place, refused
from schemactl.config.settings import Settings
from schemactl.errors import ConfigError
from schemactl.model.location import Location
from schemactl.model.verdict import TOLERANCES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from schemactl.config.positions import Key, Positions

FILE = "schemactl.toml"
PYPROJECT = "pyproject.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """Settings; the file they were read from, if any; and where its keys stand.

    shown: the file's path as a person in the folder of `load` would type it. said: the file's own words.
    """

    settings: Settings = field(default_factory=Settings)
    path: Path | None = None
    shown: str = ""
    said: dict[str, Any] = field(default_factory=dict, repr=False)
    stands: Positions = field(default_factory=dict, repr=False)

    def origin(self, key: Key) -> str:
        """Where a value came from: `schemactl.toml:4:1`, or `default`."""
        said: Any = self.said
        for part in key:
            if isinstance(said, dict) and part not in said:
                return "default"
            said = said[part]
        return str(place(self.shown, self.stands, key))


def load(folder: Path, explicit: Path | None = None) -> Configuration:
    """Read `explicit`, or the nearest configuration from `folder` upwards, or nothing.

    Raises ConfigError, with the place, for a file that cannot be read or that says what is not known.
    """
    if explicit is not None:
        return _read(explicit, str(explicit), _document(explicit, str(explicit)))
    for path, shown, document in _nearest(folder):
        return _read(path, shown, document)
    return Configuration()


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
        where = Location(shown, int(at[1]), int(at[2])) if at else here
        message = f"is not TOML: {str(error).partition(' (at ')[0]}"
        raise ConfigError(message, fix="correct the syntax", location=where) from error


def _read(path: Path, shown: str, document: dict[str, Any]) -> Configuration:
    prefix: tuple[str, ...] = ()
    said: Any = document
    if path.name == PYPROJECT:
        prefix, said = ("tool", "schemactl"), document.get("tool", {}).get("schemactl", {})
    known = positions(path.read_text(encoding="utf-8"))
    stands = {key[len(prefix) :]: at for key, at in known.items() if key[: len(prefix)] == prefix}
    try:
        settings = msgspec.convert(said, Settings)
    except msgspec.ValidationError as error:
        raise refused(str(error), shown, stands) from error
    _check_version(settings.minimum_version, shown, stands)
    for name in settings.check.tolerate:
        if name not in TOLERANCES:
            raise not_one_of(("check", "tolerate"), name, TOLERANCES, shown, stands)
    return Configuration(settings=settings, path=path, shown=shown, said=said, stands=stands)


def _check_version(wanted: str, shown: str, stands: Positions) -> None:
    if wanted and _numbers(wanted) > _numbers(schemactl.__version__):
        raise ConfigError(
            f"minimum-version is {wanted}, and this is schemactl {schemactl.__version__}",
            fix=f"install schemactl {wanted} or newer",
            location=place(shown, stands, ("minimum-version",)),
        )


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version))
