"""`--registry SPEC`, which every command here takes; a registry that is open while a command works out."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Decorated = TypeVar("Decorated", bound="Callable[..., Any]")


def registry_option(command: Decorated) -> Decorated:
    """Give a command the option that says which registry."""
    return click.option(
        "--registry", "spec", default="registry", show_default=True, metavar="SPEC",
        help="registry[:NAME], as [registry.NAME] has it; embedded[:FILE]; or http(s)://…",
    )(command)  # fmt: skip
