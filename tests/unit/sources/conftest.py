from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from repositories import Repo

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """An empty repository without a commit."""
    return Repo.init(tmp_path / "repo")
