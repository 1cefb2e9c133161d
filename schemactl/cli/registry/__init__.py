"""`schemactl registry`: one file per command below it."""

from __future__ import annotations

import click

from schemactl.cli.lazy import LazyGroup
from schemactl.cli.options import common

COMMANDS = {
    "ping": "Say whether a registry answers, and what holds for all its subjects.",
    "subjects": "List the subjects, with their versions.",
    "show": "Print one version's schema, and what belongs to it.",
    "config": "Show or change what is asked of a subject, or of all.",
    "mode": "Show or change whether a subject, or any, may be written.",
    "plan": "Show what push would do: what is new, changed, unchanged or refused. Changes nothing.",
    "push": "Register what is new or changed, after everything has been checked.",
    "pull": "Write what the registry holds of this project to a lock, for checks without a network.",
    "export": "Write everything that a registry holds to a file.",
    "import": "Put an exported file into a registry, with ids and numbers as they were.",
    "serve": "Serve a registry in a file, as Confluent's REST interface has it.",
    "secret": "Read a password or token on standard input; print its hash for serve's auth file.",
}


@click.group(cls=LazyGroup, commands_of=COMMANDS, below="schemactl.cli.registry.commands")
@common
def command() -> None:
    pass
