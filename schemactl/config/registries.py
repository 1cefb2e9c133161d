"""What a file says of registries in; the endpoint behind each name, with the place of each word, out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import msgspec

from schemactl.config.refusal import not_one_of, place
from schemactl.config.registry_tables import BasicTable, BearerTable, RegistryTable
from schemactl.errors import ConfigError
from schemactl.profiles.catalog import NAMES
from schemactl.registry.endpoint import VARIABLE, Basic, Bearer, ClientCredentials, Endpoint, Secret

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from schemactl.config.positions import Positions
    from schemactl.config.registry_tables import AuthTable
    from schemactl.model.location import Location
    from schemactl.registry.endpoint import Auth


def endpoints(
    tables: Mapping[str, RegistryTable], folder: Path, shown: str, stands: Positions
) -> dict[str, Endpoint]:
    """Raises ConfigError for what says too little or too much. Paths are relative to the file's folder."""
    return {name: _endpoint(name, table, folder, shown, stands) for name, table in tables.items()}


def told(words: str, said: Any) -> str:
    """The validator's words with the registry's name, where they leave it open: `$.registry[...].x`."""
    if "`$.registry[...]" not in words:
        return words
    for name, table in said["registry"].items():
        try:
            msgspec.convert(table, RegistryTable)
        except msgspec.ValidationError:
            return words.replace("`$.registry[...]", f"`$.registry.{name}")
    return words


def _endpoint(name: str, table: RegistryTable, folder: Path, shown: str, stands: Positions) -> Endpoint:
    key = ("registry", name)
    if not re.fullmatch(r"[\w-]+", name):
        message, fix = f"{name!r} is no name of a registry", "take letters, digits, - and _"
        raise ConfigError(message, fix=fix, location=place(shown, stands, key))
    if table.profile is not None and table.profile not in NAMES:
        raise not_one_of((*key, "profile"), table.profile, NAMES, shown, stands)
    at = place(shown, stands, key)
    if table.key and not table.cert:
        message, fix = f"registry.{name} has a key without a cert", 'add cert = "FILE"'
        raise ConfigError(message, fix=fix, location=place(shown, stands, (*key, "key")))
    password = table.key_password_env or table.key_password_file
    endpoint = Endpoint(
        name=name, urls=(table.url,) if isinstance(table.url, str) else table.url,
        auth=_auth(table.auth, folder, place(shown, stands, (*key, "auth"))),
        ca=_path(folder, table.ca), certificate=_path(folder, table.cert), key=_path(folder, table.key),
        key_password=_secret(table, "key_password", folder, at) if password else None,
        timeout=table.timeout, retries=table.retries, context=table.context.strip("."), lock=table.lock,
        profile=table.profile or "", location=place(shown, stands, (*key, "url")),
    )  # fmt: skip
    for url in endpoint.urls:
        if not url.startswith("${"):  # what stands in the environment is looked at when it is needed
            endpoint.checked(VARIABLE.sub("1", url))
    return endpoint


def _auth(table: AuthTable | None, folder: Path, at: Location) -> Auth:
    if table is None:
        return None
    if isinstance(table, BasicTable):
        return Basic(user_info=_secret(table, "user_info", folder, at))
    if isinstance(table, BearerTable):
        secret = _secret(table, "token", folder, at)
        return Bearer(token=secret, cluster=table.logical_cluster, pool=table.identity_pool)
    return ClientCredentials(
        token_url=table.token_url, client_id=table.client_id, scope=table.scope,
        client_secret=_secret(table, "client_secret", folder, at),
        cluster=table.logical_cluster, pool=table.identity_pool,
    )  # fmt: skip


def _secret(table: AuthTable | RegistryTable, what: str, folder: Path, at: Location) -> Secret:
    variable, file = getattr(table, f"{what}_env"), getattr(table, f"{what}_file")
    if bool(variable) == bool(file):
        word = what.replace("_", "-")
        message = f"{word}-env and {word}-file {'exclude each other' if file else 'are both missing'}"
        raise ConfigError(message, fix="say one of them: where the secret stands", location=at)
    return Secret(variable=variable, file=_path(folder, file), location=at)


def _path(folder: Path, path: str) -> str:
    return str(folder / path) if path else ""
