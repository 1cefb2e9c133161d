"""Python's generated code beyond the shared tests: enums, topics of several types, policies, coroutines, frames."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from projects import SAME, V1, Project
from toolchains import Python

if TYPE_CHECKING:
    from pathlib import Path

CHAIN = Python()
ENUM = """\
syntax = "{syntax}";
package jobs.v1;
enum Kind {{ KIND_UNSPECIFIED = 0; KIND_STARTED = 1; KIND_DONE = 2; KIND_BACK = -1; None = 7; }}
message Job {{ {label} Kind kind = 3; }}
"""
BY_KIND = '[[generate.dispatch]]\ntype = "jobs.v1.Job"\nby = "kind"\n'
TOPIC = (
    '[[generate.dispatch]]\nname = "orders"\ntypes = ["orders.v1.OrderCreated", "orders.v1.OrderShipped"]\n'
)


def made(folder: Path, more: str, options: str = "", **protos: str) -> Project:
    project = Project.of(folder, CHAIN.configuration(more) + options, **protos)
    CHAIN.prepare(project)
    project.generate()
    return project


def run(project: Project, program: str) -> list[str]:
    project.write("src/program.py", program)
    done = subprocess.run(
        [sys.executable, "src/program.py"], cwd=project.folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_an_open_enum(tmp_path: Path) -> None:
    project = made(tmp_path, BY_KIND, jobs=ENUM.format(syntax="proto3", label=""))
    assert CHAIN.complaints(project) == ""
    minus_one = bytes.fromhex("18ffffffffffffffffff01")
    got = CHAIN.classify(
        project, "job", [b"\x18\1", b"\x18\2", minus_one, b"\x18\7", b"", b"\x18\0", b"\x18\5"]
    )
    assert got == [
        "handled started", "handled done", "handled back", "handled none", "DeadLetter EmptyPayload",
        "DeadLetter EmptyPayload", "DeadLetter UnknownVariant 5",
    ]  # fmt: skip


def test_a_closed_enum(tmp_path: Path) -> None:
    """What it does not know goes to the unknown fields, and the field reads as unset."""
    project = made(tmp_path, BY_KIND, jobs=ENUM.format(syntax="proto2", label="optional"))
    assert CHAIN.complaints(project) == ""
    got = CHAIN.classify(project, "job", [b"\x18\2", b"", b"\x18\0", b"\x18\5"])
    assert got == [
        "handled done", "DeadLetter EmptyPayload", "DeadLetter EmptyPayload", "DeadLetter UnknownVariant 3",
    ]  # fmt: skip


def test_several_types_on_one_topic(tmp_path: Path) -> None:
    project = made(tmp_path, TOPIC, orders=V1)
    assert CHAIN.complaints(project) == ""
    program = """\
from events import orders_dispatch, schemactl_runtime as runtime
from events.orders_handlers import Handlers
for name in ("orders.v1.OrderCreated", "orders.v1.Other"):
    try:
        print(orders_dispatch.handle_orders(Handlers(), b"", framing=runtime.plain, name_of=lambda frame: name))
    except NotImplementedError:
        print("handled")
def missing(frame):
    raise runtime.SchemaNotFound("7")
def away(frame):
    raise runtime.RegistryUnavailable("no answer")
print(orders_dispatch.handle_orders(Handlers(), b"", framing=runtime.plain, name_of=missing))
try:
    orders_dispatch.handle_orders(Handlers(), b"", framing=runtime.plain, name_of=away)
except runtime.RegistryUnavailable as error:
    print("again", error)
"""
    assert run(project, program) == [
        "handled",
        "DeadLetter(error=UnknownVariant('orders: variant orders.v1.Other is not known here'))",
        "DeadLetter(error=SchemaNotFound('7'))",
        "again no answer",
    ]


@pytest.mark.parametrize("strict", [False, True])
def test_policies_and_coroutines(tmp_path: Path, *, strict: bool) -> None:
    more = f'[[generate.dispatch]]\ntype = "orders.v1.OrderEvent"\nstrict = {str(strict).lower()}\n'
    more += 'unknown = "handler"\nempty = "handler"\n'
    project = made(tmp_path, more, "async = true\n", orders=V1)
    assert CHAIN.complaints(project) == ""
    project.edit(
        "src/events/order_event_handlers.py",
        "raise NotImplementedError",
        "print(type(self).__mro__[1].__name__)",
    )
    program = """\
import asyncio
from events import order_event_dispatch as generated, schemactl_runtime as runtime
class Handlers(generated.OrderEventHandlers):
    async def on_created(self, event, payload): print("created")
    async def on_shipped(self, event, payload): print("shipped")
    async def on_unknown(self, event, error): print("unknown", error.tags, event is error.event)
    async def on_empty(self, event, error): print("empty", event is error.event)
for value in (b"\\x52\\0", b"\\x62\\0", b"\\x52\\0\\x62\\0", b"", None, b"\\xff"):
    print(asyncio.run(generated.handle_order_event(Handlers(), value, framing=runtime.plain)))
"""
    both = ["unknown (12,) True"] if strict else ["created"]
    *got, last = run(project, program)
    assert got == [
        "created", "Handled()", "unknown (12,) True", "Handled()", *both, "Handled()",
        "empty True", "Handled()", "empty True", "Handled()",
    ]  # fmt: skip
    assert last.startswith("DeadLetter(error=DecodeError(")
    assert "1 bytes are no orders.v1.OrderEvent: " in last


@pytest.mark.parametrize(
    ("policy", "outcome"),
    [("dead_letter", "DeadLetter"), ("pause", "Pause"), ("skip", "Skip"), ("fail", "raised")],
)
def test_each_policy(tmp_path: Path, policy: str, outcome: str) -> None:
    more = f'[[generate.dispatch]]\ntype = "orders.v1.OrderEvent"\nunknown = "{policy}"\nempty = "skip"\n'
    project = made(tmp_path, more, orders=V1)
    program = """\
