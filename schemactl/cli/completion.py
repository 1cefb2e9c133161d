"""`schemactl completion`: a shell's name in, its completion script out."""

from __future__ import annotations

import click

from schemactl.cli.exits import COMPLETE
from schemactl.cli.options import common

_PLACES = {
    "bash": "schemactl completion bash > ~/.local/share/bash-completion/completions/schemactl",
    "zsh": "schemactl completion zsh > a file _schemactl in a folder of $fpath",
    "fish": "schemactl completion fish > ~/.config/fish/completions/schemactl.fish",
}


@click.command(
    help="Put the script where the shell looks:\n\n\b\n" + "\n".join(f"  {line}" for line in _PLACES.values())
)
@click.argument("shell", type=click.Choice(list(_PLACES)))
@common
def command(shell: str) -> None:
    from click.shell_completion import get_completion_class

    from schemactl.cli.main import program
    from schemactl.cli.output import emit

    completion = get_completion_class(shell)
    assert completion is not None  # noqa: S101  click knows these three
    # not source(): that one runs bash to look at its version
    made = completion(program, {}, "schemactl", COMPLETE)
    emit(made.source_template % made.source_vars())
