"""A snapshot is looked up in as its registry was, comes back from its text, and goes into another registry."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from schemactl.errors import RefusedError, RegistryError
from schemactl.judging.own import OwnEngine
from schemactl.model.compatibility import Compatibility
from schemactl.model.subject import GLOBAL, Mode, Reference, SchemaText, SchemaType, SubjectConfig
from schemactl.registry.embedded import EmbeddedRegistry
from schemactl.registry.snapshot.put import put, transfer
from schemactl.registry.snapshot.take import take
from schemactl.registry.snapshot.text import dump, load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemactl.registry.snapshot.snapshot import Snapshot

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
FULL = SubjectConfig(compatibility=Compatibility.FULL)


def new() -> EmbeddedRegistry:
    return EmbeddedRegistry("", OwnEngine())


def record(*fields: str, name: str = "R", doc: str = "") -> SchemaText:
    told = ",".join(f'{{"name":"{field}","type":"int","default":0}}' for field in fields)
    return SchemaText(text=f'{{"type":"record","name":"{name}","doc":"{doc}","fields":[{told}]}}')


@pytest.fixture
def registry() -> Iterator[EmbeddedRegistry]:
    """Two contexts, a deleted version and a deleted subject, something said for all and for each."""
    with new() as registry:
        registry.register("a", record())
        registry.register("a", record("x"))
        registry.register("gone", record(name="Gone"))
        registry.register(":.sales:b", record(name="B"))
        using = SchemaText(
            text='{"type":"record","name":"C","fields":[{"name":"b","type":"B"}]}',
            references=(Reference(name="B", subject="b", version=1),),
        )
        registry.register(":.sales:c", using)
        registry.delete("a", 1)
        registry.delete("gone")
        registry.set_config(FULL, GLOBAL)
        registry.set_config(SubjectConfig(compatibility=Compatibility.NONE), ":.sales:")
        registry.set_mode(Mode.READONLY, "a")
        yield registry


def taken(registry: EmbeddedRegistry, *subjects: str) -> Snapshot:
    return take(registry, subjects or registry.subjects(deleted=True), NOW, lambda _: None)


def test_it_is_looked_up_in_as_its_registry_is(registry: EmbeddedRegistry) -> None:
    snapshot = load(dump(taken(registry)), "all.json")
    for deleted in (False, True):
        assert list(snapshot.subjects(deleted=deleted)) == list(registry.subjects(deleted=deleted))
        assert list(snapshot.versions("a", deleted=deleted)) == list(registry.versions("a", deleted=deleted))
    assert snapshot.subjects(":.sales:") == [":.sales:b", ":.sales:c"]
    assert snapshot.version("a").number == 2
    assert snapshot.version("a", 1, deleted=True).schema == registry.version("a", 1, deleted=True).schema
    assert snapshot.config("a", effective=True).compatibility is Compatibility.FULL
    assert snapshot.config("a") is None
    assert snapshot.config() == FULL
    found = snapshot.find("a", SchemaText(text=record("x").text.replace(",", " , ")))
    assert found is not None
    assert found.number == 2
    assert snapshot.find("a", record()) is None
    assert snapshot.find("a", record(), deleted=True) is not None


@pytest.mark.parametrize(
    ("subject", "number", "words"),
    [
        ("nobody", 1, "has no subject nobody"),
        ("a", 9, "has no version 9 of a"),
        ("gone", -1, "has no version of gone"),
    ],
)
def test_what_it_does_not_have(registry: EmbeddedRegistry, subject: str, number: int, words: str) -> None:
    with pytest.raises(RegistryError, match=words):
        taken(registry).version(subject, number)


def test_what_others_refer_to_comes_along(registry: EmbeddedRegistry) -> None:
    assert list(taken(registry, ":.sales:c").held) == [":.sales:b", ":.sales:c"]


def test_half_a_character_in_a_comment_is_kept(registry: EmbeddedRegistry) -> None:
    snapshot = taken(registry, "a")
    version = snapshot.held["a"].versions[0]
    odd = SchemaText(text='// \ud800\nsyntax = "proto3";', type=SchemaType.PROTOBUF)
    object.__setattr__(version, "schema", odd)
    assert load(dump(snapshot), "odd.json").version("a", 1, deleted=True).schema == odd


def test_text_that_is_no_compact_json_is_kept_as_it_is(registry: EmbeddedRegistry) -> None:
    snapshot = taken(registry, "a")
    for text in ('{"type": "record"}', '{"type"', '"int"', "1.0"):
        object.__setattr__(snapshot.held["a"].versions[0], "schema", SchemaText(text=text))
        assert load(dump(snapshot), "odd.json").version("a", 1, deleted=True).schema.text == text


def test_all_of_it_goes_into_another(registry: EmbeddedRegistry) -> None:
    snapshot = taken(registry)
    with new() as other:
        put(transfer(snapshot, other), other, lambda _: None)
        again = take(other, other.subjects(deleted=True), NOW, lambda _: None)
        assert again.held.keys() == snapshot.held.keys()
        for name, held in snapshot.held.items():
            assert [(each.number, each.schema_id, each.deleted, each.schema) for each in held.versions] == [
                (each.number, each.schema_id, each.deleted, each.schema) for each in again.held[name].versions
            ]
            assert (held.config, held.mode) == (again.held[name].config, again.held[name].mode)
        assert again.settings == snapshot.settings
        work = transfer(snapshot, other)
        assert (work.missing, work.dying) == ((), ())


def test_modes_for_all_are_taken_over_except_import(registry: EmbeddedRegistry) -> None:
    registry.set_mode(Mode.READONLY, GLOBAL)
    with new() as other:
        put(transfer(taken(registry), other), other, lambda _: None)
        assert other.mode() is Mode.READONLY
    registry.set_mode(Mode.IMPORT, GLOBAL, force=True)
    with new() as other:
        put(transfer(taken(registry), other), other, lambda _: None)
        assert other.mode() is None


def test_a_registry_with_subjects_keeps_what_is_said_for_all(registry: EmbeddedRegistry) -> None:
    with new() as other:
        other.register("own", record(name="Own"))
        other.delete("own")
        other.delete("own", permanent=True)
        other.register(":.else:own", record(name="Own"))
        work = transfer(taken(registry), other)
        assert not work.settings
        put(work, other, lambda _: None)
        assert other.config() is None
        assert other.subjects("a") == ["a"]


def test_a_file_that_lacks_what_it_refers_to(registry: EmbeddedRegistry) -> None:
    snapshot = taken(registry)
    held = {name: each for name, each in snapshot.held.items() if name != ":.sales:b"}
    object.__setattr__(snapshot, "held", held)
    with (
        new() as other,
        pytest.raises(RegistryError, match=r":\.sales:c@1 refers to :\.sales:b@1, which the file"),
    ):
        transfer(snapshot, other)


def test_a_registry_that_refuses_halfway_is_left_without_mode_import(registry: EmbeddedRegistry) -> None:
    with new() as other:
        work = transfer(taken(registry, "a"), other)
        other.register(":.sales:b", record(name="B"))
        other.register("else", record(name="Else"))  # takes an id that was free when it was looked
        with pytest.raises(RefusedError):
            put(work, other, lambda _: None)
        assert other.mode("a") is Mode.READONLY
