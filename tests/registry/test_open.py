"""A registry as it is written: what is opened, what is refused, and what is not loaded for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from registry.misbehaving import reply, saying, serving

from schemactl.errors import ConfigError, RefusedError, RegistryError, UsageError
from schemactl.model.compatibility import Compatibility
from schemactl.model.subject import Mode, SchemaText, SubjectConfig
from schemactl.registry.confluent.registry import ConfluentRegistry
from schemactl.registry.endpoint import Endpoint
from schemactl.registry.open import open_registry
from schemactl.registry.ping import ping

ONE = {"prod": Endpoint(urls=("http://a:1",), name="prod")}
TWO = ONE | {"dev": Endpoint(urls=("http://b:2", "http://c:3"), name="dev", context=".sales")}


@pytest.mark.parametrize(
    ("spec", "endpoints", "label"),
    [
        ("registry", ONE, "registry http://a:1"),
        ("registry:prod", TWO, "registry http://a:1"),
        ("registry:dev", TWO, "registry http://b:2 (context .sales)"),
        ("http://x:8081/", {}, "registry http://x:8081"),
        ("HTTP://[::1]:8081/a,b", {}, "registry http://[::1]:8081/a,b"),
        ("https://x/apis/ccompat/v7", TWO, "registry https://x/apis/ccompat/v7"),
    ],
)
def test_what_is_opened(spec: str, endpoints: dict[str, Endpoint], label: str) -> None:
    with open_registry(spec, endpoints) as registry:
        assert registry.label == label
        assert repr(registry) == f"ConfluentRegistry({label})"


@pytest.mark.parametrize(
    ("spec", "endpoints", "words", "fix"),
    [
        ("registry", {}, "there is no registry in the configuration", "add [registry.NAME]"),
        ("registry", TWO, "there are several registries", "say which: registry:prod, registry:dev"),
        (
            "registry:x",
            TWO,
            "there is no [registry.x] in the configuration",
            "known: registry:prod, registry:dev",
        ),
        ("registry:x", {}, "there is no [registry.x] in the configuration", "add [registry.x]"),
        ("lock", {}, "'lock' is no registry", "say registry"),
        ("mock://x", {}, "mock://x is no URL of a registry", "write http://"),
        ("http://u:secret@h", {}, "the URL http://***@h holds credentials", "take them out"),
        ("http://h h", {}, "http://h h is no URL of a registry", "write http://"),
        ("http://h\n", {}, "is no URL of a registry", "write http://"),
        ("http://[h", {}, "http://[h is no URL of a registry", "write http://"),
    ],
)
def test_what_is_refused(spec: str, endpoints: dict[str, Endpoint], words: str, fix: str) -> None:
    with pytest.raises((UsageError, ConfigError)) as caught:
        open_registry(spec, endpoints)
    assert words in caught.value.message
    assert fix in caught.value.fix


def test_the_client_is_loaded_when_there_is_somebody_to_speak_to() -> None:
    script = (
        "import sys, schemactl.registry.open, schemactl.registry.endpoint; "
        "print({'confluent_kafka', 'httpx2', 'httpx'} & sys.modules.keys())"
    )
    environ = {"PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run([sys.executable, "-c", script], env=environ, capture_output=True, check=True)
    assert done.stdout == b"set()\n"


def test_a_context_is_where_we_stand() -> None:
    version = {"subject": ":.sales:orders", "version": 2, "id": 7, "schema": '"string"'}
    answers = (
        reply(200, [":.sales:orders", ":.other:x"]), reply(200, []), reply(200, version),
        reply(200, {"schema": '"string"'}),
        reply(200, [{"subject": ":.sales:orders", "version": 2}, {"subject": ":.other:x", "version": 1}]),
        reply(200, {"compatibilityLevel": "FULL"}), reply(200, [1]),
    )  # fmt: skip
    with serving(saying(*answers)) as server:
        endpoint = Endpoint(urls=(server.url,), context="sales")
        with ConfluentRegistry(endpoint) as registry:
            assert registry.subjects() == ["orders"]
            found = registry.version("orders")
            assert (found.subject, found.number, found.schema_id) == ("orders", 2, 7)
            assert registry.schema(7) == SchemaText(text='"string"')
            assert registry.uses(7) == [(":.other:x", 1), ("orders", 2)]
            assert registry.config() == SubjectConfig(compatibility=Compatibility.FULL)
            assert registry.versions(":.other:x") == [1]
    lines = [request.split(b" ")[1].decode() for request in server.asked]
    assert lines == [
        "/subjects?subjectPrefix=%3A.sales%3A", "/subjects?subjectPrefix=%3A.sales%3A&offset=2",
        "/subjects/%3A.sales%3Aorders/versions/latest",
        "/schemas/ids/7?subject=%3A.sales%3A", "/schemas/ids/7/versions?subject=%3A.sales%3A",
        "/config/%3A.sales%3A", "/subjects/%3A.other%3Ax/versions",
    ]  # fmt: skip


def test_a_deleted_version_is_told_by_registries_that_do_not_say_so() -> None:
    version = reply(200, {"subject": "s", "version": 2, "id": 7, "schema": '"string"'})
    for listed, deleted in (
        (reply(200, [1]), True), (reply(200, [1, 2]), False), (reply(404, {"error_code": 40401, "message": "no"}), True)
    ):  # fmt: skip
        with (
            serving(saying(version, listed)) as server,
            ConfluentRegistry(Endpoint(urls=(server.url,))) as registry,
        ):
            assert registry.version("s", 2, deleted=True).deleted is deleted


def test_a_registration_that_tells_the_id_alone() -> None:
    """The number comes from the lookup, or, where that finds another schema of the same text, from the id's uses."""
    added = reply(200, {"id": 7})
    for looked_up, number in (
        ((reply(200, {"subject": "s", "version": 2, "id": 7, "schema": '"string"'}),), 2),
        (
            (
                reply(404, {"error_code": 40403, "message": "no"}),
                reply(200, [{"subject": "s", "version": 5}]),
            ),
            5,
        ),
    ):
        schema = SchemaText(text='"string"', metadata={"tags": {}}, rules={"a": 1})
        with (
            serving(saying(added, *looked_up)) as server,
            ConfluentRegistry(Endpoint(urls=(server.url,))) as registry,
        ):
            told = registry.register("s", schema)
        assert (told.subject, told.number, told.schema_id) == ("s", number, 7)


