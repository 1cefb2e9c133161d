"""Outgrowing a registry in a file: the order events go to a real registry on a real broker, and come back."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from conformance.registries import on_broker
from parts import kafka
from parts.program import MissingError

from schemactl.judging.own import OwnEngine
from schemactl.model.subject import SchemaText
from schemactl.registry.embedded import EmbeddedRegistry

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [pytest.mark.oracle, pytest.mark.xdist_group("on kafka")]
ROOT = Path(__file__).parents[2]
CONFIG = """\
[[module]]
name = "events"
roots = ["proto"]

[subjects]
strategy = "topic"
topics = { "order.v1.*" = "orders", "payment.v1.*" = "payments", "inventory.v1.*" = "inventory" }
"""
SUBJECTS = 6
GAP = 3


@pytest.fixture
def bootstrap() -> Iterator[str]:
    try:
        with kafka.running() as running:
            yield running
    except MissingError as reason:
        pytest.skip(f"Kafka does not run here: {reason}")


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    (tmp_path / "schemactl.toml").write_text(CONFIG)
    shutil.copytree(ROOT / "proto", tmp_path / "proto")
    return Shop(tmp_path)


class Shop:
    """A folder with the example events and registries in files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def registry(self, *arguments: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "schemactl", "registry", *arguments],
            cwd=self.folder, text=True, capture_output=True, check=False, timeout=300,
        )  # fmt: skip
        assert done.returncode == code, done
        return done

    def push(self, registry: str) -> None:
        """Two versions of the orders, of which the second is one that the first's readers can read."""
        self.registry("push", "--registry", registry)
        step = ROOT / "evolution" / "protobuf" / "01-gift-message"
        shutil.copytree(step, self.folder / "proto", dirs_exist_ok=True, ignore=lambda *_: ["step.toml"])
        self.registry("push", "--registry", registry)

    def held(self, registry: str, file: str) -> dict[str, Any]:
        """What a registry has of each subject: ids, numbers, texts and references."""
        self.registry("export", "--registry", registry, "-o", file)
        told = json.loads((self.folder / file).read_text())["subjects"]
        return {name: held["versions"] for name, held in told.items()}


def ids(held: dict[str, Any]) -> dict[tuple[str, int], int]:
    return {(name, each["version"]): each["id"] for name, versions in held.items() for each in versions}


def test_ids_without_a_gap_stay_as_they_are(shop: Shop, bootstrap: str) -> None:
    """Apicurio chooses the ids itself, from 1, in the order in which the file is put in."""
    shop.push("embedded:ours.db")
    held = shop.held("embedded:ours.db", "ours.json")
    assert sorted(ids(held).values()) == list(range(1, SUBJECTS + 2))
    assert any(each.get("references") for each in held["orders-value"])
    with on_broker(bootstrap) as registry:
        shop.registry("import", "ours.json", "--registry", registry.endpoint.urls[0])
    with on_broker(bootstrap) as registry:
        assert shop.held(registry.endpoint.urls[0], "theirs.json") == held
        for (name, number), schema_id in ids(held).items():
            assert (name, number) in registry.uses(schema_id)
        again = shop.registry("import", "ours.json", "--registry", registry.endpoint.urls[0])
        assert "has got 0 versions" in again.stdout
    shop.registry("import", "theirs.json", "--registry", "embedded:back.db")
    assert shop.held("embedded:back.db", "back.json") == held


def test_ids_with_a_gap_are_refused_or_new(shop: Shop, bootstrap: str) -> None:
    with_a_gap(shop.folder / "ours.db")
    shop.push("embedded:ours.db")
    held = shop.held("embedded:ours.db", "ours.json")
    assert min(ids(held).values()) == GAP + 1
    with on_broker(bootstrap) as registry:
        (url,) = registry.endpoint.urls
        refused = shop.registry("import", "ours.json", "--registry", url, code=1)
        assert (
            f"does not take ids: common/v1/address.proto@1, id {GAP + 1}, is there now as" in refused.stderr
        )
        assert registry.subjects() == ["common/v1/address.proto"], "nothing was written after it"
        done = shop.registry("import", "ours.json", "--registry", url, "--new-ids")
        assert f"orders-value@1, id {ids(held)['orders-value', 1]} is orders-value@1, id " in done.stdout
        assert f"{SUBJECTS + 1} ids changed: events that hold the old ones cannot be read" in done.stderr
    with on_broker(bootstrap) as registry:
        (url,) = registry.endpoint.urls
        theirs = shop.held(url, "theirs.json")
        assert without_ids(theirs) == without_ids(held)
        assert shop.registry("import", "ours.json", "--registry", url, "--new-ids").stdout == done.stdout
    shop.registry("import", "theirs.json", "--registry", "embedded:back.db")
    assert shop.held("embedded:back.db", "back.json") == theirs


def with_a_gap(path: Path) -> None:
    """A new registry whose first ids nothing has any more: each is given once."""
    with EmbeddedRegistry(str(path), OwnEngine(), create=True) as registry:
        for number in range(GAP):
            text = json.dumps({"type": "enum", "name": f"E{number}", "symbols": ["A"]})
            registry.register("gone", SchemaText(text=text))
            for permanent in (False, True):
                registry.delete("gone", permanent=permanent)


def without_ids(held: dict[str, Any]) -> dict[str, Any]:
    return {
        name: [{key: value for key, value in each.items() if key != "id"} for each in versions]
        for name, versions in held.items()
    }
