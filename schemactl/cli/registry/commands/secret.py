"""`schemactl registry secret`: a password or token on standard input; its hash, for an auth file, out."""

from __future__ import annotations

import sys

import click

from schemactl.cli.options import common


@click.command
@click.option(
    "--password",
    "kind",
    flag_value="password",
    default="password",
    help="A person's or program's password (default).",
)
@click.option("--token", "kind", flag_value="token", help="A bearer token: at least 20 random characters.")
@common
def command(kind: str) -> None:
    from schemactl.cli.output import emit
    from schemactl.server.hashes import password_hash, token_hash

    secret = _read(kind)
    emit(f"{token_hash(secret) if kind == 'token' else password_hash(secret)}\n")


def _read(kind: str) -> str:
    """One line; on a terminal it is not shown. It never stands in the process's arguments."""
    from schemactl.errors import UsageError
    from schemactl.server.hashes import SHORTEST_TOKEN

    if sys.stdin.isatty():
        secret = click.prompt(kind.capitalize(), hide_input=True, confirmation_prompt=True, err=True)
    else:
        secret = sys.stdin.read().removesuffix("\n").removesuffix("\r")
    if not secret or not secret.isprintable():
        raise UsageError(f"this is no {kind}: it is empty, or has more than one line", fix="send one line")
    if kind == "token" and len(secret) < SHORTEST_TOKEN:
        raise UsageError(
            f"a token has {SHORTEST_TOKEN} characters at least, for it is hashed fast",
            fix="make one with `python -c 'import secrets; print(secrets.token_urlsafe())'`",
        )
    return str(secret)
