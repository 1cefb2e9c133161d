"""`schemactl lint`: what it looks at, what it tells in each format, what is ignored, and what --fix does."""

from __future__ import annotations

import json
import stat
from importlib import resources
from typing import TYPE_CHECKING

import jsonschema
import pytest

if TYPE_CHECKING:
    from conftest import Done, Files, Run

REQUIRED = 'syntax = "proto2";\nmessage M {\n  required string id = 1;%s\n}\n'
ID = "lint-protobuf-required-field"
DELETED = "lint-protobuf-deletion-unreserved"
NULLABLE = '{"type": "record", "name": "a.E", "fields": [{"name": "x", "type": ["null", "int"]}]}\n'


def checked(done: Done) -> list[str]:
    """The ids of the hazards; the whole object is of the schema that the package has."""
    schema = json.loads(resources.files("schemactl.report").joinpath("schemas/lint-1.json").read_text())
    jsonschema.validate(done.json, schema)
    jsonschema.Draft202012Validator.check_schema(schema)
    return [each["check"] for each in done.json["hazards"]]


def delete(repo: Files) -> None:
    repo.edit("proto/order.proto", "  int64 amount_cents = 2;\n", "")


def test_nothing_wrong(run: Run, repo: Files) -> None:
    done = run("lint")
    assert done.code == 0
    assert done.out.startswith("1 schema · steps from git:")
    assert "\n\n0 hazards · " in done.out
    assert done.err == ""


def test_a_hazard_in_text(run: Run, files: Files) -> None:
    files.write("a.proto", REQUIRED % "" + "message N {\n  required int32 n = 1;\n}\n")
    done = run("lint")
    assert done.code == 1
    header, first, second, summary = done.out.split("\n\n")
    assert header.startswith("1 schema · no old version: ")
    assert header.endswith("; 3 checks skipped")
    assert first.startswith(
        f"a.proto:3:3: {ID}  id (1) is required\n   3 |   required string id = 1;\n     |   ^^^^^^^^\n   why    It can"
    )
    assert "   fix    make it optional" in first
    assert second.startswith(f"a.proto:6:3: {ID}  n (1) is required\n")
    assert "   why" not in second
    assert "   fix" in second
    assert summary.startswith("2 hazards · ")
    assert run("lint", "-q").out.startswith(f"a.proto:3:3: {ID}  id (1) is required\na.proto:6:3")


def test_a_hazard_in_json(run: Run, files: Files) -> None:
    files.write("a.proto", REQUIRED % "")
    files.write("b.avsc", NULLABLE)
    done = run("lint", "-f", "json")
    assert done.code == 1
    assert checked(done) == [ID, "lint-avro-nullable-without-default"]
    first = done.json["hazards"][0]
    assert (first["path"], first["location"]) == ("M.id", {"file": "a.proto", "line": 3, "column": 3})
    assert (first["message"], first["fixable"]) == ("id (1) is required", False)
    assert done.json["old"] is None
    assert {each["check"] for each in done.json["skipped"]} == {
        DELETED, "lint-protobuf-reservation-dropped", "lint-protobuf-message-order-changed",
    }  # fmt: skip
    assert done.json["summary"] == {"schemas": 2, "hazards": 2, "ignored": 0, "fixed": 0}


def test_a_hazard_for_github(run: Run, files: Files) -> None:
    files.write(
        "a.proto",
        'syntax = "proto2";\nmessage M {\n'
        + "".join(f"required int32 a{n} = {n};\n" for n in range(1, 13))
        + "}\n",
    )
    done = run("lint", "-f", "github")
    assert done.code == 1
    assert done.out.startswith(
        f"::error file=a.proto,line=3,col=1,title={ID}::a1 (1) is required%0Afix: make it"
    )
    assert done.out.endswith("\n12 hazards, 2 annotations not shown\n")


def test_the_step_from_the_version_before(run: Run, repo: Files) -> None:
    delete(repo)
    for against in ((), ("--against", "git:HEAD")):
        done = run("lint", "-f", "json", *against)
        assert checked(done) == [DELETED]
        assert done.json["old"] == f"git:{repo.git('rev-parse', '--short=7', 'HEAD')}"
        assert done.json["skipped"] == []
    repo.write(
        "old/order.proto", "syntax = 'proto3'; package order.v1; message OrderPlaced { string id = 1; }"
    )
    assert "dir:old" in run("lint", "proto", "--against", "dir:old").out


def test_without_a_version_before(run: Run, files: Files) -> None:
    files.git("init", "-q")
    files.write("a.proto", 'syntax = "proto3"; message M {}')
    done = run("lint")
    assert done.code == 0
    assert done.out.startswith("1 schema · no old version: nothing has been committed yet")


def test_one_that_was_asked_for_has_to_be_there(run: Run, repo: Files) -> None:
    assert run("lint", "--against", "git:nothing").code == 3
    assert run("lint", "--against", "lock").code == 2


