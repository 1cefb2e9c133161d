"""An endpoint in; a server's asker that knows how to say who asks, out: the only place that holds secrets."""

from __future__ import annotations

import base64
from time import monotonic
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from schemactl.errors import ConfigError, RegistryError
from schemactl.registry.confluent.asking import Asker, Question
from schemactl.registry.confluent.session import Session
from schemactl.registry.endpoint import Basic, Bearer, ClientCredentials

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from schemactl.registry.endpoint import Endpoint, Secret

EARLY = 0.8
"""A token is fetched anew after this part of its life."""
LIFE = 300.0
"""Seconds; where the server that gives the token does not say (RFC 6749, section 5.1: it should)."""

Conf = dict[str, Any]


def asker(endpoint: Endpoint) -> Asker:
    """An asker for an endpoint whose variables are expanded. Raises ConfigError for a secret that is not there."""
    auth = endpoint.auth
    token = None
    conf, secrets = _tls(endpoint), _secrets(endpoint)
    allowed = f"configure auth in {endpoint.where if endpoint.name else 'a [registry.NAME] with this URL'}"
    if isinstance(auth, Basic):
        conf["basic.auth.user.info"] = _user_info(auth.user_info)
        allowed = f"look whether {auth.user_info} holds the right user:password, and what that user may do"
    elif isinstance(auth, Bearer):
        conf |= _static(auth)
        allowed = f"the token in {auth.token} may have expired, or lack a role: get another one"
    elif isinstance(auth, ClientCredentials):
        token = Token(_token_asker(endpoint, auth), auth)
        conf |= _fetched(token)
        allowed = f"look what client {auth.client_id} may do, and whether its scope is right"
    session = Session(conf, location=endpoint.location, renew=token.forget if token else None)
    return Asker(
        kind="registry", urls=endpoint.urls, session=session, timeout=endpoint.timeout, retries=endpoint.retries,
        where=endpoint.where, allowed=allowed, secrets=frozenset(secrets),
    )  # fmt: skip


class Token:
    """Fetches a token when there is none that is fresh."""

    def __init__(self, server: Asker, auth: ClientCredentials) -> None:
        self._server = server
        self._scope = auth.scope
        self._fields = _bearer_fields(auth.cluster, auth.pool)
        self._value = ""
        self._until = 0.0

    def __repr__(self) -> str:
        return f"Token({self._server.label})"

    def forget(self) -> None:
        self._until = 0.0

    def fields(self, _: Mapping[str, Any]) -> Mapping[str, str]:
        """What confluent-kafka's client wants of a custom provider."""
        if monotonic() >= self._until:
            self._fetch()
        return {"bearer.auth.token": self._value, **self._fields}

    def _fetch(self) -> None:
        form = {"grant_type": "client_credentials"} | ({"scope": self._scope} if self._scope else {})
        said = self._server.ask(Question(method="POST", form=urlencode(form).encode()))
        value = said.get("access_token") if isinstance(said, dict) else None
        if not isinstance(value, str) or not value.isascii() or not value.isprintable():
            raise RegistryError(
                f"{self._server.label} gives no token", fix=f"correct token-url in {self._server.where}"
            )
        life = said.get("expires_in")
        self._value = value
        self._until = monotonic() + EARLY * (float(life) if isinstance(life, int | float) else LIFE)


def _token_asker(endpoint: Endpoint, auth: ClientCredentials) -> Asker:
    """RFC 6749, section 2.3.1: id and secret go as user and password, both encoded as in a form."""
    user_info = f"{quote(auth.client_id, safe='')}:{quote(auth.client_secret.read(), safe='')}"
    session = Session(
        {"url": auth.token_url, "basic.auth.user.info": user_info},
        trusted=endpoint.ca,
        location=endpoint.location,
    )
    return Asker(
        kind="token endpoint", urls=(auth.token_url,), session=session, timeout=endpoint.timeout,
        retries=endpoint.retries, where=endpoint.where, secrets=frozenset(_secrets(endpoint)),
        allowed=f"look whether client-id is right, and {auth.client_secret} holds its secret",
    )  # fmt: skip


def _tls(endpoint: Endpoint) -> Conf:
    """What is said of TLS; what is not said is left to the client, which looks at SSL_CERT_FILE too."""
    conf: Conf = {"url": endpoint.urls[0].partition(",")[0]}  # each request names its own
    if endpoint.ca:
        conf["ssl.ca.location"] = endpoint.ca
    if endpoint.certificate:
        conf["ssl.certificate.location"] = endpoint.certificate
        # without a password an encrypted key has to fail, and not to ask whoever sits at the terminal
        conf["ssl.key.password"] = endpoint.key_password.read() if endpoint.key_password else ""
    if endpoint.key:
        conf["ssl.key.location"] = endpoint.key
    return conf


def _static(auth: Bearer) -> Conf:
    token = auth.token.read()
    if not token.isascii():
        fix = "let it hold the token alone"
        raise ConfigError(f"{auth.token} is no token: it is not ASCII", fix=fix, location=auth.token.location)
    return {
        "bearer.auth.credentials.source": "STATIC_TOKEN", "bearer.auth.token": token,
        **_bearer_fields(auth.cluster, auth.pool),
    }  # fmt: skip


def _fetched(token: Token) -> Conf:
    provider: Callable[[Mapping[str, Any]], Mapping[str, str]] = token.fields
    return {
        "bearer.auth.credentials.source": "CUSTOM", "bearer.auth.custom.provider.function": provider,
        "bearer.auth.custom.provider.config": {},
    }  # fmt: skip


def _bearer_fields(cluster: str, pool: str) -> dict[str, str]:
    fields = {"bearer.auth.logical.cluster": cluster}
    return fields | ({"bearer.auth.identity.pool.id": pool} if pool else {})


def _user_info(secret: Secret) -> str:
    value = secret.read()
    if ":" not in value:
        raise ConfigError(
            f"{secret} is not user:password", fix="write both, with a colon", location=secret.location
        )
    return value


def _secrets(endpoint: Endpoint) -> set[str]:
    """Every form in which a secret is sent."""
    secrets = {endpoint.key_password.read()} if endpoint.key_password else set()
    match endpoint.auth:
        case Basic(user_info=user_info):
            value = user_info.read()
            secrets |= {value, value.partition(":")[2], base64.b64encode(value.encode()).decode()}
        case Bearer(token=token):
            secrets.add(token.read())
        case ClientCredentials(client_id=client, client_secret=secret):
            value = quote(secret.read(), safe="")
            pair = f"{quote(client, safe='')}:{value}".encode()
            secrets |= {value, secret.read(), base64.b64encode(pair).decode()}
    return secrets - {""}
