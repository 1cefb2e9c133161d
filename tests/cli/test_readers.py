"""`check --reader`, and readers in the configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemactl.readers.catalog import NAMES

if TYPE_CHECKING:
    from cli.conftest import Files, Run

OLD = '{"type": "record", "name": "E", "fields": [{"name": "mail", "type": "string"}]}\n'
NEW = (
    '{"type": "record", "name": "E", "fields": [{"name": "email", "type": "string", "aliases": ["mail"]}]}\n'
)


def test_a_break_in_a_named_reader_alone(run: Run, repo: Files) -> None:
    repo.write("e.avsc", OLD)
    repo.commit()
    repo.write("e.avsc", NEW)
    against = ("check", "--against", "git:HEAD")
    assert run(*against).code == 0
    assert run(*against, "--reader", "avro-java", "--reader", "upb").code == 0
    done = run(*against, "--reader", "avro-java", "--reader", "avro-python")
    assert done.code == 1
    assert "breaks in avro-python, backward, on the wire: rejects (it ignores aliases)" in done.out
    repo.write("schemactl.toml", '[check]\nreaders = ["avro-python"]\n')
    assert run(*against).code == 1
    assert run(*against, "--reader", "avro-java").code == 0


PROTO = 'syntax = "proto2"; message E { required string id = 1; }\n'
MODULES = """\
[check]
readers = ["upb"]

[[module]]
name = "billing"
include = ["billing/**"]
readers = ["prost"]

[[module]]
name = "shop"
include = ["shop/**"]
"""


def test_a_module_names_readers_of_its_own(run: Run, repo: Files) -> None:
    repo.write("schemactl.toml", MODULES)
    for name in ("billing", "shop"):
        repo.write(f"{name}/e.proto", PROTO.replace("E", name.title()))
    repo.commit()
    for name in ("billing", "shop"):
        repo.write(f"{name}/e.proto", PROTO.replace("E", name.title()).replace("required", "optional"))
    against = ("check", "--against", "git:HEAD", "--compatibility", "FORWARD")
    done = run(*against)
    assert done.code == 1
    assert "1 break" in done.out
    broken, tolerated = done.out.split("not in prost")
    assert "shop/e.proto:1:35: protobuf-field-made-optional" in broken
    assert "billing/e.proto:1:38: protobuf-field-made-optional" in broken + tolerated
    assert run(*against, "--reader", "prost").code == 0
    assert "2 breaks" in run(*against, "--reader", "upb").out


def test_a_reader_of_a_module_that_is_not_known(run: Run, repo: Files) -> None:
    repo.write("schemactl.toml", '[[module]]\nname = "all"\nreaders = ["go", "jav"]\n')
    done = run("check")
    assert done.code == 2
    assert "schemactl.toml:3:" in done.err
    assert "did you mean java?" in done.err


def test_a_reader_that_is_not_known(run: Run, repo: Files) -> None:
    done = run("check", "--reader", "avro-jav")
    assert done.code == 2
    assert ", ".join(f"'{name}'" for name in NAMES) in done.err
    repo.write("schemactl.toml", '[check]\nreaders = ["avro-jav"]\n')
    done = run("check")
    assert done.code == 2
    assert "did you mean avro-java?" in done.err


def test_a_rule_explained_with_readers(run: Run) -> None:
    shown = " ".join(run("explain", "protobuf-field-type-incompatible").out.split())
    assert (
        "prost: rejects on the wire where this says loses: it refuses a known field that comes with another wire type"
        in shown
    )