def test_an_old_version_that_does_not_compile(run: Run, repo: Files) -> None:
    repo.write("proto/order.proto", "message {")
    repo.commit()
    repo.write("proto/order.proto", 'syntax = "proto3"; message M {}')
    repo.git("checkout", "-q", "-b", "work")
    done = run("lint")
    assert done.code == 0
    assert "does not compile; 3 checks skipped" in done.out
    assert run("lint", "--against", "git:HEAD").code == 1


def test_what_does_not_compile(run: Run, files: Files) -> None:
    files.write("a.proto", "message {")
    done = run("lint", "-f", "json")
    assert done.code == 1
    assert done.json["kind"] == "compile"


def test_nothing_to_look_at(run: Run, files: Files) -> None:
    assert run("lint").code == 3
    files.write("a.proto", REQUIRED % "")
    assert run("lint", "missing.proto").code == 3


def test_paths(run: Run, files: Files) -> None:
    files.write("a.proto", REQUIRED % "")
    files.write("b.avsc", NULLABLE)
    assert checked(run("lint", "-f", "json", "a.proto")) == [ID]
    done = run("lint", "-f", "json", "b.avsc")
    assert checked(done) == ["lint-avro-nullable-without-default"]
    assert done.json["skipped"] == []  # Avro has no checks that need a version before


def test_a_file_that_the_configuration_leaves_out(run: Run, files: Files) -> None:
    """A hook names whatever changed."""
    files.write("a.proto", REQUIRED % "")
    files.write("b.proto", 'syntax = "proto3"; message B {}')
    files.write("schemactl.toml", '[[module]]\nname = "m"\nexclude = ["a.proto"]\n')
    done = run("lint", "a.proto")
    assert (done.code, done.out.splitlines()[0]) == (
        0,
        "0 schemas · no old version: nothing to look at",
    )
    assert run("lint", "a.proto", "b.proto").code == 0
    assert run("lint", "a.proto", "schemactl.toml").out.startswith("1 schema")


def test_a_comment_ignores(run: Run, files: Files) -> None:
    files.write("a.proto", REQUIRED % f"  // schemactl: ignore={ID} since 2019")
    done = run("lint")
    assert done.code == 0
    assert "0 hazards, 1 ignored" in done.out
    assert "ignored at a.proto:3:28: since 2019" in run("lint", "-v").out
    (ignored,) = run("lint", "-f", "json").json["ignored"]
    assert (ignored["reason"], ignored["by"]["column"]) == ("since 2019", 28)
    assert checked(run("lint", "-f", "json")) == []


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (f"ignore={ID}", ["lint-ignore-without-reason"]),
        (f"ignore={ID}x why", [ID, "lint-ignore-unknown"]),
        ("ignore = what", [ID, "lint-ignore-unknown"]),
        (f"ignore={ID} why\n  optional int32 b = 2;  // schemactl: ignore={ID} why", ["lint-ignore-unused"]),
    ],
)
def test_a_comment_that_is_wrong(run: Run, files: Files, said: str, found: list[str]) -> None:
    files.write("a.proto", REQUIRED % f"  // schemactl: {said}")
    done = run("lint", "-f", "json")
    assert done.code == 1
    assert checked(done) == found


def test_an_ignore_of_a_step_is_not_unused_where_none_was_looked_at(run: Run, files: Files) -> None:
    files.write(
        "a.proto", f'syntax = "proto3";\n// schemactl: ignore={DELETED} never written\nmessage M {{}}\n'
    )
    assert run("lint").code == 0
    files.git("init", "-q", "-b", "main")
    files.commit()
    assert checked(run("lint", "-f", "json")) == ["lint-ignore-unused"]


CONFIGURED = """\
[lint]
ignore = [
  {id = "lint-avro-nullable-without-default", path = "a.E.*", reason = "everybody writes it"},
  {id = "lint-protobuf-required-field", path = "a.proto", reason = "old"},
]
"""


def test_the_configuration_ignores(run: Run, files: Files) -> None:
    files.write("a.proto", REQUIRED % "")
    files.write("b.avsc", NULLABLE)
    files.write("schemactl.toml", CONFIGURED)
    assert "0 hazards, 2 ignored" in run("lint").out
    files.write("a.proto", 'syntax = "proto3"; message M {}')
    done = run("lint")
    assert done.code == 1
    assert f"schemactl.toml:2:1: lint-ignore-unused  {ID} sees nothing at a.proto\n" in done.out
    assert run("lint", "b.avsc").code == 0  # not all was looked at


def test_checks_can_be_disabled(run: Run, files: Files) -> None:
    files.write("a.proto", REQUIRED % f"  // schemactl: ignore={ID} why")
    files.write("schemactl.toml", f'[lint]\ndisable = ["{ID}", "lint-protobuf-message-order-changed"]\n')
    done = run("lint")
    assert (done.code, "2 checks skipped" in done.out) == (0, True)
    files.write("schemactl.toml", '[lint]\ndisable = ["lint-ignore-unused"]\n')
    files.write("a.proto", f'syntax = "proto3"; message M {{}} // schemactl: ignore={ID} why')
    assert run("lint").code == 0


