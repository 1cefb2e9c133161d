from __future__ import annotations

import time

import pytest

from schemactl.formats.protobuf.links import links


@pytest.mark.parametrize(
    ("text", "package", "needs"),
    [
        ('syntax = "proto3"; package order.v1; import "a/b.proto";', "order.v1", ("a/b.proto",)),
        (
            'import public \'a.proto\';import weak "b.proto";import option "c.proto";',
            "",
            ("a.proto", "b.proto", "c.proto"),
        ),
        ('import\n  // why\n  "a.proto" /* that */ ;', "", ("a.proto",)),
        ('import/**/public/**/"a.proto";', "", ("a.proto",)),
        ("import \"a/\" 'b.proto';", "", ("a/b.proto",)),
        ("package a . /* x */ b // y\n . c;", "a.b.c", ()),
        ('message M {}\nimport "late.proto";\npackage late;', "late", ("late.proto",)),
        ('// import "a.proto";\n/* import "b.proto"; package x; */', "", ()),
        ('option x = "import \\"a.proto\\";";', "", ()),
        ("option x = '/*'; import 'a.proto'; option y = '*/';", "", ("a.proto",)),
        ("option x = \"//\"; import 'a.proto';", "", ("a.proto",)),
        ("message M { string import = 1; string package = 2; optional package foo = 3; }", "", ()),
        ('important "a.proto"; reimport "b.proto"; my_import "c.proto"; repackage x;', "", ()),
        ("package first; package second;", "first", ()),
        ('\ufeffimport "ä/ö.proto";', "", ("ä/ö.proto",)),
        ('import "a.proto"\nimport "b.proto";', "", ("b.proto",)),
        ('import "unterminated;\nimport "b.proto";', "", ("b.proto",)),
        ("/* never closed import 'a.proto';", "", ()),
        ("import", "", ()),
        ("", "", ()),
    ],
)
def test_what_a_text_is_linked_to(text: str, package: str, needs: tuple[str, ...]) -> None:
    found = links(text.encode())
    assert (found.package, found.needs, found.defines) == (package, needs, ())


def test_bytes_that_are_no_text_are_no_error() -> None:
    assert links(bytes(range(256)) + b'\nimport "\xff.proto";').needs == ("\ufffd.proto",)


@pytest.mark.parametrize(
    "piece",
    [
        b"/*",
        b'"',
        b"import ",
        b"import /*",
        b"import//\n",
        b'import "a" ',
        b"package a.",
        b"package /",
        b" \n",
        b"//",
        b"\\'",
    ],
)
def test_no_text_takes_long(piece: bytes) -> None:
    start = time.process_time()
    links(piece * (2**20 // len(piece)))
    assert time.process_time() - start < 2
