"""Go from Avro: types and unions with the real tools, and what becomes of bytes of older, newer and broken writers."""

from __future__ import annotations

import json
import re
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from projects import Project
from toolchains import Go, answer, tidy

if TYPE_CHECKING:
    from pathlib import Path

CHAIN = Go()
CREATED = (
    '{"type": "record", "name": "OrderCreated", "fields": [{"name": "customer_id", "type": "string"}MORE]}'
)
CANCELLED = (
    '{"type": "record", "name": "OrderCancelled", "fields": [{"name": "reason", "type": "string"}MORE]}'
)
CIRCLE = CANCELLED.replace("MORE", ', {"name": "next", "type": ["null", "OrderCancelled"]}')
CANCELLED = CANCELLED.replace("MORE", "")
ADDRESS = """
{"type": "record", "name": "Address", "fields": [
  {"name": "city", "type": "string"}, {"name": "next", "type": ["null", "string"], "default": null}]}
"""
REST = f"""
, {{"name": "address", "type": ["null", {ADDRESS}], "default": null}}
, {{"name": "tags", "type": {{"type": "map", "values": {{"type": "array", "items": "string"}}}}, "default": {{}}}}
, {{"name": "count", "type": "long", "default": 7}}
"""
SHIPPED = """
{"type": "record", "name": "OrderShipped", "doc": "On its way:\\n- a list\\n# no heading", "fields": [
  {"name": "parcel_id", "type": "string"},
  {"name": "hash", "type": {"type": "fixed", "name": "Hash", "size": 4}},
  {"name": "price", "type": {"type": "bytes", "logicalType": "decimal", "precision": 5, "scale": 2}},
  {"name": "type", "type": "double"}, {"name": "_1", "type": "float"}, {"name": "Type", "type": "boolean"}]}
"""
KIND = '{"type": "enum", "name": "Kind", "symbols": ["A", "func"]}'


def event(payload: str, more: str = "") -> str:
    """The schema of OrderEvent, with the type of its payload."""
    fields = f'{{"name": "id", "type": "string"}}{more}, {{"name": "payload", "type": {payload}}}'
    return f'{{"type": "record", "name": "OrderEvent", "namespace": "orders.v1", "fields": [{fields}]}}'


OURS = event(f'["null", {CREATED.replace("MORE", REST)}, {SHIPPED}, "string", {KIND}, "Hash"]')
SMALL = CREATED.replace("MORE", "")
NEWER = event(f'["null", {CIRCLE}, {SMALL}, "int"]', ', {"name": "extra", "type": "int"}')
FIRST = event(SMALL)
NARROW = event(f'["null", {CREATED.replace("MORE", REST.replace("long", "int"))}]')

RECORDS: list[tuple[str, bytes | None, str, str]] = [
    ("known", b"\x02i\x02\x02c\x00\x00\x0a", "", "created i {c <nil> map[] 5}"),
    ("a writer without fields of ours", b"\x02i\x02\x04\x02c", NEWER, "created i {c <nil> map[] 7}"),
    ("a writer with a narrower number", b"\x02i\x02\x02c\x00\x00\x0a", NARROW, "created i {c <nil> map[] 5}"),
    ("a writer without a union", b"\x02i\x02c", FIRST, "created i {c <nil> map[] 7}"),
    ("a primitive", b"\x02i\x06\x02s", "", "HandlerError OnString"),
    ("an enum", b"\x02i\x08\x02", "", "HandlerError OnKind"),
    ("a fixed", b"\x02i\x0a1234", "", "HandlerError OnHash"),
    ("unset", b"\x02i\x00", "", "DeadLetter EmptyPayload"),
    ("a tombstone", None, "", "DeadLetter EmptyPayload"),
    ("a new variant", b"\x02i\x02\x02\x02r\x02\x02s\x00", NEWER, "DeadLetter UnknownVariant orders.v1.OrderCancelled"),
    ("a new primitive", b"\x02i\x02\x06\x02", NEWER, "DeadLetter UnknownVariant int"),
    ("empty bytes", b"", "", "DeadLetter DecodeError"),
    ("cut off", b"\x02i\x02\x02", "", "DeadLetter DecodeError"),
    ("cut off in a branch", b"\x02i\xff", "", "DeadLetter DecodeError"),
    ("something behind it", b"\x02i\x00x", "", "DeadLetter DecodeError"),
    ("no such branch", b"\x02i\x0e", "", "DeadLetter DecodeError"),
    ("a very long text", b"\xfe\xff\xff\xff\xff\x7f", "", "DeadLetter DecodeError"),
    ("a schema that is none", b"\x02i\x00", "{", "DeadLetter DecodeError"),
    ("a schema of something else", b"\x02i", '"string"', "DeadLetter DecodeError"),
    ("a schema that is not there", b"\x02i", "missing", "DeadLetter SchemaNotFound"),
    ("a registry that is away", b"\x02i", "away", "Failed RegistryUnavailable"),
]  # fmt: skip

