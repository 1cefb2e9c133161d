"""Go's generated code beyond the shared tests: enums, topics of several types, policies, frames, packages, the tool."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from projects import SAME, V1, Project
from toolchains import Go, tidy

if TYPE_CHECKING:
    from pathlib import Path

CHAIN = Go()
ENUM = """\
syntax = "{syntax}";
package jobs.v1;
enum Kind {{
  option allow_alias = true;
  KIND_UNSPECIFIED = 0; KIND_STARTED = 1; KIND_BEGUN = 1; KIND_DONE = 2; KIND_BACK = -1; None = 7;
}}
message Job {{ {label} Kind kind = 3; }}
"""
BY_KIND = '[[generate.dispatch]]\ntype = "jobs.v1.Job"\nby = "kind"\n'
TOPIC = (
    '[[generate.dispatch]]\nname = "orders"\ntypes = ["orders.v1.OrderCreated", "orders.v1.OrderShipped"]\n'
)
EVENT = '[[generate.dispatch]]\ntype = "orders.v1.OrderEvent"\n'
HEAD = """\
package main

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"

	"example.com/shop/internal/events"
	"example.com/shop/internal/events/ordersv1"
	"example.com/shop/internal/events/schemactl"
)

var _ = hex.EncodeToString
var _ = errors.New
var _ *ordersv1.OrderEvent
var ctx = context.Background()

"""


def made(folder: Path, more: str = "", options: str = "", **protos: str) -> Project:
    project = Project.of(folder, CHAIN.configuration(more) + options, **protos)
    CHAIN.prepare(project)
    project.generate()
    return project


def run(project: Project, program: str, head: str = HEAD) -> list[str]:
    project.write("cmd/program/main.go", head + program)
    tidy(project.folder)
    done = subprocess.run(
        ["go", "run", "./cmd/program"], cwd=project.folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.mark.parametrize(
    ("syntax", "label"), [("proto3", ""), ("proto3", "optional"), ("proto2", "optional")]
)
def test_an_enum(tmp_path: Path, syntax: str, label: str) -> None:
    """Go reads closed enums as open ones: what it does not know is in the field, and is told by its number."""
    project = made(tmp_path, BY_KIND, jobs=ENUM.format(syntax=syntax, label=label))
    assert CHAIN.complaints(project) == ""
    minus_one = bytes.fromhex("18ffffffffffffffffff01")
    records = [b"\x18\1", b"\x18\2", minus_one, b"\x18\7", b"", b"\x18\0", b"\x18\5"]
    assert CHAIN.classify(project, "job", records) == [
        "handled started", "handled done", "handled back", "handled none", "DeadLetter EmptyPayload",
        "DeadLetter EmptyPayload", "DeadLetter UnknownVariant 5",
    ]  # fmt: skip


def test_several_types_on_one_topic(tmp_path: Path) -> None:
    project = made(tmp_path, TOPIC, orders=V1)
    program = """\
func main() {
	missing, away := schemactl.ErrSchemaNotFound, schemactl.ErrRegistryUnavailable
	for _, said := range []any{"orders.v1.OrderCreated", "orders.v1.Other", missing, away} {
		nameOf := func(context.Context, schemactl.Frame) (string, error) {
			if err, ok := said.(error); ok {
				return "", fmt.Errorf("7: %w", err)
			}
			return said.(string), nil
		}
		record := schemactl.Record{Value: []byte{}}
		outcome, err := events.HandleOrders(ctx, &events.OrdersService{}, record, schemactl.Plain, nameOf)
		fmt.Println(outcome.Action, schemactl.ErrorType(outcome.Err), err)
	}
	outcome, err := events.HandleOrders(ctx, &events.OrdersService{}, schemactl.Record{}, schemactl.Plain, nil)
	fmt.Println(outcome.Action, outcome.Err, err)
	fmt.Println(events.DispatchOrders(ctx, &events.OrdersService{}, &ordersv1.OrderEvent{}))
	fmt.Println(events.DispatchOrders(ctx, &events.OrdersService{}, nil))
}
"""
    assert run(project, program) == [
        "Failed HandlerError OrdersService.OnOrderCreated is not written yet",
        "DeadLetter UnknownVariant <nil>",
        "DeadLetter SchemaNotFound <nil>",
        "Failed RegistryUnavailable 7: the registry did not answer",
        "DeadLetter orders: no variant is set <nil>",
        "orders: variant orders.v1.OrderEvent is not known here",
        "orders: no variant is set",
    ]
    assert CHAIN.complaints(project) == ""


@pytest.mark.parametrize("strict", [False, True])
def test_handlers_of_a_policy(tmp_path: Path, *, strict: bool) -> None:
    more = f'{EVENT}strict = {str(strict).lower()}\nunknown = "handler"\nempty = "handler"\n'
    project = made(tmp_path, more, orders=V1)
    assert CHAIN.complaints(project) == ""
    program = """\
