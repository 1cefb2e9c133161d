"""The pytest plugin: `@schemactl.events` looks for the schemas of the project that pytest runs in.

pytest loads it wherever schemactl is installed, so it imports nothing and does nothing but to keep a path.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

_ROOTS: list[Path] = []


def pytest_configure(config: pytest.Config) -> None:
    _ROOTS[:] = [config.rootpath]


def root() -> Path:
    """Pytest's root folder; the working folder, if this is no run of pytest."""
    return _ROOTS[0] if _ROOTS else Path.cwd()
