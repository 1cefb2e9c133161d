"""Recorded answers of registries, and the steps that they were given to, in; steps that a test can ask about, out."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from compiled import compiled

from schemactl.formats.format import EXTENSIONS
from schemactl.model.effect import Direction
from schemactl.profiles.catalog import by_name
from schemactl.profiles.profile import Side
from schemactl.rules.catalog import FORMATS, catalogue

if TYPE_CHECKING:
    from schemactl.model.schema import FormatName
    from schemactl.profiles.profile import Difference

RECORDED = Path(__file__).parent / "profiles" / "recorded"
CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Step:
    """Two versions of one file. said: what each registry answered: backward, forward."""

    id: str
    format: FormatName
    old: str
    new: str
    said: dict[str, tuple[bool, bool]] = field(default_factory=dict)

    @cached_property
    def sides(self) -> tuple[Side, Side]:
        name = f"event{EXTENSIONS[self.format][0]}"
        return tuple(Side(compiled(self.format, {name: text}), name) for text in (self.old, self.new))

    def differences(self, profile: str, direction: Direction) -> tuple[Difference, ...]:
        return by_name(profile).differences(*self.sides, direction)

    def predicted(self, profile: str) -> tuple[bool, bool]:
        backward, forward = (not self.differences(profile, direction) for direction in Direction)
        return backward, forward


def protobuf() -> list[Step]:
    return [_protobuf(row) for row in _rows("protobuf")]


def avro() -> list[Step]:
    return [
        Step(f"{row['number']} {row['change']}", "avro", row["old"], row["new"], {"avro": tuple(row["avro"])})
        for row in _rows("avro")
    ]


def _protobuf(row: dict) -> Step:
    said = {name: tuple(answer) for name, answer in row.items() if "@" in name}
    texts = (row["old"], row["new"]) if "old" in row else texts_of("protobuf", row["case"])
    return Step(f"{row['number']} {row['change']}", "protobuf", *texts, said)


def cases() -> list[Step]:
    """Every case that is one file in both versions, called the same."""
    found = []
    for folder in sorted(path.parent for path in CASES.glob("*/*/*/expected.toml")):
        form = next(name for name in FORMATS if name == folder.parts[-3])
        case = "/".join(folder.parts[-2:])
        files = [sorted(path.name for path in (folder / side).rglob("*.*")) for side in ("old", "new")]
        if files[0] == files[1] and len(files[0]) == 1:
            found.append(Step(case, form, *texts_of(form, case)))
    return found


def examples() -> list[Step]:
    """The bad example of every rule, where it is one file."""
    return [
        Step(rule.id, form, *rule.bad)
        for form in FORMATS
        for rule in catalogue(form).rules
        if not any("\n---\n" in text for text in rule.bad)
    ]


def texts_of(form: FormatName, case: str) -> tuple[str, str]:
    """Both versions of a case that has one file, which is called the same in both."""
    old, new = (list((CASES / form / case / side).glob("**/*.*")) for side in ("old", "new"))
    assert len(old) == len(new) == 1, f"{form}/{case} is no case of one file"
    return old[0].read_text(), new[0].read_text()


def _rows(name: str) -> list[dict]:
    return tomllib.loads((RECORDED / f"{name}.toml").read_text())["row"]
