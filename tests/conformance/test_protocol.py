"""What `Registry` promises, asked of every registry: this suite is what "Confluent-compatible" means."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from conformance.registries import REGISTRIES

from schemactl.errors import RefusedError
from schemactl.model.compatibility import Compatibility
from schemactl.model.subject import LATEST, Mode, Reference, SchemaText, SchemaType, SubjectConfig

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemactl.registry.protocol import Registry


def _parameter(name: str) -> Any:
    """Other people's programs are asked by `make conformance`, each by one process."""
    foreign = () if name.startswith("embedded") else (pytest.mark.oracle,)
    return pytest.param(name, marks=[pytest.mark.xdist_group(name), *foreign])


@pytest.fixture(scope="module", params=map(_parameter, REGISTRIES))
def registry(request: pytest.FixtureRequest) -> Iterator[Registry]:
    with REGISTRIES[request.param]() as registry:
        yield registry


@pytest.fixture
def subject() -> str:
    """A name that no other test has: all tests of a module share one registry."""
    return f"orders-{uuid4().hex[:12]}"


def record(*fields: str | tuple[str, Any], name: str = "Order") -> SchemaText:
    """An Avro record whose fields are longs, or (name, default) with a default of null or a number."""
    written = [
        {"name": field, "type": "long"}
        if isinstance(field, str)
        else {"name": field[0], "type": ["null", "long"] if field[1] is None else "long", "default": field[1]}
        for field in fields
    ]
    value = {"type": "record", "name": name, "namespace": "shop", "fields": written}
    return SchemaText(text=json.dumps(value))


def message(body: str, *, head: str = "", references: tuple[Reference, ...] = ()) -> SchemaText:
    text = f'syntax = "proto3";\npackage shop;\n{head}message Order {{\n{body}\n}}\n'
    return SchemaText(text=text, type=SchemaType.PROTOBUF, references=references)


@contextmanager
def refused(code: int) -> Iterator[None]:
    with pytest.raises(RefusedError) as caught:
        yield
    assert caught.value.code == code, caught.value
    assert caught.value.message


def test_the_first_version(registry: Registry, subject: str) -> None:
    added = registry.register(subject, record("id"))
    assert (added.subject, added.number, added.deleted) == (subject, 1, False)
    assert added.schema_id > 0
    assert registry.version(subject) == registry.version(subject, 1)
    assert registry.version(subject).schema_id == added.schema_id
    assert registry.versions(subject) == [1]
    assert subject in registry.subjects()
    assert registry.schema(added.schema_id) == registry.version(subject).schema
    assert (subject, 1) in registry.uses(added.schema_id)


def test_registering_twice_changes_nothing(registry: Registry, subject: str) -> None:
    first = registry.register(subject, record("id"))
    spaced = SchemaText(text=json.dumps(json.loads(record("id").text), indent=3))
    assert registry.register(subject, spaced).schema_id == first.schema_id
    assert registry.versions(subject) == [1]


def test_one_schema_has_one_id_in_every_subject(registry: Registry, subject: str) -> None:
    first = registry.register(subject, record("id", name=f"O{uuid4().hex}"))
    other = registry.register(f"{subject}-other", first.schema)
    assert other.schema_id == first.schema_id
    assert other.guid == first.guid
    assert registry.uses(first.schema_id) == [(subject, 1), (f"{subject}-other", 1)]


def test_a_compatible_step(registry: Registry, subject: str) -> None:
    registry.register(subject, record("id"))
    assert registry.compatible(subject, record("id", ("note", None))).compatible
    assert registry.register(subject, record("id", ("note", None))).number == 2


def test_an_incompatible_step_has_reasons(registry: Registry, subject: str) -> None:
    registry.register(subject, record("id"))
    answer = registry.compatible(subject, record("id", "must"))
    assert not answer.compatible
    assert answer.messages


def test_an_incompatible_step_is_refused(registry: Registry, subject: str) -> None:
    registry.register(subject, record("id"))
    assert not registry.compatible(subject, record("id", "must")).compatible
    assert not registry.compatible(subject, record("id", "must"), LATEST).compatible
    with refused(409):
        registry.register(subject, record("id", "must"))
    assert registry.versions(subject) == [1]


