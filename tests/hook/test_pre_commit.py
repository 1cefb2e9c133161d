"""What the hook does with real commits."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from repositories import Repo

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Installed

pytestmark = pytest.mark.xdist_group("hook")  # installing takes long: once is enough

ORDER = """\
syntax = "proto3";
package order.v1;

message OrderPlaced {
  string order_id = 1;
  int64 amount_cents = 2;
}
"""
BROKEN = ORDER.replace("int64 amount_cents", "string amount_cents")
FINE = ORDER.replace("= 2;\n", "= 2;\n  string note = 3;\n")
STOCK = ORDER.replace("order.v1", "stock.v1").replace("OrderPlaced", "StockMoved")


@pytest.fixture
def repo(installed: Installed, tmp_path: Path) -> Repo:
    """A user's repository with two schemas, one commit, and the hook."""
    repo = Repo.init(tmp_path / "repo")
    repo.write({"proto/order/v1/order.proto": ORDER, "proto/stock/v1/stock.proto": STOCK, "readme.md": "1"})
    installed.use(repo)
    repo.git("add", "--all")
    first = installed.commit(repo)
    assert first.returncode == 0, first.stdout  # nothing to compare with yet
    return repo


def stage(repo: Repo, files: dict[str, str | bytes | None]) -> None:
    repo.write(files)
    repo.git("add", "--all")


def count(repo: Repo) -> int:
    return int(repo.git("rev-list", "--count", "HEAD"))


def test_a_breaking_commit_is_refused(installed: Installed, repo: Repo) -> None:
    stage(repo, {"proto/order/v1/order.proto": BROKEN})
    done = installed.commit(repo)
    assert done.returncode == 1
    assert "proto/order/v1/order.proto:6:3: protobuf-field-type-incompatible" in done.stdout
    assert "proof" in done.stdout
    assert count(repo) == 1


def test_what_is_staged_counts_and_not_what_lies_beside_it(installed: Installed, repo: Repo) -> None:
    stage(repo, {"proto/order/v1/order.proto": BROKEN})
    repo.write({"proto/order/v1/order.proto": FINE})
    assert installed.commit(repo).returncode == 1
    stage(repo, {})
    repo.write({"proto/order/v1/order.proto": BROKEN})
    done = installed.commit(repo)
    assert done.returncode == 0, done.stdout


def test_a_commit_that_only_deletes_is_refused(installed: Installed, repo: Repo) -> None:
    stage(repo, {"proto/order/v1/order.proto": None})
    done = installed.commit(repo)
    assert done.returncode == 1
    assert "OrderPlaced" in done.stdout
    assert count(repo) == 1


@pytest.mark.parametrize("files", [{"proto/order/v1/order.proto": FINE}, {"readme.md": "2"}])
def test_a_fine_commit_passes(files: dict[str, str | bytes | None], installed: Installed, repo: Repo) -> None:
    stage(repo, files)
    done = installed.commit(repo)
    assert done.returncode == 0, done.stdout
    assert count(repo) == 2


def test_a_schema_that_does_not_compile_is_refused(installed: Installed, repo: Repo) -> None:
    stage(repo, {"proto/order/v1/order.proto": ORDER.replace("= 2;", "= ;")})
    done = installed.commit(repo)
    assert done.returncode == 1
    assert "proto/order/v1/order.proto:6:24" in done.stdout


def test_a_commit_of_only_some_paths(installed: Installed, repo: Repo) -> None:
    stage(repo, {"proto/order/v1/order.proto": BROKEN})
    repo.write(
        {
            "proto/stock/v1/stock.proto": STOCK.replace("= 2;\n", "= 2;\n  string note = 3;\n"),
            "readme.md": "2",
        }
    )
    done = installed.commit(repo, "--only", "proto/stock/v1/stock.proto")
    assert done.returncode == 0, done.stdout
    done = installed.commit(repo, "--only", "proto/order/v1/order.proto")
    assert done.returncode == 1
    assert count(repo) == 2