PROGRAM = """\
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"regexp"

	"example.com/shop/internal/events"
	"example.com/shop/internal/events/records"
	"example.com/shop/internal/events/schemactl"
)

type handlers struct{ *events.OrderEventService }

func (handlers) OnOrderCreated(_ context.Context, event *records.OrderEvent, payload *records.OrderCreated) error {
	fmt.Println("created", event.Id, *payload)
	return nil
}

func main() {
	var records []struct {
		Value  []byte
		Writer string
	}
	if err := json.NewDecoder(os.Stdin).Decode(&records); err != nil {
		panic(err)
	}
	for _, each := range records {
		record := schemactl.Record{Value: each.Value}
		writer := func(context.Context, schemactl.Frame) (string, error) {
			switch each.Writer {
			case "missing":
				return "", fmt.Errorf("7: %w", schemactl.ErrSchemaNotFound)
			case "away":
				return "", fmt.Errorf("7: %w", schemactl.ErrRegistryUnavailable)
			}
			return each.Writer, nil
		}
		outcome, err := events.HandleOrderEvent(context.Background(), handlers{}, record, schemactl.Plain, writer)
		var unknown *schemactl.UnknownVariantError
		switch {
		case outcome.Action == schemactl.Handled:
		case schemactl.ErrorType(err) == "HandlerError":
			fmt.Println("HandlerError", regexp.MustCompile(`On\\w+`).FindString(err.Error()))
		case errors.As(outcome.Err, &unknown):
			fmt.Println(outcome.Action, "UnknownVariant", unknown.Name)
		default:
			fmt.Println(outcome.Action, schemactl.ErrorType(outcome.Err))
		}
	}
}
"""


def made(folder: Path, more: str = "", **schemas: str) -> Project:
    project = Project.of(folder, CHAIN.configuration(more))
    for name, text in schemas.items():
        project.write(f"avro/{name}.avsc", text)
    CHAIN.prepare(project)
    project.generate()
    return project