type handlers struct{}

func (handlers) OnCreated(context.Context, *ordersv1.OrderEvent, *ordersv1.OrderCreated) error {
	fmt.Println("created")
	return nil
}
func (handlers) OnShipped(context.Context, *ordersv1.OrderEvent, *ordersv1.OrderShipped) error { return nil }
func (handlers) OnUnknown(_ context.Context, event *ordersv1.OrderEvent, err *schemactl.UnknownVariantError) error {
	fmt.Println("unknown", err.Tags, event == err.Event)
	return nil
}
func (handlers) OnEmpty(_ context.Context, event *ordersv1.OrderEvent, err *schemactl.EmptyPayloadError) error {
	fmt.Println("empty", event == nil)
	return nil
}

func main() {
	for _, value := range [][]byte{{0x52, 0}, {0x62, 0}, {0x52, 0, 0x62, 0}, {}, nil, {0xff}} {
		outcome, err := events.HandleOrderEvent(ctx, handlers{}, schemactl.Record{Value: value}, schemactl.Plain)
		fmt.Println(outcome.Action, schemactl.ErrorType(outcome.Err), err)
	}
}
"""
    both = ["unknown [12] true"] if strict else ["created"]
    done = "Handled  <nil>"
    assert run(project, program) == [
        "created", done, "unknown [12] true", done, *both, done, "empty false", done, "empty true", done,
        "DeadLetter DecodeError <nil>",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("policy", "action"),
    [("dead_letter", "DeadLetter"), ("pause", "Pause"), ("skip", "Skip"), ("fail", "Failed")],
)
def test_each_policy(tmp_path: Path, policy: str, action: str) -> None:
    project = made(tmp_path, f'{EVENT}unknown = "{policy}"\nempty = "skip"\n', orders=V1)
    assert CHAIN.classify(project, "order_event", [b"\x62\0", b"", b"\xff"]) == [
        f"{action} UnknownVariant 12", "Skip EmptyPayload", "DeadLetter DecodeError",
    ]  # fmt: skip


def test_what_a_handler_returns_is_passed_on_even_if_it_is_ours(tmp_path: Path) -> None:
    project = made(tmp_path, orders=V1)
    program = """\
type handlers struct{}

func (h handlers) OnCreated(ctx context.Context, _ *ordersv1.OrderEvent, _ *ordersv1.OrderCreated) error {
	return events.DispatchOrderEvent(ctx, h, &ordersv1.OrderEvent{})
}
func (handlers) OnShipped(context.Context, *ordersv1.OrderEvent, *ordersv1.OrderShipped) error {
	return fmt.Errorf("no: %w", schemactl.ErrPermanent)
}

func main() {
	for _, value := range [][]byte{{0x52, 0}, {0x5a, 0}} {
		outcome, err := events.HandleOrderEvent(ctx, handlers{}, schemactl.Record{Value: value}, schemactl.Plain)
		fmt.Println(outcome.Action, errors.Is(err, schemactl.ErrEmptyPayload), errors.Is(err, schemactl.ErrPermanent))
	}
}
"""
    assert run(project, program) == ["Failed true false", "Failed false true"]


GUID = "11" * 16
FRAMES = [
    ("00000000070061", "7  [0] 61"),
    ("0000000007020061", "7  [0] 61"),
    ("0000000007020a61", "7  [5] 61"),
    ("0000000007040a0261", "7  [5 1] 61"),
    (f"01{GUID}0061", "0 11111111-1111-1111-1111-111111111111 [0] 61"),
    ("", "there is no first byte, 00 or 01"),
    ("0a", "the first byte is 0a, not 00 or 01"),
    ("00000001", "4 bytes are too short for a schema's id"),
    ("0000000007", "the message indexes end too early"),
    ("000000000704", "the message indexes end too early"),
    ("000000000701", "-1 message indexes are no way to a message"),
    ("0000000007feff01", "16383 message indexes are no way to a message"),
    ("0000000007" + "ff" * 6, "a message index is too long"),
]


def test_frames(tmp_path: Path) -> None:
    project = made(tmp_path, orders=V1)
    values = ", ".join(f'"{value}"' for value, _ in FRAMES)
    program = f"""\
