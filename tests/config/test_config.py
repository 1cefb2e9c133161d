"""Configuration: what is found, what is refused and where, what holds and where it came from."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest

from schemactl.config.load import load
from schemactl.config.origins import values
from schemactl.config.positions import positions
from schemactl.config.settings import CheckTable, Settings, json_schema
from schemactl.errors import ConfigError
from schemactl.model.compatibility import Compatibility
from schemactl.model.effect import Surface
from schemactl.model.module import Module
from schemactl.model.verdict import TOLERANCES, TOLERATED, Policy

if TYPE_CHECKING:
    from schemactl.config.configuration import Configuration

FULL = """\
minimum-version = "0.1"

[[module]]
name = "orders"
roots = ["proto"]
formats = ["protobuf"]
include = ["**/*.proto"]
exclude = [
  "**/testdata/**",   # [not a table]
]

[[module]]
name = "legacy-avro"
formats = ["avro"]

[check]
against = ["auto", "git:v1"]
surfaces = ["wire", "dispatch"]
compatibility = "FULL_TRANSITIVE"
tolerate = ["narrowing"]
"""


def read(folder: Path, text: str, name: str = "schemactl.toml") -> Configuration:
    (folder / name).write_text(text)
    return load(folder)


def refused(folder: Path, text: str, name: str = "schemactl.toml") -> tuple[str, str, str]:
    with pytest.raises(ConfigError) as caught:
        read(folder, text, name)
    return str(caught.value.location), caught.value.message, caught.value.fix


def test_nothing_means_the_defaults(tmp_path: Path) -> None:
    configuration = load(tmp_path)
    assert configuration.path is None
    assert configuration.modules == (Module(),)
    assert configuration.policy == Policy()
    assert configuration.against == ("auto",)


def test_everything_that_can_be_said(tmp_path: Path) -> None:
    configuration = read(tmp_path, FULL)
    assert configuration.modules == (
        Module(
            name="orders", roots=("proto",), formats=("protobuf",), include=("**/*.proto",),
            exclude=("**/testdata/**",),
        ),
        Module(name="legacy-avro", formats=("avro",)),
    )  # fmt: skip
    assert configuration.policy == Policy(
        compatibility=Compatibility.FULL_TRANSITIVE,
        surfaces=frozenset({Surface.WIRE, Surface.DISPATCH}),
        tolerated=frozenset({"narrowing"}),
    )
    assert configuration.against == ("auto", "git:v1")


def test_tolerances_are_those_of_the_model() -> None:
    assert set(CheckTable().tolerate) == TOLERATED
    schema = json_schema()["$defs"]["CheckTable"]["properties"]["tolerate"]
    assert set(schema["items"]["enum"]) == set(TOLERANCES)


def test_the_nearest_file_upwards_wins(tmp_path: Path) -> None:
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    (tmp_path / "schemactl.toml").write_text('[check]\ncompatibility = "FULL"')
    (tmp_path / "a" / "pyproject.toml").write_text("[project]\nname = 'x'")
    assert load(below).shown == str(Path("..", "..", "schemactl.toml"))
    (tmp_path / "a" / "pyproject.toml").write_text('[tool.schemactl.check]\ncompatibility = "NONE"')
    assert load(below).policy.compatibility is Compatibility.NONE
    (tmp_path / "a" / "schemactl.toml").write_text("")
    assert load(below).path == tmp_path / "a" / "schemactl.toml"


def test_a_pyproject_that_is_named_is_needed(tmp_path: Path) -> None:
    other = tmp_path / "pyproject.toml"
    other.write_text("[tool.other]\nname = 'not schemactl'")
    assert load(tmp_path).path is None
    assert load(tmp_path, other).path == other


def test_without_a_file_nothing_is_loaded_to_read_one(tmp_path: Path) -> None:
    script = (
        "import sys, pathlib; from schemactl.config.load import load; load(pathlib.Path('.').absolute()); "
        "print({'msgspec', 'tomllib'} & sys.modules.keys())"
    )
    environ = {"PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, env=environ, capture_output=True, check=True
    )
    assert done.stdout == b"set()\n"


def test_a_file_that_is_named_wins(tmp_path: Path) -> None:
    (tmp_path / "schemactl.toml").write_text("nonsense")
    other = tmp_path / "other.toml"
    other.write_text('[check]\ncompatibility = "NONE"')
    assert load(tmp_path, other).policy.compatibility is Compatibility.NONE


@pytest.mark.parametrize(
    ("text", "place", "message", "fix"),
    [
        (
            "x = 1", "1:1", "unknown key x",
            "known: minimum-version, module, check, lint, subjects, waivers, generate, registry",
        ),
        ("\n[chek]", "2:1", "unknown key chek", "did you mean check?"),
        ("[check]\n  surface = 1", "2:3", "unknown key check.surface", "did you mean surfaces?"),
        ("[check]\nsurfaces = ['wir']", "2:1", "check.surfaces[0]: 'wir' is not known", "did you mean wire?"),
        (
            "[check]\ncompatibility = 'BACK'", "2:1", "check.compatibility: 'BACK' is not known",
            "did you mean BACKWARD?",
        ),
        (
            "check.registry-profiles = ['confluent@9']", "1:1", "check.registry-profiles: 'confluent@9' is not known",
            "did you mean confluent@8?",
        ),
        ("check.tolerate = ['x']", "1:1", "check.tolerate: 'x' is not known", f"known: {', '.join(TOLERANCES)}"),
        ("\ncheck = {tolerate = ['unraed']}", "2:1", "check.tolerate: 'unraed' is not known", "did you mean unread?"),
        ("check = 3", "1:1", "check: expected `object`, got `int`", None),
        ("check.against = []", "1:1", "check.against: expected `array` of length >= 1", None),
        ("[[module]]\nroots = []", "1:1", "module[0]: object missing required field `name`", None),
        ("[[module]]\nname='a'\n[[module]]\nname=3", "4:1", "module[1].name: expected `str`, got `int`", None),
        ("[[module]]\nname='a'\nformats=['json']", "3:1", "module[0].formats[0]: 'json' is not known", None),
        ("[[module]]\nname='a'\nrots=['x']", "3:1", "unknown key module[0].rots", "did you mean roots?"),
        ("minimum-version = 'x'", "1:1", None, None),
        ("minimum-version = '999.1'", "1:1", None, "install schemactl 999.1 or newer"),
        ("a b", "1:3", None, "correct the syntax"),
        ("a = '", "1:1", None, "correct the syntax"),
    ],
)  # fmt: skip
def test_what_is_not_known_is_refused_where_it_stands(
    tmp_path: Path, text: str, place: str, message: str | None, fix: str | None
) -> None:
    where, said, todo = refused(tmp_path, text)
    if place != "1:1":
        assert where == f"schemactl.toml:{place}"
    assert where.startswith("schemactl.toml:")
    assert said == (message or said)
    assert todo == (fix or todo)


def test_a_pyproject_is_refused_where_it_stands(tmp_path: Path) -> None:
    text = "[project]\nname = 'x'\n\n[tool.schemactl.check]\nsurface = ['wire']\n"
    where, message, _ = refused(tmp_path, text, "pyproject.toml")
    assert where == "pyproject.toml:5:1"
    assert message == "unknown key check.surface"


def test_a_pyproject_that_means_something_else(tmp_path: Path) -> None:
    assert read(tmp_path, "tool = 'schemactl'", "pyproject.toml").path is None
    where, message, _ = refused(tmp_path, "\n[tool]\nschemactl = 3", "pyproject.toml")
    assert (where, message) == ("pyproject.toml:3:1", "Expected `object`, got `int`")


def test_a_link_to_nothing_is_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / "schemactl.toml").symlink_to("nowhere")
    with pytest.raises(ConfigError, match="cannot be read"):
        load(tmp_path)


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "schemactl.toml").mkdir()
    with pytest.raises(ConfigError, match="cannot be read"):
        load(tmp_path)
    with pytest.raises(ConfigError, match="cannot be read"):
        load(tmp_path, tmp_path / "missing.toml")
    (tmp_path / "binary.toml").write_bytes(b"a = '\xff'")
    with pytest.raises(ConfigError, match="is not UTF-8"):
        load(tmp_path, tmp_path / "binary.toml")


def test_every_value_has_an_origin(tmp_path: Path) -> None:
    told = {key: (value, origin) for key, value, origin in values(read(tmp_path, FULL))}
    assert told["minimum-version"] == ("0.1", "schemactl.toml:1:1")
    assert told["module[0].exclude"] == (("**/testdata/**",), "schemactl.toml:8:1")
    assert told["module[1].name"] == ("legacy-avro", "schemactl.toml:13:1")
    assert told["module[1].roots"] == ((), "default")
    assert told["check.compatibility"] == ("FULL_TRANSITIVE", "schemactl.toml:19:1")


def test_a_value_of_an_inline_table_has_the_tables_place(tmp_path: Path) -> None:
    told = {key: origin for key, _, origin in values(read(tmp_path, "\ncheck = { compatibility = 'FULL' }"))}
    assert told["check.compatibility"] == "schemactl.toml:2:1"
    assert told["check.surfaces"] == "default"


def test_the_schema_accepts_what_is_accepted(tmp_path: Path) -> None:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(tomllib.loads(FULL), schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"x": 1}, schema)
    top = {"minimum-version", "module", "check", "lint", "subjects", "waivers", "generate", "registry"}
    assert set(schema["$defs"]["Settings"]["properties"]) == top
    assert Settings().module == ()


def test_positions_are_not_misled_by_values() -> None:
    text = '''\
a = """
b = 1
[c]
"""
"d e".f = [
  "x = 1", # ]
  [1, 2],
]
g = { h = 1 }  # = [
[c]
i.j = 1
[c . "k l"]
m = \'\'\'x\'\'\'
[[n]]
[[n]]
  o = 1
'''
    assert positions(text) == {
        ("a",): (1, 1), ("d e", "f"): (5, 1), ("g",): (9, 1), ("c",): (10, 1), ("c", "i", "j"): (11, 1),
        ("c", "k l"): (12, 1), ("c", "k l", "m"): (13, 1), ("n", 0): (14, 1), ("n", 1): (15, 1),
        ("n", 1, "o"): (16, 3),
    }  # fmt: skip
    tomllib.loads(text)
