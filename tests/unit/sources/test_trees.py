from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from repositories import Repo

from schemactl.errors import GitError, LookError, SchemactlError, ToolError
from schemactl.sources.files import blob_id
from schemactl.sources.git import Repository
from schemactl.sources.trees import index, nothing, tree, working_tree

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from schemactl.model.source import Source

ODD = {"a b/c.proto": "1", "ä/ö.proto": "2", "new\nline.avsc": "3", 'q"uote\\.proto': "4"}


def contents(source: Source) -> dict[str, bytes]:
    return source.fetch(source.digests)


def here(repo: Repo, below: str = "") -> Repository:
    return Repository(str(repo.path / below))


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_all_three_agree_where_nothing_differs(algorithm: str, tmp_path: Path) -> None:
    repo = Repo.init(tmp_path, f"--object-format={algorithm}")
    commit = repo.commit({**ODD, "other.txt": "x", "empty.proto": ""})
    old, staged, now = tree(here(repo), "HEAD"), index(here(repo)), working_tree(here(repo))
    assert old.digests == staged.digests == now.digests
    expected = {name: text.encode() for name, text in ODD.items()} | {"empty.proto": b""}
    assert contents(old) == contents(staged) == contents(now) == expected
    assert (old.label, old.detail, old.prefix) == (f"git:{commit[:7]}", "HEAD", "")
    repo.write({"a b/c.proto": "1"})
    os.utime(
        repo.path / "a b/c.proto", (0, 0)
    )  # git sees that it was touched; its content says that it is the same
    assert working_tree(here(repo)).digests == old.digests


def test_the_index_is_what_is_staged_and_the_working_tree_what_is_there(repo: Repo) -> None:
    repo.commit({"a.proto": "a", "b.proto": "b", "gone.proto": "g", ".gitignore": "ignored*\n"})
    repo.write({"a.proto": "a2", "new.proto": "n", "gone.proto": None})
    repo.git("add", "--all")
    repo.write({"a.proto": "a3", "untracked.avsc": "u", "ignored.proto": "i", "b.proto": None})
    assert contents(index(here(repo))) == {"a.proto": b"a2", "b.proto": b"b", "new.proto": b"n"}
    assert contents(working_tree(here(repo))) == {"a.proto": b"a3", "new.proto": b"n", "untracked.avsc": b"u"}


