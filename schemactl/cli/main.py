"""The command line in; the exit code of one command out. Loads click alone: a command loads the rest."""

from __future__ import annotations

import sys
from typing import NoReturn

import click

from schemactl import __version__
from schemactl.cli import exits
from schemactl.cli.lazy import LazyGroup
from schemactl.cli.options import common

COMMANDS = {
    "demo": "The whole story on bundled order events; needs no network and no project.",
    "init": "Detect schemas, show a schemactl.toml for them and write it.",
    "compile": "Compile schemas to a descriptor set or to canonical Avro.",
    "check": "Refuse changes that break readers: the gate of a commit, of CI and of a person.",
    "diff": "Show every change between two versions and what it does; judge nothing.",
    "lint": "Find hazards in one version: what is no break, and leads to one.",
    "generate": "Make code in which every event needs a handler to compile.",
    "waive": "Accept breaks for a while, with a reason.",
    "waivers": "List what is waived, or remove what is over.",
    "registry": "Look into a registry, plan and push to it, or serve one of one's own.",
    "fuzz": "Try decoders with events, unusual forms of them and damaged ones: ours, or yours.",
    "explain": "Show a rule's or check's page, or all of them.",
    "config": "Show the effective configuration, or its JSON Schema.",
    "doctor": "Look at everything that schemactl needs, and say what to do where it is missing.",
    "completion": "Print the shell's completion script.",
}
"""Each command in the module of its name."""


@click.group(
    cls=LazyGroup,
    commands_of=COMMANDS,
    below="schemactl.cli",
    name="schemactl",
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 fine, 1 a break or a schema that does not compile, 2 usage, 3 could not look.",
)
@click.version_option(__version__, "-V", "--version", message="schemactl %(version)s")
@common
def program() -> None:
    """Compile event schemas, check their evolution, and prove each break with real bytes."""


def main() -> NoReturn:
    """Run the command line and leave with its exit code."""
    sys.exit(exits.run(program, sys.argv[1:]))
