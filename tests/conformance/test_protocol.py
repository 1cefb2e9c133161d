"""What `Registry` promises, asked of every registry: this suite is what "Confluent-compatible" means."""

from __future__ import annotations

import base64
import json
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from conformance.registries import REGISTRIES
from google.protobuf import timestamp_pb2

from schemactl.errors import RefusedError
from schemactl.model.compatibility import Compatibility
from schemactl.model.subject import GLOBAL, LATEST, Mode, Reference, SchemaText, SchemaType, SubjectConfig

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


def test_contexts_are_listed(registry: Registry, subject: str) -> None:
    context = f".c{uuid4().hex[:8]}"
    registry.register(f":{context}:{subject}", record("id"))
    assert registry.subjects(f":{context}:") == [f":{context}:{subject}"]
    assert {".", context} <= set(registry.contexts())
    assert GLOBAL not in registry.subjects()


def test_the_form_of_a_schema_does_not_matter(registry: Registry, subject: str) -> None:
    """Avro: order of attributes, and how names are qualified. Protobuf: comments and layout."""
    split = {"type": "record", "name": "E", "namespace": "shop", "fields": [{"name": "id", "type": "int"}]}
    full = {"fields": [{"type": "int", "name": "id"}], "name": "shop.E", "type": "record"}
    first = registry.register(subject, SchemaText(text=json.dumps(split)))
    assert registry.register(subject, SchemaText(text=json.dumps(full))).schema_id == first.schema_id
    plain = registry.register(f"{subject}-p", message("  int64 id = 1;"))
    spaced = message("  // which one\n\n  int64  id=1 ;")
    assert registry.register(f"{subject}-p", spaced).schema_id == plain.schema_id


def test_what_is_said_in_words_does_matter(registry: Registry, subject: str) -> None:
    value = json.loads(record("id").text)
    registry.register(subject, SchemaText(text=json.dumps(value)))
    assert registry.register(subject, SchemaText(text=json.dumps({**value, "doc": "new"}))).number == 2


def test_normalising_puts_fields_in_order(registry: Registry, subject: str) -> None:
    ordered = message("  int64 id = 1;\n  string note = 2;")
    turned = message("  string note = 2;\n  int64 id = 1;")
    first = registry.register(subject, ordered, normalize=True)
    assert registry.find(subject, turned) is None
    found = registry.find(subject, turned, normalize=True)
    assert found is not None
    assert found.schema_id == first.schema_id
    assert registry.register(subject, turned, normalize=True).number == 1


def test_normalising_by_configuration(registry: Registry, subject: str) -> None:
    registry.set_config(SubjectConfig(compatibility=Compatibility.BACKWARD, normalize=True), subject)
    registry.register(subject, message("  int64 id = 1;\n  string note = 2;"))
    registry.register(subject, message("  string note = 2;\n  int64 id = 1;"))
    assert registry.versions(subject) == [1]


def test_each_level_asks_its_own_question(registry: Registry, subject: str) -> None:
    """A new field without a default cannot be read from old data; one that goes without a default is missed."""
    grown, shrunk = record("id", "must"), record(("id", 0))
    registry.register(subject, record("id"))
    answers = {
        Compatibility.BACKWARD: (False, True),
        Compatibility.FORWARD: (True, True),
        Compatibility.FULL: (False, True),
        Compatibility.NONE: (True, True),
    }
    for level, (may_grow, may_shrink) in answers.items():
        registry.set_config(SubjectConfig(compatibility=level), subject)
        assert registry.compatible(subject, grown, LATEST).compatible is may_grow, level
        assert registry.compatible(subject, shrunk, LATEST).compatible is may_shrink, level


