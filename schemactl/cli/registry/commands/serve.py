"""`schemactl registry serve`: a registry's file and a place to listen in; served there until it is told to end."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from schemactl.cli.options import common, options

if TYPE_CHECKING:
    import ssl

    from schemactl.registry.engine import Engine
    from schemactl.server.serving import Place

FILE = click.Path(path_type=Path)
DATABASE = Path("schemactl-registry.db")


@click.command
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Where to listen; others than this machine need --auth.",
)
@click.option(
    "--port", default=8081, show_default=True, type=click.IntRange(0, 65535), help="0: any that is free."
)
@click.option(
    "--database",
    type=FILE,
    default=DATABASE,
    show_default=True,
    help="The registry's file, made if it is not there.",
)
@click.option(
    "--auth", type=FILE, metavar="FILE", help="Users and tokens (TOML): nothing is told without credentials."
)
@click.option(
    "--tls-cert", type=FILE, metavar="FILE", help="Serve HTTPS with this certificate (PEM, with its chain)."
)
@click.option("--tls-key", type=FILE, metavar="FILE", help="The certificate's key (PEM).")
@click.option(
    "--answer-as", "profile", metavar="PROFILE", help="Judge as this registry would, not as `check` does."
)
@click.option(
    "--insecure", is_flag=True, help="Listen to other machines though nobody has to say who they are."
)
@common
def command(
    host: str, port: int, database: Path, auth: Path | None, tls_cert: Path | None, tls_key: Path | None,
    profile: str | None, insecure: bool,  # noqa: FBT001  (click's)
) -> int:  # fmt: skip
    from schemactl.cli.output import say
    from schemactl.registry.embedded import EmbeddedRegistry
    from schemactl.server.assembly import serve
    from schemactl.server.auth import Gate
    from schemactl.server.authfile import load
    from schemactl.server.limits import Limits
    from schemactl.server.serving import Place

    place = Place(host=host, port=port, tls=_tls(tls_cert, tls_key))
    _check_exposed(place, auth=auth is not None, insecure=insecure)
    gate = load(auth) if auth else Gate()
    engine = _engine(profile)
    with EmbeddedRegistry(str(database), engine, create=True) as registry:
        finished = serve(registry, engine, gate, place, Limits(), say, access=options().verbosity >= 0)
    say("ended" if finished else "ended: what had not finished in time was cut off")
    return 0 if finished else 3


def _engine(profile: str | None) -> Engine:
    if profile is None:
        from schemactl.judging.own import OwnEngine

        return OwnEngine()
    from schemactl.judging.predicted import PredictedEngine
    from schemactl.profiles.catalog import by_name

    return PredictedEngine(by_name(profile))


def _tls(certificate: Path | None, key: Path | None) -> ssl.SSLContext | None:
    from schemactl.errors import UsageError

    if certificate and key:
        from schemactl.server.tls import context

        return context(certificate, key)
    if certificate or key:
        raise UsageError(
            "a certificate is of no use without its key", fix="give both --tls-cert and --tls-key"
        )
    return None


def _check_exposed(place: Place, *, auth: bool, insecure: bool) -> None:
    """Refuse to let other machines in unasked, and warn where they are let in unguarded."""
    from schemactl.cli.output import say
    from schemactl.errors import UsageError

    if _is_local(place.host):
        return
    if not auth and not insecure:
        raise UsageError(
            f"at {place.host or 'every address'} every machine that reaches this one could read and write the registry",
            fix="give --auth FILE, or --insecure if that is what you want",
        )
    if not auth:
        say("warning: every machine that reaches this one can read and write the registry")
    elif place.tls is None:
        say("warning: credentials cross the network unencrypted: give --tls-cert and --tls-key")


def _is_local(host: str) -> bool:
    """Whether only this machine reaches what listens there."""
    from ipaddress import ip_address
    from socket import AI_PASSIVE, gaierror, getaddrinfo

    try:
        return all(
            ip_address(found[4][0]).is_loopback for found in getaddrinfo(host or None, 0, flags=AI_PASSIVE)
        )
    except gaierror:
        return True  # it cannot be listened at either, which is told then
