"""Mending: what does not compile, or was changed meanwhile, is not written."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from schemactl.cli.lint import _written
from schemactl.hygiene import lint, repair
from schemactl.model.module import Module
from schemactl.sources.files import folder

if TYPE_CHECKING:
    from pathlib import Path

OLD = 'syntax = "proto3";\nimport "k.proto";\nmessage M {\n  K a = 1;\n  K b = 2;\n}\n'
KINDS = 'syntax = "proto3";\nmessage K {\n  int32 x = 1;\n}\n'


def linted(tmp_path: Path):
    for name, text in (("old", OLD), ("new", OLD.replace("  K b = 2;\n", ""))):
        (tmp_path / name).mkdir()
        (tmp_path / name / "m.proto").write_text(text)
        (tmp_path / name / "k.proto").write_text(KINDS)
    (found,) = lint(folder(str(tmp_path / "new")), [Module()], old=folder(str(tmp_path / "old")))
    return found


def test_a_mended_file_was_compiled_with_what_it_imports(tmp_path: Path) -> None:
    found = linted(tmp_path)
    (mended,) = repair(found, found.hazards)
    assert (mended.path, mended.error) == ("m.proto", "")
    assert mended.after == mended.before[:-2] + b'  reserved 2;\n  reserved "b";\n}\n'


def test_what_would_not_compile_is_told(tmp_path: Path) -> None:
    """Number 1 is in use: protoc refuses to reserve it."""
    found = linted(tmp_path)
    (hazard,) = found.hazards
    wrong = replace(hazard, spot=replace(hazard.spot, repair=replace(hazard.spot.repair, numbers=((1, 1),))))
    (mended,) = repair(found, [wrong])
    assert mended.after == mended.before
    assert "reserved number 1" in mended.error


def test_what_has_no_place_is_told(tmp_path: Path) -> None:
    found = linted(tmp_path)
    (hazard,) = found.hazards
    place = replace(hazard.spot.repair.place, end_column=1)
    wrong = replace(hazard, spot=replace(hazard.spot, repair=replace(hazard.spot.repair, place=place)))
    (mended,) = repair(found, [wrong])
    assert "does not end with a brace" in mended.error


def test_a_file_that_changed_meanwhile_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "a.proto"
    path.write_bytes(b"new")
    assert _written(path, b"old", b"mended") == "it was changed meanwhile"
    assert path.read_bytes() == b"new"
    assert _written(tmp_path / "gone", b"old", b"mended").startswith("it cannot be read any more: ")
    assert _written(path, b"new", b"mended") == ""
    assert path.read_bytes() == b"mended"
