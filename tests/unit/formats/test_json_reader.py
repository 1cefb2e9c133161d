"""JSON with places: what is read, where it stands, and each way in which a file is refused."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.formats.json_reader import MAX_BYTES, MAX_DEPTH, Node, read_json


def read(text: str | bytes) -> tuple[Node | None, list[str]]:
    problems = []
    node = read_json("a.avsc", text if isinstance(text, bytes) else text.encode(), problems)
    return node, [f"{problem} | {problem.fix}" for problem in problems]


VALUES = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text()
    ),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(VALUES, st.sampled_from((None, 0, 3)), st.booleans())
def test_reads_what_json_reads(value, indent, ascii_only):
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    if text.encode(errors="replace").decode() != text or "\\ud" in text.lower():
        return  # half surrogates are refused
    node, problems = read(text)
    assert problems == []
    assert node is not None
    assert node.plain() == value


def test_says_where_each_value_is():
    node, _ = read('\n{\n  "größe": ["ein", 5],\r\n\t"b": {"c": null}}\n')
    assert isinstance(node, Node)
    assert (node.location.line, node.location.column) == (2, 1)
    assert (node.location.end_line, node.location.end_column) == (4, 19)
    members = node.value
    items = members["größe"].value
    assert [str(item.location) for item in items] == ["a.avsc:3:13", "a.avsc:3:20"]
    assert items[0].location.end_column == 18
    assert str(members["b"].value["c"].location) == "a.avsc:4:13"


def test_skips_a_byte_order_mark():
    node, problems = read(b'\xef\xbb\xbf"int"')
    assert (node.value, str(node.location), problems) == ("int", "a.avsc:1:1", [])


CORRECT = "correct the JSON"
NAME_THEM = "give the inner types names, and define them on their own"
SPLIT_IT = "split the schema: named types may be in files of their own"
BAD = {
    "": "1:1: the file is empty | write a schema, or delete the file",
    " \n  ": "2:3: the file is empty | write a schema, or delete the file",
    '{"a": 1': f'1:8: expected "," or "}}", found the end of the file | {CORRECT}',
    '{"a": 1,}': '1:8: a comma right before "}" | remove the comma',
    '["a", ]': '1:5: a comma right before "]" | remove the comma',
    "// x\n1": '1:1: JSON has no comments | put it into a "doc" attribute',
    "{ /* x */ }": '1:3: JSON has no comments | put it into a "doc" attribute',
    "[NaN]": f"1:2: expected a value, found NaN | {CORRECT}",
    "-Infinity": f"1:1: expected a value, found -Infinity | {CORRECT}",
    "{'a': 1}": f"1:2: expected a name in double quotes, found ' | {CORRECT}",
    "{a: 1}": f"1:2: expected a name in double quotes, found a | {CORRECT}",
    '{"a" 1}': f'1:6: expected ":", found 1 | {CORRECT}',
    '{"a": 1\n"b": 2}': f'2:1: expected "," or "}}", found " | {CORRECT}',
    '["a': '1:2: the string has no closing quote | add the missing "',
    '"a\n"': '1:1: the string has no closing quote | add the missing "',
    '"a\tb"': "1:3: the control character 0x09 in a string | write it as an escape",
    r'"\x41"': r"1:2: \x is not an escape of JSON | write a backslash as \\",
    r'"\ud800"': "1:1: half of a surrogate pair is not a character | write both halves, or the character",
    '"a" "b"': '1:5: expected the end of the file, found " | one file holds one schema',
    '{"a": 1,\n "a": 2}': '2:2: "a" is given twice; first at line 1 | keep one of them',
    "[1e999]": f"1:2: the number is too large | {CORRECT}",
    "1" * 500: f"1:1: the number is too large | {CORRECT}",
    "[01]": f"1:2: expected a value, found 01 | {CORRECT}",
    "[+1]": f"1:2: expected a value, found +1 | {CORRECT}",
    "[1.]": f"1:2: expected a value, found 1. | {CORRECT}",
    "nul": f"1:1: expected a value, found nul | {CORRECT}",
}


@pytest.mark.parametrize(("text", "told"), BAD.items(), ids=range(len(BAD)))
def test_says_what_is_wrong_where_and_what_to_do(text, told):
    assert read(text)[1] == [f"a.avsc:{told}"]


@pytest.mark.parametrize("opening", ["[", '{"a":'])
def test_refuses_to_go_too_deep(opening):
    node, problems = read(opening * 5000)
    assert node is None
    assert problems == [
        f"a.avsc:1:{1 + MAX_DEPTH * len(opening)}: nested more than 100 levels deep | {NAME_THEM}"
    ]
    assert read("[" * MAX_DEPTH + "]" * MAX_DEPTH)[1] == []


def test_refuses_what_is_not_utf8_at_its_place():
    assert read('"ü"\n "'.encode() + b"\xff")[1] == [
        "a.avsc:2:3: byte 0xff is not UTF-8 | save the file as UTF-8"
    ]


def test_refuses_a_large_file():
    assert read(b" " * (MAX_BYTES + 2**20))[1] == [
        f"a.avsc:1:1: the file has 9.0 MiB; a schema may have 8 MiB | {SPLIT_IT}"
    ]
    assert read(b'"int"' + b" " * (MAX_BYTES - 5))[1] == []


def test_goes_on_after_a_name_that_is_given_twice():
    node, problems = read('{"a": 1, "a": 2, "b": 3, "b": 4}')
    assert node.plain() == {"a": 2, "b": 4}
    assert len(problems) == 2