from events import order_event_dispatch as generated, schemactl_runtime as runtime
from events.order_event_handlers import Handlers
for value in (b"\\x62\\0", b"", b"\\xff"):
    try:
        print(type(generated.handle_order_event(Handlers(), value, framing=runtime.plain)).__name__)
    except runtime.UnknownVariant as error:
        print("raised")
"""
    assert run(project, program) == [outcome, "Skip", "DeadLetter"]


def test_what_a_handler_raises_is_passed_on_even_if_it_is_ours(tmp_path: Path) -> None:
    project = made(tmp_path, "", orders=V1)
    program = """\
from events import order_event_dispatch as generated, schemactl_runtime as runtime
from events.proto.orders_pb2 import OrderEvent
class Handlers(generated.OrderEventHandlers):
    def on_created(self, event, payload): generated.dispatch_order_event(self, OrderEvent())
    def on_shipped(self, event, payload): raise runtime.PermanentError("no")
for value in (b"\\x52\\0", b"\\x5a\\0"):
    try:
        generated.handle_order_event(Handlers(), value, framing=runtime.plain)
    except (runtime.EmptyPayload, runtime.PermanentError) as error:
        print(type(error).__name__, error)
"""
    assert run(project, program) == [
        "EmptyPayload orders.v1.OrderEvent.payload: no variant is set", "PermanentError no",
    ]  # fmt: skip


def test_a_range_of_payloads_is_chosen_said_or_found(tmp_path: Path) -> None:
    said = V1.replace(
        "// What the topic carries.", "// What the topic carries.\n// schemactl: payloads=10-12"
    )
    for number, (more, text, expected) in enumerate([
        ("", V1, "UnknownVariant 20"), ("", said, "EmptyPayload"),
        ('[[generate.dispatch]]\ntype = "orders.v1.OrderEvent"\npayloads = "10-19"\n', V1, "EmptyPayload"),
        ("", V1.replace("= 11;", "= 60;"), "UnknownVariant 20"),
    ]):  # fmt: skip
        project = made(tmp_path / str(number), more, orders=text)
        assert CHAIN.classify(project, "order_event", [b"\xa0\1\1"]) == [f"DeadLetter {expected}"]


def test_two_events_of_one_name(tmp_path: Path) -> None:
    other = V1.replace("orders.v1", "orders.v2")
    project = made(tmp_path, "", one=V1, two=other)
    assert CHAIN.complaints(project) == ""
    assert (tmp_path / "src/events/orders_v1_order_event_dispatch.py").exists()


def test_a_projects_own_modules_are_not_run(tmp_path: Path) -> None:
    project = Project.of(tmp_path, CHAIN.configuration(), orders=V1)
    project.write("mypy_protobuf.py", "raise SystemExit(9)\n")
    project.generate()


def test_a_path_that_python_cannot_import(tmp_path: Path) -> None:
    project = Project.of(tmp_path, CHAIN.configuration(), orders=V1)
    project.write("proto/class/a.proto", SAME.format(package="a"))
    assert "class/a.proto:1:1: Python cannot import a module of this path" in project.generate(code=2)


def test_a_field_that_hides_the_dispatch(tmp_path: Path) -> None:
    project = Project.of(tmp_path, CHAIN.configuration(), orders=V1.replace("shipped", "WhichOneof"))
    assert "a field called WhichOneof hides the method of Python's message class" in project.generate(code=2)


GUID = "UUID('11111111-1111-1111-1111-111111111111')"
FRAMES = [
    ("00000000070061", "Frame(payload=b'a', schema_id=7, guid=None, indexes=(0,))"),
    ("0000000007020061", "Frame(payload=b'a', schema_id=7, guid=None, indexes=(0,))"),
    ("0000000007020a61", "Frame(payload=b'a', schema_id=7, guid=None, indexes=(5,))"),
    ("0000000007040a0261", "Frame(payload=b'a', schema_id=7, guid=None, indexes=(5, 1))"),
    ("01" + "11" * 16 + "0061", f"Frame(payload=b'a', schema_id=None, guid={GUID}, indexes=(0,))"),
    ("", "FrameError: the first byte is missing, not 00 or 01: this is no registry's framing"),
    ("0a", "FrameError: the first byte is 0a, not 00 or 01: this is no registry's framing"),
    ("00000001", "FrameError: 4 bytes are too short for a schema's id"),
    ("0000000007", "FrameError: the message indexes end too early"),
    ("000000000704", "FrameError: the message indexes end too early"),
    ("000000000701", "FrameError: -1 message indexes are no way to a message"),
    ("0000000007feff01", "FrameError: 16383 message indexes are no way to a message"),
    ("0000000007" + "ff" * 6, "FrameError: a message index is too long"),
]  # fmt: skip


def test_frames(tmp_path: Path) -> None:
    project = made(tmp_path, "", orders=V1)
    program = f"""\
from events.schemactl_runtime import FrameError, confluent
for value in {[value for value, _ in FRAMES]}:
    try:
        print(confluent(bytes.fromhex(value), None))
    except FrameError as error:
        print("FrameError:", error)
guid = b"\\1" + b"\\x11" * 16 + b"\\0"
print(confluent(b"a", [("x", None), ("__value_schema_id", guid)]).indexes)
print(confluent(b"a", [("__value_schema_id", guid.decode("latin-1"))]).payload)
"""
    assert run(project, program) == [*(said for _, said in FRAMES), "(0,)", "b'a'"]
