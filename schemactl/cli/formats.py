"""`--format FMT[=FILE]` in; which format goes where out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from schemactl.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from schemactl.report.style import Style


@dataclass(frozen=True, slots=True)
class Target:
    """A format, and the file that it goes to; None is standard output."""

    format: str
    file: Path | None = None

    @property
    def style(self) -> Style:
        """The colours that a text gets here: none in a file."""
        import sys

        from schemactl.cli.options import options
        from schemactl.cli.output import style
        from schemactl.report.style import plain

        return plain if self.file else style(options(), sys.stdout)

    def write(self, text: str) -> None:
        from schemactl.cli.output import emit, write_whole

        if self.file is None:
            emit(text)
        else:
            write_whole(self.file, text.encode())


class _TargetType(click.ParamType[Target]):
    name = "format"

    def __init__(self, known: Sequence[str]) -> None:
        self.known = known

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Target:
        target = parse(str(value))
        if target.format not in self.known:
            self.fail(f"{target.format!r} is not one of {', '.join(self.known)}", param, ctx)
        return target

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        del param, ctx
        return f"{'|'.join(self.known)}[=FILE]"


def format_option(*known: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give a command `-f/--format`, repeatable; the first known format is the default."""
    return click.option(
        "-f", "--format", "targets", type=_TargetType(known), multiple=True, default=[known[0]],
        show_default=known[0], help="How to tell the result; repeatable, to several files.",
    )  # fmt: skip


def parse(words: str) -> Target:
    name, given, file = words.partition("=")
    return Target(name, Path(file) if given and file not in {"", "-"} else None)


def one_stream(targets: Iterable[Target]) -> None:
    """Refuse two formats for one place. GitHub finds its commands among lines of text."""
    by_place: dict[Path | None, list[str]] = {}
    for target in targets:
        by_place.setdefault(target.file, []).append(target.format)
    for place, formats in by_place.items():
        if len(formats) > 1 and (place is not None or sorted(formats) != ["github", "text"]):
            message = f"{' and '.join(formats)} would both go to {place or 'standard output'}"
            raise UsageError(message, fix="send one of them to a file: -f text -f json=report.json")


def asked(arguments: Sequence[str]) -> list[Target]:
    """The formats that a command line asks for, found even if the rest of it is wrong."""
    found: list[str] = []
    for place, word in enumerate(arguments):
        if word in {"-f", "--format"}:
            found += arguments[place + 1 : place + 2]
        elif word.startswith("--format="):
            found.append(word.removeprefix("--format="))
        elif word.startswith("-f"):
            found.append(word.removeprefix("-f"))
    return [parse(words) for words in found]
