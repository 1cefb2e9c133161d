"""`init`, `compile`, `explain`, `config`, `doctor`, `completion`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from typing import TYPE_CHECKING

import pytest
from google.protobuf.descriptor_pb2 import FileDescriptorSet

from schemactl.cli import doctor, exits, templates
from schemactl.cli.main import COMMANDS, program
from schemactl.cli.output import write_whole
from schemactl.errors import UsageError
from schemactl.rules.catalog import catalogue

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Files, Run

PROTO = 'syntax = "proto3"; package p; message A { int32 x = 1; }'


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_and_the_common_options(run: Run, name: str) -> None:
    done = run(name, "--help")
    assert done.code == 0
    assert COMMANDS[name].split(";")[0][:40] in done.out
    for option in ("--config", "-C", "--quiet", "--verbose", "--color"):
        assert option in done.out


def test_init_writes_a_configuration_that_holds(run: Run, repo: Files) -> None:
    done = run("init")
    assert done.code == 0
    text = (repo.folder / "schemactl.toml").read_text()
    assert text in done.out
    written = tomllib.loads(text)
    assert written["module"] == [{"name": "protobuf", "formats": ["protobuf"], "include": ["proto/**"]}]
    assert run("check", "--against", "git:HEAD").code == 0


def test_init_with_both_formats_and_files_at_the_top(run: Run, files: Files) -> None:
    files.write("a.proto", PROTO)
    files.write("avro/x/y.avsc", '"int"')
    assert run("init").code == 0
    assert tomllib.loads((files.folder / "schemactl.toml").read_text())["module"] == [
        {"name": "protobuf", "formats": ["protobuf"]},
        {"name": "avro", "formats": ["avro"], "include": ["avro/**"]},
    ]


@pytest.mark.parametrize("existing", ["schemactl.toml", ".pre-commit-config.yaml", ".gitlab-ci.yml"])
def test_init_overwrites_nothing_and_then_writes_nothing(run: Run, repo: Files, existing: str) -> None:
    repo.write(existing, "mine")
    before = sorted(path.name for path in repo.folder.iterdir())
    done = run("init", "--pre-commit", "--ci", "gitlab")
    assert done.code == 2
    assert f"{existing} exists, and nothing was written" in done.err
    assert "by hand" in done.err
    assert sorted(path.name for path in repo.folder.iterdir()) == before
    assert (repo.folder / existing).read_text() == "mine"


def test_init_for_a_hook_and_ci(run: Run, repo: Files) -> None:
    assert run("init", "--pre-commit", "--ci", "github").code == 0
    assert "schemactl check --staged --offline" in (repo.folder / ".pre-commit-config.yaml").read_text()
    assert "schemactl check -f text -f github" in (repo.folder / ".github/workflows/schemas.yml").read_text()
    assert "schemactl check" in templates.CI["gitlab"][1]


def test_init_without_schemas(run: Run, files: Files) -> None:
    done = run("init")
    assert done.code == 3
    assert not list(files.folder.iterdir())


def test_compile_says_whether_it_compiles(run: Run, files: Files) -> None:
    files.write("a.proto", PROTO)
    assert run("compile").out == "1 schema file compiles\n"
    files.write("b.proto", PROTO.replace("package p", "package q"))
    assert run("compile").out == "2 schema files compile\n"
    assert run("compile", "b.proto").out == "1 schema file compiles\n"
    files.write("b.proto", "nonsense")
    done = run("compile")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("b.proto:1:1: ")
    assert "does not compile: 1 error" in done.err


def test_compile_writes_a_descriptor_set(run: Run, files: Files) -> None:
    files.write("a.proto", PROTO)
    done = run("compile", "-o", "out.binpb")
    assert (done.code, done.out) == (0, "")
    written = FileDescriptorSet.FromString((files.folder / "out.binpb").read_bytes())
    assert [file.name for file in written.file] == ["a.proto"]
    assert run("check", "--against", "image:out.binpb").code == 0


def test_compile_writes_to_standard_output_and_into_folders(files: Files) -> None:
    files.write("a.proto", PROTO)
    piped = subprocess.run(
        [sys.executable, "-m", "schemactl", "compile", "-o", "-"], capture_output=True, check=True
    )
    assert exits.run(program, ["compile", "-o", "out/"]) == 0
    assert (files.folder / "out" / "default.binpb").read_bytes() == piped.stdout


def test_compile_reads_standard_input() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "schemactl", "compile", "-", "-o", "-"], input=PROTO.encode(),
        capture_output=True, check=True,
    )  # fmt: skip
    assert FileDescriptorSet.FromString(done.stdout).file[0].package == "p"


def test_two_results_do_not_fit_one_file(run: Run, files: Files) -> None:
    files.write("a/a.proto", PROTO)
    files.write("b/b.proto", PROTO.replace("A", "B"))
    files.write("schemactl.toml", '[[module]]\nname="a"\nroots=["a"]\ninclude=["a/**"]\n'
                '[[module]]\nname="b"\nroots=["b"]\ninclude=["b/**"]\n')  # fmt: skip
    done = run("compile", "-o", "out.binpb")
    assert done.code == 2
    assert "out.binpb is one file, and there are 2 results: a (protobuf), b (protobuf)" in done.err
    assert not (files.folder / "out.binpb").exists()
    assert run("compile", "-o", "out/").code == 0
    assert sorted(path.name for path in (files.folder / "out").iterdir()) == ["a.binpb", "b.binpb"]


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written"):
        write_whole(tmp_path / "no" / "such", b"x")
    (tmp_path / "folder").mkdir()
    with pytest.raises(UsageError, match="cannot be written"):
        write_whole(tmp_path / "folder", b"x")
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == []
    write_whole(tmp_path / "file", b"x")
    assert (tmp_path / "file").stat().st_mode & 0o777 == 0o666 & ~current_umask()


def current_umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_explain(run: Run) -> None:
    listing = run("explain")
    assert listing.code == 0
    for rule in catalogue("protobuf").rules:
        assert f"{rule.id} " in listing.out
    done = run("explain", "protobuf-field-type-incompatible")
    assert done.out.startswith("protobuf-field-type-incompatible (since ")
    assert run("explain", "protobuf-field-type-incompatible", "--markdown").out.startswith("# protobuf-")
    done = run("explain", "protobuf-field-type-incompatable")
    assert done.code == 2
    assert "did you mean protobuf-field-type-incompatible" in done.err
    assert "did you mean protobuf-" in run("explain", "renumbered").err
    assert "`schemactl explain` lists all rules" in run("explain", "zzzzzz").err


def test_config_show(run: Run, files: Files) -> None:
    assert 'check.against = ["auto"]\n' in run("config", "show").out
    files.write("schemactl.toml", '[check]\ncompatibility = "FULL"')
    lines = run("config", "show", "--origin").out.splitlines()
    assert [line.split() for line in lines if "compatibility" in line] == [
        ["check.compatibility", "=", '"FULL"', "#", "schemactl.toml:2:1"]
    ]
    files.write("other.toml", '[check]\ncompatibility = "NONE"')
    assert '"NONE"' in run("config", "show", "--config", "other.toml").out
    assert run("config", "show", "--config", "missing.toml").code == 2


def test_config_schema(run: Run) -> None:
    assert json.loads(run("config", "schema").out)["$defs"]["Settings"]["additionalProperties"] is False


def test_doctor_where_all_is_well(
    run: Run, repo: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SCHEMACTL_CACHE", str(tmp_path / "cache"))
    done = run("doctor")
    assert done.code == 0, done.out
    assert "problem" not in done.out
    for what in (
        "python",
        "protobuf",
        "fastavro",
        "protoc",
        "git",
        "cache",
        "configuration",
        "schemas",
        "baseline",
    ):
        assert f"ok       {what} " in done.out


def test_doctor_where_nothing_is(run: Run, files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    files.write("cache", "a file")
    monkeypatch.setenv("SCHEMACTL_CACHE", str(files.folder / "cache"))
    monkeypatch.setenv("PATH", "")
    done = run("doctor")
    assert done.code == 3
    for what in ("git", "cache", "schemas", "baseline"):
        assert f"problem  {what} " in done.out
    assert done.out.count("fix: ") == 4


def test_doctor_with_a_wrong_configuration(run: Run, repo: Files) -> None:
    repo.write("schemactl.toml", "[chek]")
    done = run("doctor")
    assert done.code == 3
    assert "problem  configuration  schemactl.toml:1:1: unknown key chek\n" in done.out
    assert "did you mean check?" in done.out
    assert "switched off by SCHEMACTL_CACHE" in done.out


def test_doctor_with_an_old_git_and_a_broken_installation(
    run: Run, files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git = tmp_path / "bin" / "git"
    git.parent.mkdir()
    git.write_text("#!/bin/sh\necho git version 1.8.3\n")
    git.chmod(0o755)
    monkeypatch.setenv("PATH", f"{git.parent}:{os.environ['PATH']}")
    broken = tmp_path / "broken" / "grpc_tools"
    broken.mkdir(parents=True)
    (broken / "__init__.py").write_text("")
    monkeypatch.setenv("PYTHONPATH", str(broken.parent))
    monkeypatch.setattr(doctor, "PACKAGES", ("no-such-package",))
    out = run("doctor").out
    assert "problem  git            git version 1.8.3" in out
    assert "problem  protoc         does not run" in out
    assert "problem  no-such-package missing" in out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(run: Run, shell: str) -> None:
    done = run("completion", shell)
    assert done.code == 0
    assert "_SCHEMACTL_COMPLETE" in done.out


def test_completion_completes(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_SCHEMACTL_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "schemactl ch")
    monkeypatch.setenv("COMP_CWORD", "1")
    assert run().out == "plain,check\n"
