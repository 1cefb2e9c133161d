"""Which event is which subject."""

from __future__ import annotations

from dataclasses import replace

import pytest

from schemactl.errors import ConfigError
from schemactl.model.location import Location
from schemactl.model.module import Module
from schemactl.model.naming import TEMPLATES, Naming, Override, Strategy
from schemactl.model.source import Source
from schemactl.sources.files import blob_id
from schemactl.subjects.candidates import candidates

PLACE = Location("schemactl.toml", 2, 1)
TOPIC = Naming(strategy=Strategy.TOPIC, template=TEMPLATES[Strategy.TOPIC], topics={"a.*": "t"})


def source(files: dict[str, str]) -> Source:
    return Source(
        label="working tree", digests={path: blob_id(text.encode()) for path, text in files.items()},
        fetch=lambda paths: {path: files[path].encode() for path in paths},
    )  # fmt: skip


def subjects(files: dict[str, str], naming: Naming, **module: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    found = candidates(source(files), [Module(**module)], naming)
    return {each.subject: each.events for each in found}


def proto(*messages: str, package: str = "a", imports: tuple[str, ...] = ()) -> str:
    lines = ['syntax = "proto3";', f"package {package};", *(f'import "{name}";' for name in imports)]
    return "\n".join([*lines, *(f"message {name} {{}}" for name in messages)])


def test_two_events_of_one_file_share_a_topics_subject() -> None:
    assert subjects({"a.proto": proto("A", "B")}, TOPIC) == {"t-value": ("a.A", "a.B")}
    assert subjects({"a.proto": proto("A", "B")}, Naming()) == {"a.A": ("a.A",), "a.B": ("a.B",)}


def test_an_event_without_a_package() -> None:
    text = 'syntax = "proto3";\nmessage A {}\n'
    assert subjects({"a.proto": text}, Naming()) == {"A": ("A",)}


def test_the_name_in_full_goes_before_globs() -> None:
    topics = {"a.*": "t", "a.A": "own", "*": "t"}
    naming = Naming(strategy=Strategy.TEMPLATE, template="{topic}.{message}", topics=topics)
    assert subjects({"a.proto": proto("A", "B")}, naming) == {"own.A": ("a.A",), "t.B": ("a.B",)}


def test_two_topics_for_one_event() -> None:
    naming = replace(TOPIC, topics={"a.*": "t", "*.A": "u"}, places={"topics": PLACE})
    with pytest.raises(ConfigError, match=r"a.A would be carried by two topics: t \(a.\*\) and u") as caught:
        subjects({"a.proto": proto("A")}, naming)
    assert caught.value.location == PLACE


def test_two_overrides_for_one_event() -> None:
    both = (
        Override(match=r"a.*", subject="x", location=PLACE),
        Override(match=r"*", topic="y", location=PLACE),
    )
    with pytest.raises(ConfigError, match=r"a\.A is what both a\.\* and \* match") as caught:
        subjects({"a.proto": proto("A")}, replace(TOPIC, overrides=both))
    assert caught.value.location == PLACE
    exact = (*both, Override(match=r"a.A", subject="z", location=PLACE))
    assert subjects({"a.proto": proto("A")}, replace(TOPIC, overrides=exact)) == {"z": ("a.A",)}


def test_what_a_file_of_shared_types_holds_besides_needs_no_topic() -> None:
    shared = proto("Shared", "Unused", package="common")
    user = 'syntax = "proto3";\npackage a;\nimport "shared.proto";\nmessage A { common.Shared s = 1; }\n'
    assert subjects({"shared.proto": shared, "a.proto": user}, TOPIC) == {
        "shared.proto": (),
        "t-value": ("a.A",),
    }
    with pytest.raises(ConfigError, match=r"which topic carries common.Shared is not said"):
        subjects({"shared.proto": shared, "a.proto": proto("A")}, TOPIC)


def test_what_is_needed_comes_first_however_deep() -> None:
    files = {
        "z.proto": proto("Z"),
        "y.proto": 'syntax="proto3";package a;import "z.proto";message Y { a.Z z = 1; }',
        "x.proto": 'syntax="proto3";package a;import "y.proto";import "z.proto";message X { a.Y y = 1; a.Z z = 2; }',
    }
    assert list(subjects(files, Naming())) == ["z.proto", "y.proto", "a.X"]


def test_an_avro_union_has_no_name() -> None:
    files = {
        "u.avsc": '["A", "B"]',
        "a.avsc": '{"type":"record","name":"A","fields":[]}',
        "b.avsc": '{"type":"record","name":"B","fields":[]}',
    }
    topic = replace(TOPIC, topics={"u.avsc": "t"})
    assert subjects(files, topic) == {"A": (), "B": (), "t-value": ("u.avsc",)}
    with pytest.raises(ConfigError, match=r"what u.avsc holds has no name"):
        subjects(files, Naming())
    named = replace(Naming(), overrides=(Override(match=r"u.avsc", subject="u", location=PLACE),))
    assert subjects(files, named) == {"A": (), "B": (), "u": ("u.avsc",)}


def test_events_that_the_module_names() -> None:
    files = {"a.proto": proto("A", "B")}
    assert subjects(files, Naming(), events=("a.B",)) == {"a.B": ("a.B",)}


def test_the_same_type_in_avro_and_protobuf_is_two_files_under_one_subject() -> None:
    files = {"a.proto": proto("A"), "a.avsc": '{"type":"record","name":"A","namespace":"a","fields":[]}'}
    with pytest.raises(ConfigError, match=r"subject a.A would be both a.proto"):
        subjects(files, Naming())
