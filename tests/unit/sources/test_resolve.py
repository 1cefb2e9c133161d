from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

import pytest

from schemactl.errors import BaselineError, GitError, LookError, UsageError
from schemactl.sources.resolve import current, open_source, open_sources, stream

if TYPE_CHECKING:
    from pathlib import Path

    from repositories import Repo


@pytest.fixture
def project(repo: Repo) -> Repo:
    """Three commits, the second of which touches no schema; the first and the last are tagged."""
    repo.commit({"sub/a.proto": "1"})
    repo.git("tag", "v1.9")
    repo.commit({"other.txt": "2"})
    repo.commit({"sub/a.proto": "3"})
    repo.git("tag", "--annotate", "-m", "x", "v1.10")
    return repo


@pytest.mark.parametrize(
    ("spec", "prefix", "text"),
    [
        ("git:HEAD", "", b"3"),
        ("git:v1.9", "", b"1"),
        ("git:v1.9:sub", "sub/", b"1"),
        ("git:HEAD~1:sub/a.proto", "sub/", b"1"),
        ("index", "", b"3"),
        ("auto", "", b"1"),
        ("dir:sub", "sub/", b"4"),
        ("dir:./sub/", "sub/", b"4"),
        ("sub", "sub/", b"4"),
        ("sub/a.proto", "sub/", b"4"),
    ],
)
def test_what_a_spec_names(
    spec: str, prefix: str, text: bytes, project: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("GITHUB_EVENT_PATH", "GITHUB_BASE_REF", "CI_COMMIT_BEFORE_SHA"):
        monkeypatch.delenv(variable, raising=False)
    project.write({"sub/a.proto": "4"})
    source = open_source(spec, str(project.path))
    assert source.prefix == prefix
    assert [*source.fetch(source.digests).values()] == [text]


def test_the_working_folder_is_usually_where_we_are(project: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project.path)
    source = open_source("dir:sub")
    assert (source.label, source.prefix, [*source.digests]) == ("dir:sub", "sub/", ["a.proto"])
    assert [*open_source("dir:.").digests] == ["sub/a.proto"]
    assert [*current().digests] == ["sub/a.proto"]
    with pytest.raises(LookError, match=r"^nowhere does not exist$"):
        open_source("dir:nowhere")


@pytest.mark.parametrize(
    ("spec", "texts"),
    [
        ("git:v1.9..HEAD", [b"3", b"1"]),
        ("git:v1.9..", [b"3", b"1"]),
        ("git:v1.9...v1.9", [b"1"]),
        ("git:tags:v*", [b"3", b"1"]),
        ("git:tags:v1.9", [b"1"]),
    ],
)
def test_several_versions_newest_first(spec: str, texts: list[bytes], project: Repo) -> None:
    sources = open_sources(spec, str(project.path))
    assert [source.fetch(["sub/a.proto"])["sub/a.proto"] for source in sources] == texts
    assert all(source.label.startswith("git:") and source.detail for source in sources)


@pytest.mark.parametrize(
    ("spec", "says"),
    [
        ("nonsense", "nonsense is neither a path that exists nor a source"),
        ("hg:tip", "hg:tip is neither a path that exists nor a source"),
        ("git:", "git: is incomplete or has too much"),
        ("dir:", "dir: is incomplete or has too much"),
        ("index:x", "index:x is incomplete or has too much"),
        ("lock", "lock has subjects, not files"),
        ("registry", "registry has subjects, not files"),
        ("registry:prod@latest", "registry:prod@latest has subjects, not files"),
        ("registry@latest", "registry@latest has subjects, not files"),
        ("embedded:x.db", "embedded:x.db has subjects, not files"),
        ("https://example.com/a.proto", "https://example.com/a.proto has subjects, not files"),
        ("git:tags:v*", "git:tags:v* names 2 versions where one is needed"),
    ],
)
def test_a_spec_that_is_not_understood(spec: str, says: str, project: Repo) -> None:
    with pytest.raises(UsageError) as caught:
        open_source(spec, str(project.path))
    assert says in caught.value.message
    assert "git:REV" in caught.value.fix


def test_a_pattern_without_tags_and_a_range_without_an_end(project: Repo) -> None:
    with pytest.raises(BaselineError, match=r"no tag matches r\*"):
        open_sources("git:tags:r*", str(project.path))
    with pytest.raises(GitError, match="does not know the revision nowhere"):
        open_sources("git:v1.9..nowhere", str(project.path))


def test_now_is_what_git_sees_or_what_the_folder_has(
    project: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.write({".gitignore": "ignored\n", "ignored/b.proto": ""})
    assert [*current(str(project.path)).digests] == ["sub/a.proto"]
    assert [*current(str(project.path / "sub")).digests] == ["a.proto"]
    (tmp_path / "plain").mkdir()
    (tmp_path / "plain" / "b.avsc").write_text("")
    monkeypatch.delenv("GIT_DIR", raising=False)
    source = current(str(tmp_path / "plain"))
    assert (source.label, [*source.digests]) == ("working tree", ["b.avsc"])


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b'syntax = "proto3";', "stdin.proto"),
        (b' \n{"type": "record"}', "stdin.avsc"),
        (b'["null", "int"]', "stdin.avsc"),
        (b'"string"', "stdin.avsc"),
        (b"", "stdin.proto"),
    ],
)
def test_a_stream_says_what_it_is(data: bytes, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    source = open_source("-")
    assert (source.label, source.fetch([name])) == ("stdin", {name: data})
    assert [*stream(data, "avro").digests] == ["stdin.avsc"]