def test_protobuf_steps(registry: Registry, subject: str) -> None:
    registry.register(subject, message("  int64 id = 1;"))
    assert registry.compatible(subject, message("  int64 id = 1;\n  string note = 2;")).compatible
    assert not registry.compatible(subject, message("  string id = 1;")).compatible


def test_invalid_schemas(registry: Registry, subject: str) -> None:
    for text in ("{{{", '{"type": "nope"}', ""):
        with refused(42201):
            registry.register(subject, SchemaText(text=text))
    with refused(42201):
        registry.register(subject, SchemaText(text="message {", type=SchemaType.PROTOBUF))
    assert subject not in registry.subjects(deleted=True)


def test_what_is_not_there(registry: Registry, subject: str) -> None:
    with refused(40401):
        registry.versions(subject)
    with refused(40401):
        registry.version(subject)
    with refused(40403):
        registry.schema(999_999)
    assert registry.find(subject, record("id")) is None
    registry.register(subject, record("id"))
    with refused(40402):
        registry.version(subject, 99)
    assert registry.find(subject, record("other")) is None


def test_find(registry: Registry, subject: str) -> None:
    added = registry.register(subject, record("id"))
    found = registry.find(subject, record("id"))
    assert found is not None
    assert (found.number, found.schema_id) == (1, added.schema_id)


def test_references(registry: Registry, subject: str) -> None:
    money = f"money-{subject}"
    text = 'syntax = "proto3";\npackage shop;\nmessage Money {\n  int64 cents = 1;\n}\n'
    registry.register(money, SchemaText(text=text, type=SchemaType.PROTOBUF))
    reference = Reference(name="money.proto", subject=money, version=1)
    order = message("  Money total = 1;", head='import "money.proto";\n', references=(reference,))
    added = registry.register(subject, order)
    assert registry.version(subject).schema.references == (reference,)
    assert registry.referenced_by(money, 1) == [added.schema_id]
    with refused(42206):
        registry.delete(money, 1)
    with refused(42201):
        registry.register(f"{subject}-alone", SchemaText(text=order.text, type=SchemaType.PROTOBUF))


def test_deleting_a_version(registry: Registry, subject: str) -> None:
    registry.register(subject, record("id"))
    second = registry.register(subject, record("id", ("note", None)))
    with refused(40407):
        registry.delete(subject, 2, permanent=True)
    assert registry.delete(subject, 2) == [2]
    with refused(40406):
        registry.delete(subject, 2)
    with refused(40402):
        registry.version(subject, 2)
    assert registry.version(subject, 2, deleted=True).schema_id == second.schema_id
    assert registry.versions(subject) == [1]
    assert registry.versions(subject, deleted=True) == [1, 2]
    assert registry.schema(second.schema_id)
    assert registry.delete(subject, 2, permanent=True) == [2]
    assert registry.versions(subject, deleted=True) == [1]


def test_deleting_a_subject(registry: Registry, subject: str) -> None:
    with refused(40401):
        registry.delete(subject)
    registry.register(subject, record("id"))
    with refused(40405):
        registry.delete(subject, permanent=True)
    assert registry.delete(subject) == [1]
    with refused(40404):
        registry.delete(subject)
    assert subject not in registry.subjects()
    assert subject in registry.subjects(deleted=True)
    assert registry.delete(subject, permanent=True) == [1]
    assert subject not in registry.subjects(deleted=True)


def test_nothing_is_said_for_a_subject(registry: Registry, subject: str) -> None:
    registry.register(subject, record("id"))
    assert registry.config(subject) is None
    registry.set_config(SubjectConfig(compatibility=Compatibility.FULL), subject)
    registry.delete_config(subject)
    assert registry.config(subject) is None


def test_configuration(registry: Registry, subject: str) -> None:
    registry.register(subject, record("id"))
    effective = registry.config(subject, effective=True)
    assert effective is not None
    assert effective.compatibility is Compatibility.BACKWARD
    for level in Compatibility:
        registry.set_config(SubjectConfig(compatibility=level), subject)
        said = registry.config(subject)
        assert said is not None
        assert said.compatibility is level


