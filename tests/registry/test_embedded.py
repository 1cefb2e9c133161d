"""What the embedded registry does that not every registry has to: inheritance, defaults, leniency, descriptors."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from google.protobuf import descriptor_pb2 as pb

from schemactl.errors import RefusedError
from schemactl.judging.own import OwnEngine
from schemactl.model.compatibility import Compatibility
from schemactl.model.subject import GLOBAL, Mode, Reference, SchemaText, SchemaType, SubjectConfig
from schemactl.registry.embedded import EmbeddedRegistry

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from schemactl.model.effect import Direction
    from schemactl.registry.engine import Resolved

STRING, BYTES, INT = (SchemaText(text=f'"{name}"') for name in ("string", "bytes", "int"))
PROTO = SchemaText(text='syntax = "proto3"; message M { int64 id = 1; }', type=SchemaType.PROTOBUF)


@pytest.fixture
def registry() -> Iterator[EmbeddedRegistry]:
    with EmbeddedRegistry("", OwnEngine()) as registry:
        yield registry


def code(call: Any, *given: Any, **more: Any) -> int:
    with pytest.raises(RefusedError) as caught:
        call(*given, **more)
    return caught.value.code


def configured(registry: EmbeddedRegistry, subject: str = GLOBAL, **rest: Any) -> None:
    registry.set_config(SubjectConfig(compatibility=Compatibility.NONE, rest=rest), subject)


def test_a_guid_is_the_md5_of_the_text(registry: EmbeddedRegistry) -> None:
    """As in Confluent's registry, where nothing comes with the text."""
    added = registry.register("s", STRING)
    assert UUID(added.guid).bytes == hashlib.md5(b'"string"', usedforsecurity=False).digest()
    assert registry.places(added.guid) == [(".", 1)]
    assert registry.register(":.c:s", STRING).guid == added.guid
    assert registry.places(added.guid) == [(".", 1), (".c", 1)]
    assert registry.places("no such") == []
    other = registry.register("t", SchemaText(text=STRING.text, metadata={"properties": {"a": "b"}}))
    assert other.guid != added.guid


def test_an_empty_text_is_the_latest_again(registry: EmbeddedRegistry) -> None:
    registry.register("s", STRING)
    added = registry.register("s", SchemaText(text=" ", metadata={"properties": {"owner": "me"}}))
    assert (added.number, added.schema.text) == (2, STRING.text)
    assert added.schema.metadata == {"properties": {"owner": "me"}}
    assert code(registry.register, "t", SchemaText(text="")) == 42201


def test_defaults_and_overrides(registry: EmbeddedRegistry) -> None:
    configured(
        registry,
        "s",
        defaultMetadata={"properties": {"a": "default", "b": "default"}, "sensitive": ["a"]},
        overrideMetadata={"properties": {"c": "override"}, "tags": {"x": ["PII"]}, "sensitive": ["c"]},
        defaultRuleSet={"domainRules": [{"name": "r", "expr": "default"}, {"name": "q"}]},
        overrideRuleSet={"migrationRules": [{"name": "up"}]},
    )
    given = SchemaText(
        text=STRING.text,
        metadata={"properties": {"b": "given", "c": "given"}},
        rules={"domainRules": [{"name": "r", "expr": "given"}]},
    )
    added = registry.register("s", given)
    assert added.schema.metadata == {
        "properties": {"a": "default", "b": "given", "c": "override"},
        "tags": {"x": ["PII"]},
        "sensitive": ["a", "c"],
    }
    assert added.schema.rules == {
        "domainRules": [{"name": "r", "expr": "given"}, {"name": "q"}],
        "migrationRules": [{"name": "up"}],
    }
    assert registry.register("s", given).number == 1
    assert registry.find("s", given) == added


def test_a_number_in_the_metadata_is_kept_true(registry: EmbeddedRegistry) -> None:
    configured(registry, "s")
    registry.register("s", SchemaText(text=STRING.text, metadata={"properties": {"confluent:version": "9"}}))
    assert registry.version("s").schema.metadata == {"properties": {"confluent:version": "1"}}
    registry.register("s", BYTES)
    assert registry.version("s").schema.metadata == {"properties": {"confluent:version": "2"}}
    assert registry.register("s", STRING).number == 1
    assert registry.register("s", INT, number=3).number == 3
    assert code(registry.register, "s", SchemaText(text='"long"'), number=9) == 42201
    assert registry.register("t", INT, number=1).schema.metadata == {"properties": {"confluent:version": "1"}}


