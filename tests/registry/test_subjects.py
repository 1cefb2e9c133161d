"""Any text as a subject's name: it is kept as it is, or refused with 42208, and never does anything else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemactl.errors import RefusedError
from schemactl.judging.own import OwnEngine
from schemactl.model.subject import GLOBAL, Mode, SchemaText, SubjectConfig
from schemactl.registry.embedded import EmbeddedRegistry
from schemactl.registry.names import joined, scopes, split, within

ENGINE = OwnEngine()
STRING = SchemaText(text='"string"')
ODD = [
    "'; DROP TABLE version; --",
    '"',
    "%",
    "_",
    "a\\b",
    "../../etc/passwd",
    "a/b",
    "%00",
    ":",
    "::",
    ":.",
    "🦆" * 9,
]
NAMES = (
    st.sampled_from(ODD)
    | st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1)
    | st.text(min_size=1)
)


@settings(deadline=None)
@given(NAMES, NAMES)
def test_any_name_is_kept_or_refused(name: str, other: str) -> None:
    with EmbeddedRegistry("", ENGINE) as registry:
        registry.register("bystander", STRING)
        try:
            added = registry.register(name, STRING)
        except RefusedError as error:
            assert error.code == 42208  # noqa: PT017 (most names are taken)
            error.message.encode()
            assert registry.subjects() == ["bystander"]
            return
        assert registry.version(added.subject) == added == registry.version(name)
        assert set(registry.subjects()) == {"bystander", added.subject}
        assert split(added.subject)[1] == split(name)[1]
        registry.set_config(SubjectConfig(normalize=True), name)
        registry.set_mode(Mode.READONLY, name)
        assert registry.mode(name) is Mode.READONLY
        assert registry.mode("bystander", effective=True) is Mode.READWRITE
        if other not in {name, added.subject}:
            assert registry.subjects(prefix=f"{added.subject}{other}") == []
        registry.delete_mode(name)
        registry.delete(name)
        registry.delete(name, permanent=True)
        assert registry.subjects(deleted=True) == ["bystander"]


@pytest.mark.parametrize(
    "name",
    [
        "",
        ":.sales:",
        ":.sales",
        "a\0b",
        "a\nb",
        "\x7f",
        "\ud800",
        "__GLOBAL",
        "__EMPTY",
        ":.__GLOBAL:a",
        ":.:",
    ],
)
def test_names_that_nothing_can_have(name: str) -> None:
    with EmbeddedRegistry("", ENGINE) as registry, pytest.raises(RefusedError) as caught:
        registry.register(name, STRING)
    assert caught.value.code == 42208
    assert caught.value.fix


def test_a_very_long_name() -> None:
    with EmbeddedRegistry("", ENGINE) as registry:
        name = "x" * 1_000_000
        registry.register(name, STRING)
        assert registry.versions(name) == [1]


def test_contexts_in_names() -> None:
    assert split(":.sales:orders") == (".sales", "orders")
    assert split("orders") == (".", "orders")
    assert split(":.:orders") == (".", "orders")
    assert split(":.sales:a:b") == (".sales", "a:b")
    assert joined(".", "orders") == "orders"
    assert within("money", ":.sales:orders") == ":.sales:money"
    assert within(":.:money", ":.sales:orders") == "money"
    assert scopes(":.sales:orders") == (":.sales:orders", ":.sales:", GLOBAL)
    assert scopes("orders") == ("orders", GLOBAL)
    assert scopes(":.__GLOBAL:") == (GLOBAL,)


def test_subjects_of_every_context() -> None:
    with EmbeddedRegistry("", ENGINE) as registry:
        for name in ("orders", ":.sales:orders", ":.sales:money"):
            registry.register(name, STRING)
        assert registry.subjects(":*:ord") == [":.sales:orders", "orders"]
        assert registry.subjects(":.sales:") == [":.sales:money", ":.sales:orders"]
        assert registry.subjects("ord") == ["orders"]


def test_an_id_is_found_in_the_context_of_a_subject_of_that_name() -> None:
    with EmbeddedRegistry("", ENGINE) as registry:
        registry.register(":.sales:orders", SchemaText(text='"bytes"'))
        assert registry.schema(1, "orders").text == '"bytes"'
        assert registry.uses(1, "orders") == [(":.sales:orders", 1)]
        with pytest.raises(RefusedError):
            registry.schema(1, "money")
