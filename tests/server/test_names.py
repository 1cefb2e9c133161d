"""Whatever a client puts into a path names a subject, or nothing: no file, no statement, no other subject."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING
from urllib.parse import quote, quote_from_bytes

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from served import serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from served import Served

SCHEMA = {"schema": '"long"'}
WITNESS = "untouched"
NASTY = st.sampled_from(
    ["'", '"', "';--", "%", "_", "*", "/", "\\", "..", "../..", "\x00", "\n", "\x7f", ":", ":.", ":.c:", ":*:",
     "__GLOBAL", "latest", "versions", "?", "#", "&", "=", "+", " ", "%2F", "%00", "\ufeff", "é", "e\u0301",
     "\U0001f600", "{subject}", " OR 1=1", "');DROP TABLE version;--", "etc/passwd", "schemactl-registry.db"]
)  # fmt: skip
NAMES = st.one_of(st.lists(NASTY, min_size=1, max_size=4).map("".join), st.text(min_size=1, max_size=30))
AGAIN = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("names")


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Served]:
    with serving(folder) as server:
        assert server.rest.post(f"/subjects/{WITNESS}/versions", SCHEMA).status == 200
        yield server


@AGAIN
@given(name=NAMES)
def test_a_name_is_a_name(server, folder, name):
    before = everything(server)
    path = f"/subjects/{quote(name, safe='', errors='surrogatepass')}"
    answer = server.rest.post(f"{path}/versions", SCHEMA)
    if answer.status != 200:
        assert answer.code in {(422, 42208), (400, 400)}, answer
        assert everything(server) == before
        return
    (added,) = set(everything(server)) - set(before) or {same(name)}
    assert added == same(name)
    assert server.rest.get(f"{path}/versions").json == [1]
    assert server.rest.delete(path).json == [1]
    assert server.rest.delete(path, permanent="true").json == [1]
    assert everything(server) == before
    assert {file.name.partition(".")[0] for file in folder.iterdir()} <= {
        "schemactl-registry",
        log_name(server),
    }


@AGAIN
@given(prefix=NAMES)
def test_a_prefix_is_a_prefix(server, prefix):
    found = server.rest.get("/subjects", subjectPrefix=prefix.encode("utf-8", "replace").decode()).json
    assert found == ([WITNESS] if prefix == ":*:" or WITNESS.startswith(prefix.removeprefix(":*:")) else [])


@AGAIN
@given(
    raw=st.binary(max_size=30),
    method=st.sampled_from(["GET", "POST", "DELETE", "PUT", "HEAD", "OPTIONS", "X"]),
)
def test_any_path_has_an_answer(server, raw, method):
    body = b"{}" if method in {"POST", "PUT"} else None
    answer = server.rest.call(method, f"/{quote_from_bytes(raw, safe='/:?&=%')}", body)
    assert answer.status < 500, answer
    assert everything(server)[0]


KEYS = st.sampled_from(
    ["schema", "schemaType", "references", "metadata", "ruleSet", "id", "version", "compatibility", "mode", "name",
     "subject", "normalize", "compatibilityGroup"]
)  # fmt: skip
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda each: st.lists(each) | st.dictionaries(KEYS, each),
    max_leaves=12,
)
TAKES_A_BODY = (
    ("POST", "/subjects/body/versions"),
    ("POST", "/subjects/body"),
    ("POST", "/compatibility/subjects/body/versions"),
    ("PUT", "/config/body"),
    ("PUT", "/mode/body"),
)


@AGAIN
@given(value=VALUES)
def test_any_body_has_an_answer(server, value):
    for method, path in TAKES_A_BODY:
        answer = server.rest.call(method, path, json.dumps(value).encode())
        assert answer.status < 500, (value, answer)
    server.rest.delete("/mode/body")
    server.rest.delete("/config/body")
    server.rest.delete("/subjects/body")
    server.rest.delete("/subjects/body", permanent="true")


def test_at_the_end_the_database_is_whole(server, folder):
    assert everything(server) == [WITNESS]
    with sqlite3.connect(f"file:{folder}/schemactl-registry.db?mode=ro", uri=True) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert '"bug"' not in server.log


def everything(server: Served) -> list[str]:
    found = server.rest.get("/subjects").json
    assert WITNESS in found
    return list(found)


def same(name: str) -> str:
    """The name that is listed: one in the default context needs no context in front."""
    return name.removeprefix(":.:")


def log_name(server: Served) -> str:
    return server.path.name.partition(".")[0]
