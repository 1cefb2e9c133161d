"""An error in; the lines that a person reads out: where, what is wrong, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemactl.errors import CompileError
from schemactl.report.style import plain
from schemactl.report.words import counted, printable

if TYPE_CHECKING:
    from schemactl.errors import SchemactlError
    from schemactl.report.style import Style


def render(error: SchemactlError, style: Style = plain) -> str:
    """Every problem of a compile error, or the error itself."""
    if isinstance(error, CompileError):
        return _problems(error, style)
    where = f"{error.location}" if error.location else "schemactl"
    return _told(where, error.message, error.fix, style)


def _problems(error: CompileError, style: Style) -> str:
    lines = [_told(str(problem.location), problem.message, problem.fix, style) for problem in error.problems]
    return "\n".join([*lines, "", style("bad", f"does not compile: {counted(len(lines), 'error')}")])


def _told(where: str, message: str, fix: str, style: Style) -> str:
    line = f"{style('strong', where)}: {' '.join(map(printable, message.split()))}"
    return f"{line}\n   fix    {' '.join(map(printable, fix.split()))}" if fix else line