def test_transitive_looks_at_every_live_version(registry: Registry, subject: str) -> None:
    """`must` has a default in the newest version only, so that the first cannot be read without one."""
    registry.register(subject, record("id"))
    registry.register(subject, record("id", ("must", 0)))
    wanted = record("id", "must")
    assert registry.compatible(subject, wanted).compatible
    registry.set_config(SubjectConfig(compatibility=Compatibility.BACKWARD_TRANSITIVE), subject)
    assert not registry.compatible(subject, wanted).compatible
    assert registry.compatible(subject, wanted, LATEST).compatible
    assert registry.compatible(subject, wanted, 2).compatible
    assert not registry.compatible(subject, wanted, 1).compatible
    with refused(409):
        registry.register(subject, wanted)


def test_a_deleted_version_is_not_looked_at(registry: Registry, subject: str) -> None:
    registry.register(subject, record("id"))
    registry.register(subject, record(("id", 0)))
    registry.delete(subject, 1)
    registry.delete(subject, 2)
    assert registry.compatible(subject, record("other")).compatible
    assert registry.register(subject, record("other")).number == 3


def test_compatible_with_what_is_not_there(registry: Registry, subject: str) -> None:
    assert registry.compatible(subject, record("id")).compatible
    assert registry.compatible(subject, record("id"), LATEST).compatible
    registry.register(subject, record("id"))
    with refused(40402):
        registry.compatible(subject, record("id"), 77)
    with refused(42201):
        registry.compatible(subject, SchemaText(text="{{{"))


def test_another_type_does_not_follow(registry: Registry, subject: str) -> None:
    registry.register(subject, record("id"))
    answer = registry.compatible(subject, message("  int64 id = 1;"))
    assert not answer.compatible
    assert any("schema type" in told for told in answer.messages)


def test_groups_part_a_history(registry: Registry, subject: str) -> None:
    def of_major(schema: SchemaText, major: str) -> SchemaText:
        return replace(schema, metadata={"properties": {"major": major}})

    config = SubjectConfig(compatibility=Compatibility.BACKWARD, group="major")
    registry.set_config(config, subject)
    registry.register(subject, of_major(record("id"), "1"))
    with refused(409):
        registry.register(subject, of_major(record("other"), "1"))
    assert registry.register(subject, of_major(record("other"), "2")).number == 2
    assert registry.register(subject, of_major(record("id", ("note", None)), "1")).number == 3


def test_a_contract_is_kept(registry: Registry, subject: str) -> None:
    rule = {"name": "positive", "kind": "CONDITION", "mode": "WRITE", "type": "CEL", "expr": "message.id > 0"}
    metadata, rules = {"properties": {"owner": "sales"}}, {"domainRules": [rule]}
    given = replace(record("id"), metadata=metadata, rules=rules)
    registry.register(subject, given)
    kept = registry.version(subject).schema
    assert kept.metadata is not None
    assert kept.metadata["properties"] == {"owner": "sales"}
    assert kept.rules is not None
    assert {name: kept.rules["domainRules"][0][name] for name in rule} == rule
    registry.register(subject, replace(given, metadata={"properties": {"owner": "shipping"}}))
    assert registry.versions(subject) == [1, 2]
    inherited = registry.register(subject, record("id", ("note", None)))
    assert inherited.schema.metadata is not None
    assert inherited.schema.metadata["properties"]["owner"] == "shipping"


def test_a_schema_that_is_deleted_and_comes_again(registry: Registry, subject: str) -> None:
    first = registry.register(subject, record("id"))
    registry.register(subject, record("id", ("note", None)))
    registry.delete(subject, 1)
    assert registry.find(subject, record("id")) is None
    found = registry.find(subject, record("id"), deleted=True)
    assert found is not None
    assert (found.number, found.deleted) == (1, True)
    again = registry.register(subject, record("id"))
    assert (again.schema_id, again.number) == (first.schema_id, 3)
    assert registry.versions(subject) == [2, 3]