def test_what_is_inherited(registry: EmbeddedRegistry) -> None:
    registry.set_config(
        SubjectConfig(compatibility=Compatibility.FULL, rest={"validateFields": True, "alias": "x"})
    )
    registry.set_config(SubjectConfig(normalize=True, group="g"), ":.c:")
    registry.set_config(SubjectConfig(rest={"alias": "y"}), ":.c:s")
    assert registry.config(":.c:s", effective=True) == SubjectConfig(
        compatibility=Compatibility.FULL,
        group="g",
        normalize=True,
        rest={"validateFields": True, "alias": "y"},
    )
    inherited = registry.config(":.c:t", effective=True)
    assert inherited is not None
    assert inherited.rest == {"validateFields": True}
    everywhere = registry.config(GLOBAL, effective=True)
    assert everywhere is not None
    assert everywhere.rest == {"validateFields": True, "alias": "x"}
    registry.delete_config()
    assert registry.config(":.__GLOBAL:") is None


def test_one_mode_beats_all(registry: EmbeddedRegistry) -> None:
    registry.set_mode(Mode.READWRITE, "s")
    registry.set_mode(Mode.READONLY)
    assert registry.mode("s", effective=True) is Mode.READWRITE
    assert registry.mode("t", effective=True) is Mode.READONLY
    registry.set_mode(Mode.READONLY_OVERRIDE)
    assert registry.mode("s", effective=True) is Mode.READONLY_OVERRIDE
    assert code(registry.register, "s", STRING) == 42205
    registry.delete_mode()
    assert registry.register("s", STRING).number == 1


@pytest.mark.parametrize("mode", [Mode.IMPORT, Mode.FORWARD])
def test_an_import_takes_what_does_not_compile_here(registry: EmbeddedRegistry, mode: Mode) -> None:
    """Another registry took it, and data is written with it; what follows is told that nothing can be said."""
    wrong = {"type": "record", "name": "R", "fields": [{"name": "a", "type": "int", "default": "x"}]}
    right = {"type": "record", "name": "R", "fields": [{"name": "a", "type": "int", "default": 1}]}
    given, next_one = (SchemaText(text=json.dumps(value)) for value in (wrong, right))
    registry.set_mode(mode, "s")
    assert registry.register("s", given, schema_id=5, number=2).schema.text == given.text
    registry.set_mode(Mode.READWRITE, "s")
    (reason, *_) = registry.compatible("s", next_one).messages
    assert "the old schema does not compile" in reason
    registry.set_config(SubjectConfig(compatibility=Compatibility.NONE), "s")
    assert registry.register("s", next_one).number == 3


def test_an_import_replaces_what_is_deleted_softly(registry: EmbeddedRegistry) -> None:
    registry.register("s", STRING)
    registry.delete("s")
    registry.set_mode(Mode.IMPORT, "s")
    assert registry.register("s", BYTES, schema_id=9, number=1).schema_id == 9
    assert code(registry.register, "s", INT, schema_id=10, number=1) == 42205
    assert registry.version("s").schema == BYTES


def test_one_schema_may_be_imported_under_two_ids(registry: EmbeddedRegistry) -> None:
    registry.set_mode(Mode.IMPORT)
    registry.register("s", STRING, schema_id=5)
    registry.register("t", STRING, schema_id=3)
    assert registry.uses(5) == [("s", 1)]
    assert registry.uses(3) == [("t", 1)]
    registry.set_mode(Mode.READWRITE)
    assert registry.register("u", STRING).schema_id == 3
    assert registry.register("v", BYTES).schema_id == 6


def test_import_mode_asks_for_an_empty_place(registry: EmbeddedRegistry) -> None:
    registry.register(":.c:s", STRING)
    assert code(registry.set_mode, Mode.IMPORT) == 42205
    assert code(registry.set_mode, Mode.IMPORT, ":.c:") == 42205
    assert code(registry.set_mode, Mode.IMPORT, ":.c:s") == 42205
    registry.set_mode(Mode.IMPORT, ":.d:")
    registry.set_mode(Mode.IMPORT, "s")
    registry.delete(":.c:s")
    registry.set_mode(Mode.IMPORT, ":.c:")


