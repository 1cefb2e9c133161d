from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from repositories import Repo

from schemactl.errors import BaselineError
from schemactl.sources.auto import baseline, staged_baseline
from schemactl.sources.git import Repository

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from schemactl.model.source import Source


def found(repo: Repo, **environ: str) -> Source:
    return baseline(Repository(str(repo.path)), environ)


@pytest.fixture
def clone(repo: Repo, tmp_path: Path) -> Repo:
    """A clone of a repository with two commits, on its default branch."""
    repo.commit({"a.proto": "1"})
    repo.commit({"a.proto": "2"})
    clone = Repo(tmp_path / "clone")
    repo.git("clone", "--quiet", ".", str(clone.path))
    return clone


def test_on_a_branch_it_is_where_the_branch_left(clone: Repo) -> None:
    left = clone.git("rev-parse", "HEAD")
    clone.git("checkout", "--quiet", "-b", "feature")
    assert found(clone).detail == "merge base of HEAD and origin/HEAD"  # nothing committed yet
    clone.commit({"a.proto": "3"})
    clone.commit({"a.proto": "4"})
    source = found(clone)
    assert (source.label, source.detail) == (f"git:{left[:7]}", "merge base of HEAD and origin/HEAD")
    assert source.fetch(["a.proto"]) == {"a.proto": b"2"}


def test_on_the_default_branch_it_is_the_commit_before(clone: Repo) -> None:
    source = found(clone)
    assert source.detail == "HEAD~, as HEAD is on main"
    assert source.fetch(["a.proto"]) == {"a.proto": b"1"}
    clone.git("checkout", "--quiet", "--detach")
    assert found(clone).detail == "HEAD~, as HEAD is on no branch"


def test_on_the_default_branch_with_own_commits_it_is_where_they_begin(clone: Repo) -> None:
    clone.commit({"a.proto": "3"})
    clone.commit({"a.proto": "4"})
    assert found(clone).fetch(["a.proto"]) == {"a.proto": b"2"}


def test_a_clone_that_does_not_know_the_default_branch(clone: Repo) -> None:
    clone.git("remote", "set-head", "origin", "--delete")
    assert found(clone).detail == "HEAD~, as HEAD is on main"
    clone.git("checkout", "--quiet", "-b", "feature")
    clone.commit({"a.proto": "3"})
    assert found(clone).detail == "merge base of HEAD and origin/main"


def test_an_upstream_of_another_name(clone: Repo) -> None:
    clone.git("remote", "set-head", "origin", "--delete")
    clone.git("checkout", "--quiet", "-b", "feature", "--track", "origin/main")
    clone.git("update-ref", "refs/remotes/origin/trunk", "origin/main")
    clone.git("update-ref", "-d", "refs/remotes/origin/main")
    clone.git("config", "branch.feature.merge", "refs/heads/trunk")
    clone.commit({"a.proto": "3"})
    assert found(clone).detail == "merge base of HEAD and origin/trunk"


def test_without_a_remote_a_branch_is_compared_with_main(repo: Repo) -> None:
    repo.commit({"a.proto": "1"})
    assert found(repo).detail == "HEAD, the first commit"
    repo.commit({"a.proto": "2"})
    assert found(repo).detail == "HEAD~, as HEAD is on main"
    repo.git("checkout", "--quiet", "-b", "feature")
    repo.commit({"a.proto": "3"})
    assert found(repo).detail == "merge base of HEAD and main"


def test_nothing_in_common_with_the_default_branch(clone: Repo) -> None:
    clone.git("checkout", "--quiet", "--orphan", "new")
    clone.commit()
    with pytest.raises(BaselineError, match="HEAD and origin/HEAD have no common commit here") as caught:
        found(clone)
    assert caught.value.fix == "say it: --against git:REV, or --against dir:PATH"


def test_without_a_commit_a_check_has_nothing_to_look_at_but_a_first_commit_may_be_made(repo: Repo) -> None:
    with pytest.raises(BaselineError, match="nothing has been committed yet"):
        found(repo)
    source = staged_baseline(Repository(str(repo.path)))
    assert (source.digests, source.detail) == ({}, "nothing to compare with yet")
    commit = repo.commit({"a.proto": "1"})
    assert staged_baseline(Repository(str(repo.path))).label == f"git:{commit[:7]}"