func show(record schemactl.Record) {{
	frame, err := schemactl.Confluent(record)
	if err != nil {{
		fmt.Println(errors.Is(err, schemactl.ErrFrame), err)
		return
	}}
	fmt.Println(frame.SchemaID, frame.GUID, frame.Indexes, hex.EncodeToString(frame.Payload))
}}

func main() {{
	_ = events.VerifyOrderEvent
	for _, text := range []string{{{values}}} {{
		value, _ := hex.DecodeString(text)
		show(schemactl.Record{{Value: value}})
	}}
	guid, _ := hex.DecodeString("01{GUID}00")
	headers := []schemactl.Header{{{{Key: "x"}}, {{Key: "__value_schema_id", Value: guid}}}}
	show(schemactl.Record{{Value: []byte("a"), Headers: headers}})
}}
"""
    bad = "true the bytes in front of the payload are not the registry's: "
    expected = [said if said[0] in "07" and "byte" not in said else bad + said for _, said in FRAMES]
    assert run(project, program) == [*expected, FRAMES[4][1]]


def test_two_events_of_one_name(tmp_path: Path) -> None:
    project = made(tmp_path, one=V1, two=V1.replace("orders.v1", "orders.v2"))
    assert CHAIN.complaints(project) == ""


def test_go_packages_are_kept_and_what_lies_elsewhere_is_imported(tmp_path: Path) -> None:
    def with_package(package: str, path: str) -> str:
        return SAME.format(package=package).replace("message", f'option go_package = "{path}";\nmessage', 1)

    event = """\
