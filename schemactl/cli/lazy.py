"""A group of commands of which each is imported when it runs."""

from __future__ import annotations

from importlib import import_module
from keyword import iskeyword
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Mapping


class LazyGroup(click.Group):
    """commands_of: the text of each command by name, so that help loads none; below: the package of their modules.

    Each command is `command` in the module of its name (`import_` where Python has that name already).
    """

    def __init__(self, *args: object, commands_of: Mapping[str, str], below: str, **attrs: object) -> None:
        super().__init__(*args, **attrs)  # type: ignore[arg-type]
        self.texts = commands_of
        self.below = below

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(self.texts)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in self.texts:
            return None
        module = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        command: click.Command = import_module(f"{self.below}.{module}").command
        command.help = "\n\n".join(filter(None, (self.texts[cmd_name], command.help)))
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and args[0] not in self.texts:
            raise click.NoSuchCommand(args[0], possibilities=self.texts, ctx=ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(self.texts.items()))
