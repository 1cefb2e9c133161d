from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from google.protobuf.descriptor_pb2 import FileDescriptorSet

from schemactl.errors import LookError
from schemactl.formats.format import by_name
from schemactl.model.module import Module
from schemactl.sources.files import folder
from schemactl.sources.image import entries, image
from schemactl.sources.resolve import open_source
from schemactl.sources.scope import narrow, whole

if TYPE_CHECKING:
    from pathlib import Path

PROTOBUF, AVRO = by_name(("protobuf", "avro"))
MODULE = Module(exclude=("lib/**",))


def descriptor_set(*names: str, imported: tuple[str, ...] = ()) -> bytes:
    files = FileDescriptorSet()
    for name in names:
        file = files.file.add(name=name, package="p", syntax="proto3")
        file.message_type.add(name="M").field.add(name="f", number=1)
        if name in imported:
            # buf: FileDescriptorProto.buf_extension = 8042, its is_import = 1
            file.MergeFromString(b"\xd2\xf6\x03\x02\x08\x01")
    return files.SerializeToString()


def test_the_files_of_an_image_without_what_it_only_imports() -> None:
    data = descriptor_set("a.proto", "b.proto", "google/protobuf/any.proto", imported=("b.proto",))
    assert entries(data) == ["a.proto"]


def test_an_image_has_no_texts_and_is_compared_whole(tmp_path: Path) -> None:
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "c.proto").write_text("package c;")
    (tmp_path / "a.proto").write_text('import "c.proto";')
    (tmp_path / "old.binpb").write_bytes(descriptor_set("a.proto", "c.proto", "gone.proto"))
    old, new = open_source("image:old.binpb", str(tmp_path)), folder(str(tmp_path))
    assert (old.label, old.detail, old.digests, old.fetch(())) == ("image:old.binpb", "3 files", {}, {})
    scope = narrow(old, new, MODULE, PROTOBUF)
    assert scope is not None
    assert (scope.old.entries, scope.old.image, scope.old.texts) == (("a.proto", "gone.proto"), old.image, {})
    assert (scope.new.entries, [*scope.new.texts], scope.total) == (("a.proto",), ["a.proto", "c.proto"], 1)
    backwards = narrow(new, old, MODULE, PROTOBUF)
    assert backwards is not None
    assert (backwards.old, backwards.new, backwards.total) == (scope.new, scope.old, 2)


def test_an_image_beside_no_files_and_other_formats(tmp_path: Path) -> None:
    (tmp_path / "old").write_bytes(descriptor_set("a.proto"))
    old, new = image(str(tmp_path / "old")), folder(str(tmp_path))
    scope = narrow(old, new, MODULE, PROTOBUF)
    assert scope is not None
    assert (scope.old.entries, scope.new.entries, scope.total) == (("a.proto",), (), 0)
    assert narrow(old, new, MODULE, AVRO) is None
    assert whole(old, MODULE, AVRO) is None
    batch = whole(old, MODULE, PROTOBUF)
    assert batch is not None
    assert batch.entries == ("a.proto",)


def test_an_avro_image_is_a_text(tmp_path: Path) -> None:
    (tmp_path / "old.avsc").write_text('"int"')
    source = open_source("image:old.avsc", str(tmp_path))
    assert (source.label, source.fetch(["old.avsc"]), source.image) == (
        "image:old.avsc",
        {"old.avsc": b'"int"'},
        b"",
    )


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"syntax = 'proto3';",
        b'{"type": "record"}',
        b"\x08\x01",  # a number where a file should be
        b"\x0a\x02\x08\x01",  # a file whose name is a number
        b"\x0a\x03\x0a\x01\xff",  # a name that is no text
        b"\x0a\xff",  # cut off
        b"\x0a\xff\xff\x03a",  # cut off
        b"\x0a\x05\x0d\0\0\0\0",  # no name
        b"\x0b",  # a group
        b"\x09" + bytes(8),
    ],
)
def test_what_is_no_image(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "bad").write_bytes(data)
    with pytest.raises(LookError, match="bad is no descriptor set"):
        image(str(tmp_path / "bad"))
    with pytest.raises(LookError, match="nowhere is gone"):
        image(str(tmp_path / "nowhere"))