@pytest.fixture
def shallow(clone: Repo, tmp_path: Path) -> Repo:
    """A clone of only the newest commit, with that commit checked out as CI does."""
    shallow = Repo(tmp_path / "shallow")
    clone.git("clone", "--quiet", "--depth=1", f"file://{clone.path}", str(shallow.path))
    shallow.git("checkout", "--quiet", "--detach")
    return shallow


def test_a_shallow_clone_says_how_to_deepen_it(shallow: Repo) -> None:
    with pytest.raises(BaselineError, match="the commit before HEAD is not in this shallow clone") as caught:
        found(shallow)
    assert "git fetch --deepen" in caught.value.fix


def test_a_fetched_base_is_enough_in_a_shallow_clone(shallow: Repo, clone: Repo) -> None:
    base = clone.git("rev-parse", "HEAD~")
    with pytest.raises(
        BaselineError, match=f"{base[:12]}, the merge request base, is not in this clone"
    ) as caught:
        found(shallow, CI_MERGE_REQUEST_DIFF_BASE_SHA=base)
    command = caught.value.fix.removeprefix("fetch it: git ")
    clone.git("config", "uploadpack.allowAnySHA1InWant", "true")
    shallow.git(*command.split())
    source = found(shallow, CI_MERGE_REQUEST_DIFF_BASE_SHA=base)
    assert (source.label, source.detail) == (f"git:{base[:7]}", "merge request base")


def _pull_request(base: str) -> object:
    return {"pull_request": {"base": {"sha": base}}}


def _merge_group(base: str) -> object:
    return {"pull_request": None, "merge_group": {"base_sha": base}}


def _push(base: str) -> object:
    return {"before": base}


@pytest.mark.parametrize(
    ("event", "detail"),
    [(_pull_request, "pull request base"), (_merge_group, "merge group base"), (_push, "push base")],
)
def test_the_events_of_github(
    event: Callable[[str], object], detail: str, clone: Repo, tmp_path: Path
) -> None:
    base = clone.git("rev-parse", "HEAD~")
    (tmp_path / "event.json").write_text(json.dumps(event(base)))
    source = found(clone, GITHUB_EVENT_PATH=str(tmp_path / "event.json"))
    assert (source.label, source.detail) == (f"git:{base[:7]}", detail)


@pytest.mark.parametrize("event", [{"before": "0" * 40}, {"schedule": "daily"}])
def test_an_event_without_a_base_is_as_without_ci(event: object, clone: Repo, tmp_path: Path) -> None:
    (tmp_path / "event.json").write_text(json.dumps(event))
    assert found(clone, GITHUB_EVENT_PATH=str(tmp_path / "event.json")).detail == "HEAD~, as HEAD is on main"


@pytest.mark.parametrize("text", ["{", "[]", '{"pull_request": 3}'])
def test_an_event_that_is_none(text: str, clone: Repo, tmp_path: Path) -> None:
    (tmp_path / "event.json").write_text(text)
    with pytest.raises(BaselineError, match="is not an event of GitHub"):
        found(clone, GITHUB_EVENT_PATH=str(tmp_path / "event.json"))


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("GITHUB_BASE_REF", "main"),
        ("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "main"),
        ("BUILDKITE_PULL_REQUEST_BASE_BRANCH", "main"),
        ("SYSTEM_PULLREQUEST_TARGETBRANCH", "refs/heads/main"),
        ("CHANGE_TARGET", "main"),
    ],
)
def test_the_target_branch_of_a_ci(variable: str, value: str, clone: Repo) -> None:
    left = clone.git("rev-parse", "HEAD")
    clone.git("checkout", "--quiet", "-b", "feature")
    clone.commit({"a.proto": "3"})
    source = found(clone, **{variable: value})
    assert source.label == f"git:{left[:7]}"
    assert source.detail.endswith("request into main")


def test_a_target_branch_that_is_not_in_the_clone(clone: Repo) -> None:
    with pytest.raises(
        BaselineError, match="does not have release, which the pull request goes into"
    ) as caught:
        found(clone, GITHUB_BASE_REF="release")
    assert "git fetch --depth=1 origin release:refs/remotes/origin/release" in caught.value.fix


def test_gitlab_pushes(clone: Repo) -> None:
    before = clone.git("rev-parse", "HEAD~")
    assert found(clone, CI_COMMIT_BEFORE_SHA=before).detail == "push base"
    assert found(clone, CI_COMMIT_BEFORE_SHA="0" * 40).detail == "HEAD~, as HEAD is on main"
