"""The bundled events of an order system and their evolution, as sources: a checkout has them at its root.

An installed package has the same folders beside this file.
"""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from schemactl.model.module import Module
from schemactl.model.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from schemactl.model.schema import FormatName

MODULES: dict[FormatName, Module] = {
    "protobuf": Module(name="proto", roots=("proto",), formats=("protobuf",)),
    "avro": Module(name="avro", roots=("avro",), formats=("avro",)),
}
"""Each format's example folder is a module, named as the folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvolutionStep:
    """One change to the examples, and what has to be said of it.

    rules: the ids of the rules that find something on the wire or in dispatch.
    rollout: the advice, such as `consumers-first`.
    """

    name: str
    format: FormatName
    title: str
    story: str
    expected: Literal["compatible", "break"]
    rules: tuple[str, ...]
    rollout: str
    new: Source

    @property
    def module(self) -> Module:
        return MODULES[self.format]


def today() -> Source:
    """Give the events as they are: the old side of every step."""
    return _source("examples", _today())


def steps() -> tuple[EvolutionStep, ...]:
    """Give every step of evolution/, in the order of the folders' names, Protobuf first."""
    return tuple(
        _step(folder, form)
        for form in MODULES
        for folder in sorted((_root() / "evolution" / form).iterdir())
        if (folder / "step.toml").is_file()
    )


def _step(folder: Path, form: FormatName) -> EvolutionStep:
    told = tomllib.loads((folder / "step.toml").read_text(encoding="utf-8"))
    name = MODULES[form].name
    overlay = {f"{name}/{path}": file for path, file in _files(folder).items()}
    gone = {f"{name}/{path}" for path in told.pop("deleted", ())}
    files = {path: file for path, file in (_today() | overlay).items() if path not in gone}
    new = _source(f"evolution/{form}/{folder.name}", files)
    return EvolutionStep(name=folder.name, format=form, new=new, rules=tuple(told.pop("rules")), **told)


def _today() -> dict[str, Path]:
    return {
        f"{module.name}/{path}": file
        for module in MODULES.values()
        for path, file in _files(_root() / module.name).items()
    }


def _files(folder: Path) -> dict[str, Path]:
    return {
        file.relative_to(folder).as_posix(): file
        for file in sorted(folder.rglob("*"))
        if file.suffix in {".proto", ".avsc"}
    }


def _source(label: str, files: Mapping[str, Path]) -> Source:
    texts = {path: file.read_bytes() for path, file in files.items()}

    def fetch(paths: Iterable[str]) -> dict[str, bytes]:
        return {path: texts[path] for path in paths}

    digests = {path: hashlib.sha256(data).hexdigest() for path, data in texts.items()}
    return Source(label=label, digests=digests, fetch=fetch)


def _root() -> Path:
    here = Path(__file__).parent
    return here if (here / "evolution").is_dir() else here.parents[1]
