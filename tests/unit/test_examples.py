"""The bundled events compile with other people's programs, and every step says what is expected of it."""

from __future__ import annotations

import json
from pathlib import Path

import fastavro.schema
import pytest
from grpc_tools import protoc

from schemactl import examples

ROOT = Path(__file__).parents[2]


def write(texts: dict[str, bytes], folder: Path) -> None:
    for path, data in texts.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)


STEPS = examples.steps()
SOURCES = [examples.today(), *(step.new for step in STEPS)]


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.label)
def test_every_version_compiles_with_protoc_and_fastavro(source: examples.Source, tmp_path: Path) -> None:
    texts = source.fetch(source.digests)
    write(texts, tmp_path)
    protos = [path for path in texts if path.endswith(".proto")]
    wkt = Path(protoc.__file__).parent / "_proto"
    command = ["protoc", f"-I{tmp_path}/proto", f"-I{wkt}", f"-o{tmp_path}/image"]
    assert protoc.main([*command, *(f"{tmp_path}/{path}" for path in protos)]) == 0

    pending = {path: json.loads(data) for path, data in texts.items() if path.endswith(".avsc")}
    known: dict[str, dict[str, object]] = {}
    while pending:  # in whatever order the names need
        before = len(pending)
        for path in list(pending):
            try:
                fastavro.schema.parse_schema(pending[path], known)
            except fastavro.schema.UnknownType:
                continue
            del pending[path]
        assert len(pending) < before, f"unknown names in {sorted(pending)}"


def test_the_events_are_those_of_the_repository() -> None:
    source = examples.today()
    assert source.fetch(["proto/order/v1/order.proto"]) == {
        "proto/order/v1/order.proto": (ROOT / "proto/order/v1/order.proto").read_bytes()
    }


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.new.label)
def test_a_step_differs_from_today_and_says_why(step: examples.EvolutionStep) -> None:
    today = examples.today().digests
    differing = {path for path in today | step.new.digests if today.get(path) != step.new.digests.get(path)}
    assert differing
    assert {path.split("/")[0] for path in differing} == {step.module.name}
    assert step.expected in {"compatible", "break"}
    assert step.title
    assert step.story


def test_a_step_can_delete_files() -> None:
    step = next(step for step in STEPS if step.name == "10-shipped-removed")
    assert "avro/order/v1/OrderShipped.avsc" not in step.new.digests
    assert "avro/order/v1/OrderCreated.avsc" in step.new.digests


def test_both_formats_have_good_and_bad_steps() -> None:
    assert {(step.format, step.expected) for step in STEPS} == {
        (form, expected) for form in ("protobuf", "avro") for expected in ("compatible", "break")
    }


def test_an_installed_package_has_the_folders_beside_the_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "evolution").mkdir()
    monkeypatch.setattr(examples, "__file__", str(tmp_path / "__init__.py"))
    assert examples._root() == tmp_path
