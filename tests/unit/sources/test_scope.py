from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from schemactl.errors import ConfigError, LookError
from schemactl.formats.format import Links, by_name
from schemactl.model.module import Module
from schemactl.model.source import Source
from schemactl.sources.cache import Cache
from schemactl.sources.files import blob_id
from schemactl.sources.library import _packed, _unpacked
from schemactl.sources.scope import Scope, narrow, whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

PROTOBUF, AVRO = by_name(("protobuf", "avro"))
CHAIN = {
    "proto/a.proto": 'import "b.proto";',
    "proto/b.proto": 'import "c.proto"; import "google/protobuf/any.proto"; import "missing.proto";',
    "proto/c.proto": "package c;",
    "proto/d.proto": 'import "b.proto"; // too',
    "proto/e.proto": "",
}


class Reading:
    """A source of these texts that counts what is read."""

    def __init__(self, files: Mapping[str, str], label: str = "x") -> None:
        self.read: list[str] = []
        self.files = files
        digests = {path: blob_id(text.encode()) for path, text in files.items()}
        self.source = Source(label=label, digests=digests, fetch=self.fetch)

    def fetch(self, paths: Iterable[str]) -> dict[str, bytes]:
        wanted = list(paths)
        self.read += wanted
        return {path: self.files[path].encode() for path in wanted}


def source(files: Mapping[str, str], label: str = "x") -> Source:
    return Reading(files, label).source


def changed(files: Mapping[str, str], **texts: str | None) -> dict[str, str]:
    """The files with these (`a` is proto/a.proto) changed; None: deleted."""
    given = files | {f"proto/{name}.proto": text for name, text in texts.items()}
    return {path: text for path, text in given.items() if text is not None}


def narrowed(old: Mapping[str, str], new: Mapping[str, str], module: Module = Module()) -> Scope:  # noqa: B008
    scope = narrow(source(old), source(new), module, PROTOBUF)
    assert scope is not None
    return scope


@pytest.mark.parametrize(
    ("new", "old_entries", "new_entries", "old_texts", "new_texts"),
    [
        pytest.param(changed(CHAIN), "", "", "", "", id="nothing"),
        pytest.param(changed(CHAIN, e="//"), "e", "e", "e", "e", id="alone"),
        pytest.param(changed(CHAIN, c="//"), "abcd", "abcd", "abcd", "abcd", id="needed by all"),
        pytest.param(changed(CHAIN, d='import "c.proto"; //'), "d", "d", "bcd", "cd", id="needs another"),
        pytest.param(changed(CHAIN, c=None), "abcd", "abd", "abcd", "abd", id="needed and deleted"),
        pytest.param(changed(CHAIN, missing=""), "abd", [*"abd", "missing"], "abcd", [*"abcd", "missing"], id="added"),
        pytest.param(changed(CHAIN, c='import "a.proto";'), "abcd", "abcd", "abcd", "abcd", id="a cycle"),
        pytest.param(changed(CHAIN, f='import "e.proto";'), "", "f", "", "ef", id="new"),
    ],
)  # fmt: skip
def test_what_differs_and_what_needs_it(
    new: dict[str, str],
    old_entries: Iterable[str],
    new_entries: Iterable[str],
    old_texts: Iterable[str],
    new_texts: Iterable[str],
) -> None:
    scope = narrowed(CHAIN, new)

    def names(letters: Iterable[str]) -> list[str]:
        return [f"{letter}.proto" for letter in letters]

    assert list(scope.old.entries) == names(old_entries)
    assert list(scope.new.entries) == names(new_entries)
    assert sorted(scope.old.texts) == names(old_texts)
    assert sorted(scope.new.texts) == names(new_texts)
    assert scope.total == len(new)


def test_a_text_has_the_path_that_the_user_knows_and_the_name_that_imports_say() -> None:
    old = replace(source(CHAIN, "dir:old"), prefix="old/")
    scope = narrow(old, source({}), Module(), PROTOBUF)
    assert scope is not None
    assert (scope.old.label, scope.new.entries, scope.total) == ("dir:old", (), 0)
    text = scope.old.texts["c.proto"]
    assert (text.path, text.name, text.data) == ("old/proto/c.proto", "c.proto", b"package c;")


def test_neither_side_has_a_file() -> None:
    assert narrow(source({"a.avsc": ""}), source({}), Module(), PROTOBUF) is None
    assert narrow(source(CHAIN), source(CHAIN), Module(include=("other/**",)), PROTOBUF) is None
    assert whole(source({"a.avsc": ""}), Module(), PROTOBUF) is None


def test_a_root_that_moved_is_no_difference() -> None:
    moved = {path.replace("proto/", "schemas/events/"): text for path, text in CHAIN.items()}
    for module in (Module(), Module(roots=("proto", "schemas/events"))):
        scope = narrowed(CHAIN, moved, module)
        assert (scope.old.entries, scope.new.entries, scope.total) == ((), (), 5)
        scope = narrowed(CHAIN, moved | {"schemas/events/b.proto": "//"}, module)
        assert scope.old.entries == scope.new.entries == ("a.proto", "b.proto", "d.proto")
        assert scope.new.texts["b.proto"].path == "schemas/events/b.proto"


def test_both_sides_use_the_same_names_though_only_one_shows_the_root() -> None:
    old = {"proto/x/a.proto": "", "proto/x/b.proto": ""}
    scope = narrowed(old, old | {"proto/x/b.proto": 'import "x/a.proto";'})
    assert scope.old.entries == scope.new.entries == ("x/b.proto",)


