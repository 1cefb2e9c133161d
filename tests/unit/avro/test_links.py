"""What a file defines and needs, read from any bytes without an error."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.formats.avro import FORMAT
from schemactl.formats.format import Links


@pytest.mark.parametrize(
    ("text", "defines", "needs"),
    [
        ('"int"', (), ()),
        ('"shop.A"', (), ("shop.A",)),
        (
            """{"type": "record", "name": "A", "namespace": "shop", "fields": [
                {"name": "b", "type": "B"}, {"name": "c", "type": "o.C"},
                {"name": "i", "type": ["null", {"type": "array", "items": "A"}]}]}""",
            ("shop.A",),
            ("shop.B", "o.C"),
        ),
        (
            '[{"type": "map", "values": {"type": "enum", "name": "x.E", "symbols": ["S"]}}, "x.E"]',
            ("x.E",),
            (),
        ),
        (
            """{"type": "record", "name": "x.R", "fields": [
                {"name": "f", "type": {"type": "fixed", "name": "F", "size": 1}}]}""",
            ("x.R", "x.F"),
            (),
        ),
        ('{"type": "record", "name": "R", "namespace": "", "fields": 5}', ("R",), ()),
        ('{"type": "record", "name": 5, "fields": [7, {"type": "Q"}]}', (), ("Q",)),
        ('{"type": ["null", "shop.A"]}', (), ("shop.A",)),
    ],
)
def test_finds_names(text, defines, needs):
    links = FORMAT.links(text.encode())
    assert (set(links.defines), set(links.needs)) == (set(defines), set(needs))


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"{", b"[" * 100_000, b"5", b"1" * 5000])
def test_bad_text_has_no_links(data):
    assert FORMAT.links(data) == Links()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.sampled_from(("record", "enum", "A", "x.B")),
    lambda inner: (
        st.lists(inner)
        | st.dictionaries(st.sampled_from(("type", "name", "namespace", "fields", "items", "values")), inner)
    ),
)


@given(st.binary() | JSON.map(lambda value: json.dumps(value).encode()))
def test_never_raises(data):
    FORMAT.links(data)
