"""A configuration file in; what it says, validated, out."""

from __future__ import annotations

import re
import tomllib
from functools import partial
from typing import TYPE_CHECKING, Any

import msgspec

import schemactl
from schemactl.config.configuration import Configuration
from schemactl.config.naming import naming
from schemactl.config.positions import positions
from schemactl.config.refusal import not_one_of, place, refused
from schemactl.config.registries import endpoints, told
from schemactl.config.settings import Settings
from schemactl.errors import ConfigError
from schemactl.model.lint import Ignore, Leniency
from schemactl.model.location import Location
from schemactl.model.verdict import TOLERANCES
from schemactl.profiles.catalog import NAMES
from schemactl.readers.catalog import NAMES as READERS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from schemactl.config.positions import Key, Positions

_PYPROJECT = "pyproject.toml"
_MANUAL = "`schemactl config schema` says what the keys are for"


def read(path: Path, shown: str, *, needed: bool = True) -> Configuration | None:
    """What the file says; None for a pyproject.toml without [tool.schemactl], unless that one is needed.

    Raises ConfigError, with the place, for a file that cannot be read or that says what is not known.
    """
    text = text_of(path, shown)
    said: Any = document(text, shown)
    prefix: tuple[str, ...] = ()
    if path.name == _PYPROJECT:
        prefix, tools = ("tool", "schemactl"), said.get("tool")
        said = tools.get("schemactl") if isinstance(tools, dict) else None
        if said is None:
            if not needed:
                return None
            said = {}
    stands = {key[len(prefix) :]: at for key, at in positions(text).items() if key[: len(prefix)] == prefix}
    settings = _settings(said, shown, stands)
    return Configuration(
        modules=settings.modules(), policy=settings.check.policy(), against=settings.check.against,
        registry_profiles=settings.check.registry_profiles, leniency=_leniency(settings, shown, stands),
        overrides=tuple(each.override() for each in settings.check.override),
        naming=naming(settings.subjects, shown, stands), terms=settings.waivers.terms(),
        choices=settings.generate.choices(partial(place, shown, stands)),
        targets=settings.generate.targets(partial(place, shown, stands)),
        registries=endpoints(settings.registry, path.parent, shown, stands),
        path=path, shown=shown, settings=settings, said=said, stands=stands,
    )  # fmt: skip


def text_of(path: Path, shown: str) -> str:
    try:
        return path.read_bytes().decode()
    except OSError as error:
        fix = "give --config the path of a readable file"
        raise ConfigError(f"cannot be read: {error.strerror}", fix=fix, location=Location(shown)) from error
    except UnicodeDecodeError as error:
        message = f"is not UTF-8 (byte {error.start})"
        raise ConfigError(message, fix="save the file as UTF-8", location=Location(shown)) from error


def document(text: str, shown: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message, _, at = str(error).partition(" (at ")
        numbers = re.match(r"line (\d+), column (\d+)", at)
        where = Location(shown, int(numbers[1]), int(numbers[2])) if numbers else Location(shown)
        raise ConfigError(f"is not TOML: {message}", fix="correct the syntax", location=where) from error


def _settings(said: Any, shown: str, stands: Positions) -> Settings:
    try:
        settings = msgspec.convert(said, Settings)
    except msgspec.ValidationError as error:
        raise refused(told(str(error), said), shown, stands) from error
    _check_version(settings.minimum_version, shown, stands)
    for name in settings.check.tolerate:
        if name not in TOLERANCES:
            raise not_one_of(("check", "tolerate"), name, TOLERANCES, shown, stands)
    for key, names in _readers(settings):
        for name in names:
            if name not in READERS:
                raise not_one_of(key, name, READERS, shown, stands)
    for name in settings.check.registry_profiles:
        if name not in NAMES:
            raise not_one_of(("check", "registry-profiles"), name, NAMES, shown, stands)
    _check_generate(settings, shown, stands)
    return settings


def _readers(settings: Settings) -> Iterator[tuple[Key, tuple[str, ...]]]:
    yield ("check", "readers"), settings.check.readers
    for number, each in enumerate(settings.check.override):
        yield ("check", "override", number, "readers"), each.readers
    for number, module in enumerate(settings.module):
        yield ("module", number, "readers"), module.readers


def _check_generate(settings: Settings, shown: str, stands: Positions) -> None:
    table = settings.generate
    for number, each in enumerate(table.dispatch):
        if wrong := each.wrong():
            key, message = wrong
            at = place(shown, stands, ("generate", "dispatch", number, key))
            raise ConfigError(f"generate.dispatch[{number}]: {message}", fix=_MANUAL, location=at)
    names = {module.name for module in settings.modules()}
    for language, target in table.languages():
        for name in target.modules:
            if name not in names:
                raise not_one_of(("generate", language, "modules"), name, names, shown, stands)


def _leniency(settings: Settings, shown: str, stands: Positions) -> Leniency:
    """What lint leaves out, with the place of each word."""
    table = settings.lint
    if not (table.disable or table.ignore):
        return Leniency()
    # the checks are known where somebody names some
    from schemactl.lint.catalog import every  # noqa: PLC0415

    named: list[tuple[Key, str]] = [(("lint", "disable"), name) for name in table.disable]
    named += [(("lint", "ignore", number, "id"), each.id) for number, each in enumerate(table.ignore)]
    for key, name in named:
        if name not in every():
            raise not_one_of(key, name, every(), shown, stands)
    ignores = tuple(
        Ignore(
            id=each.id, reason=each.reason, pattern=each.path,
            location=place(shown, stands, ("lint", "ignore", number)),
        )
        for number, each in enumerate(table.ignore)
    )  # fmt: skip
    return Leniency(disabled=frozenset(table.disable), ignores=ignores)


def _check_version(wanted: str, shown: str, stands: Positions) -> None:
    if wanted and _numbers(wanted) > _numbers(schemactl.__version__):
        raise ConfigError(
            f"minimum-version is {wanted}, and this is schemactl {schemactl.__version__}",
            fix=f"install schemactl {wanted} or newer",
            location=place(shown, stands, ("minimum-version",)),
        )


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version))
