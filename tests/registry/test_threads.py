"""One registry, many threads: what they register concurrently is what they would have registered in turn."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from schemactl.errors import RefusedError
from schemactl.judging.own import OwnEngine
from schemactl.model.subject import SchemaText, SchemaType
from schemactl.registry.embedded import EmbeddedRegistry

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(params=["memory", "file"])
def registry(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[EmbeddedRegistry]:
    path = str(tmp_path / "registry.sqlite") if request.param == "file" else ""
    with EmbeddedRegistry(path, OwnEngine(), create=True) as registry:
        yield registry


def avro(kind: str = "long", doc: str = "") -> SchemaText:
    fields = [{"name": "id", "type": kind}]
    return SchemaText(text=json.dumps({"type": "record", "name": "R", "doc": doc, "fields": fields}))


def test_one_schema_in_many_threads_is_one_version(registry: EmbeddedRegistry) -> None:
    with ThreadPoolExecutor(8) as pool:
        added = list(pool.map(lambda _: registry.register("s", avro()), range(40)))
    assert {(item.number, item.schema_id) for item in added} == {(1, 1)}
    assert registry.versions("s") == [1]


def test_many_schemas_in_one_subject_have_dense_numbers(registry: EmbeddedRegistry) -> None:
    with ThreadPoolExecutor(8) as pool:
        added = list(pool.map(lambda number: registry.register("s", avro(doc=f"{number}")), range(30)))
    assert sorted(item.number for item in added) == list(range(1, 31))
    assert len({item.schema_id for item in added}) == 30


def test_of_two_that_do_not_go_together_one_is_refused(registry: EmbeddedRegistry) -> None:
    """Each may follow nothing, and neither the other: judged at the same time, only one may stay."""

    def attempt(number: int) -> bool:
        with suppress(RefusedError):
            registry.register("s", avro("long" if number % 2 else "string"))
            return True
        return False

    with ThreadPoolExecutor(8) as pool:
        stayed = list(pool.map(attempt, range(16)))
    assert registry.versions("s") == [1]
    assert 0 < sum(stayed) < 16


def test_protoc_is_shared(registry: EmbeddedRegistry) -> None:
    """Half of them do not compile: each thread gets the complaints about its own text."""

    def attempt(number: int) -> str:
        body = f"Missing{number} f = 1;" if number % 2 else "int64 f = 1;"
        text = f'syntax = "proto3";\nmessage M{number} {{ {body} }}'
        try:
            registry.register(f"s{number}", SchemaText(text=text, type=SchemaType.PROTOBUF))
        except RefusedError as error:
            return error.message
        return ""

    with ThreadPoolExecutor(8) as pool:
        said = list(pool.map(attempt, range(24)))
    assert [f"Missing{number}" in told for number, told in enumerate(said)] == [False, True] * 12