def test_a_descriptor(registry: EmbeddedRegistry) -> None:
    registry.register("s", PROTO)
    file = pb.FileDescriptorProto.FromString(registry.descriptor(1))
    assert [message.name for message in file.message_type] == ["M"]
    assert not file.HasField("source_code_info")
    registry.register("t", STRING)
    assert code(registry.descriptor, 2) == 42201
    assert code(registry.descriptor, 99) == 40403


def test_a_reference_that_is_not_there(registry: EmbeddedRegistry) -> None:
    for number in (1, -1):
        reference = Reference(name="x.Y", subject="gone", version=number)
        assert code(registry.register, "s", SchemaText(text='"x.Y"', references=(reference,))) == 42201


def test_the_first_text_under_a_name_counts(registry: EmbeddedRegistry) -> None:
    """Two ways to one name, with two versions: the nearer one is taken, as the original does."""
    registry.set_config(SubjectConfig(compatibility=Compatibility.NONE))

    def fixed(size: int) -> SchemaText:
        return SchemaText(text=json.dumps({"type": "fixed", "name": "F", "size": size}))

    registry.register("f", fixed(1))
    registry.register("f", fixed(2))
    first = Reference(name="F", subject="f", version=1)
    inner = {"type": "record", "name": "I", "fields": [{"name": "f", "type": "F"}]}
    registry.register("i", SchemaText(text=json.dumps(inner), references=(first,)))
    outer = {
        "type": "record",
        "name": "O",
        "fields": [{"name": "i", "type": "I"}, {"name": "f", "type": "F"}],
    }
    references = (Reference(name="F", subject="f", version=2), Reference(name="I", subject="i", version=1))
    assert registry.register("o", SchemaText(text=json.dumps(outer), references=references)).number == 1


def test_a_version_that_is_referred_to_stays_when_its_schema_comes_again(registry: EmbeddedRegistry) -> None:
    registry.set_config(SubjectConfig(compatibility=Compatibility.NONE))
    value = {"type": "fixed", "name": "F", "size": 1}
    registry.register("f", SchemaText(text=json.dumps(value)))
    reference = Reference(name="F", subject="f", version=1)
    registry.register("s", SchemaText(text='{"type":"array","items":"F"}', references=(reference,)))
    registry.delete("s")
    registry.delete("f")
    registry.register("f", SchemaText(text=json.dumps(value)))
    assert registry.versions("f", deleted=True) == [1, 2]
    assert registry.schema(2).references == (reference,)


class Interrupted(OwnEngine):
    """Judges as ever; while it does so for the first time, somebody else registers something."""

    def __init__(self, path: str, schema: SchemaText) -> None:
        super().__init__()
        self.judgements = 0
        self._path = path
        self._schema = schema

    def objections(self, old: Resolved, new: Resolved, directions: frozenset[Direction]) -> Sequence[str]:
        self.judgements += 1
        if self.judgements == 1:
            with EmbeddedRegistry(self._path, OwnEngine()) as other:
                other.register("s", self._schema)
        return super().objections(old, new, directions)


def record(*kinds: str) -> SchemaText:
    fields = [{"name": f"f{index}", "type": kind, "default": 0} for index, kind in enumerate(kinds)]
    return SchemaText(text=json.dumps({"type": "record", "name": "R", "fields": fields}))


@pytest.mark.parametrize(("meanwhile", "refused"), [("long", False), ("float", True)])
def test_what_was_judged_against_another_history_is_judged_again(
    tmp_path: Path, meanwhile: str, *, refused: bool
) -> None:
    """A second field as a long may follow one as a long, and none as a float."""
    path = str(tmp_path / "registry.sqlite")
    with EmbeddedRegistry(path, OwnEngine(), create=True) as registry:
        registry.register("s", record("int"))
    engine = Interrupted(path, record("int", meanwhile))
    with EmbeddedRegistry(path, engine) as registry:
        wanted = record("int", "long", "int")
        if refused:
            assert code(registry.register, "s", wanted) == 409
        else:
            assert registry.register("s", wanted).number == 3
    assert engine.judgements == 2
