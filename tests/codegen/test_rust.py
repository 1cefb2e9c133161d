"""Rust's generated code beyond the shared tests: enums, topics of several types, policies, frames, names, scans."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest
from compiled import single
from crates import Rust, cargo
from projects import HOSTILE, MANY, ROOT, SAME, V1, Project, many

from schemactl.codegen.languages.rust.handlers import found
from schemactl.formats.protobuf.prost import types
from schemactl.formats.protobuf.prost_spelling import camel, snake, value

if TYPE_CHECKING:
    from pathlib import Path

CHAIN = Rust()
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
MAIN = """\
pub mod events;

#[allow(unused_imports)]
use events::schemactl_runtime::*;
use std::future::Future;
use std::task::{Context, Poll, Waker};

#[allow(dead_code)]
fn ready<F: Future + Send>(future: F) -> F::Output {
    match std::pin::pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => unreachable!(),
    }
}

#[allow(dead_code)]
fn bytes(hex: &str) -> Vec<u8> {
    (0..hex.len() / 2).map(|at| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).unwrap()).collect()
}

fn main() {
"""


def made(folder: Path, more: str, **protos: str) -> Project:
    project = Project.of(folder, CHAIN.configuration(more), **protos)
    CHAIN.prepare(project)
    project.generate()
    return project


def run(project: Project, program: str) -> list[str]:
    """What a program prints; the statements of `main`."""
    project.write("src/main.rs", f"{MAIN}{program}\n}}\n")
    done = cargo(project.folder, "run", "--quiet")
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_an_open_enum(tmp_path: Path) -> None:
    project = made(tmp_path, BY_KIND, jobs=ENUM.format(syntax="proto3", label=""))
    minus_one = bytes.fromhex("18ffffffffffffffffff01")
    got = CHAIN.classify(
        project, "job", [b"\x18\1", b"\x18\2", minus_one, b"\x18\7", b"", b"\x18\0", b"\x18\5"]
    )
    assert got == [
        "handled started", "handled done", "handled back", "handled none", "DeadLetter EmptyPayload",
        "DeadLetter EmptyPayload", "DeadLetter UnknownVariant 5",
    ]  # fmt: skip
    assert CHAIN.complaints(project) == ""


@pytest.mark.parametrize("label", ["optional", "required"])
def test_a_closed_enum(tmp_path: Path, label: str) -> None:
    """prost keeps the number of what it does not know."""
    project = made(tmp_path, BY_KIND, jobs=ENUM.format(syntax="proto2", label=label))
    got = CHAIN.classify(project, "job", [b"\x18\2", b"", b"\x18\0", b"\x18\5"])
    assert got == [
        "handled done", "DeadLetter EmptyPayload", "DeadLetter EmptyPayload", "DeadLetter UnknownVariant 5",
    ]  # fmt: skip
    assert CHAIN.complaints(project) == ""


def test_an_enum_in_a_oneof_is_told_by_the_oneof(tmp_path: Path) -> None:
    jobs = ENUM.format(syntax="proto3", label="oneof by {").replace("= 3;", "= 3; }")
    project = Project.of(tmp_path, CHAIN.configuration(BY_KIND), jobs=jobs)
    assert "dispatch by the oneof" in project.generate(code=2)


def test_several_types_on_one_topic(tmp_path: Path) -> None:
    project = made(tmp_path, TOPIC, orders=V1)
    assert CHAIN.complaints(project) == ""
    program = """\
    use events::orders_dispatch::handle_orders;
    use events::orders_handlers::Handlers;
    for name in ["orders.v1.OrderCreated", "orders.v1.Other"] {
        println!("{:?}", ready(handle_orders(&Handlers, Some(b""), &[], plain, |_| Ok(name.into()))));
    }
    let missing = |_: &Frame<'_>| Err(DispatchError::SchemaNotFound("7".into()));
    println!("{:?}", ready(handle_orders(&Handlers, Some(b""), &[], plain, missing)));
    let away = |_: &Frame<'_>| Err(DispatchError::RegistryUnavailable("no answer".into()));
    println!("{:?}", ready(handle_orders(&Handlers, Some(b""), &[], plain, away)));
    println!("{:?}", ready(handle_orders(&Handlers, None, &[], plain, away)));
"""
    assert run(project, program) == [
        'Err(Handler("on_order_created is not written yet"))',
        'Ok(DeadLetter(UnknownVariant { subject: "orders", tags: [], name: "orders.v1.Other" }))',
        'Ok(DeadLetter(SchemaNotFound("7")))',
        'Err(Dispatch(RegistryUnavailable("no answer")))',
        'Ok(DeadLetter(EmptyPayload { subject: "orders" }))',
    ]


def test_several_types_whose_policy_asks_a_handler(tmp_path: Path) -> None:
    project = made(tmp_path, f'{TOPIC}unknown = "handler"\nempty = "handler"\n', orders=V1)
    assert CHAIN.complaints(project) == ""
    program = """\
    use events::orders_dispatch::handle_orders;
    use events::orders_handlers::Handlers;
    for value in [Some(&b""[..]), None] {
        println!("{:?}", ready(handle_orders(&Handlers, value, &[], plain, |_| Ok("orders.v1.Other".into()))));
    }
"""
    assert run(project, program) == [
        'Err(Handler("on_unknown is not written yet"))',
        'Err(Handler("on_empty is not written yet"))',
    ]


@pytest.mark.parametrize("strict", [False, True], ids=["", "strict"])
def test_policies_that_ask_a_handler(tmp_path: Path, *, strict: bool) -> None:
    more = f'[[generate.dispatch]]\ntype = "orders.v1.OrderEvent"\nstrict = {str(strict).lower()}\n'
    project = made(tmp_path, f'{more}unknown = "handler"\nempty = "handler"\n', orders=V1)
    assert CHAIN.complaints(project) == ""
    project.edit(
        "src/events/order_event_handlers.rs",
        "let _ = (event, raw, error);",
        'println!("{} {} {error}", event.is_some(), raw.len());',
    )
    program = """\
    use events::order_event_dispatch::handle_order_event;
    use events::order_event_handlers::Handlers;
    for value in [Some("6200"), Some("5200"), Some("52006200"), Some(""), None, Some("52ff")] {
        let value = value.map(bytes);
        println!("{:?}", ready(handle_order_event(&Handlers, value.as_deref(), &[], plain)));
    }
"""
    told = run(project, program)
    subject = "orders.v1.OrderEvent.payload"
    created, unknown, empty = (
        f'Err(Handler("on_{name} is not written yet"))' for name in ("created", "unknown", "empty")
    )
    newer = f"{subject}: variant 12 is not known here"
    assert told[:-1] == [
        f"true 2 {newer}", unknown, created, *([f"true 4 {newer}", unknown] if strict else [created]),
        f"true 0 {subject}: no variant is set", empty, f"false 0 {subject}: no variant is set", empty,
    ]  # fmt: skip
    assert told[-1].startswith('Ok(DeadLetter(DecodeError("2 bytes are no orders.v1.OrderEvent: ')


@pytest.mark.parametrize(
    ("answer", "told"),
    [("pause", "Pause"), ("skip", "Skip"), ("fail", "fails"), ("dead_letter", "DeadLetter")],
)
def test_other_policies(tmp_path: Path, answer: str, told: str) -> None:
    more = f'[[generate.dispatch]]\ntype = "orders.v1.OrderEvent"\nunknown = "{answer}"\nempty = "{answer}"\n'
    project = made(tmp_path, more, orders=V1)
    assert CHAIN.classify(project, "order_event", [b"\x62\0", b"", b"\x52\xff"]) == [
        f"{told} UnknownVariant 12", f"{told} EmptyPayload", "DeadLetter DecodeError",
    ]  # fmt: skip


GUID = str([17] * 16)
WRONG = 'Err(FrameError("{}"))'
FRAMES = [
    ("00000000070061", "Ok(Frame { payload: [97], schema: Id(7), indexes: [0] })"),
    ("0000000007020061", "Ok(Frame { payload: [97], schema: Id(7), indexes: [0] })"),
    ("0000000007020a61", "Ok(Frame { payload: [97], schema: Id(7), indexes: [5] })"),
    ("0000000007040a0261", "Ok(Frame { payload: [97], schema: Id(7), indexes: [5, 1] })"),
    ("01" + "11" * 16 + "0061", f"Ok(Frame {{ payload: [97], schema: Guid({GUID}), indexes: [0] }})"),
    ("", WRONG.format("the first byte is missing, not 00 or 01: this is no registry's framing")),
    ("0a", WRONG.format("the first byte is 0a, not 00 or 01: this is no registry's framing")),
    ("00000001", WRONG.format("4 bytes are too short for a schema's id")),
    ("01" + "11" * 15, WRONG.format("16 bytes are too short for a schema's id")),
    ("0000000007", WRONG.format("the message indexes end too early")),
    ("000000000704", WRONG.format("the message indexes end too early")),
    ("000000000701", WRONG.format("-1 message indexes are no way to a message")),
    ("0000000007feff01", WRONG.format("16383 message indexes are no way to a message")),
    ("0000000007" + "ff" * 6, WRONG.format("a message index is too long")),
]  # fmt: skip


def test_frames_and_scans(tmp_path: Path) -> None:
    project = made(tmp_path, "", orders=V1)
    values = ", ".join(f'"{value}"' for value, _ in FRAMES)
    program = f"""\
    for value in [{values}] {{
        println!("{{:?}}", confluent(&bytes(value), &[]));
    }}
    let guid = bytes("01{"11" * 16}00");
    println!("{{:?}}", confluent(b"a", &[("x", None), (SCHEMA_ID, Some(&guid))]));
    for value in ["a201006200a20100", "63626400", "080162", "{"63" * 200}"] {{
        println!("{{:?}}", unknown_tags(&bytes(value), &[10], 10, 49));
    }}
"""
    assert run(project, program) == [
        *(said for _, said in FRAMES), f"Ok(Frame {{ payload: [97], schema: Guid({GUID}), indexes: [0] }})",
        "[12, 20]", "[]", "[]", "[]",
    ]  # fmt: skip


def test_payloads_of_every_type(tmp_path: Path) -> None:
    scalars = "double float int32 int64 uint32 uint64 sint32 sint64 fixed32 fixed64 sfixed32 sfixed64 bool string bytes"
    google = "Any Timestamp Duration Struct Value FieldMask Empty BoolValue BytesValue StringValue Int64Value"
    kinds = [
        *scalars.split(),
        *(f"google.protobuf.{name}" for name in google.split()),
        "google.protobuf.NullValue",
    ]
    fields = "\n".join(f"    {kind} f{number} = {number};" for number, kind in enumerate(kinds, 10))
    files = ["any", "timestamp", "duration", "struct", "field_mask", "empty", "wrappers"]
    imports = "\n".join(f'import "google/protobuf/{name}.proto";' for name in files)
    text = f'syntax = "proto3";\npackage all.v1;\n{imports}\nmessage All {{\n  oneof payload {{\n{fields}\n  }}\n}}\n'
    project = made(tmp_path, "", all=text)
    assert CHAIN.complaints(project) == ""


def test_the_bundled_events(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.write("schemactl.toml", CHAIN.configuration())
    shutil.copytree(ROOT / "proto", tmp_path / "proto")
    CHAIN.prepare(project)
    project.generate()
    assert CHAIN.complaints(project) == ""


SAID = """\
// Says:
//
//     let indented = code;
// ```
// let fenced = code
// ```
// * a list
//     * in a list,
// and lazily on \N{RIGHT-TO-LEFT OVERRIDE} [not a link] <T> `open
"""


def test_comments_are_no_code(tmp_path: Path) -> None:
    text = V1.replace("// What the topic carries.\n", SAID).replace(
        "    OrderCreated", f"{SAID}    OrderCreated [deprecated] "
    )
    text = text.replace(
        "OrderCreated [deprecated]  created = 10", "OrderCreated created = 10 [deprecated = true]"
    )
    project = made(tmp_path, "", orders=text)
    assert CHAIN.complaints(project) == ""
    project.write("src/lib.rs", "pub mod events;\n")
    done = cargo(project.folder, "test", "--quiet", "--doc")
    assert done.returncode == 0, done.stderr
    assert "0 passed; 0 failed" in done.stdout


COLLIDING = """\
syntax = "proto2";
package a.type.self;
message Job {
  optional string x_y = 1;
  optional string x__y = 2;
  oneof payload {
    string ab = 10;
    string a_b = 11;
    string _ = 12;
    group Grouped = 13 { optional int32 z = 1; }
    Kind kind = 14;
    Job job = 15;
  }
  enum Kind { option allow_alias = true; A_B = 0; AB = 1; KIND_1 = 2; KIND_SELF = 3; SAME = 3; }
  enum Payload { P = 0; }
}
"""


def test_names_that_would_be_one_in_rust(tmp_path: Path) -> None:
    project = made(tmp_path, '[[generate.dispatch]]\ntype = "a.type.self.Job"\n', job=COLLIDING)
    assert CHAIN.complaints(project) == ""
    records = [b"\x52\0", b"\x5a\0", b"\x62\0", b"\x6b\x6c", b"\x70\1", b"\x7a\0"]
    assert CHAIN.classify(project, "job", records) == [
        "handled ab", "handled a_b", "handled underscore", "handled grouped", "handled kind", "handled job",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("message Foo {}\nmessage foo {}", "a.foo and a.Foo would both be a::Foo in Rust"),
        ("message B { enum E { X = 0; } }", "a.B and package a.b would both be a::b in Rust"),
        ("message _ {}", "a._ would have no name in Rust"),
    ],
)
def test_types_that_would_be_one_in_rust(tmp_path: Path, text: str, told: str) -> None:
    project = Project.of(tmp_path, CHAIN.configuration(TOPIC), orders=V1)
    project.write("proto/a.proto", f'syntax = "proto3";\npackage a;\n{text}\n')
    project.write("proto/b.proto", SAME.format(package="a.b"))
    assert f"proto/a.proto:1:1: {told}" in project.generate(code=2)


def test_editions_and_names_that_no_module_has(tmp_path: Path) -> None:
    project = Project.of(
        tmp_path, CHAIN.configuration(), orders=V1.replace('syntax = "proto3"', 'edition = "2023"')
    )
    assert "prost-build does not know editions" in project.generate(code=2)
    table = '[[generate.dispatch]]\ntype = "orders.v1.OrderEvent"\nname = "bestätigt"\n'
    project = Project.of(tmp_path, CHAIN.configuration(table), orders=V1)
    assert "Rust's modules have ASCII names" in project.generate(code=2)


def test_modules_with_a_file_in_common_and_with_one_that_differs(tmp_path: Path) -> None:
    modules = "".join(
        f'[[module]]\nname = "{name}"\nroots = ["{name}"]\ninclude = ["{name}/**"]\n'
        for name in ("one", "two")
    )
    project = Project.of(tmp_path, CHAIN.configuration(modules))
    for name in ("one", "two"):
        project.write(f"{name}/{name}.proto", V1.replace("orders.v1", name))
        project.write(f"{name}/same.proto", SAME.format(package="same"))
    project.generate()
    project.write("two/same.proto", SAME.format(package="other"))
    assert "two modules have a file same.proto, and they differ" in project.generate(code=2)


@pytest.mark.parametrize(
    ("name", "field", "variant"),
    [
        ("order_id", "order_id", "OrderId"), ("orderID", "order_id", "OrderId"),
        ("HTTPServer", "http_server", "HttpServer"),
        ("count_2_x", "count_2_x", "Count2X"), ("v2Beta", "v2_beta", "V2Beta"), ("A1B", "a1b", "A1b"),
        ("type", "r#type", "Type"), ("self", "self_", "Self_"), ("crate", "crate_", "Crate"), ("_1", "_1", "_1"),
        ("__x__", "x", "X"), ("_", "", ""),
    ],
)  # fmt: skip
def test_spellings(name: str, field: str, variant: str) -> None:
    assert (snake(name), camel(name)) == (field, variant)


def test_values_of_enums() -> None:
    names = ["KIND_DONE", "KIND_1", "KINDNESS", "DONE", "KIND_SELF"]
    assert [value("Kind", name) for name in names] == ["Done", "Kind1", "Kindness", "Done", "Self_"]


def test_what_hostile_types_are_called() -> None:
    alone = HOSTILE.replace('import "deep/er/common-types.proto";\nimport "deep/common-types.proto";\n', "")
    found = types([single("protobuf", alone.replace("deep.er.Same", "str").replace("deep.Same", "str"))])
    event = found["hostile.Evt"]
    assert found["hostile.Evt.class.def"].path == "hostile::evt::class::Def"
    assert event.oneofs["from"] == ("from", "hostile::evt::From")
    assert [event.members[number].name for number in (1, 2, 10, 11)] == [
        "opt",
        "self_",
        "created_x",
        "created",
    ]
    assert [event.members[number].variant for number in (22, 23, 36)] == ["X22", "Count2X", "Self_"]
    assert event.members[1].optional
    assert not event.members[10].optional


def test_each_of_many_arms(tmp_path: Path) -> None:
    """All two hundred dispatches that lack one arm, in one crate."""
    project = made(tmp_path, "", many=many())
    text = project.read("src/events/many_dispatch.rs")
    head, start, rest = text.partition("pub async fn dispatch_many<")
    body, end, _ = rest.partition("\n}\n")
    arms = [line for line in body.splitlines(keepends=True) if "Some(Variant::Arm" in line]
    assert len(arms) == MANY
    lacking = "".join(
        f"{start.replace('many', f'without_{n}')}{body.replace(arm, '')}{end}"
        for n, arm in enumerate(arms, 1)
    )
    project.write("src/events/lacking.rs", head + start + body + end + lacking)
    project.edit("src/events/mod.rs", "pub mod many_dispatch;", "pub mod many_dispatch;\npub mod lacking;")
    missed = re.findall(
        r"error\[E0004\]: non-exhaustive patterns: `&Some\(.*Arm(\d+)\(_\)\)`",
        cargo(project.folder, "check").stderr,
    )
    assert missed == [str(number) for number in range(1, MANY + 1)]


PERSONS = """
//! impl OrderEventHandlers for Doc { async fn on_doc(&self) {} }
/* impl OrderEventHandlers for A { /* nested */ async fn on_comment(&self) {} } */
impl Other for Handlers { fn on_other(&self) {} }
impl<T: Send + Sync> OrderEventHandlers for Handlers<T>
where
    T: Clone,
{
    type Error = String;
    async fn on_created(&self) -> Result<(), String> {
        let text = "} fn on_text() {"; let raw = r#"}"#; let char = '}'; let quote = '\\''; let byte = b'{';
        fn on_inner<'a>(x: &'a str) -> &'a str { x }
    }
    // async fn on_commented(&self) {}
    fn on_shipped(&self) -> impl Future<Output = ()> { async {} }
}
impl crate::OrderEventHandlers for Second { async fn on_second(&self) {} }
"""


def test_a_persons_handlers_are_read() -> None:
    assert found(PERSONS, "OrderEventHandlers") == ["on_created", "on_shipped", "on_second"]
    assert found("impl EventHandlers for A { fn on_a() {} }", "OrderEventHandlers") == []
    with pytest.raises(ValueError, match="line 2: the implementation of H has no end"):
        found("\nimpl H for A { fn on_a() {", "H")


def test_missing_and_orphaned_handlers_are_told(tmp_path: Path) -> None:
    project = made(tmp_path, "", orders=V1)
    project.write("proto/orders.proto", V1.replace("OrderShipped shipped = 11", "OrderShipped sent = 12"))
    told = project.generate()
    assert "on_shipped" in told
    assert "async fn on_sent(" in told
    assert 'Err("on_sent is not written yet".into())' in told