@pytest.mark.parametrize(
    ("text", "said", "fix"),
    [
        (f'[lint]\ndisable = ["{ID}s"]', f"2:1: lint.disable: '{ID}s' is not known", f"did you mean {ID}?"),
        (
            '[[lint.ignore]]\nid = "x"\npath = "a"\nreason = "b"',
            "2:1: lint.ignore[0].id: 'x' is not known",
            "known: lint-",
        ),
        (
            '[[lint.ignore]]\nid = "x"\npath = "a"\nreason = ""',
            "4:1: lint.ignore[0].reason: ",
            "config schema",
        ),
        (
            '[[lint.ignore]]\nid = "x"\npth = "a"\nreason = ""',
            "unknown key lint.ignore[0].pth",
            "did you mean path?",
        ),
    ],
)
def test_a_configuration_that_is_wrong(run: Run, files: Files, text: str, said: str, fix: str) -> None:
    files.write("schemactl.toml", text)
    done = run("lint")
    assert done.code == 2
    assert said in done.err
    assert fix in done.err


def test_the_configuration_is_shown(run: Run, files: Files) -> None:
    files.write("schemactl.toml", f'[lint]\ndisable = ["{ID}"]\n')
    out = run("config", "show", "--origin").out
    assert f'lint.disable = ["{ID}"]' in out
    assert "schemactl.toml:2:1" in out
    assert "lint.ignore = []" in out


def test_fix(run: Run, repo: Files) -> None:
    delete(repo)
    path = repo.folder / "proto/order.proto"
    path.chmod(0o640)
    before = path.read_text()
    done = run("lint", "--fix")
    assert done.code == 0
    assert (
        "proto/order.proto: fixed\n"
        '   order.v1.OrderPlaced: reserved 2; reserved "amount_cents";\n\n0 hazards, 1 fixed · ' in done.out
    )
    assert path.read_text() == before[:-2] + '  reserved 2;\n  reserved "amount_cents";\n}\n'
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    after = path.read_bytes()
    again = run("lint", "--fix", "-f", "json")
    assert (again.code, again.json["mended"], path.read_bytes()) == (0, [], after)
    assert not list(path.parent.glob(".*"))


def test_fix_in_json(run: Run, repo: Files) -> None:
    delete(repo)
    done = run("lint", "--fix", "-f", "json")
    assert checked(done) == []
    assert done.json["mended"] == [
        {
            "file": "proto/order.proto", "error": None,
            "types": [{"type": "order.v1.OrderPlaced", "statements": ["reserved 2;", 'reserved "amount_cents";']}],
        }
    ]  # fmt: skip
    assert done.json["summary"]["fixed"] == 1


def test_fix_leaves_the_rest(run: Run, repo: Files) -> None:
    delete(repo)
    repo.write("proto/other.proto", REQUIRED % "")
    done = run("lint", "--fix")
    assert done.code == 1
    assert ID in done.out
    assert "1 hazard, 1 fixed" in done.out


def test_what_is_ignored_is_not_fixed(run: Run, repo: Files) -> None:
    delete(repo)
    repo.edit(
        "proto/order.proto", "message Order", f"// schemactl: ignore={DELETED} never written\nmessage Order"
    )
    before = (repo.folder / "proto/order.proto").read_bytes()
    assert run("lint", "--fix").code == 0
    assert (repo.folder / "proto/order.proto").read_bytes() == before


def test_fix_changes_what_a_link_leads_to(run: Run, repo: Files) -> None:
    path = repo.folder / "proto/order.proto"
    path.rename(repo.folder / "proto/real.txt")
    path.symlink_to("real.txt")
    before = (repo.folder / "proto/real.txt").read_text()
    (repo.folder / "proto/real.txt").write_text(before.replace("  int64 amount_cents = 2;\n", ""))
    run("lint", "--fix")
    assert path.is_symlink()
    assert "reserved 2;" in (repo.folder / "proto/real.txt").read_text()


def test_fix_from_another_folder(run: Run, repo: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.write("schemactl.toml", "")
    delete(repo)
    monkeypatch.chdir(repo.folder / "proto")
    assert run("lint", "--fix").code == 0
    assert "reserved 2;" in (repo.folder / "proto/order.proto").read_text()


def test_explain(run: Run) -> None:
    assert f"{ID} " in run("explain").out
    page = run("explain", DELETED).out
    assert page.startswith(f"{DELETED} (since 0.1)\n")
    assert "finds it where it knows the version before" in page
    assert "bad: before\n" in page
    assert "bad\n   {" in run("explain", "lint-avro-null-not-first").out
    markdown = run("explain", "--markdown", "lint-avro-null-not-first").out
    assert "## Bad\n\n```json\n{" in markdown
    assert "Before:" not in markdown
    assert "```proto\n" in run("explain", "--markdown", "lint-ignore-unused").out
    assert f"did you mean {ID}" in run("explain", f"{ID}s").err
