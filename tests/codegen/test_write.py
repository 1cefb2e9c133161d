"""Writing all files or none, with faults that the file system itself has; and plugins that misbehave."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from compiled import single
from projects import V1, Project
from toolchains import Python

from schemactl.codegen.drift import Step
from schemactl.codegen.write import write
from schemactl.errors import ToolError, UsageError
from schemactl.formats.protobuf.code import by_plugin

if TYPE_CHECKING:
    from pathlib import Path

NEW = Step(path="a/b/new.txt", state="new", after=b"new")


def found(root: Path) -> dict[str, bytes | None]:
    paths = sorted(root.rglob("*"))
    return {path.relative_to(root).as_posix(): None if path.is_dir() else path.read_bytes() for path in paths}


def test_all_is_written_and_empty_folders_go(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "old/gone.txt").write_bytes(b"gone")
    (tmp_path / "kept.sh").write_bytes(b"1")
    (tmp_path / "kept.sh").chmod(0o750)
    write(
        [NEW, Step(path="old/gone.txt", state="stale", before=b"gone"),
         Step(path="kept.sh", state="changed", before=b"1", after=b"2")], tmp_path,
    )  # fmt: skip
    assert found(tmp_path) == {"a": None, "a/b": None, "a/b/new.txt": b"new", "kept.sh": b"2"}
    assert (tmp_path / "kept.sh").stat().st_mode & 0o777 == 0o750


def test_a_fault_after_the_first_files_are_in_place_takes_them_back(tmp_path: Path) -> None:
    """What is to be removed is gone already, which is found out last."""
    (tmp_path / "old.txt").write_bytes(b"old")
    (tmp_path / "stale.txt").write_bytes(b"stale")
    before = found(tmp_path)
    steps = [
        NEW, Step(path="old.txt", state="changed", before=b"old", after=b"other"),
        Step(path="stale.txt", state="stale", before=b"stale"), Step(path="gone.txt", state="stale", before=b"x"),
    ]  # fmt: skip
    with pytest.raises(UsageError, match="nothing was changed") as caught:
        write(steps, tmp_path)
    assert str(caught.value.location) == "gone.txt:1:1"
    assert found(tmp_path) == before


def test_a_folder_in_the_way_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    with pytest.raises(UsageError, match="Is a directory"):
        write([NEW, Step(path="x", state="new", after=b"x")], tmp_path)
    assert found(tmp_path) == {"x": None}


SAYS = """
import sys
from google.protobuf.compiler import plugin_pb2
sys.stdout.buffer.write(plugin_pb2.CodeGeneratorResponse(error="no such option").SerializeToString())
"""


@pytest.mark.parametrize(
    ("command", "message"),
    [
        (["protoc-gen-missing"], "protoc-gen-missing cannot be run"),
        ([sys.executable, "-c", "import sys; sys.exit('broken')"], "failed with status 1: broken"),
        ([sys.executable, "-c", SAYS], "no such option"),
        ([sys.executable, "-c", "print('no message')"], "answers what is no"),
    ],
)
def test_a_plugin_that_does_not_work_is_no_silence(command: list[str], message: str) -> None:
    with pytest.raises(ToolError, match=message):
        by_plugin(single("protobuf", V1), command)


def test_files_at_the_top_and_public_imports(tmp_path: Path) -> None:
    chain = Python()
    table = '[[module]]\nname = "all"\nroots = ["proto"]\n'
    project = Project.of(tmp_path, chain.configuration(table))
    chain.prepare(project)
    project.write("proto/made.proto", 'syntax = "proto3";\nmessage Made {}\n')
    project.write("proto/all.proto", 'syntax = "proto3";\nimport public "made.proto";\n')
    event = (
        'syntax = "proto3";\npackage a;\nimport "all.proto";\nmessage Event { oneof p { Made made = 10; } }\n'
    )
    project.write("proto/a/event.proto", event)
    project.generate()
    assert chain.complaints(project) == ""
    assert chain.classify(project, "event", [b"\x52\0"]) == ["handled made"]


def test_modules_that_would_make_one_file_of_different_schemas(tmp_path: Path) -> None:
    modules = "".join(
        f'[[module]]\nname = "{name}"\nroots = ["{name}"]\ninclude = ["{name}/**"]\n'
        for name in ("one", "two")
    )
    project = Project.of(tmp_path, Python().configuration(modules))
    project.write("one/orders.proto", V1)
    project.write("two/orders.proto", V1.replace("orders.v1", "orders.v2"))
    told = project.generate(code=2)
    assert "orders_pb2.py would be made twice, of different schemas" in told
    assert told.startswith("schemactl.toml:11:1: ")
