"""The options that every command takes; what they said, as one value, out."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

Decorated = TypeVar("Decorated", bound="Callable[..., Any] | click.Command")


class Options:
    """What the options common to all commands said; one per run, kept at the root of click's contexts."""

    def __init__(self) -> None:
        self.config: str | None = None
        self.verbosity = 0
        self.color = "auto"


def options() -> Options:
    """The options of the command that runs."""
    return click.get_current_context().find_root().ensure_object(Options)


def _set(ctx: click.Context, param: click.Parameter, value: Any) -> None:
    if value is not None:
        setattr(ctx.find_root().ensure_object(Options), str(param.name), value)


def _count(ctx: click.Context, param: click.Parameter, value: int) -> None:
    ctx.find_root().ensure_object(Options).verbosity += value if param.name == "verbose" else -value


def _change_folder(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    if value is None:
        return
    try:
        os.chdir(value)
    except OSError as error:
        raise click.BadParameter(f"{value}: {error.strerror}", ctx, param) from error


_COMMON = (
    click.option(
        "--config", metavar="FILE", expose_value=False, callback=_set, help="Read this configuration.",
    ),
    click.option(
        "-C", "folder", metavar="DIR", expose_value=False, is_eager=True, callback=_change_folder,
        help="Work in this folder.",
    ),
    click.option("-q", "--quiet", count=True, expose_value=False, callback=_count, help="Say less."),
    click.option("-v", "--verbose", count=True, expose_value=False, callback=_count, help="Say more."),
    click.option(
        "--color", type=click.Choice(["auto", "always", "never"]), expose_value=False, callback=_set,
        help="Colour the text; auto looks at the terminal, NO_COLOR and FORCE_COLOR.",
    ),
)  # fmt: skip


def common(command: Decorated) -> Decorated:
    """Give a command the options that all have."""
    for option in reversed(_COMMON):
        command = option(command)
    return command
