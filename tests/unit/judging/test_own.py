"""The engine that judges for a registry: what it writes down, what it says, and what it refuses."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from confluent_kafka.schema_registry.confluent import meta_pb2
from confluent_kafka.schema_registry.confluent.type import decimal_pb2
from confluent_kafka.schema_registry.confluent.types import decimal_pb2 as decimals_pb2
from google.protobuf import descriptor_pb2 as pb
from hypothesis import given, settings
from hypothesis import strategies as st

from schemactl.diff.compare import compare
from schemactl.errors import RefusedError
from schemactl.judging.builtin import BUILTIN
from schemactl.judging.own import OwnEngine
from schemactl.judging.words import told_unjudged
from schemactl.model.effect import Direction, Surface
from schemactl.model.subject import SchemaType
from schemactl.model.verdict import Unjudged
from schemactl.registry.engine import Resolved

if TYPE_CHECKING:
    from pathlib import Path

ENGINE = OwnEngine()
BACKWARD, FORWARD = frozenset({Direction.BACKWARD}), frozenset({Direction.FORWARD})


def proto(body: str, texts: dict[str, str] | None = None, head: str = "") -> Resolved:
    text = f'syntax = "proto3";\npackage shop;\n{head}{body}\n'
    return Resolved(type=SchemaType.PROTOBUF, text=text, texts=texts or {})


def avro(value: object, **texts: object) -> Resolved:
    written = {name: json.dumps(text) for name, text in texts.items()}
    return Resolved(type=SchemaType.AVRO, text=json.dumps(value), texts=written)


def refusal(schema: Resolved) -> RefusedError:
    with pytest.raises(RefusedError) as caught:
        ENGINE.written(schema)
    assert caught.value.code == 42201
    assert caught.value.fix
    return caught.value


def test_an_objection_says_all_that_a_person_needs() -> None:
    (said,) = ENGINE.objections(
        proto("message M { int64 cents = 1; }"), proto("message M { string cents = 1; }"), BACKWARD
    )
    for part in (
        "protobuf-field-type-incompatible: ", "M.cents (1): int64 → string", "backward (new readers, old events)",
        "the value is lost", "written by the old schema as cents=1234", "fix: ",
    ):  # fmt: skip
        assert part in said


def test_directions_are_asked_alone() -> None:
    old, new = (
        avro({"type": "record", "name": "R", "fields": [{"name": "a", "type": kind}]})
        for kind in ("int", "long")
    )
    assert not ENGINE.objections(old, new, BACKWARD)
    assert ENGINE.objections(old, new, FORWARD)
    assert ENGINE.objections(old, new, BACKWARD | FORWARD)


def test_a_type_that_moves_to_an_import_has_not_changed() -> None:
    money = "message Money { int64 cents = 1; }"
    whole = proto(f"{money}\nmessage M {{ Money total = 1; }}")
    texts = {"money.proto": f'syntax = "proto3"; package shop; {money}'}
    apart = proto("message M { Money total = 1; }", texts, 'import "money.proto";\n')
    for directions in (BACKWARD, FORWARD):
        assert not ENGINE.objections(whole, apart, directions)
        assert not ENGINE.objections(apart, whole, directions)


def test_every_problem_is_told_with_its_place() -> None:
    said = refusal(proto("message M { Missing a = 1; Gone b = 2; }")).message
    assert "schema.proto:3:13: " in said
    assert "Gone" in said
    assert "Missing" in said


def test_a_missing_import_asks_for_a_reference() -> None:
    said = refusal(proto("", head='import "money.proto";\n'))
    assert "money.proto" in said.message
    assert "reference" in said.fix


@pytest.mark.parametrize(
    "name",
    [
        "../x.proto", "/etc/x.proto", "a//b.proto", "a/./b.proto", "", "a\0.proto", "a\\b.proto", "x" * 300,
        "a/" + "é" * 200, "a/" * 2000 + "b.proto", "confluent", "confluent/meta.proto/x.proto", "schema.proto/x.proto",
    ],
)  # fmt: skip
def test_a_reference_never_leads_out_of_the_folder(name: str) -> None:
    assert "no name of an import" in refusal(proto("message M {}", {name: 'syntax = "proto3";'})).message


@pytest.mark.parametrize("kind", SchemaType)
def test_half_a_character_is_no_text(kind: SchemaType) -> None:
    refusal(Resolved(type=kind, text='{"a": "\ud800"}'))


def test_a_reference_may_be_called_as_our_own_text() -> None:
    texts = {"schema.proto": 'syntax = "proto3"; package shop; message Inner {}'}
    schema = proto("message M { Inner i = 1; }", texts, 'import "schema.proto";\n')
    assert ENGINE.written(schema).text == schema.text
    assert pb.FileDescriptorProto.FromString(ENGINE.descriptor(schema)).dependency == ["schema.proto"]


@pytest.mark.parametrize("module", [meta_pb2, decimal_pb2, decimals_pb2])
def test_what_confluents_clients_take_for_granted_is_as_they_have_it(module: object) -> None:
    theirs = pb.FileDescriptorProto.FromString(module.DESCRIPTOR.serialized_pb)  # type: ignore[attr-defined]
    texts = {name: text for name, text in BUILTIN.items() if name != theirs.name}
    schema = Resolved(type=SchemaType.PROTOBUF, text=BUILTIN[theirs.name], texts=texts)
    ours = pb.FileDescriptorProto.FromString(ENGINE.descriptor(schema))
    ours.name = theirs.name
    for message in (ours, theirs):
        _without_json_names(message)
    assert ours == theirs


def _without_json_names(file: pb.FileDescriptorProto) -> None:
    """Generated code leaves out the names in JSON where they are the usual ones."""
    todo = list(file.message_type)
    fields = list(file.extension)
    while todo:
        message = todo.pop()
        todo += message.nested_type
        fields += message.field
    for field in fields:
        field.ClearField("json_name")


def test_json_is_known_by_its_value() -> None:
    one, other = (Resolved(type=SchemaType.JSON, text=text) for text in ('{"b": 1, "a": 2}', '{"a":2,"b":1}'))
    assert ENGINE.written(one).text == '{"b":1,"a":2}'
    assert ENGINE.written(one, normalize=True).text == '{"a":2,"b":1}'
    assert ENGINE.written(one).canonical == ENGINE.written(other).canonical
    for text in ("{", "[" * 100_000, "[NaN]", "1" * 5000):
        refusal(Resolved(type=SchemaType.JSON, text=text))


def test_a_change_that_no_rule_knows_is_held_against_a_schema() -> None:
    old, new = (ENGINE.compiled(proto(f"message M {{ {kind} a = 1; }}")) for kind in ("int32", "string"))
    (change,) = compare(old, new)
    said = told_unjudged(Unjudged(change=change, surfaces=(Surface.WIRE,)))
    assert said == "unjudged: M.a: type int32 → string; no rule knows what this does on wire"


@pytest.mark.parametrize("name", ["-oescaped.proto", "--python_out=.", "@names.proto"])
def test_a_reference_is_no_option_of_the_compiler(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    def schema(kind: str) -> Resolved:
        inner = f'syntax = "proto3"; package shop; message Inner {{ {kind} a = 1; }}'
        return proto("message M { Inner i = 1; }", {name: inner}, f'import "{name}";\n')

    assert ENGINE.objections(schema("int32"), schema("string"), BACKWARD)
    assert not list(tmp_path.iterdir())


def test_texts_that_are_deep_only_together() -> None:
    texts = {}
    for level in range(40):
        inner = f"R{level - 1}" if level else "int"
        for _ in range(30):
            inner = {"type": "array", "items": inner}
        texts[f"R{level}"] = {"type": "record", "name": f"R{level}", "fields": [{"name": "a", "type": inner}]}
    assert "too deeply" in refusal(avro("R39", **texts)).message


WORDS = st.sampled_from(
    ["type", "record", "name", "fields", "R", "int", "enum", "symbols", "items", "array", "namespace", "a.b", "fixed",
     "size", "default", "doc", "aliases", "union", "map", "values", "logicalType", "decimal", "precision", "scale"]
)  # fmt: skip
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | WORDS | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS | st.text(), inner, max_size=6),
    max_leaves=20,
)


@settings(deadline=None)
@given(value=VALUES, normalize=st.booleans())
def test_any_value_is_written_or_refused(value: object, *, normalize: bool) -> None:
    for kind in (SchemaType.AVRO, SchemaType.JSON):
        with suppress(RefusedError):
            schema = Resolved(type=kind, text=json.dumps(value))
            written = ENGINE.written(schema, normalize=normalize)
            again = replace(schema, text=written.text)
            assert replace(ENGINE.written(again, normalize=normalize), source=written.source) == written


@settings(deadline=None)
@given(st.text(), st.sampled_from(SchemaType))
def test_any_text_is_written_or_refused(text: str, kind: SchemaType) -> None:
    with suppress(RefusedError):
        ENGINE.written(Resolved(type=kind, text=text))
