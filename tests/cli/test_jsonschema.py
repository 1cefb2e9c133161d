"""JSON Schema on the command line: which files are looked at, and what is said of them."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

OLD = {"type": "object", "properties": {"id": {"type": "integer"}}}
NEW = {"type": "object", "properties": {"id": {"type": "string"}}}


@pytest.fixture
def run(tmp_path):
    for side, schema in (("old", OLD), ("new", NEW)):
        (tmp_path / side).mkdir()
        (tmp_path / side / "order.schema.json").write_text(json.dumps(schema))

    def run(*arguments):
        program = [sys.executable, "-m", "schemactl", *arguments]
        return subprocess.run(
            program,
            cwd=tmp_path / "new",
            env={**os.environ, "NO_COLOR": "1"},
            capture_output=True,
            text=True,
            check=False,
        )

    run.folder = tmp_path
    return run


def test_a_break_is_shown_by_an_instance(run):
    done = run("check", "--against", "dir:../old")
    assert done.returncode == 1
    assert "order.schema.json:1:50: jsonschema-type-replaced" in done.stdout
    assert (
        '{"id": 0}, written by the old schema as id=0, is rejected by the new one: $.id: 0 is not of type'
        in done.stdout
    )


def test_any_json_file_is_one_where_a_module_names_it(run):
    for side in ("old", "new"):
        (run.folder / side / "order.schema.json").rename(run.folder / side / "order.json")
        (run.folder / side / "package.json").write_text("[1, 2]")
    assert run("check", "--against", "dir:../old").returncode == 3
    (run.folder / "new" / "schemactl.toml").write_text(
        '[[module]]\nname = "events"\nformats = ["jsonschema"]\ninclude = ["order.json"]\n'
    )
    done = run("check", "--against", "dir:../old")
    assert (done.returncode, "order.json:1:50: jsonschema-type-replaced" in done.stdout) == (1, True)


def test_what_is_no_schema_says_where(run):
    (run.folder / "new" / "order.schema.json").write_text('{"type":\n "strnig"}')
    done = run("compile")
    assert done.returncode == 1
    assert "order.schema.json:2:2: type is 'strnig'" in done.stderr + done.stdout


def test_what_is_compiled_is_one_schema_that_holds_all_files(run):
    (run.folder / "new" / "money.schema.json").write_text('{"type": "integer"}')
    (run.folder / "new" / "order.schema.json").write_text(
        '{"properties": {"a": {"$ref": "money.schema.json"}}}'
    )
    files = json.loads(run("compile", "-o", "-").stdout)["$defs"]
    assert sorted(files) == ["money.schema.json", "order.schema.json"]
    assert files["order.schema.json"]["properties"]["a"]["$ref"] == files["money.schema.json"]["$id"]


def test_other_commands_take_it(run):
    assert run("lint").returncode == 0
    assert "types integer → string" in run("diff", "dir:../old", ".").stdout
    assert run("explain", "jsonschema-type-replaced").returncode == 0


def test_a_registry_whose_answers_are_not_known_predicts_nothing(run):
    done = run("check", "--against", "dir:../old", "--registry-profile", "confluent@8")
    assert done.returncode == 1
    assert "confluent@8" not in done.stdout


def test_random_events_do_not_refute_a_compatible_change(run):
    (run.folder / "new" / "order.schema.json").write_text(json.dumps({**OLD, "maxProperties": 99}))
    done = run("check", "--against", "dir:../old", "--compatibility", "FORWARD", "--prove", "1")
    assert done.returncode == 0
    assert "events tried" in done.stdout
