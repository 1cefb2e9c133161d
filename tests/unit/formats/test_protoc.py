"""The compiler is a program with options, and a file's name is none of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from compiled import compiled

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "name",
    ["-owritten.proto", "--python_out=.", "--plugin=protoc-gen-x=x.proto", "@names.proto", "-I/.proto"],
)
def test_a_name_like_an_option(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    texts = {name: 'syntax = "proto3"; message A {}', "b.proto": 'syntax = "proto3"; message B {}'}
    assert compiled("protobuf", texts).types.keys() == {"A", "B"}
    assert not list(tmp_path.iterdir())
