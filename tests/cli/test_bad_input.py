"""What goes wrong with schemas and repositories: an exit code and a message each, within a time, in text and JSON."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Files

SECONDS = 60
"""What any of these may take on a slow machine; most take a fraction of a second."""

GOOD = 'syntax = "proto3";\npackage p;\nmessage A { int32 x = 1; }\n'
AVRO = '{"type": "record", "name": "p.A", "fields": [{"name": "x", "type": "int"}]}'
HEAD = ("--against", "git:HEAD")


@dataclass(frozen=True)
class Case:
    """Something wrong (`make` makes it in a repository with one commit), and the answer.

    said: what standard error has to contain, or standard output where nothing is wrong. at: the first problem's place.
    """

    name: str
    make: Callable[[Files], object]
    code: int
    kind: str
    said: str
    at: tuple[str, int] | None = None
    arguments: tuple[str, ...] = HEAD


def write(path: str, text: str | bytes) -> Callable[[Files], None]:
    return lambda files: files.write(path, text)


def cycle(files: Files) -> None:
    files.write("a.proto", GOOD.replace("package", 'import "b.proto";\npackage'))
    files.write("b.proto", GOOD.replace("package", 'import "a.proto";\npackage').replace("A", "B"))


def nested_proto(levels: int) -> str:
    return 'syntax = "proto3";\n' + "message M {\n" * levels + "}\n" * levels


def nested_avro(levels: int) -> str:
    inner = '{"type": "array", "items": ' * levels + '"int"' + "}" * levels
    return AVRO.replace('"int"', inner)


def without_git(files: Files) -> None:
    (files.folder / ".git").rename(files.folder.parent / "git")


def unborn(files: Files) -> None:
    without_git(files)
    files.git("init", "-q")


def nothing(files: Files) -> None:
    (files.folder / "a.proto").unlink()
    (files.folder / "a.avsc").unlink()
    files.commit()


def fifo(files: Files) -> None:
    (files.folder / "in").mkdir()
    os.mkfifo(files.folder / "in" / "x.proto")


def dangling(files: Files) -> None:
    (files.folder / "in").mkdir()
    (files.folder / "in" / "x.proto").symlink_to("nowhere")


def loop(files: Files) -> None:
    (files.folder / "in").mkdir()
    (files.folder / "in" / "round").symlink_to(".")
    files.write("in/a.proto", GOOD)


CASES = [
    Case("proto syntax", write("a.proto", GOOD.replace("= 1", "1")), 1, "compile", "", ("a.proto", 3)),
    Case("avro syntax", write("a.avsc", AVRO.replace(": [", ": [,")), 1, "compile", "", ("a.avsc", 1)),
    Case("two syntax errors", write("a.proto", GOOD.replace("A {", "A").replace("= 1;", ";")), 1, "compile", ""),
    Case("missing import", write("a.proto", GOOD.replace("package", 'import "no/such.proto";\npackage')),
         1, "compile", "no/such.proto", ("a.proto", 2)),
    Case("missing avro type", write("a.avsc", AVRO.replace('"int"', '"p.Gone"')),
         1, "compile", "p.Gone", ("a.avsc", 1)),
    Case("import cycle", cycle, 1, "compile", "a.proto"),
    Case("duplicate numbers", write("a.proto", GOOD.replace("= 1;", "= 1; int32 y = 1;")),
         1, "compile", "already been used", ("a.proto", 3)),
    Case("deep proto", write("a.proto", nested_proto(5000)), 1, "compile", "a.proto", ("a.proto", 33)),
    Case("deep avro", write("a.avsc", nested_avro(5000)), 1, "compile", "a.avsc", ("a.avsc", 1)),
    Case("not UTF-8 in proto", write("a.proto", GOOD.encode() + b"// \xff\xfe\n"),
         1, "compile", "UTF-8", ("a.proto", 4)),
    Case("not UTF-8 in avro", write("a.avsc", AVRO.replace("p.A", "p.\u00ff").encode("latin-1")),
         1, "compile", "UTF-8", ("a.avsc", 1)),
    Case("empty avro", write("a.avsc", ""), 1, "compile", "a.avsc", ("a.avsc", 1)),
    Case("large proto", write("a.proto", GOOD + "// " + "x" * 20_000_000),
         1, "compile", "the limit is", ("a.proto", 1)),
    Case("large avro", write("a.avsc", AVRO.replace('"fields"', f'"doc": "{"x" * 20_000_000}", "fields"')),
         1, "compile", "a schema may have 8 MiB", ("a.avsc", 1)),
    Case("unknown revision", lambda _: None, 3, "git", "git does not know the revision v9",
         arguments=("--against", "git:v9")),
    Case("no such path", lambda _: None, 3, "git", "no/such", arguments=("--against", "git:HEAD:no/such")),
    Case("no such folder", lambda _: None, 2, "usage", "nowhere is neither", arguments=("--against", "nowhere")),
    Case("no such dir", lambda _: None, 3, "look", "nowhere does not exist", arguments=("--against", "dir:nowhere")),
    Case("no image", write("image", b"\xff\xff"), 3, "look", "no descriptor set",
         arguments=("--against", "image:image")),
    Case("unborn HEAD", unborn, 3, "git", "nothing has been committed yet"),
    Case("unborn HEAD, auto", unborn, 3, "baseline", "nothing has been committed yet", arguments=()),
    Case("no repository", without_git, 3, "git", "not in a git repository"),
    Case("no repository, auto", without_git, 3, "git", "not in a git repository", arguments=()),
    Case("no repository, staged", without_git, 3, "git", "not in a git repository", arguments=("--staged",)),
    Case("no schemas", nothing, 3, "look", "no schema files found"),
    Case("no schemas under a path", lambda _: None, 3, "look", "no schema files found", arguments=(*HEAD, "docs")),
    Case("a pipe", fifo, 3, "look", "in/x.proto is not a regular file", arguments=("--against", "dir:in")),
    Case("a link to nothing", dangling, 3, "look", "in/x.proto", arguments=("--against", "dir:in")),
    Case("a loop of folders", loop, 0, "", "0 breaks", arguments=("--against", "dir:in", "a.proto")),
    Case("no registry", lambda _: None, 3, "look", "schemactl.lock cannot be read", arguments=("--against", "lock")),
]  # fmt: skip


@dataclass(frozen=True)
class Answer:
    code: int
    out: str
    err: str
    report: Any


def check(files: Files, *arguments: str, through: tuple[str, ...] = ()) -> Answer:
    report = files.folder.parent / "report.json"
    done = subprocess.run(
        [*through, sys.executable, "-m", "schemactl", "check", *arguments, "-f", "text", "-f", f"json={report}"],
        cwd=files.folder, capture_output=True, text=True, check=False, timeout=SECONDS, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    return Answer(done.returncode, done.stdout, done.stderr, json.loads(report.read_text()))


@pytest.fixture
def project(files: Files) -> Files:
    files.git("init", "-q")
    files.write("a.proto", GOOD)
    files.write("a.avsc", AVRO)
    files.commit()
    return files


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_has_its_code_and_message(project: Files, case: Case) -> None:
    case.make(project)
    answer = check(project, *case.arguments)
    assert answer.code == case.code, answer
    assert case.said in (answer.err if case.code else answer.out)
    assert "Traceback" not in answer.err
    if case.code:
        assert answer.out == ""
        assert answer.report["kind"] == case.kind
        assert "fix    " in answer.err or case.kind == "compile"
    else:
        assert answer.report["compatible"] is True
    if case.at:
        place = answer.report["location"]
        assert (place["file"], place["line"]) == case.at
        assert answer.err.startswith(f"{place['file']}:{place['line']}:{place['column']}: ")


def test_every_error_is_told_not_just_the_first(project: Files) -> None:
    project.write("a.proto", GOOD.replace("int32 x", "Gone x"))
    project.write("b.proto", 'syntax = "proto3";\nmessage B {\n')
    project.write("a.avsc", AVRO.replace('"int"', '"p.Gone"'))
    answer = check(project, *HEAD)
    assert answer.code == 1
    assert {problem["location"]["file"] for problem in answer.report["problems"]} >= {"a.proto", "b.proto"}


def test_a_file_that_may_not_be_read(project: Files) -> None:
    """Root may read everything, so it runs without that right, on a file that is not its own."""
    secret = project.folder / "in" / "x.proto"
    project.write("in/x.proto", GOOD)
    secret.chmod(0)
    without_rights: tuple[str, ...] = ()
    if os.geteuid() == 0:
        os.chown(secret, 65534, 65534)
        without_rights = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
        if not shutil.which("setpriv") or subprocess.run([*without_rights, "true"], check=False).returncode:
            pytest.skip("setpriv is not there, or may not take rights away")
    answer = check(project, "--against", "dir:in", through=without_rights)
    assert answer.code == 3
    assert answer.report["kind"] == "look"
    assert "in/x.proto cannot be read: Permission denied" in answer.err