def test_what_is_asked_of_configuration_and_mode() -> None:
    config = SubjectConfig(compatibility=Compatibility.NONE, group="g", normalize=False, rest={"alias": "a"})
    said = {"compatibility": "NONE", "compatibilityGroup": "g", "normalize": False, "alias": "a"}
    gone = reply(404, {"error_code": 40408, "message": "no"})
    answers = (reply(200, said), gone, reply(200, {"mode": "IMPORT"}), gone, reply(200, {}), gone, gone)
    with serving(saying(*answers)) as server, ConfluentRegistry(Endpoint(urls=(server.url,))) as registry:
        assert registry.set_config(config, "s") == config
        registry.delete_config("s")
        assert registry.set_mode(Mode.IMPORT, force=True) is Mode.IMPORT
        assert registry.config("s") is None
        registry.delete_mode("..")
        for ask in (lambda: registry.delete_mode("s"), lambda: registry.mode("s", effective=True)):
            with pytest.raises(RefusedError):
                ask()
    lines = [b" ".join(request.split(b" ")[:2]).decode() for request in server.asked]
    assert lines == [
        "PUT /config/s", "DELETE /config/s", "PUT /mode?force=true", "GET /config/s", "DELETE /mode/%2E%2E",
        "DELETE /mode/s", "GET /mode/s?defaultToGlobal=true",
    ]  # fmt: skip


def test_what_a_registry_leaves_unsaid() -> None:
    """Apicurio says of a subject that is to come, that it is not there; Confluent's says what will hold for it."""
    schema = SchemaText(text='"string"')
    nobody = reply(404, {"error_code": 40401, "message": "no subject"})
    full = reply(200, {"compatibilityLevel": "FULL"})
    with serving(saying(nobody, nobody, nobody, full, nobody, reply(200, [4, 2]), reply(200, 3))) as server:
        with ConfluentRegistry(Endpoint(urls=(server.url,))) as registry:
            assert registry.compatible("s", schema).compatible
            with pytest.raises(RefusedError, match="no subject"):
                registry.compatible("s", schema, 3)
            assert registry.config("s", effective=True) == SubjectConfig(compatibility=Compatibility.FULL)
            assert registry.config("s") is None
            assert registry.referenced_by("s") == [2, 4]
            assert registry.delete("s", 3, permanent=True) == [3]
            for number in (0, -2):
                with pytest.raises(RefusedError) as caught:
                    registry.version("s", number)
                assert caught.value.code == 42202
        assert b"DELETE /subjects/s/versions/3?permanent=true " in server.asked[-1]
    invalid = reply(422, {"error_code": 42201, "message": "invalid"})
    with (
        serving(saying(invalid)) as server,
        ConfluentRegistry(Endpoint(urls=(server.url,))) as registry,
        pytest.raises(RefusedError, match="invalid"),
    ):
        registry.find("s", schema)


PATHS = {"/config": {"compatibilityLevel": "FULL"}, "/mode": {"mode": "READONLY"}}
VERSION = "/v1/metadata/version"
NO_MODES = {
    "/apis/ccompat/v7/config": {"compatibilityLevel": "NONE"},
    "/apis/registry/v2/system/info": {"name": "apicurio-registry", "version": "2.6"},
}


@pytest.mark.parametrize(
    ("paths", "headers", "base", "server", "mode"),
    [
        (PATHS | {VERSION: {"version": "8.1.0"}}, {}, "", ("Confluent Schema Registry", "8.1.0"), "READONLY"),
        (PATHS | {VERSION: {"version": "schemactl 0.1"}}, {}, "", ("schemactl", "0.1"), "READONLY"),
        (PATHS, {"Server": "Karapace/5.0.3"}, "", ("Karapace", "5.0.3"), "READONLY"),
        (PATHS, {"Server": "nginx"}, "", ("", ""), "READONLY"),
        (
            NO_MODES, {}, "/apis/ccompat/v7", ("Apicurio Registry", "2.6"), None,
        ),
    ],
)  # fmt: skip
def test_ping(paths, headers, base, server, mode) -> None:
    def behaviour(_, connection, request: bytes) -> None:
        path = request.split(b" ")[1].decode().partition("?")[0]
        known = path in paths
        said = paths.get(path, {"error_code": 40401, "message": "none"} if "metadata" in path else {})
        connection.sendall(reply(200 if known else 404, said, **headers))

    with serving(behaviour) as running, ConfluentRegistry(Endpoint(urls=(running.url + base,))) as registry:
        told = ping(registry)
    assert (told.server, told.version) == server
    assert told.compatibility is Compatibility("NONE" if base else "FULL")
    assert told.mode == mode
    assert 0 < told.seconds < 5


def test_a_web_page_is_no_registry() -> None:
    with (
        serving(saying(reply(200, b"<html/>", Content_Type="text/html"))) as server,
        ConfluentRegistry(Endpoint(urls=(server.url,))) as registry,
        pytest.raises(RegistryError) as caught,
    ):
        ping(registry)
    assert "a web page: that is no registry" in caught.value.message
