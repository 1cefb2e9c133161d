"""A command line in; its exit code out, with every exception told in words on standard error."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING, TextIO

import click

from schemactl.cli.options import Options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schemactl.errors import SchemactlError

FINE, NO, USAGE, CANNOT_LOOK, BUG, INTERRUPTED = 0, 1, 2, 3, 70, 130
COMPLETE = "_SCHEMACTL_COMPLETE"
"""The variable through which a shell asks for completions."""


def run(program: click.Group, arguments: Sequence[str]) -> int:
    """Run a command. It returns its exit code (None is 0); exceptions become theirs here and nowhere else."""
    for stream in (sys.stdout, sys.stderr):
        _never_fail_to_encode(stream)
    options = Options()
    try:
        return _invoke(program, list(arguments), options)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return USAGE
    except click.exceptions.Exit as error:
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except BrokenPipeError:
        from schemactl.cli.output import hush

        hush(sys.stdout)
        return FINE
    except Exception as error:  # noqa: BLE001  whatever it is, it has an exit code
        return _tell(error, arguments, options)


def _invoke(program: click.Group, arguments: list[str], options: Options) -> int:
    if instruction := os.environ.get(COMPLETE):
        from click.shell_completion import shell_complete

        return shell_complete(program, {}, "schemactl", COMPLETE, instruction)
    with program.make_context("schemactl", arguments, obj=options) as context:
        code = program.invoke(context)
    return int(code or FINE)


def _tell(error: Exception, arguments: Sequence[str], options: Options) -> int:
    """Tell programs that asked for JSON or annotations, then people."""
    from schemactl.cli.formats import asked
    from schemactl.cli.output import say, style
    from schemactl.errors import SchemactlError
    from schemactl.report import error as text
    from schemactl.report import github, json

    told, code = _as_ours(error, arguments)
    renderers = {"json": json.render_error, "github": github.render_error}
    for target in asked(arguments):
        if target.format in renderers:
            # what was to be told matters more than a report file that cannot be written either
            with contextlib.suppress(SchemactlError):
                target.write(renderers[target.format](told))
    say(text.render(told, style(options, sys.stderr)))
    return code


def _as_ours(error: Exception, arguments: Sequence[str]) -> tuple[SchemactlError, int]:
    """Any exception as one of ours, and its exit code."""
    from schemactl.errors import CompileError, LookError, RefusedError, UsageError

    codes = ((UsageError, USAGE), (CompileError, NO), (RefusedError, NO), (LookError, CANNOT_LOOK))
    if isinstance(error, click.ClickException):
        return _usage(error), USAGE
    for kind, code in codes:
        if isinstance(error, kind):
            return error, code
    return _bug(error, arguments), BUG


def _usage(error: click.ClickException) -> SchemactlError:
    from schemactl.errors import UsageError

    context = getattr(error, "ctx", None)
    fix = f"{context.command_path} --help shows what is possible" if context else ""
    if close := getattr(error, "possibilities", None):
        fix = f"did you mean {' or '.join(sorted(close))}?"
        error.possibilities = None  # type: ignore[attr-defined]  # or click says it a second time
    return UsageError(error.format_message(), fix=fix)


def _bug(error: Exception, arguments: Sequence[str]) -> SchemactlError:
    from schemactl.cli.crash import record
    from schemactl.errors import SchemactlError

    bug = SchemactlError(
        f"this is a bug in schemactl: {type(error).__name__}: {error}",
        fix=f"report it with the file {record(error, arguments)}",
    )
    bug.kind = "bug"
    return bug


def _never_fail_to_encode(stream: TextIO) -> None:
    """Let a terminal that lacks a character show another one."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")
