"""Every exception of schemactl.

SchemactlError
├── UsageError         the command line is wrong                      exit 2
│   └── ConfigError    the configuration is wrong                     exit 2
├── CompileError       schemas do not compile: a list of problems     exit 1
├── RefusedError       a registry looked, and its answer is no         exit 1
└── LookError          it could not look, so it does not know         exit 3
    ├── GitError       git is missing, refuses, or has no such revision
    ├── BaselineError  nothing to compare with
    ├── ToolError      a program or package that is needed is missing
    └── RegistryError  a registry is not reached, does not allow it, or is not understood
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from schemactl.model.location import Location


MEANT = 20
"""How many known names a fix lists."""


class SchemactlError(Exception):
    """What is wrong (`message`), where (`location`, if there is a place), and what to do (`fix`).

    details: what programs are told besides, by the keys of schemactl.error/1.
    """

    kind = "error"

    def __init__(self, message: str, *, fix: str = "", location: Location | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix
        self.location = location
        self.details: Mapping[str, Any] = {}


class UsageError(SchemactlError):
    kind = "usage"


class ConfigError(UsageError):
    kind = "config"


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason why a schema does not compile."""

    location: Location
    message: str
    fix: str = ""

    def __str__(self) -> str:
        return f"{self.location}: {self.message}"


class CompileError(SchemactlError):
    """Schemas that do not compile, with every problem that was found, in the order of the files."""

    kind = "compile"

    def __init__(self, problems: Iterable[Problem], *, label: str = "") -> None:
        self.problems = tuple(problems)
        self.label = label
        first = self.problems[0]
        super().__init__(first.message, fix=first.fix, location=first.location)


class RefusedError(SchemactlError):
    """A registry's no, with its own words and the error code of the API (409, 40401, 42201, …)."""

    kind = "refused"

    def __init__(self, code: int, message: str, *, fix: str = "") -> None:
        super().__init__(message, fix=fix)
        self.code = code


class LookError(SchemactlError):
    kind = "look"


class GitError(LookError):
    kind = "git"


class BaselineError(LookError):
    kind = "baseline"


class ToolError(LookError):
    kind = "tool"


class RegistryError(LookError):
    kind = "registry"


def meant(name: str, known: Iterable[str]) -> str:
    """The fix for a name that is not known: the nearest of those that are, or the first of them."""
    from difflib import get_close_matches  # noqa: PLC0415  (only who errs needs it)

    choices = tuple(map(str, known))
    if close := get_close_matches(name, choices, 1):
        return f"did you mean {close[0]}?"
    more = " …" if len(choices) > MEANT else ""
    return f"known: {', '.join(choices[:MEANT])}{more}" if choices else "there is none"