def test_another_index_is_respected(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.commit({"a.proto": "a"})
    monkeypatch.setenv("GIT_INDEX_FILE", str(repo.path / "other"))
    repo.write({"b.proto": "b"})
    repo.git("add", "b.proto")
    assert contents(index(here(repo))) == {"b.proto": b"b"}


@pytest.mark.parametrize("kind", ["LITERAL", "GLOB", "NOGLOB", "ICASE"])
def test_how_git_was_told_to_read_paths_does_not_matter(
    kind: str, repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.commit({"sub/a.proto": "a", "sub/B.PROTO": "b"})
    repo.write({"sub/c.proto": "c"})
    monkeypatch.setenv(f"GIT_{kind}_PATHSPECS", "1")
    assert contents(index(here(repo))) == {"sub/a.proto": b"a"}
    assert contents(working_tree(here(repo))) == {"sub/a.proto": b"a", "sub/c.proto": b"c"}


def test_paths_are_relative_to_the_working_folder(repo: Repo) -> None:
    repo.commit({"sub/a.proto": "a", "sub/deep/b.proto": "b", "c.proto": "c"})
    repo.write({"sub/deep/b.proto": "b2", "sub/u.proto": "u", "c.proto": "c2"})
    assert contents(tree(here(repo, "sub"), "HEAD")) == {"a.proto": b"a", "deep/b.proto": b"b"}
    assert contents(index(here(repo, "sub"))) == {"a.proto": b"a", "deep/b.proto": b"b"}
    assert contents(working_tree(here(repo, "sub"))) == {
        "a.proto": b"a",
        "deep/b.proto": b"b2",
        "u.proto": b"u",
    }


@pytest.mark.parametrize(
    ("path", "expected", "prefix"),
    [
        ("sub", {"a.proto": b"a", "deep/b.proto": b"b"}, "sub/"),
        ("./sub/", {"a.proto": b"a", "deep/b.proto": b"b"}, "sub/"),
        ("sub/a.proto", {"a.proto": b"a"}, "sub/"),
        ("c.proto", {"c.proto": b"c"}, ""),
        (".", {"sub/a.proto": b"a", "sub/deep/b.proto": b"b", "c.proto": b"c"}, ""),
    ],
)
def test_a_path_within_a_revision(path: str, expected: dict[str, bytes], prefix: str, repo: Repo) -> None:
    repo.commit({"sub/a.proto": "a", "sub/deep/b.proto": "b", "c.proto": "c"})
    source = tree(here(repo), "HEAD", path)
    assert contents(source) == expected
    assert source.prefix == prefix


def test_a_linked_worktree_and_its_hooks(repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.commit({"sub/a.proto": "a"})
    linked = Repo(tmp_path / "linked")
    repo.git("worktree", "add", "--quiet", str(linked.path))
    linked.write({"sub/b.proto": "b"})
    linked.git("add", "--all")
    # What git sets for hooks there.
    monkeypatch.setenv("GIT_DIR", linked.git("rev-parse", "--absolute-git-dir"))
    monkeypatch.setenv("GIT_INDEX_FILE", linked.git("rev-parse", "--absolute-git-dir") + "/index")
    assert contents(index(here(linked, "sub"))) == {"a.proto": b"a", "b.proto": b"b"}
    assert contents(working_tree(here(linked, "sub"))) == {"a.proto": b"a", "b.proto": b"b"}


def test_a_bare_repository_has_trees(repo: Repo, tmp_path: Path) -> None:
    repo.commit({"sub/a.proto": "a"})
    bare = Repo(tmp_path / "bare.git")
    repo.git("clone", "--quiet", "--bare", ".", str(bare.path))
    assert contents(tree(here(bare), "main", "sub")) == {"a.proto": b"a"}
    for look in (index, working_tree):
        with pytest.raises(GitError, match="is bare"):
            look(here(bare))


def test_submodules_are_no_files_and_links_lead_to_files(repo: Repo, tmp_path: Path) -> None:
    other = Repo.init(tmp_path / "other")
    other.commit({"inner.proto": "i"})
    repo.commit({"real/a.proto": "a"})
    repo.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(other.path), "sub.proto")
    (repo.path / "link.proto").symlink_to("real/a.proto")
    (repo.path / "away.proto").symlink_to("../other/inner.proto")
    (repo.path / "double.proto").symlink_to("link.proto")
    repo.commit()
    for source in (tree(here(repo), "HEAD"), index(here(repo))):
        assert contents(source) == {"real/a.proto": b"a", "link.proto": b"a"}
    assert contents(working_tree(here(repo))) == {"real/a.proto": b"a", "link.proto": b"a"}


def test_announced_files_are_not_staged(repo: Repo) -> None:
    repo.commit({"a.proto": "a", "empty.proto": ""})
    repo.write({"soon.avsc": '"int"'})
    repo.git("add", "--intent-to-add", "soon.avsc")
    assert contents(index(here(repo))) == {"a.proto": b"a", "empty.proto": b""}
    assert contents(working_tree(here(repo))) == {"a.proto": b"a", "empty.proto": b"", "soon.avsc": b'"int"'}


def test_an_unmerged_file_is_not_staged_and_is_read_as_it_is(repo: Repo) -> None:
    repo.commit({"a.proto": "one\n"})
    repo.git("checkout", "--quiet", "-b", "other")
    repo.commit({"a.proto": "two\n"})
    repo.git("checkout", "--quiet", "main")
    repo.commit({"a.proto": "three\n"})
    assert repo.run("merge", "other").returncode == 1
    with pytest.raises(GitError, match=r"a\.proto is unmerged"):
        index(here(repo))
    assert b"<<<<<<<" in contents(working_tree(here(repo)))["a.proto"]


def test_a_sparse_checkout_is_read_from_the_repository(repo: Repo) -> None:
    repo.commit({"here/a.proto": "a", "there/b.proto": "b"})
    repo.git("sparse-checkout", "set", "here")
    assert not (repo.path / "there").exists()
    assert contents(working_tree(here(repo))) == {"here/a.proto": b"a", "there/b.proto": b"b"}


def test_a_file_that_vanishes_after_it_was_listed_is_named(repo: Repo) -> None:
    repo.commit({"a.proto": "a"})
    repo.write({"b.proto": "b"})
    source = working_tree(here(repo))
    repo.write({"b.proto": None})
    with pytest.raises(LookError, match=r"b\.proto is gone"):
        source.fetch(["b.proto"])


def test_reading_changes_nothing_in_the_repository(repo: Repo) -> None:
    repo.commit({"a.proto": "a"})
    os.utime(repo.path / "a.proto", (0, 0))  # `git status` would refresh the index now

    def state() -> dict[str, tuple[int, bytes]]:
        files = (path for path in (repo.path / ".git").rglob("*") if path.is_file())
        return {str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in files}

    before = state()
    for look in (index, working_tree, lambda where: tree(where, "HEAD")):
        assert contents(look(here(repo))) == {"a.proto": b"a"}
    assert state() == before


def test_nothing_has_no_files() -> None:
    source = nothing("nothing to compare with yet")
    assert (source.digests, source.fetch(()), source.detail) == ({}, {}, "nothing to compare with yet")


def _unborn(repo: Repo) -> str:
    repo.write({"a.proto": "a"})
    return "HEAD"


def _misspelt(repo: Repo) -> str:
    repo.commit({"a.proto": "a"})
    repo.git("branch", "feature/orders")
    return "feature/order"


def _unlike_any(repo: Repo) -> str:
    repo.commit()
    return "zzz"


def _an_option(repo: Repo) -> str:
    repo.commit()
    return "--all"


def _a_file(repo: Repo) -> str:
    repo.commit({"a.proto": "a"})
    return "HEAD:a.proto"


@pytest.mark.parametrize(
    ("make", "says", "fix"),
    [
        (_unborn, "there is no HEAD: nothing has been committed yet", "commit first"),
        (_misspelt, "git does not know the revision feature/order", "did you mean feature/orders?"),
        (
            _unlike_any,
            "git does not know the revision zzz",
            "git branch --all and git tag list what there is",
        ),
        (_an_option, "git does not know the revision --all", ""),
        (_a_file, "git does not know the revision HEAD:a.proto", ""),
    ],
)
def test_a_revision_that_is_not_there(make: Callable[[Repo], str], says: str, fix: str, repo: Repo) -> None:
    with pytest.raises(GitError) as caught:
        tree(here(repo), make(repo))
    assert caught.value.message == says
    assert fix in caught.value.fix


def test_a_path_that_is_not_in_the_revision(repo: Repo) -> None:
    repo.commit({"a.proto": "a"})
    with pytest.raises(GitError, match="HEAD has no nowhere"):
        tree(here(repo), "HEAD", "nowhere")


def test_a_shallow_clone_says_that_it_is_one(repo: Repo, tmp_path: Path) -> None:
    first = repo.commit({"a.proto": "a"})
    repo.commit({"a.proto": "b"})
    shallow = Repo(tmp_path / "shallow")
    repo.git("clone", "--quiet", "--depth=1", f"file://{repo.path}", str(shallow.path))
    assert contents(tree(here(shallow), "HEAD")) == {"a.proto": b"b"}
    with pytest.raises(GitError, match="not in this shallow clone") as caught:
        tree(here(shallow), first)
    assert "git fetch --unshallow" in caught.value.fix


def test_a_partial_clone_is_not_completed_behind_the_users_back(repo: Repo, tmp_path: Path) -> None:
    repo.commit({"a.proto": "a"})
    repo.git("config", "uploadpack.allowFilter", "true")
    partial = Repo(tmp_path / "partial")
    repo.git(
        "clone", "--quiet", "--no-checkout", "--filter=blob:none", f"file://{repo.path}", str(partial.path)
    )
    source = tree(here(partial), "HEAD")
    with pytest.raises(GitError, match="partial clone lacks"):
        contents(source)


def test_a_damaged_repository(repo: Repo) -> None:
    repo.commit({"a.proto": "a"})
    source = tree(here(repo), "HEAD")
    one = blob_id(b"a")
    (repo.path / ".git/objects" / one[:2] / one[2:]).unlink()
    with pytest.raises(GitError, match=f"no object {one}"):
        contents(source)


def test_not_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for look in (index, working_tree, lambda where: tree(where, "HEAD")):
        with pytest.raises(GitError, match=f"{tmp_path} is not in a git repository"):
            look(Repository(str(tmp_path)))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(GitError, match="this folder is not in a git repository"):
        index(Repository())


def test_refusals_are_in_gits_own_words(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    with pytest.raises(GitError, match="detected dubious ownership in repository at") as caught:
        tree(here(repo), "HEAD")
    assert "git config --global --add safe.directory" in caught.value.fix


def test_git_is_missing_or_the_folder_is(repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(LookError, match="nowhere does not exist"):
        index(Repository(str(tmp_path / "nowhere")))
    (tmp_path / "file").write_text("")
    with pytest.raises(SchemactlError, match=r"git cannot be run in .*file: Not a directory"):
        index(Repository(str(tmp_path / "file")))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ToolError, match="git is not installed"):
        index(here(repo))
