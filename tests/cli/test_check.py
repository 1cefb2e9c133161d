"""`schemactl check` and `diff`: sources, policies, formats."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from schemactl.cli.formats import Target, asked, parse

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Files, Run

BREAK = ("int64 amount", "string amount")
VARIANT = ("string cash = 3;", "string cash = 3; string card = 4;")


def test_nothing_changed(run: Run, repo: Files) -> None:
    done = run("check", "--against", "git:HEAD")
    assert done.code == 0
    assert "1 schema, 0 changed · BACKWARD" in done.out
    assert "0 breaks, 0 compatible changes · rollout: any order" in done.out
    assert done.err == ""


def test_a_break_is_refused_with_its_proof(run: Run, repo: Files) -> None:
    repo.edit("proto/order.proto", *BREAK)
    done = run("check", "--against", "git:HEAD")
    assert done.code == 1
    head = repo.git("rev-parse", "--short=7", "HEAD")
    assert done.out.startswith(f"against git:{head}")
    assert (
        "proto/order.proto:6:3: protobuf-field-type-incompatible  OrderPlaced.amount_cents (2): int64 → string\n"
        "   6 |   string amount_cents = 2;\n"
        f"     |   ^^^^^^ was int64 at {head}:proto/order.proto:6\n" in done.out
    )
    assert (
        "   proof  10d209, written by the old schema as amount_cents=1234, "
        'is read by the new one as amount_cents=""\n' in done.out
    )
    assert "1 break, 0 compatible changes · rollout: impossible in one step" in done.out


def test_a_break_in_json(run: Run, repo: Files) -> None:
    repo.edit("proto/order.proto", *BREAK)
    done = run("check", "--against", "git:HEAD", "-f", "json")
    assert done.code == 1
    findings = done.json["comparisons"][0]["findings"]
    (broken,) = [finding for finding in findings if finding["breaks"]]
    assert broken["rule"] == "protobuf-field-type-incompatible"
    assert broken["witness"]["sent"] == "10d209"


def test_without_witness(run: Run, repo: Files) -> None:
    repo.edit("proto/order.proto", *BREAK)
    done = run("check", "--against", "git:HEAD", "--no-witness")
    assert done.code == 1
    assert "proof" not in done.out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((), 0),
        (("--compatibility", "FORWARD"), 0),
        (("--surface", "dispatch"), 0),
        (("--surface", "dispatch", "--compatibility", "FORWARD"), 1),
        (("--surface", "dispatch", "--surface", "wire", "--compatibility", "full"), 1),
        (("--surface", "dispatch", "--compatibility", "NONE"), 0),
    ],
)
def test_a_new_variant_by_policy(run: Run, repo: Files, arguments: tuple[str, ...], code: int) -> None:
    repo.edit("proto/order.proto", *VARIANT)
    done = run("check", "--against", "git:HEAD", *arguments)
    assert done.code == code
    assert "rollout: consumers first" in done.out
    assert "an arm is missing in old handlers" in done.out


def history(repo: Files) -> None:
    """Three versions: a number is used, given up, and now used for something else."""
    repo.git("tag", "v1")
    repo.edit("proto/order.proto", "  int64 amount_cents = 2;\n", "")
    repo.commit()
    repo.git("tag", "v2")
    repo.edit("proto/order.proto", "string id = 1;", "string id = 1;\n  string note = 2;")


@pytest.mark.parametrize("spec", ["git:v1..HEAD", "git:tags:v*"])
def test_transitive_asks_every_version(run: Run, repo: Files, spec: str) -> None:
    history(repo)
    assert run("check", "--against", spec).code == 0
    done = run("check", "--against", spec, "--compatibility", "BACKWARD_TRANSITIVE")
    assert done.code == 1
    assert done.out.count("against git:") == 2
    assert "was int64 at" in done.out


def test_several_old_versions(run: Run, repo: Files) -> None:
    history(repo)
    done = run("check", "--against", "git:v2", "--against", "git:v1", "-f", "json")
    assert done.code == 1
    assert [each["compatible"] for each in done.json["comparisons"]] == [True, False]


def test_paths_limit_what_is_looked_at(run: Run, repo: Files) -> None:
    repo.write("other/x.proto", 'syntax = "proto3"; message X { int32 a = 1; }')
    repo.commit()
    repo.edit("proto/order.proto", *BREAK)
    repo.edit("other/x.proto", "int32", "string")
    assert run("check", "--against", "git:HEAD", "other", "-f", "json").json["summary"]["breaks"] == 1
    assert run("check", "--against", "git:HEAD", "-f", "json").json["summary"]["breaks"] == 2
    done = run("check", "--against", "git:HEAD", "proto/order.proto")
    assert "1 schema, 1 changed" in done.out
    assert "order.proto" in done.out
    assert "x.proto" not in done.out
    repo.write("schemactl.toml", '[[module]]\nname = "m"\ninclude = ["other/**", "proto/**"]\n')
    assert run("check", "--against", "git:HEAD", "other", "-f", "json").json["summary"]["breaks"] == 1


def test_a_path_without_schemas_is_not_a_silent_pass(run: Run, repo: Files) -> None:
    done = run("check", "--against", "git:HEAD", "docs")
    assert done.code == 3
    assert "no schema files found" in done.err


def test_staged_looks_at_the_index_alone(run: Run, repo: Files) -> None:
    repo.edit("proto/order.proto", *BREAK)
    assert run("check", "--staged").out == ""
    repo.git("add", "-A")
    repo.edit("proto/order.proto", "string amount", "int64 amount")
    done = run("check", "--staged", "--offline")
    assert done.code == 1
    assert "amount_cents (2): int64 → string" in done.out


def test_staged_deletions_are_seen(run: Run, repo: Files) -> None:
    repo.git("rm", "-q", "proto/order.proto")
    done = run("check", "--staged")
    assert done.code == 1
    assert "is removed" in done.out


def test_nothing_staged_is_still_an_answer_for_programs(run: Run, repo: Files) -> None:
    done = run("check", "--staged", "-f", "json")
    assert done.code == 0
    assert done.json["summary"]["subjects"] == 0


def test_the_first_commit_breaks_nobody(run: Run, files: Files) -> None:
    files.git("init", "-q")
    files.write("a.proto", 'syntax = "proto3"; message A { int32 x = 1; }')
    files.git("add", "-A")
    done = run("check", "--staged")
    assert done.code == 0
    assert "nothing to compare with yet" in done.out


def test_github(run: Run, repo: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.edit("proto/order.proto", *BREAK)
    summary = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    done = run("check", "--against", "git:HEAD", "-f", "text", "-f", "github")
    assert done.code == 1
    assert "::error file=proto/order.proto,line=6,col=3,title=protobuf-field-type-incompatible::" in done.out
    assert "   fix    " in done.out
    assert summary.read_text().startswith("**schemactl**: 1 break against git:")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path))
    done = run("check", "--against", "git:HEAD", "-f", "github")
    assert done.code == 1
    assert "the job summary cannot be written" in done.err
    monkeypatch.delenv("GITHUB_STEP_SUMMARY")
    assert run("check", "--against", "git:HEAD", "-f", "github").code == 1


def test_formats_go_to_files(run: Run, repo: Files, tmp_path: Path) -> None:
    report = tmp_path / "r.json"
    text = tmp_path / "r.txt"
    done = run(
        "check", "--against", "git:HEAD", "-f", f"json={report}", "-f", f"text={text}", "--color", "always"
    )
    assert (done.code, done.out) == (0, "")
    assert json.loads(report.read_text())["compatible"] is True
    assert "\x1b" not in text.read_text()


@pytest.mark.parametrize(
    "formats", [("text", "json"), ("json", "json"), ("json", "github"), ("json=x", "text=x")]
)
def test_two_formats_do_not_share_a_place(run: Run, repo: Files, formats: tuple[str, str]) -> None:
    done = run("check", "-f", formats[0], "-f", formats[1])
    assert done.code == 2
    assert "would both go to" in done.err


def test_a_format_that_is_not_known(run: Run, repo: Files) -> None:
    done = run("check", "-f", "yaml")
    assert done.code == 2
    assert "'yaml' is not one of text, json, github" in done.err


def test_formats_are_found_in_a_command_line() -> None:
    words = ["check", "-f", "json", "--format=text=x", "-fgithub", "--format", "json=-", "-f"]
    assert [str(target.format) for target in asked(words)] == ["json", "text", "github", "json"]
    assert parse("json=-") == Target("json")


def test_colour(run: Run, repo: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    def coloured(*arguments: str) -> bool:
        return "\x1b[" in run("check", "--against", "git:HEAD", *arguments).out

    assert not coloured()
    assert coloured("--color", "always")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert coloured()
    assert not coloured("--color", "never")
    monkeypatch.setenv("NO_COLOR", "1")
    assert not coloured()


def test_verbosity(run: Run, repo: Files) -> None:
    repo.edit("proto/order.proto", *VARIANT)
    usual, less, more = (
        run("check", "--against", "git:HEAD", *words).out for words in ((), ("-q",), ("-v",))
    )
    assert len(less) < len(usual) < len(more)
    assert "in code against generated types" in more


def test_another_folder(run: Run, repo: Files) -> None:
    os.chdir("..")
    assert run("-C", "work", "check", "--against", "git:HEAD").code == 0
    os.chdir("..")
    done = run("check", "-C", "nowhere")
    assert done.code == 2
    assert "nowhere: No such file or directory" in done.err


def test_a_subfolder_works_on_the_project_of_its_configuration(run: Run, repo: Files) -> None:
    repo.write("schemactl.toml", '[check]\nagainst = ["git:HEAD"]\n')
    repo.edit("proto/order.proto", *BREAK)
    os.chdir("proto")
    done = run("check", "order.proto")
    assert done.code == 1
    assert "\nproto/order.proto:6:3:" in done.out


def test_folders_are_compared_without_git(run: Run, files: Files) -> None:
    files.write("old/a.proto", 'syntax = "proto3"; message A { int32 x = 1; }')
    files.write("new/a.proto", 'syntax = "proto3"; message A { string x = 1; }')
    done = run("check", "--against", "dir:../old", "-C", "new")
    assert done.code == 1
    assert "against dir:../old · 1 schema, 1 changed" in done.out
    assert "was int32 at ../old/a.proto:1" in done.out


def test_a_removed_file_is_reported_at_the_configuration(run: Run, repo: Files) -> None:
    repo.write("schemactl.toml", "")
    repo.commit()
    (repo.folder / "proto/order.proto").unlink()
    done = run("check", "--against", "git:HEAD", "-f", "json")
    assert done.code == 1
    (broken,) = [each for each in done.json["comparisons"][0]["findings"] if each["breaks"]]
    assert broken["location"] == {"file": "schemactl.toml", "line": 1, "column": 1}
    assert broken["old_location"] == {"file": "proto/order.proto", "line": 4, "column": 1}


def test_a_version_that_does_not_compile_is_named(run: Run, repo: Files) -> None:
    repo.edit("proto/order.proto", "syntax", "sintax")
    repo.commit()
    repo.edit("proto/order.proto", "sintax", "syntax")
    done = run("check", "--against", "git:HEAD")
    head = repo.git("rev-parse", "--short=7", "HEAD")
    assert done.code == 1
    assert done.err.startswith(f"git:{head}:proto/order.proto:1:1: ")


def test_configuration_holds_where_the_command_line_says_nothing(run: Run, repo: Files) -> None:
    repo.write(
        "schemactl.toml",
        '[check]\nagainst = ["git:HEAD"]\ncompatibility = "FORWARD"\nsurfaces = ["dispatch"]\n',
    )
    repo.edit("proto/order.proto", *VARIANT)
    assert run("check").code == 1
    assert run("check", "--compatibility", "BACKWARD").code == 0


def test_tolerances_are_configured(run: Run, repo: Files) -> None:
    repo.edit("proto/order.proto", *VARIANT)
    repo.write(
        "schemactl.toml", '[check]\nagainst = ["git:HEAD"]\ncompatibility = "FORWARD"\ntolerate = []\n'
    )
    assert run("check").code == 1
    repo.edit("schemactl.toml", "tolerate = []", 'tolerate = ["unraed"]')
    done = run("check")
    assert done.code == 2
    assert "did you mean unread?" in done.err


def test_diff_tells_everything_and_judges_nothing(run: Run, files: Files) -> None:
    files.write("old/a.proto", 'syntax = "proto3"; message A { int32 x = 1; int32 y = 2; }')
    files.write("new/a.proto", 'syntax = "proto3"; message A { string x = 1; }')
    done = run("diff", "old", "new")
    assert done.code == 0
    assert "A.x (1): int32 → string" in done.out
    assert "A.y (2) is removed" in done.out
    assert "[protobuf-field-type-incompatible]" in done.out
    assert done.out.endswith("2 changes\n")
    told = run("diff", "old", "new", "-f", "json").json
    assert told["old"] == "dir:old"
    assert {change["path"] for change in told["changes"]} == {"A.x", "A.y"}
    assert {change["location"]["file"] for change in told["changes"]} == {"new/a.proto"}


def test_a_registry_is_predicted_and_decides_nothing(run: Run, repo: Files) -> None:
    repo.edit("proto/order.proto", "amount_cents", "cents")
    done = run("check", "--against", "git:HEAD", "--registry-profile", "apicurio@3")
    assert done.code == 0
    assert "proto/order.proto: apicurio@3 will reject it (a prediction, which decides nothing)\n" in done.out


def test_registries_from_the_configuration_and_from_the_command_line(run: Run, repo: Files) -> None:
    repo.write("schemactl.toml", "[check]\nregistry-profiles = ['karapace@6']\n")
    repo.edit("proto/order.proto", *BREAK)
    asked = ("check", "--against", "git:HEAD", "-f", "json")
    assert list(run(*asked).json["comparisons"][0]["registry"]) == ["karapace@6"]
    done = run(*asked, "--registry-profile", "confluent@8", "--registry-profile", "confluent@8")
    assert list(done.json["comparisons"][0]["registry"]) == ["confluent@8"]
    assert done.code == 1


def test_an_unknown_registry_is_refused_with_the_list(run: Run, repo: Files) -> None:
    done = run("check", "--registry-profile", "confluent@9")
    assert done.code == 2
    assert "there is no registry profile confluent@9" in done.err
    assert "confluent@8, confluent@8.3, confluent@7.6" in done.err