def test_an_id_is_never_given_twice(registry: Registry, subject: str) -> None:
    first = registry.register(subject, record("id", name=f"O{uuid4().hex}"))
    registry.delete(subject)
    registry.delete(subject, permanent=True)
    with refused(40403):
        registry.schema(first.schema_id)
    with refused(40403):
        registry.uses(first.schema_id)
    again = registry.register(subject, first.schema)
    assert again.schema_id > first.schema_id
    assert again.number == 1


def test_uses_of_deleted_versions(registry: Registry, subject: str) -> None:
    schema = record("id", name=f"O{uuid4().hex}")
    added = registry.register(subject, schema)
    registry.register(f"{subject}-kept", schema)
    registry.delete(subject)
    assert registry.uses(added.schema_id) == [(f"{subject}-kept", 1)]
    assert registry.uses(added.schema_id, deleted=True) == [(subject, 1), (f"{subject}-kept", 1)]


def test_deleting_the_latest(registry: Registry, subject: str) -> None:
    registry.register(subject, record("id"))
    registry.register(subject, record("id", ("note", None)))
    assert registry.delete(subject, LATEST) == [2]
    assert registry.version(subject).number == 1
    with refused(40402):
        registry.delete(subject, 9)


def test_a_reference_to_the_latest_becomes_concrete(registry: Registry, subject: str) -> None:
    money = f"money-{subject}"
    registry.register(money, record("cents", name="Money"))
    value = json.loads(record("id").text)
    value["fields"].append({"name": "total", "type": "shop.Money"})
    reference = Reference(name="shop.Money", subject=money, version=LATEST)
    registry.register(subject, SchemaText(text=json.dumps(value), references=(reference,)))
    assert registry.version(subject).schema.references == (replace(reference, version=1),)


def test_references_of_references_are_found(registry: Registry, subject: str) -> None:
    names = [f"{subject}-{part}" for part in ("a", "b", "c")]
    registry.register(names[0], record("x", name="A"))
    for name, before, inner in ((names[1], names[0], "A"), (names[2], names[1], "B")):
        value = json.loads(record("id", name=chr(ord(inner) + 1)).text)
        value["fields"].append({"name": "inner", "type": f"shop.{inner}"})
        reference = Reference(name=f"shop.{inner}", subject=before, version=1)
        registry.register(name, SchemaText(text=json.dumps(value), references=(reference,)))
    assert registry.versions(names[2]) == [1]
    assert len(registry.referenced_by(names[0], 1)) == 1


def test_a_schema_with_its_references_written_out_is_known(registry: Registry, subject: str) -> None:
    money = f"money-{subject}"
    registry.register(money, record("cents", name="Money"))
    value = json.loads(record("id").text)
    apart = {**value, "fields": [*value["fields"], {"name": "total", "type": "shop.Money"}]}
    reference = Reference(name="shop.Money", subject=money, version=1)
    added = registry.register(subject, SchemaText(text=json.dumps(apart), references=(reference,)))
    inner = json.loads(record("cents", name="Money").text)
    whole = {**value, "fields": [*value["fields"], {"name": "total", "type": inner}]}
    assert registry.register(subject, SchemaText(text=json.dumps(whole))).schema_id == added.schema_id
    assert registry.versions(subject) == [1]


def test_a_changed_reference_is_judged(registry: Registry, subject: str) -> None:
    money = f"money-{subject}"
    registry.set_config(SubjectConfig(compatibility=Compatibility.NONE), money)
    registry.register(money, record("cents", name="Money"))
    registry.register(money, record("euros", name="Money"))
    value = json.loads(record("id").text)
    value["fields"].append({"name": "total", "type": "shop.Money"})

    def order(number: int) -> SchemaText:
        reference = Reference(name="shop.Money", subject=money, version=number)
        return SchemaText(text=json.dumps(value), references=(reference,))

    registry.register(subject, order(1))
    assert not registry.compatible(subject, order(2)).compatible


