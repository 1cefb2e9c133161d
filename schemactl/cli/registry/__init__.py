"""`schemactl registry`: one file per command below it."""

from __future__ import annotations

import click

from schemactl.cli.lazy import LazyGroup
from schemactl.cli.options import common

COMMANDS = {
    "serve": "Serve a registry in a file, as Confluent's REST interface has it.",
    "secret": "Read a password or token on standard input; print its hash for serve's auth file.",
}


@click.group(cls=LazyGroup, commands_of=COMMANDS, below="schemactl.cli.registry.commands")
@common
def command() -> None:
    pass
