"""[registry.NAME]: what may be said, what is refused and where, and that no secret is ever part of it."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import jsonschema
import pytest

from schemactl.config.load import load
from schemactl.config.origins import values
from schemactl.config.settings import json_schema
from schemactl.errors import ConfigError
from schemactl.registry.endpoint import Basic, Bearer, ClientCredentials, Endpoint

if TYPE_CHECKING:
    from pathlib import Path

    from schemactl.config.configuration import Configuration

FULL = """\
[registry.prod]
url = ["https://${SR_HOST}:8081", "https://b:8081/"]
ca = "ca.pem"
cert = "me.pem"
key = "/etc/me.key"
key-password-env = "KEY_PASSWORD"
timeout = 5
retries = 1
context = ".sales"
lock = "prod.lock"
profile = "confluent@8"

[registry.prod.auth]
type = "oidc"
token-url = "https://idp/token"
client-id = "ci"
client-secret-env = "SR_SECRET"
scope = "read"

[registry.dev]
url = "http://localhost:8081"
auth = { type = "basic", user-info-file = "secrets/dev" }

[registry.ci]
url = "${SR_URL}"
auth = { type = "bearer", token-env = "SR_TOKEN", logical-cluster = "lsrc-1", identity-pool = "p" }
"""


def read(folder: Path, text: str) -> Configuration:
    (folder / "schemactl.toml").write_text(text)
    return load(folder)


def test_everything_that_can_be_said(tmp_path: Path) -> None:
    registries = read(tmp_path, FULL).registries
    assert list(registries) == ["prod", "dev", "ci"]
    prod = registries["prod"]
    assert prod.urls == ("https://${SR_HOST}:8081", "https://b:8081/")
    assert (prod.ca, prod.key) == (str(tmp_path / "ca.pem"), "/etc/me.key")
    assert (prod.timeout, prod.retries, prod.context, prod.lock) == (5.0, 1, "sales", "prod.lock")
    assert (prod.profile, str(prod.key_password)) == ("confluent@8", "$KEY_PASSWORD")
    assert isinstance(prod.auth, ClientCredentials)
    assert (prod.auth.client_id, prod.auth.scope, str(prod.auth.client_secret)) == (
        "ci",
        "read",
        "$SR_SECRET",
    )
    dev, ci = registries["dev"].auth, registries["ci"].auth
    assert isinstance(dev, Basic)
    assert str(dev.user_info) == str(tmp_path / "secrets" / "dev")
    assert isinstance(ci, Bearer)
    assert (ci.cluster, ci.pool) == ("lsrc-1", "p")


def test_what_is_not_said(tmp_path: Path) -> None:
    registries = read(tmp_path, "[registry.x]\nurl = 'http://h'").registries
    assert registries["x"].auth is None
    assert (registries["x"].timeout, registries["x"].retries, registries["x"].lock) == (
        30.0,
        3,
        "schemactl.lock",
    )


def test_variables_are_looked_at_when_they_are_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prod = read(tmp_path, FULL).registries["prod"]
    monkeypatch.delenv("SR_HOST", raising=False)
    with pytest.raises(ConfigError, match="SR_HOST is not set") as caught:
        prod.expanded()
    assert str(caught.value.location) == "schemactl.toml:2:1"
    monkeypatch.setenv("SR_HOST", "a")
    assert prod.expanded().urls == ("https://a:8081", "https://b:8081")
    monkeypatch.setenv("SR_HOST", "u:secret@a")
    with pytest.raises(ConfigError, match="holds credentials") as caught:
        prod.expanded()
    assert "secret" not in caught.value.message


def test_every_value_has_an_origin_and_none_is_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SR_SECRET", "xyzzy")
    configuration = read(tmp_path, FULL)
    told = {key: (value, origin) for key, value, origin in values(configuration)}
    assert told["registry.prod.timeout"] == (5.0, "schemactl.toml:7:1")
    assert told["registry.dev.retries"] == (3, "default")
    assert told["registry.prod.auth.client-secret-env"][0] == "SR_SECRET"
    assert "xyzzy" not in repr(told) + repr(configuration.registries)


def test_the_schema_accepts_it() -> None:
    jsonschema.validate(tomllib.loads(FULL), json_schema())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"registry": {"x": {"url": "http://h", "auth": {"type": "ldap"}}}}, json_schema())


@pytest.mark.parametrize(
    ("text", "place", "message", "fix"),
    [
        ("[registry.x]", "1:1", "registry.x: object missing required field `url`", None),
        ("[registry]\nx = 3", "2:1", "registry.x: expected `object`, got `int`", None),
        ("[registry.x]\nurl = 'http://h'\nurls = 1", "3:1", "unknown key registry.x.urls", "did you mean url?"),
        (
            "[registry.x]\nurl='http://h'\nauth = {type = 'basic', password = 'p'}", "3:1",
            "unknown key registry.x.auth.password", None,
        ),
        (
            "[registry.x]\nurl='http://h'\nauth = {type = 'bearer', tokn-env = 'p'}", "3:1",
            "unknown key registry.x.auth.tokn-env", "did you mean token-env?",
        ),
        (
            "[registry.x]\nurl='http://h'\nauth = {type = 'base'}", "3:1", "registry.x.auth.type: 'base' is not known",
            "did you mean basic?",
        ),
        (
            "[registry.x]\nurl='http://h'\n[registry.x.auth]\ntype = 'basic'", "3:1",
            "user-info-env and user-info-file are both missing", "say one of them: where the secret stands",
        ),
        (
            "[registry.x]\nurl='http://h'\nauth = {type = 'bearer', token-env = 'A', token-file = 'b'}", "3:1",
            "token-env and token-file exclude each other", None,
        ),
        ("[registry.x]\nurl = 'http://h'\nkey = 'k'", "3:1", "registry.x has a key without a cert", None),
        (
            "[registry.x]\nurl = 'http://h'\nprofile = 'confluent@9'", "3:1",
            "registry.x.profile: 'confluent@9' is not known", "did you mean confluent@8?",
        ),
        ("[registry.x]\nurl = 'h:8081'", "2:1", "h:8081 is no URL of a registry", None),
        ("[registry.x]\nurl = 'http://h:99999'", "2:1", "http://h:99999 is no URL of a registry", None),
        ("[registry.x]\nurl = 'http://u:p@h'", "2:1", "the URL http://***@h holds credentials", None),
        ("[registry.x]\nurl = 'http://u:p?@h'", "2:1", "http://*** is no URL of a registry", None),
        ("[registry.x]\nurl = 'http://h/?a=1'", "2:1", "http://h/ is more than a registry's URL", None),
        ("[registry.'a b']\nurl = 'http://h'", "1:1", "'a b' is no name of a registry", None),
        ("[registry.x]\nurl = 'http://h'\ntimeout = 0", "3:1", "registry.x.timeout: expected `float` > 0.0", None),
    ],
)  # fmt: skip
def test_what_is_refused_where_it_stands(
    tmp_path: Path, text: str, place: str, message: str, fix: str | None
) -> None:
    with pytest.raises(ConfigError) as caught:
        read(tmp_path, text)
    assert (str(caught.value.location), caught.value.message) == (f"schemactl.toml:{place}", message)
    assert caught.value.fix == (fix or caught.value.fix)
    assert caught.value.fix


def test_without_a_registry_there_is_none(tmp_path: Path) -> None:
    assert load(tmp_path).registries == {}
    assert Endpoint(urls=("http://h/",)).expanded().urls == ("http://h",)