def test_what_is_referred_to_stays(registry: Registry, subject: str) -> None:
    """Softly deleted referrers count for a permanent deletion alone."""
    money = f"money-{subject}"
    registry.register(money, record("cents", name="Money"))
    value = json.loads(record("id").text)
    value["fields"].append({"name": "total", "type": "shop.Money"})
    reference = Reference(name="shop.Money", subject=money, version=1)
    registry.register(subject, SchemaText(text=json.dumps(value), references=(reference,)))
    with refused(42206):
        registry.delete(money)
    registry.delete(subject)
    assert registry.referenced_by(money, 1) == []
    assert registry.delete(money) == [1]
    with refused(42206):
        registry.delete(money, permanent=True)
    registry.delete(subject, permanent=True)
    assert registry.delete(money, permanent=True) == [1]


def test_settings_go_with_the_subject(registry: Registry, subject: str) -> None:
    registry.register(subject, record("id"))
    registry.set_config(SubjectConfig(compatibility=Compatibility.FULL), subject)
    registry.delete(subject)
    registry.delete(subject, permanent=True)
    assert registry.config(subject) is None


def test_a_configuration_of_a_context(registry: Registry, subject: str) -> None:
    context = f":.c{uuid4().hex[:8]}:"
    registry.set_config(SubjectConfig(compatibility=Compatibility.FORWARD), context)
    effective = registry.config(f"{context}{subject}", effective=True)
    assert effective is not None
    assert effective.compatibility is Compatibility.FORWARD
    elsewhere = registry.config(subject, effective=True)
    assert elsewhere is not None
    assert elsewhere.compatibility is Compatibility.BACKWARD


def test_a_global_configuration(registry: Registry, subject: str) -> None:
    registry.set_config(SubjectConfig(compatibility=Compatibility.FULL))
    try:
        effective = registry.config(subject, effective=True)
        assert effective is not None
        assert effective.compatibility is Compatibility.FULL
    finally:
        registry.set_config(SubjectConfig(compatibility=Compatibility.BACKWARD))


def test_reading_is_all_that_read_only_lets(registry: Registry, subject: str) -> None:
    registry.register(subject, record("id"))
    registry.set_mode(Mode.READONLY, subject)
    assert registry.mode(subject) is Mode.READONLY
    assert registry.version(subject).number == 1
    with refused(42205):
        registry.delete(subject, 1)
    registry.delete_mode(subject)
    assert registry.delete(subject, 1) == [1]


def test_what_is_known_is_told_in_any_mode(registry: Registry, subject: str) -> None:
    """A producer that registers what it writes goes on when its subject is protected."""
    added = registry.register(subject, record("id"))
    registry.set_mode(Mode.READONLY, subject)
    assert registry.register(subject, record("id")).schema_id == added.schema_id
    registry.delete_mode(subject)


def test_imports_do_not_overwrite(registry: Registry, subject: str) -> None:
    context = f":.c{uuid4().hex[:8]}:"
    name = f"{context}{subject}"
    registry.set_mode(Mode.IMPORT, context)
    registry.register(name, record("id"), schema_id=7, number=3)
    with refused(42205):
        registry.register(name, record("other"), schema_id=7, number=4)
    with refused(42205):
        registry.register(name, record("other"))
    assert registry.register(name, record("other"), schema_id=9, number=5).schema_id == 9
    assert registry.register(name, record("id"), schema_id=7, number=3).number == 3
    assert registry.versions(name) == [3, 5]
    registry.set_mode(Mode.READWRITE, context)
    registry.set_config(SubjectConfig(compatibility=Compatibility.NONE), name)
    assert registry.register(name, record("third")).schema_id > 9
    assert registry.versions(name) == [3, 5, 6]


def test_forcing_a_mode(registry: Registry, subject: str) -> None:
    registry.register(subject, record("id"))
    with refused(42205):
        registry.set_mode(Mode.IMPORT, subject)
    assert registry.set_mode(Mode.IMPORT, subject, force=True) is Mode.IMPORT