def test_configuration_before_the_first_version(registry: Registry, subject: str) -> None:
    registry.set_config(SubjectConfig(compatibility=Compatibility.FULL), subject)
    registry.register(subject, record("id"))
    said = registry.config(subject)
    assert said is not None
    assert said.compatibility is Compatibility.FULL


def test_all_versions_are_judged_where_it_is_transitive(registry: Registry, subject: str) -> None:
    first = record("id", ("note", 0))
    registry.register(subject, first)
    registry.register(subject, record("id"))
    other = SchemaText(text=first.text.replace('"long", "default": 0', '"string", "default": ""'))
    assert registry.compatible(subject, other).compatible
    registry.set_config(SubjectConfig(compatibility=Compatibility.BACKWARD_TRANSITIVE), subject)
    assert not registry.compatible(subject, other).compatible
    with refused(409):
        registry.register(subject, other)


def test_none_takes_everything_that_compiles(registry: Registry, subject: str) -> None:
    registry.set_config(SubjectConfig(compatibility=Compatibility.NONE), subject)
    registry.register(subject, record("id"))
    assert registry.register(subject, record("other")).number == 2


def test_no_mode_is_said_for_a_subject(registry: Registry, subject: str) -> None:
    registry.register(subject, record("id"))
    assert registry.mode(subject) is None


def test_the_mode_of_all(registry: Registry, subject: str) -> None:
    registry.register(subject, record("id"))
    assert registry.mode(effective=True) is Mode.READWRITE
    assert registry.mode(subject, effective=True) is Mode.READWRITE


def test_a_subject_that_is_only_read(registry: Registry, subject: str) -> None:
    registry.register(subject, record("id"))
    registry.set_mode(Mode.READONLY, subject)
    with refused(42205):
        registry.register(subject, record("id", ("note", None)))
    with refused(42205):
        registry.set_mode(Mode.IMPORT, subject)
    registry.delete_mode(subject)
    assert registry.register(subject, record("id", ("note", None))).number == 2


def test_importing(registry: Registry, subject: str) -> None:
    with refused(42205):
        registry.register(subject, record("id"), schema_id=424_242)
    registry.set_mode(Mode.IMPORT, subject)
    name = f"I{uuid4().hex}"
    added = registry.register(subject, record("id", name=name), schema_id=424_242, number=7)
    assert (added.schema_id, added.number) == (424_242, 7)
    assert registry.versions(subject) == [7]
    assert registry.version(subject, LATEST).number == 7


def test_a_context_has_ids_of_its_own(registry: Registry, subject: str) -> None:
    context = f".c{uuid4().hex[:8]}"
    other = registry.register(subject, record("id", name=f"C{uuid4().hex}"))
    added = registry.register(f":{context}:{subject}", record("id", name=f"C{uuid4().hex}"))
    assert (added.subject, added.schema_id) == (f":{context}:{subject}", 1)
    assert registry.schema(1, f":{context}:").text != registry.schema(other.schema_id).text


def test_contexts_are_listed(registry: Registry, subject: str) -> None:
    context = f".c{uuid4().hex[:8]}"
    registry.register(f":{context}:{subject}", record("id"))
    assert registry.subjects(f":{context}:") == [f":{context}:{subject}"]
    assert {".", context} <= set(registry.contexts())


def test_a_list_is_whole(registry: Registry, subject: str) -> None:
    """Some registries give so much at once, and no more."""
    names = [f"{subject}-{number:04}" for number in range(1010)]
    for name in names:
        registry.register(name, record("id"))
    assert [name for name in registry.subjects() if name.startswith(f"{subject}-")] == names


def test_names_that_are_no_word(registry: Registry, subject: str) -> None:
    for name in (f"{subject}/a", f"{subject} ä%2F", f"{subject}?x=1#y", f"{subject}%"):
        registry.register(name, record("id"))
        assert registry.versions(name) == [1]
        assert registry.version(name).subject == name
