"""Exit codes, and what is told where."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest
from jsonschema import Draft202012Validator

from schemactl import __version__, errors
from schemactl.cli import exits
from schemactl.cli.main import program
from schemactl.model.location import Location

if TYPE_CHECKING:
    from conftest import Files, Run

PROGRAM = [sys.executable, "-m", "schemactl"]


def raising(error: BaseException) -> click.Group:
    """A program whose one command fails."""
    group = click.Group("schemactl")

    @group.command("fail")
    def fail() -> None:
        raise error

    return group


def code(error: BaseException, *arguments: str) -> int:
    return exits.run(raising(error), ["fail", *arguments])


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (errors.UsageError("no"), 2),
        (errors.ConfigError("no"), 2),
        (errors.CompileError([errors.Problem(Location("a.proto"), "no")]), 1),
        (errors.LookError("no"), 3),
        (errors.GitError("no"), 3),
        (errors.BaselineError("no"), 3),
        (errors.ToolError("no"), 3),
        (KeyboardInterrupt(), 130),
        (click.Abort(), 130),
        (click.exceptions.Exit(3), 3),
        (click.UsageError("no"), 2),
    ],
)
def test_codes(error: BaseException, expected: int) -> None:
    assert code(error) == expected


def test_a_bug_is_recorded_and_its_file_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert code(ZeroDivisionError("oh")) == 70
    err = capsys.readouterr().err
    assert "this is a bug in schemactl: ZeroDivisionError: oh" in err
    record = Path(err.rpartition("file ")[2].strip())
    text = record.read_text()
    record.unlink()
    assert text.startswith(f"schemactl {__version__}\npython ")
    assert "ZeroDivisionError: oh" in text
    assert "arguments ['fail']" in text


def test_an_unknown_command_and_an_unknown_option_are_met_with_a_suggestion(run: Run) -> None:
    done = run("chek")
    assert (done.code, done.out) == (2, "")
    assert done.err == "schemactl: No such command 'chek'.\n   fix    did you mean check?\n"
    assert "did you mean --against?" in run("check", "--agains", "x").err
    assert "schemactl check --help shows what is possible" in run("check", "--color", "red").err


def test_no_command_is_usage(run: Run) -> None:
    done = run()
    assert (done.code, done.out) == (2, "")
    assert "Usage: schemactl" in done.err


@pytest.mark.parametrize("words", [["-f", "json"], ["--format", "json"], ["--format=json"], ["-fjson"]])
def test_an_error_is_one_object_for_programs(run: Run, words: list[str]) -> None:
    done = run("check", "--nonsense", *words)
    assert done.code == 2
    schema = json.loads(resources.files("schemactl.report").joinpath("schemas/error-1.json").read_text())
    Draft202012Validator(schema).validate(done.json)
    assert done.json["kind"] == "usage"
    assert "nonsense" in done.err


def test_an_error_goes_into_the_file_that_was_asked_for(run: Run, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    done = run("check", "--nonsense", "-f", "text", "-f", f"json={report}")
    assert (done.code, done.out) == (2, "")
    assert json.loads(report.read_text())["kind"] == "usage"


def test_a_file_that_cannot_be_written_hides_no_error(run: Run) -> None:
    done = run("check", "--nonsense", "-f", "json=/nowhere/at/all.json")
    assert done.code == 2
    assert "nonsense" in done.err


def test_an_error_is_an_annotation_for_github(capsys: pytest.CaptureFixture[str]) -> None:
    problem = errors.Problem(Location("a.proto", 2, 3), "expected ;")
    assert code(errors.CompileError([problem]), "-f", "github") == 2, "the command itself has no such option"
    assert "::error title=schemactl::" in capsys.readouterr().out


def test_version_and_help(run: Run) -> None:
    assert run("--version").out == f"schemactl {__version__}\n"
    done = run("--help")
    assert done.code == 0
    assert "Refuse changes that break readers" in done.out
    assert "Refuse changes that break readers" in run("check", "-h").out


@pytest.mark.parametrize("word", ["--help", "--version"])
def test_help_loads_click_alone(word: str) -> None:
    script = (
        "import sys; from schemactl.cli import exits, main; exits.run(main.program, sys.argv[1:]); "
        "print(*sys.modules, sep='\\n', file=sys.stderr)"
    )
    environ = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    done = subprocess.run(
        [sys.executable, "-c", script, word], env=environ, capture_output=True, text=True, check=True
    )
    ours = {name for name in done.stderr.split() if name.startswith("schemactl")}
    assert ours == {
        "schemactl", "schemactl.cli", "schemactl.cli.exits", "schemactl.cli.lazy", "schemactl.cli.main",
        "schemactl.cli.options",
    }  # fmt: skip
    assert not {"msgspec", "google", "fastavro", "rich", "json", "difflib"} & set(done.stderr.split())


def test_streams_of_a_real_process() -> None:
    done = subprocess.run([*PROGRAM, "nonsense"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "No such command 'nonsense'" in done.stderr


def test_a_reader_who_leaves_is_no_error() -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run([*PROGRAM, "explain"], stdout=write, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    done = subprocess.run([*PROGRAM, "--help"], stdout=write, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    os.close(write)


def test_bytes_for_a_reader_who_leaves_are_no_error(files: Files) -> None:
    files.write("a.proto", 'syntax = "proto3";')
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run([*PROGRAM, "compile", "-o", "-"], stdout=write, stderr=subprocess.PIPE, check=False)
    os.close(write)
    assert (done.returncode, done.stderr) == (0, b"")


def test_the_program_knows_its_commands_alone() -> None:
    context = click.Context(program)
    assert program.get_command(context, "chek") is None
    assert program.list_commands(context)[0] == "demo"


def test_a_terminal_without_the_characters_gets_others() -> None:
    environ = os.environ | {"PYTHONIOENCODING": "ascii"}
    done = subprocess.run([*PROGRAM, "check", "--colour→"], env=environ, capture_output=True, check=False)
    assert done.returncode == 2
    assert b"?" in done.stderr


def test_an_interrupt_is_130(tmp_path: Path) -> None:
    """Wait on standard input, as `compile -` does, until the interrupt comes."""
    script = (
        "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); "  # may be ignored here
        "from schemactl.cli import exits, main; print('ready', flush=True); "
        "sys.exit(exits.run(main.program, ['compile', '-']))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script], cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in err


def test_without_standard_output_the_exit_code_is_still_the_answer() -> None:
    done = subprocess.run(
        ["sh", "-c", '"$0" -m schemactl explain >&-', sys.executable], stderr=subprocess.PIPE, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_folder_that_is_gone(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    done = run("config", "show")
    monkeypatch.chdir(tmp_path)
    assert done.code == 3
    assert "the working folder is gone" in done.err