syntax = "proto3";
package orders.v1;
import "proto/near.proto";
import "proto/far.proto";
import "proto/type_linux.proto";
message OrderEvent { oneof payload { near.Same near = 10; far.Same far = 11; type.Same type = 12; } }
"""
    project = Project.of(
        tmp_path, CHAIN.configuration(EVENT), orders=event,
        near=with_package("near", "example.com/shop/internal/events/a/near;nearpb"),
        far=with_package("far", "example.com/shop/far/v2"), type_linux=SAME.format(package="type"),
    )  # fmt: skip
    CHAIN.prepare(project)
    project.generate()
    files = project.files(CHAIN.out)
    assert {"a/near/near.pb.go", "typepb/type_linux_.pb.go"} <= files.keys()
    assert not any("far" in path for path in files)
    said = project.read(f"{CHAIN.out}/order_event_dispatch.gen.go")
    assert '\tnearpb "example.com/shop/internal/events/a/near"\n' in said
    assert '\tfar "example.com/shop/far/v2"\n' in said
    project.edit(
        "schemactl.toml", "[generate.go]", '[generate.go.packages]\n"proto/far.proto" = ""\n[generate.go]'
    )
    (tmp_path / CHAIN.out / "order_event_handlers.go").unlink()  # a person's, and it imports what was far
    project.generate()
    assert CHAIN.complaints(project) == ""
    assert "far/far.pb.go" in project.files(CHAIN.out)


def test_an_import_path_is_chosen(tmp_path: Path) -> None:
    project = Project.of(
        tmp_path, CHAIN.configuration(EVENT) + 'import = "example.com/other/go-type/v2"\n', orders=V1
    )
    project.generate()
    said = project.read(f"{CHAIN.out}/order_event_dispatch.gen.go")
    assert "\npackage gotype\n" in said
    assert '"example.com/other/go-type/v2/ordersv1"' in said


ALIKE = 'syntax = "proto3";\npackage {};\nmessage {} {{ oneof x {{ string s = 10; }} }}\n'
UNUSED = '[generate.go.packages]\n"proto/x" = "a.b/x"\n'
CIRCLE = 'syntax = "proto3";\npackage {};\n{}message {} {{ {} }}\n'


@pytest.mark.parametrize(
    ("options", "protos", "said"),
    [
        ("", {"orders": V1}, "no go.mod in internal/events or above it"),
        ('import = "a.b/c"\n' + UNUSED, {"orders": V1}, "there is no file or folder proto/x"),
        (
            'import = "a.b/c"\n',
            {
                "one": CIRCLE.format("a", 'import "proto/two.proto";\n', "One", "oneof x { b.Two two = 1; }"),
                "two": CIRCLE.format("b", 'import "proto/three.proto";\n', "Two", "a.Three three = 1;"),
                "three": CIRCLE.format("a", "", "Three", "string s = 1;"),
            },
            "the Go packages a.b/c/a, a.b/c/b import each other in a circle",
        ),
        (
            'import = "a.b/c"\n',
            {"one": ALIKE.format("a", "Order1"), "two": ALIKE.format("b", "Order_1")},
            "would both be Order1Handlers in Go",
        ),
    ],
    ids=["no_module", "unused_package", "circle", "alike"],
)  # fmt: skip
def test_what_go_cannot_say_is_refused(
    tmp_path: Path, options: str, protos: dict[str, str], said: str
) -> None:
    project = Project.of(tmp_path, CHAIN.configuration() + options, **protos)
    assert said in " ".join(project.generate(code=2).split())


def test_handlers_of_another_name_and_orphans(tmp_path: Path) -> None:
    project = made(tmp_path, orders=V1)
    path = f"{CHAIN.out}/order_event_handlers.go"
    project.write(path, project.read(path).replace("OrderEventService", "Mine"))
    assert "nothing to do" in project.generate()
    project.write("proto/orders.proto", V1.replace("shipped", "sent"))
    receiver = "func (h *Mine) OnSent("  # in a file of its own
    project.write(f"{CHAIN.out}/sent.go", f"package events\n\n{receiver}")
    assert "OnSent" not in project.generate()
    project.write(f"{CHAIN.out}/sent.go", f"package events\n\n/* {receiver} */\n// {receiver}")
    told = project.generate()
    assert "OnShipped has no variant of orders.v1.OrderEvent.payload any more" in told
    assert "has no OnSent" in told
    project.write(path, "package events\n\nvar _ OrderEventHandlers = (*Nobody)(nil)\n")
    assert "there is no type Nobody" in project.generate()


def test_check_tells_a_hand_edit_and_needs_no_go(tmp_path: Path) -> None:
    project = made(tmp_path, orders=V1)
    project.edit(f"{CHAIN.out}/order_event_dispatch.gen.go", "p.Created", "nil")
    environ = {name: value for name, value in os.environ.items() if name != "PATH"} | {"PATH": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "schemactl", "generate", "--check"],
        cwd=tmp_path, env=environ, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    assert "order_event_dispatch.gen.go: edited by hand" in done.stdout


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({"PATH": "/nowhere"}, "go is not on PATH"),
        ({"GOPROXY": "off", "GOMODCACHE": "empty", "GOFLAGS": "-modcacherw"}, "failed: "),
    ],
    ids=["no_go", "no_network"],
)
def test_a_tool_that_cannot_be_had(tmp_path: Path, environ: dict[str, str], said: str) -> None:
    project = Project.of(tmp_path, CHAIN.configuration(), orders=V1)
    CHAIN.prepare(project)
    environ = {name: str(tmp_path / value) if value == "empty" else value for name, value in environ.items()}
    done = subprocess.run(
        [sys.executable, "-m", "schemactl", "generate"], cwd=tmp_path,
        env=os.environ | {"SCHEMACTL_CACHE": str(tmp_path / "cache")} | environ,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 3, done.stdout + done.stderr
    assert said in done.stderr
    assert not (tmp_path / CHAIN.out).exists()


@pytest.mark.parametrize("cache", ["off", "file"])
def test_without_a_cache_the_tool_is_built_each_time(tmp_path: Path, cache: str) -> None:
    project = Project.of(tmp_path, CHAIN.configuration(), orders=V1)
    CHAIN.prepare(project)
    project.write("file", "")
    value = "off" if cache == "off" else str(tmp_path / "file")
    done = subprocess.run(
        [sys.executable, "-m", "schemactl", "generate"], cwd=tmp_path,
        env=os.environ | {"SCHEMACTL_CACHE": value}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    shutil.rmtree(tmp_path / CHAIN.out)