def test_contexts_have_ids_of_their_own(registry: Registry, subject: str) -> None:
    first, second = (f":.c{uuid4().hex[:8]}:{subject}" for _ in range(2))
    assert registry.register(first, record("id")).schema_id == 1
    assert registry.register(second, record("id", ("note", None))).schema_id == 1
    assert registry.schema(1, first) != registry.schema(1, second)


def test_a_reference_is_meant_in_its_context(registry: Registry, subject: str) -> None:
    context = f":.c{uuid4().hex[:8]}:"
    registry.register(f"{context}money", record("cents", name="Money"))
    value = json.loads(record("id").text)
    value["fields"].append({"name": "total", "type": "shop.Money"})
    reference = Reference(name="shop.Money", subject="money", version=1)
    added = registry.register(
        f"{context}{subject}", SchemaText(text=json.dumps(value), references=(reference,))
    )
    assert registry.referenced_by(f"{context}money", 1) == [added.schema_id]


def test_numbers_that_are_none(registry: Registry, subject: str) -> None:
    registry.register(subject, record("id"))
    for number in (0, -2):
        with refused(42202):
            registry.version(subject, number)


@pytest.mark.parametrize(
    "name", ["a/b", "a b", "a%00b", "a%2Fb", "it's", 'say "x"', "a?b#c", "über-東京", "..", "-1", "a" * 255]
)
def test_odd_names(registry: Registry, name: str) -> None:
    added = registry.register(name, record("id"))
    assert (added.subject, registry.version(name).subject) == (name, name)
    assert name in registry.subjects()
    registry.delete(name)
    registry.delete(name, permanent=True)
    assert name not in registry.subjects(deleted=True)


def test_a_descriptor_in_base64_is_a_schema(registry: Registry, subject: str) -> None:
    """What confluent-kafka's ProtobufSerializer registers."""
    text = base64.b64encode(timestamp_pb2.DESCRIPTOR.serialized_pb).decode()
    added = registry.register(subject, SchemaText(text=text, type=SchemaType.PROTOBUF))
    again = registry.register(subject, SchemaText(text=text, type=SchemaType.PROTOBUF))
    assert again.schema_id == added.schema_id
    kept = registry.version(subject).schema
    assert "message Timestamp {" in kept.text
    assert registry.register(subject, kept).schema_id == added.schema_id
    assert registry.versions(subject) == [1]


def test_well_known_imports_need_no_reference(registry: Registry, subject: str) -> None:
    head = 'import "google/protobuf/timestamp.proto";\n'
    assert registry.register(subject, message("  google.protobuf.Timestamp at = 1;", head=head)).number == 1


def test_json_schemas(registry: Registry, subject: str) -> None:
    """Known by their value; what old data cannot pass does not follow."""

    def json_schema(value: dict[str, Any]) -> SchemaText:
        return SchemaText(text=json.dumps(value), type=SchemaType.JSON)

    first = registry.register(subject, json_schema({"type": "object", "required": ["a"]}))
    again = registry.register(subject, json_schema({"required": ["a"], "type": "object"}))
    assert again.schema_id == first.schema_id
    assert registry.version(subject).schema.type is SchemaType.JSON
    assert not registry.compatible(subject, json_schema({"type": "string"})).compatible
    with refused(409):
        registry.register(subject, json_schema({"type": "string"}))
    with refused(42201):
        registry.register(subject, SchemaText(text="{{{", type=SchemaType.JSON))
    registry.set_config(SubjectConfig(compatibility=Compatibility.NONE), subject)
    assert registry.register(subject, json_schema({"type": "string"})).number == 2


def test_a_list_is_whole(registry: Registry, subject: str) -> None:
    """Some registries give so much at once, and no more. It is the last test: what it leaves hides what others add."""
    names = [f"{subject}-{number:04}" for number in range(1010)]
    for name in names:
        registry.register(name, record("id"))
    assert [name for name in registry.subjects() if name.startswith(f"{subject}-")] == names