def test_a_commit_of_all_that_changed(installed: Installed, repo: Repo) -> None:
    repo.write({"proto/order/v1/order.proto": BROKEN})
    assert installed.commit(repo, "--all").returncode == 1
    repo.write({"proto/order/v1/order.proto": FINE})
    assert installed.commit(repo, "--all").returncode == 0


def test_a_linked_worktree(installed: Installed, repo: Repo, tmp_path: Path) -> None:
    linked = Repo(tmp_path / "linked")
    repo.git("worktree", "add", "--quiet", str(linked.path))
    stage(linked, {"proto/order/v1/order.proto": BROKEN})
    done = installed.commit(linked)
    assert done.returncode == 1
    assert "protobuf-field-type-incompatible" in done.stdout
    stage(linked, {"proto/order/v1/order.proto": FINE})
    done = installed.commit(linked)
    assert done.returncode == 0, done.stdout


def test_a_shallow_clone(installed: Installed, repo: Repo, tmp_path: Path) -> None:
    stage(repo, {"readme.md": "2"})
    assert installed.commit(repo).returncode == 0
    shallow = Repo(tmp_path / "shallow")
    repo.git("clone", "--quiet", "--depth=1", f"file://{repo.path}", str(shallow.path))
    installed.pre_commit(shallow, "install")
    stage(shallow, {"proto/order/v1/order.proto": BROKEN})
    done = installed.commit(shallow)
    assert done.returncode == 1
    assert "protobuf-field-type-incompatible" in done.stdout
    stage(shallow, {"proto/order/v1/order.proto": FINE})
    assert installed.commit(shallow).returncode == 0


def test_it_needs_no_network(installed: Installed, repo: Repo) -> None:
    alone = ("unshare", "--map-root-user", "--net")
    if (
        not shutil.which("unshare")
        or subprocess.run((*alone, "true"), check=False, capture_output=True).returncode
    ):
        pytest.skip("unshare may not make a network of its own here")
    network = subprocess.run(
        (*alone, "cat", "/proc/net/dev"), capture_output=True, text=True, check=True
    ).stdout
    assert [line.split(":")[0].strip() for line in network.splitlines() if ":" in line] == ["lo"]
    stage(repo, {"proto/order/v1/order.proto": BROKEN})
    done = installed.commit(repo, prefix=alone)
    assert done.returncode == 1
    assert "protobuf-field-type-incompatible" in done.stdout
    stage(repo, {"proto/order/v1/order.proto": FINE})
    done = installed.commit(repo, prefix=alone)
    assert done.returncode == 0, done.stdout


def test_a_merge_is_looked_at_too(installed: Installed, repo: Repo) -> None:
    installed.pre_commit(repo, "install", "--hook-type", "pre-merge-commit")
    repo.git("branch", "other")
    stage(repo, {"readme.md": "2"})
    assert installed.commit(repo).returncode == 0
    repo.git("checkout", "--quiet", "other")
    stage(repo, {"proto/order/v1/order.proto": BROKEN})
    assert installed.commit(repo, "--no-verify").returncode == 0
    repo.git("checkout", "--quiet", "main")
    done = repo.run("merge", "--no-edit", "other", env=installed.environment)
    assert done.returncode == 1
    assert "protobuf-field-type-incompatible" in done.stdout + done.stderr


def test_a_deletion_that_reserves_nothing_is_refused_until_it_is_mended(
    installed: Installed, repo: Repo
) -> None:
    """`check` accepts it; `lint`, which is given the changed files, does not."""
    stage(repo, {"proto/order/v1/order.proto": ORDER.replace("  int64 amount_cents = 2;\n", "")})
    done = installed.commit(repo)
    assert done.returncode == 1
    assert "proto/order/v1/order.proto:4:9: lint-protobuf-deletion-unreserved" in done.stdout
    reserved = ORDER.replace("int64 amount_cents = 2;", 'reserved 2;\n  reserved "amount_cents";')
    stage(repo, {"proto/order/v1/order.proto": reserved})
    done = installed.commit(repo)
    assert done.returncode == 0, done.stdout
    assert count(repo) == 2
