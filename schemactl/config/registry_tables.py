"""The keys of [registry.NAME], as types: where a registry is, and the names of secrets, which a file never holds."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from schemactl.config.table import Table
from schemactl.profiles.catalog import NAMES
from schemactl.registry.endpoint import RETRIES, TIMEOUT

Url = Annotated[str, Meta(min_length=1)]
Variable = Annotated[str, Meta(pattern=r"^\w*$")]
RegistryProfile = Annotated[str, Meta(extra_json_schema={"enum": list(NAMES)})]


class BasicTable(Table, frozen=True, tag_field="type", tag="basic"):
    """A user and password."""

    user_info_env: Annotated[Variable, Meta(description="the variable that holds user:password")] = ""
    user_info_file: Annotated[str, Meta(description="the file that holds user:password")] = ""


class BearerTable(Table, frozen=True, tag_field="type", tag="bearer"):
    """A token that something else renews."""

    token_env: Annotated[Variable, Meta(description="the variable that holds the token")] = ""
    token_file: Annotated[str, Meta(description="the file that holds the token")] = ""
    logical_cluster: Annotated[str, Meta(description="Confluent Cloud's logical cluster")] = ""
    identity_pool: Annotated[str, Meta(description="Confluent Cloud's identity pool")] = ""


class OidcTable(Table, frozen=True, tag_field="type", tag="oidc"):
    """A token that is fetched with the client credentials of OAuth 2.0."""

    token_url: Annotated[Url, Meta(description="the token endpoint; ${NAME} is an environment variable")]
    client_id: Annotated[str, Meta(min_length=1, description="whom the token is for")]
    client_secret_env: Annotated[Variable, Meta(description="the variable that holds the secret")] = ""
    client_secret_file: Annotated[str, Meta(description="the file that holds the secret")] = ""
    scope: Annotated[str, Meta(description="what the token is asked for")] = ""
    logical_cluster: Annotated[str, Meta(description="Confluent Cloud's logical cluster")] = ""
    identity_pool: Annotated[str, Meta(description="Confluent Cloud's identity pool")] = ""


AuthTable = BasicTable | BearerTable | OidcTable
AUTH_TYPES = ("basic", "bearer", "oidc")


class RegistryTable(Table, frozen=True):
    """A registry that schemas are compared with."""

    url: Annotated[
        Url | Annotated[tuple[Url, ...], Meta(min_length=1)],
        Meta(
            description="where it is, or several places of one registry; ${NAME} is an environment variable"
        ),
    ]
    auth: Annotated[AuthTable | None, Meta(description="how we say who asks")] = None
    ca: Annotated[
        str, Meta(description="PEM file of authorities to trust instead of the well-known ones")
    ] = ""
    cert: Annotated[str, Meta(description="PEM file of the certificate that says who we are")] = ""
    key: Annotated[str, Meta(description="PEM file of its key, where cert does not hold it")] = ""
    key_password_env: Annotated[Variable, Meta(description="the variable that holds the key's password")] = ""
    key_password_file: Annotated[str, Meta(description="the file that holds the key's password")] = ""
    timeout: Annotated[
        float, Meta(gt=0, le=3600, description="seconds until a question is given up, with all attempts")
    ] = TIMEOUT
    retries: Annotated[int, Meta(ge=0, le=20, description="attempts after the first")] = RETRIES
    context: Annotated[
        str, Meta(pattern=r"^\.?[^:.]*$", description="the context of subjects that do not name one")
    ] = ""
    lock: Annotated[str, Meta(description="the file that `registry pull` writes")] = "schemactl.lock"
    profile: Annotated[RegistryProfile | None, Meta(description="who predicts this registry's answers")] = (
        None
    )