def run(project: Project, program: str, said: Any = None) -> list[str]:
    project.write("cmd/program/main.go", program)
    tidy(project.folder)
    done = subprocess.run(
        ["go", "run", "./cmd/program"], cwd=project.folder, input=json.dumps(said), capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_records(tmp_path: Path) -> None:
    project = made(tmp_path, event=OURS)
    assert CHAIN.complaints(project) == ""
    said = [
        {"Value": None if value is None else list(value), "Writer": writer} for _, value, writer, _ in RECORDS
    ]
    program = PROGRAM.replace("Value  []byte", "Value  bytes").replace(
        "type handlers", BYTES + "type handlers"
    )
    program = program.replace("Value: each.Value}", "Value: []byte(each.Value)}")
    got = run(project, program, said)
    assert dict(zip((name for name, *_ in RECORDS), got, strict=True)) == {
        name: answer for name, _, _, answer in RECORDS
    }


BYTES = """\
type bytes []byte

func (b *bytes) UnmarshalJSON(text []byte) error {
	var numbers []int
	err := json.Unmarshal(text, &numbers)
	for _, number := range numbers {
		*b = append(*b, byte(number))
	}
	if string(text) == "[]" {
		*b = bytes{}
	}
	return err
}

"""

TWO = event(f'["null", {SMALL}, {CANCELLED}]')
THREE = event(f'["null", {SMALL}, {CANCELLED}, {SHIPPED}]')


def test_a_new_variant_needs_a_handler(tmp_path: Path) -> None:
    project = made(tmp_path, event=TWO)
    assert CHAIN.complaints(project) == ""
    project.write("avro/event.avsc", THREE)
    assert "OnOrderShipped" in project.generate()
    assert "missing method OnOrderShipped" in answer(["go", "build", "./..."], project.folder)
    project.write("avro/event.avsc", event(f'["null", {SMALL}]'))
    project.write(
        "schemactl.toml",
        CHAIN.configuration('[[generate.dispatch]]\ntype = "orders.v1.OrderEvent"\nby = "payload"\n'),
    )
    assert "OnOrderCancelled has no variant" in project.generate()
    assert "undefined: records.OrderCancelled" in answer(["go", "build", "./..."], project.folder)


def test_an_arm_that_somebody_took_out_is_found(tmp_path: Path) -> None:
    project = made(tmp_path, event=THREE)
    path = f"{CHAIN.out}/order_event_dispatch.gen.go"
    cut, count = re.subn(r"\tcase \*records.OrderCancelled:\n.*\n", "", project.read(path))
    assert count == 1
    project.write(path, cut)
    assert "orders.v1.OrderCancelled of orders.v1.OrderEvent.payload: handled []" in CHAIN.complaints(project)


EITHER = f'[{SMALL}, "null", "long", "bytes", "boolean", "float", "double", "string", {CANCELLED}]'
TOPIC = '[[generate.dispatch]]\nname = "topic"\ntypes = ["OrderCreated", "OrderCancelled"]\n'
BOTH = '[[generate.dispatch]]\ntype = "avro/either.avsc"\n' + TOPIC
HANDLER = 'unknown = "handler"\nempty = "handler"\n'
SEVERAL = """\
package main

import (
	"context"
	"fmt"

	"example.com/shop/internal/events"
	"example.com/shop/internal/events/schemactl"
)

func main() {
	ctx := context.Background()
	for _, value := range []string{"\\x00\\x02c", "\\x02", "\\x04\\x02", "\\x06\\x02b", "\\x08\\x01", "\\x10\\x02r"} {
		record := schemactl.Record{Value: []byte(value)}
		_, err := events.HandleEither(ctx, &events.EitherService{}, record, schemactl.Plain, nil)
		fmt.Println(err)
	}
	for _, schema := range []string{`CREATED`, `OTHER`, `{`} {
		record := schemactl.Record{Value: []byte("\\x00\\x00\\x00\\x00\\x07\\x02c")}
		writer := func(_ context.Context, frame schemactl.Frame) (string, error) {
			if frame.SchemaID != 7 {
				return "", schemactl.ErrSchemaNotFound
			}
			return schema, nil
		}
		outcome, err := events.HandleTopic(ctx, &events.TopicService{}, record, schemactl.ConfluentAvro, writer)
		fmt.Println(outcome.Action, schemactl.ErrorType(outcome.Err), err)
	}
	id := schemactl.Header{Key: schemactl.SchemaIDHeader, Value: []byte{0, 0, 0, 0, 9}}
	frame, err := schemactl.ConfluentAvro(schemactl.Record{Value: []byte("a"), Headers: []schemactl.Header{id}})
	fmt.Println(frame.SchemaID, string(frame.Payload), err)
	_, err = schemactl.ConfluentAvro(schemactl.Record{Value: []byte("abcdef")})
	fmt.Println(err)
}
"""


@pytest.mark.parametrize("policy", ["", HANDLER])
def test_a_whole_schema_and_several_types(tmp_path: Path, policy: str) -> None:
    more = "".join(f"{table}{policy}" for table in (BOTH.removesuffix(TOPIC), TOPIC))
    project = made(tmp_path, more, either=EITHER)
    assert CHAIN.complaints(project) == ""
    other = '{"type": "record", "name": "Other", "fields": []}'
    got = run(project, SEVERAL.replace("CREATED", SMALL).replace("OTHER", other))
    words = [
        f"Either{'Service'}.On{name} is not written yet"
        for name in ("OrderCreated", "Empty", "Long", "Bytes", "Boolean", "OrderCancelled")
    ]
    unknown = "Failed HandlerError TopicService.OnUnknown is not written yet"
    assert got == [
        words[0], words[1] if policy else "<nil>", *words[2:],
        "Failed HandlerError TopicService.OnOrderCreated is not written yet",
        unknown if policy else "DeadLetter UnknownVariant <nil>", "DeadLetter DecodeError <nil>", "9 a <nil>",
        "the bytes in front of the payload are not the registry's: the first byte is 61, not 00 or 01",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("branch", "said"),
    [
        (
            '{"type": "array", "items": "string"}',
            "a branch of a union that is an array is not dispatched in Go",
        ),
        (CIRCLE, "orders.v1.OrderCancelled holds itself, which hamba/avro cannot read"),
    ],
)
def test_what_go_cannot_do_is_refused(tmp_path: Path, branch: str, said: str) -> None:
    project = Project.of(tmp_path, CHAIN.configuration())
    CHAIN.prepare(project)
    other = SMALL.replace("OrderCreated", "Other")
    project.write("avro/event.avsc", event(f"[{SMALL}, {other}, {branch}]"))
    assert said in project.generate(code=2)
