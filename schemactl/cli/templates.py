"""The schemas of a folder in; the texts of the files that `schemactl init` writes out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import schemactl
from schemactl.formats.format import EXTENSIONS

if TYPE_CHECKING:
    from schemactl.model.source import Source

VERSION = schemactl.__version__


def configuration(source: Source) -> str:
    """A schemactl.toml: a module for each format that the folder has files of, and the defaults spelt out."""
    modules = "".join(
        f'\n[[module]]\nname = "{name}"\nformats = ["{name}"]\n{_folders(source, endings)}'
        for name, endings in EXTENSIONS.items()
        if any(path.endswith(endings) for path in source.digests)
    )
    return f"""\
# What schemactl looks at, and what it refuses. `schemactl config schema` describes every key.
minimum-version = "{VERSION}"
{modules}
[check]
against = ["auto"]              # where this branch left its base; in CI, what it is to be merged into
surfaces = ["wire"]             # wire, json, source, dispatch
compatibility = "BACKWARD"      # new readers must be able to read old events
"""


def _folders(source: Source, endings: tuple[str, ...]) -> str:
    """The top folders of the files, unless some lie at the top themselves."""
    paths = [path for path in source.digests if path.endswith(endings)]
    if any("/" not in path for path in paths):
        return ""
    folders = sorted({path.partition("/")[0] for path in paths})
    return f"include = {json.dumps([f'{folder}/**' for folder in folders], ensure_ascii=False)}\n"


PRE_COMMIT = f"""\
repos:
  - repo: local
    hooks:
      - id: schemactl
        name: schemactl check (staged schemas, offline)
        entry: schemactl check --staged --offline
        language: python
        additional_dependencies: ["schemactl=={VERSION}"]
        always_run: true            # a deleted schema is passed to no hook
        pass_filenames: false
        require_serial: true
"""

_GITHUB = f"""\
name: schemas
on: pull_request
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0            # the check compares with where the branch began
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - run: pip install schemactl=={VERSION}
      - run: schemactl check -f text -f github
"""

_GITLAB = f"""\
schemas:
  image: python:3.12
  variables:
    GIT_DEPTH: "0"                  # the check compares with where the branch began
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
  script:
    - pip install schemactl=={VERSION}
    - schemactl check
"""

CI = {"github": (".github/workflows/schemas.yml", _GITHUB), "gitlab": (".gitlab-ci.yml", _GITLAB)}
"""Each CI's file: its path and its text."""
