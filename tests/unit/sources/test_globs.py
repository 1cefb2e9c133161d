from __future__ import annotations

import pytest

from schemactl.sources.globs import chooser


@pytest.mark.parametrize(
    ("glob", "path", "matches"),
    [
        ("**/*.proto", "a.proto", True),
        ("**/*.proto", "a/b/c.proto", True),
        ("*.proto", "a/b.proto", False),
        ("**/testdata/**", "testdata/a.proto", True),
        ("**/testdata/**", "x/testdata/y/a.proto", True),
        ("**/testdata/**", "x/mytestdata/a.proto", False),
        ("proto", "proto/a/b.proto", True),
        ("./proto/", "proto/a.proto", True),
        ("proto", "protocol/a.proto", False),
        (".", "any/a.proto", True),
        ("a?.proto", "ab.proto", True),
        ("a?b.proto", "a/b.proto", False),
        ("v[12].proto", "v2.proto", True),
        ("v[!12].proto", "v2.proto", False),
        ("v[!12].proto", "v3.proto", True),
        ("v[^1].proto", "v^.proto", True),
        ("a.proto", "axproto", False),
        ("a[.proto", "a[.proto", True),
        ("proto/**/v1/*.proto", "proto/v1/a.proto", True),
        ("proto/**.proto", "proto/a/b.proto", True),
        ("{a,b}.proto", "a.proto", False),
        ("new\nline/*", "new\nline/a\nb.proto", True),
    ],
)
def test_what_a_glob_matches(glob: str, path: str, matches: bool) -> None:  # noqa: FBT001
    assert chooser((glob,), ())(path) is matches
    assert chooser((), (glob,))(path) is not matches


def test_included_and_not_excluded() -> None:
    chosen = chooser(("proto/**", "avro"), ("**/old/**",))
    paths = ("proto/a.proto", "avro/a.avsc", "proto/old/a.proto", "other/a.proto")
    assert [path for path in paths if chosen(path)] == ["proto/a.proto", "avro/a.avsc"]
    assert chooser((), ())("anything")