def test_what_is_excluded_can_still_be_imported() -> None:
    files = {"proto/a.proto": 'import "lib.proto";', "vendor/lib.proto": "package l;", "vendor/b.proto": ""}
    module = Module(exclude=("vendor/**",))
    scope = narrowed(files, files | {"vendor/lib.proto": "//", "vendor/b.proto": "//"}, module)
    assert scope.new.entries == ("proto/a.proto",)  # what nobody imports is called by its path
    assert (sorted(scope.new.texts), scope.total) == (["lib.proto", "proto/a.proto"], 1)
    batch = whole(source(files), module, PROTOBUF)
    assert batch is not None
    assert (batch.entries, sorted(batch.texts)) == (("proto/a.proto",), ["lib.proto", "proto/a.proto"])


TWICE = {"one/a.proto": 'import "c.proto";', "one/c.proto": "// 1", "two/b.proto": 'import "c.proto";'}


def test_two_files_of_one_name_are_refused_when_they_are_reached() -> None:
    files = TWICE | {"two/c.proto": "// 2", "two/lone.proto": ""}
    assert narrowed(files, files | {"two/lone.proto": "//"}).new.entries == ("lone.proto",)
    with pytest.raises(
        ConfigError, match=r"one/c.proto and two/c.proto would both be imported as c.proto"
    ) as caught:
        narrowed(files, files | {"two/b.proto": 'import "c.proto"; //'})
    assert "[[module]]" in caught.value.fix
    for module in (Module(include=("two",)), Module(exclude=("one/**",))):
        batch = whole(source(files), module, PROTOBUF)
        assert batch is not None
        assert batch.texts["c.proto"].path == "two/c.proto"


def test_of_two_equal_files_of_one_name_either_will_do() -> None:
    batch = whole(source(TWICE | {"two/c.proto": "// 1"}), Module(), PROTOBUF)
    assert batch is not None
    assert batch.entries == tuple(sorted(batch.texts)) == ("a.proto", "b.proto", "c.proto")


def test_a_pointer_of_lfs_is_no_schema() -> None:
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"
    with pytest.raises(LookError, match=r"proto/e.proto at git:1 is a pointer of Git LFS"):
        narrow(source(changed(CHAIN, e=pointer), "git:1"), source(CHAIN), Module(), PROTOBUF)


def test_each_content_is_read_once_and_the_cache_spares_the_rest(tmp_path: Path) -> None:
    cache = Cache(str(tmp_path / "cache"))
    new = changed(CHAIN, a='import "b.proto"; //')
    first = Reading(CHAIN), Reading(new)
    fresh = narrow(first[0].source, first[1].source, Module(), PROTOBUF, cache)
    assert sorted(first[0].read) == sorted(CHAIN)
    assert first[1].read == ["proto/a.proto"]
    second = Reading(CHAIN), Reading(new)
    again = narrow(second[0].source, second[1].source, Module(), PROTOBUF, cache)
    assert sorted(second[0].read) == ["proto/a.proto", "proto/b.proto", "proto/c.proto"]
    assert second[1].read == ["proto/a.proto"]
    assert fresh == again
    same = Reading(CHAIN), Reading(dict(CHAIN))
    assert narrow(same[0].source, same[1].source, Module(), PROTOBUF, cache) is not None
    assert same[0].read == same[1].read == []


@pytest.mark.parametrize(
    "links",
    [Links(), Links("p", (), ("a", "b")), Links("", ("n.A", "n.B"), ()), Links("ä", ("\ud800",), ("",))],
)
def test_links_survive_the_cache(links: Links) -> None:
    packed = _packed(links)
    assert packed is not None
    assert _unpacked(packed) == links


def test_a_name_with_a_line_break_is_not_remembered() -> None:
    assert _packed(Links("", ("a\nb",), ())) is None


def record(name: str, *fields: str) -> str:
    listed = ", ".join(f'{{"name": "f{number}", "type": "{one}"}}' for number, one in enumerate(fields))
    return f'{{"type": "record", "name": "{name}", "fields": [{listed}]}}'


def test_avro_files_need_each_other_by_full_names() -> None:
    old = {
        "a.avsc": record("n.A", "n.B"),
        "deep/b.avsc": record("n.B", "n.C", "int"),
        "c.avsc": record("n.C", "string"),
        "d.avsc": record("n.D"),
        "vendor/c.avsc": record("n.C", "bytes"),
    }
    module = Module(exclude=("vendor",))
    scope = narrow(source(old), source(old | {"c.avsc": record("n.C", "bytes", "int")}), module, AVRO)
    assert scope is not None
    assert scope.new.entries == ("a.avsc", "c.avsc", "deep/b.avsc")
    assert sorted(scope.new.texts) == ["a.avsc", "c.avsc", "deep/b.avsc"]
    both = narrow(source(old), source(old | {"c.avsc": record("n.Renamed")}), Module(), AVRO)
    assert both is not None
    assert both.old.entries == ("a.avsc", "c.avsc", "deep/b.avsc")
    assert sorted(both.old.texts) == ["a.avsc", "c.avsc", "deep/b.avsc", "vendor/c.avsc"]
    assert sorted(both.new.texts) == ["a.avsc", "c.avsc", "deep/b.avsc", "vendor/c.avsc"]
