"""The hook as a user has it: pre-commit installs it from a clone, and git runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from repositories import Repo

PROJECT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Installed:
    """The hook in pre-commit's cache."""

    config: str
    environment: dict[str, str]

    def commit(
        self, repo: Repo, *args: str, prefix: tuple[str, ...] = ()
    ) -> subprocess.CompletedProcess[str]:
        """`git commit`, with the hook."""
        identity = {
            f"GIT_{who}_{what}": "a@example.com"
            for who in ("AUTHOR", "COMMITTER")
            for what in ("NAME", "EMAIL")
        }
        return subprocess.run(
            (*prefix, "git", "commit", "--message", "a step", *args),
            cwd=repo.path,
            env=self.environment | identity,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )

    def use(self, repo: Repo) -> None:
        """What the user does once."""
        repo.write({".pre-commit-config.yaml": self.config})
        self.pre_commit(repo, "install")

    def pre_commit(self, repo: Repo, *args: str) -> None:
        done = subprocess.run(
            (sys.executable, "-m", "pre_commit", *args),
            cwd=repo.path,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Takes this project as it is, committed or not, and has pre-commit install it."""
    listed = subprocess.run(
        ("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"),
        cwd=PROJECT,
        capture_output=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("the project is not in a git repository, so there is nothing to clone")
    hook = Repo.init(tmp_path_factory.mktemp("hook") / "schemactl")
    names = [
        name for name in os.fsdecode(listed.stdout).split("\0") if name and not name.startswith("tests/")
    ]
    revision = hook.commit(
        {name: (PROJECT / name).read_bytes() for name in names if (PROJECT / name).is_file()}
    )
    home = tmp_path_factory.mktemp("pre-commit")
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "CI", "GITHUB_"))
    }
    environment |= {
        "PRE_COMMIT_HOME": str(home),
        "SCHEMACTL_CACHE": str(home / "schemactl"),
        "GIT_CONFIG_GLOBAL": os.devnull,
    }
    for name in ("PYTHONPATH", "SCHEMACTL_REQUIRE"):
        environment.pop(name, None)
    config = f"repos:\n- repo: {hook.path}\n  rev: {revision}\n  hooks:\n  - id: schemactl\n  - id: schemactl-lint\n"
    installed = Installed(config, environment)
    user = Repo.init(tmp_path_factory.mktemp("first") / "repo")
    installed.use(user)
    installed.pre_commit(user, "install-hooks")
    return installed
