"""The command line in; the exit code of one command out. Loads click alone: a command loads the rest."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import NoReturn

import click

from schemactl import __version__
from schemactl.cli import exits
from schemactl.cli.options import common

COMMANDS = {
    "demo": "The whole story on bundled order events; needs no network and no project.",
    "init": "Detect schemas, show a schemactl.toml for them and write it.",
    "compile": "Compile schemas to a descriptor set or to canonical Avro.",
    "check": "Refuse changes that break readers: the gate of a commit, of CI and of a person.",
    "diff": "Show every change between two versions and what it does; judge nothing.",
    "lint": "Find hazards in one version: what is no break, and leads to one.",
    "fuzz": "Try decoders with events, unusual forms of them and damaged ones: ours, or yours.",
    "explain": "Show a rule's or check's page, or all of them.",
    "config": "Show the effective configuration, or its JSON Schema.",
    "doctor": "Look at everything that schemactl needs, and say what to do where it is missing.",
    "completion": "Print the shell's completion script.",
}
"""Each command is `command` in the module of its name; its text stands here so that help loads none."""


class Program(click.Group):
    """A group whose commands are imported when they run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"schemactl.cli.{cmd_name}").command
        command.help = "\n\n".join(filter(None, (COMMANDS[cmd_name], command.help)))
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and args[0] not in COMMANDS:
            raise click.NoSuchCommand(args[0], possibilities=COMMANDS, ctx=ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=Program,
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
