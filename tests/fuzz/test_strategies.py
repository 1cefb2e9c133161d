"""The public strategies: hypothesis draws and shrinks them; a plugin gives them to tests."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from fuzz.material import EVENT, TEXTS, schema
from hypothesis import HealthCheck, find, given, settings
from hypothesis.errors import NoSuchExample

import schemactl
from schemactl.errors import CompileError, UsageError
from schemactl.formats.format import decoder
from schemactl.fuzz import from_schema

ROOT = Path(__file__).parents[2]
ORDER = """\
syntax = "proto3";
package order.v1;
message OrderEvent {
  string order_id = 1;
  oneof payload { int64 paid = 2; string note = 3; }
  repeated OrderEvent parts = 4;
}
"""
quick = settings(
    max_examples=30, deadline=None, suppress_health_check=list(HealthCheck), database=None, derandomize=True
)


@pytest.fixture
def order(tmp_path):
    folder = tmp_path / "proto"
    folder.mkdir()
    (folder / "order.proto").write_text(ORDER)
    return folder


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_events_and_variants_are_values_and_most_malformed_ones_are_none(name):
    strategies = from_schema(schema(name), EVENT)
    refused = []

    @quick
    @given(strategies.events(), strategies.variants(), strategies.malformed())
    def look(event, variant, malformed):
        for data in (event, variant):
            reading = strategies.read(data)
            assert (reading.refused, reading.open) == ("", "")
        refused.append(bool(strategies.read(malformed).refused))

    look()
    assert any(refused)


def test_what_is_found_is_shrunk(order):
    """A handler that fails on one arm of the oneof: what is left of the event is that arm."""
    strategies = from_schema(order, "order.v1.OrderEvent")
    smallest = find(strategies.values(), lambda value: "note" in value, settings=quick)
    assert smallest == {"note": ""}
    deep = find(
        strategies.values(),
        lambda value: any(part.get("parts") for part in value.get("parts", [])),
        settings=quick,
    )
    assert deep == {"parts": [{"parts": [{}]}]}


def test_one_event_need_not_be_named(order):
    assert from_schema(order / "order.proto").read(b"").value == {}
    with pytest.raises(NoSuchExample):
        find(from_schema(str(order)).events(), lambda data: len(data) > 1 << 20, settings=quick)


def test_what_is_not_there(order, tmp_path):
    with pytest.raises(UsageError, match=r"there is no order\.v1\.Nothing"):
        from_schema(order, "order.v1.Nothing")
    with pytest.raises(UsageError, match="is no folder and no file"):
        from_schema(tmp_path / "nowhere")
    (order / "second.proto").write_text('syntax = "proto3"; message Second {} message Third {}')
    with pytest.raises(UsageError, match="the event is not said clearly"):
        from_schema(order)
    (order / "third.proto").write_text("nonsense")
    with pytest.raises(CompileError):
        from_schema(order)


def test_check_asks_a_decoder_in_this_process():
    ours, strategies = decoder(schema("avro")), from_schema(schema("avro"), EVENT)

    def decode(data):
        return ours.decode(EVENT, data)

    def fragile(data):
        """It has no word for an order that is true."""
        return {b"\x01": "true"}[data[:1]] if data[:1] != b"\0" else decode(data)

    assert strategies.check(decode, examples=400).tried == 400
    with pytest.raises(AssertionError, match="equal: expected"):
        strategies.check(fragile, examples=400)
    with pytest.raises(
        AssertionError, match="declared: expected an answer, or a declared error, got KeyError"
    ):
        strategies.check(fragile, examples=1000)
    strategies.check(decode, examples=50, declared=[LookupError])


def test_the_decorator_is_an_attribute_and_nothing_else_is():
    assert callable(schemactl.events)
    with pytest.raises(AttributeError):
        _ = schemactl.nothing
    with pytest.raises(AttributeError):
        _ = schemactl.fuzz.nothing
    with pytest.raises(UsageError, match="takes no event"):
        schemactl.events("order.v1.OrderEvent")(lambda: None)


TEST = """\
import pytest
import schemactl
from hypothesis import settings

@pytest.fixture(scope="session")
def limit():
    return 1 << 20

@schemactl.events("order.v1.OrderEvent")
@settings(max_examples=20, deadline=None, database=None)
def test_sizes(event, variant, malformed, value, limit):
    assert all(isinstance(each, bytes) for each in (event, variant, malformed))
    assert isinstance(value, dict)
    assert len(event) < limit

@schemactl.events("order.v1.Nothing")
def test_of_what_is_not_there(event):
    pass
"""


def pytest_run(folder, *arguments):
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    environment.pop("COVERAGE_PROCESS_START", None)
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "schemactl.fuzz.plugin", "-p", "no:cacheprovider", *arguments],
        cwd=folder, capture_output=True, text=True, check=False, env=environment,
    )  # fmt: skip


def test_the_plugin_gives_events_of_the_project_to_tests(order, tmp_path):
    """Run from another folder than the project's: pytest's root tells which it is."""
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    (tmp_path / "test_orders.py").write_text(TEST)
    (tmp_path / "elsewhere").mkdir()
    done = pytest_run(tmp_path / "elsewhere", "--rootdir", str(tmp_path), str(tmp_path / "test_orders.py"))
    assert "1 failed, 1 passed" in done.stdout, done.stdout
    assert "UsageError: there is no order.v1.Nothing" in done.stdout


def test_the_plugin_loads_nothing():
    """It is in everybody's pytest, whether they fuzz or not."""
    program = (
        "import sys, schemactl.fuzz.plugin; heavy = {'schemactl', 'hypothesis', 'google', 'fastavro', 'click'}; "
        "print(*sorted(name for name in sys.modules if name.partition('.')[0] in heavy))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["schemactl", "schemactl.fuzz", "schemactl.fuzz.plugin"]
