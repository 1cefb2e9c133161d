"""A folder in, whether the index could break a schema at all out: the hook's first question."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from schemactl.errors import SchemactlError
from schemactl.sources.files import ENDINGS
from schemactl.sources.git import Repository

if TYPE_CHECKING:
    from collections.abc import Iterable

CONFIGURATION = ("schemactl.toml", "pyproject.toml", "schemactl-waivers.toml")
"""Names of files that change what is checked, and how."""


def nothing_staged(folder: str = ".", also: Iterable[str] = ()) -> bool:
    """Whether neither a schema nor a configuration file is staged (`also`: more names), deletions included.

    False too if git does not say: whoever goes on from there reports it.
    """
    try:
        output = Repository(folder).output("diff-index", "--cached", "--name-only", "-z", "HEAD")
    except SchemactlError:
        return False
    names = {*CONFIGURATION, *map(os.path.basename, also)}
    paths = os.fsdecode(output).split("\0")
    return not any(path.endswith(ENDINGS) or os.path.basename(path) in names for path in paths)
