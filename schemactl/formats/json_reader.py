"""The bytes of a JSON file in; its values out, each with its place (RFC 8259, strictly)."""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

from schemactl.errors import Problem
from schemactl.formats.positions import FileText

if TYPE_CHECKING:
    from schemactl.model.location import Location

MAX_BYTES = 8 * 1024 * 1024
MAX_DEPTH = 100
MAX_DIGITS = 400

_SPACE = re.compile(r"[ \t\n\r]*")
_STRING = re.compile(r'"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*+"')
_STRING_START = re.compile(r'"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*+')
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_WORD = re.compile(r"[-+A-Za-z0-9_.$#]+|//|/\*|.", re.DOTALL)
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONSTANTS = {"true": True, "false": False, "null": None}


class SyntaxProblem(Exception):  # noqa: N818  (it carries a problem; whoever reads the file reports it)
    """The text is not JSON."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A JSON value and where it stands. Arrays and objects hold nodes."""

    value: dict[str, Node] | list[Node] | str | float | bool | None
    file: FileText
    start: int
    end: int

    @property
    def location(self) -> Location:
        return self.file.locate(self.start, self.end)

    @property
    def members(self) -> dict[str, Node]:
        """What an object holds; nothing if it is none."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def elements(self) -> list[Node]:
        """What an array holds; nothing if it is none."""
        return self.value if isinstance(self.value, list) else []

    def plain(self) -> Any:
        """The value without places."""
        if isinstance(self.value, dict):
            return {name: node.plain() for name, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value


def read_json(path: str, data: bytes, problems: list[Problem], *, comment: str = "doc") -> Node | None:
    """Read one file. What is wrong is added to `problems`; None if there is no value to go on with.

    comment: the attribute into which a remark belongs, since JSON has no comments.
    """
    try:
        return _Reader(_decode(path, data), problems, comment).document()
    except SyntaxProblem as stop:
        problems.append(stop.problem)
        return None


def _decode(path: str, data: bytes) -> FileText:
    start = FileText(path, "").locate(0, 0)
    if len(data) > MAX_BYTES:
        limit = MAX_BYTES // 2**20
        message = f"the file has {len(data) / 2**20:.1f} MiB; a schema may have {limit} MiB"
        raise SyntaxProblem(
            Problem(start, message, "split the schema: named types may be in files of their own")
        )
    try:
        return FileText(path, data.decode("utf-8").removeprefix("\ufeff"))
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8").removeprefix("\ufeff")
        place = FileText(path, before).locate(len(before), len(before))
        message = f"byte 0x{data[error.start]:02x} is not UTF-8"
        raise SyntaxProblem(Problem(place, message, "save the file as UTF-8")) from None


class _Reader:
    """Recursive descent, at most MAX_DEPTH deep."""

    def __init__(self, file: FileText, problems: list[Problem], comment: str) -> None:
        self.file = file
        self.comment = comment
        self.text = file.text
        self.problems = problems
        self.at = 0

    def document(self) -> Node:
        self.skip_space()
        if self.at == len(self.text):
            self.fail("the file is empty", "write a schema, or delete the file")
        node = self.value(1)
        self.skip_space()
        if self.at < len(self.text):
            self.expected("the end of the file", "one file holds one schema")
        return node

    def value(self, depth: int) -> Node:
        if depth > MAX_DEPTH:
            message = f"nested more than {MAX_DEPTH} levels deep"
            self.fail(message, "give the inner types names, and define them on their own")
        start = self.at
        sign = self.text[start : start + 1]
        value: dict[str, Node] | list[Node] | str | float | bool | None
        if sign == "{":
            value = self.object(depth)
        elif sign == "[":
            value = self.array(depth)
        elif sign == '"':
            value = self.string()
        else:
            value = self.scalar()
        return Node(value, self.file, start, self.at)

    def object(self, depth: int) -> dict[str, Node]:
        members: dict[str, Node] = {}
        for start in self.elements("}"):
            if self.text[start : start + 1] != '"':
                self.expected("a name in double quotes")
            name = self.string()
            end = self.at
            self.expect(":")
            node = self.value(depth + 1)
            if name in members:
                first = members[name].location
                message = f'"{name}" is given twice; first at line {first.line}'
                self.problems.append(Problem(self.file.locate(start, end), message, "keep one of them"))
            members[name] = node
        return members

    def array(self, depth: int) -> list[Node]:
        return [self.value(depth + 1) for _ in self.elements("]")]

    def elements(self, close: str) -> Any:
        """Yield where each element of an object or array starts; the caller reads it."""
        self.at += 1
        self.skip_space()
        if self.text.startswith(close, self.at):
            self.at += 1
            return
        while True:
            yield self.at
            self.skip_space()
            if self.text.startswith(close, self.at):
                self.at += 1
                return
            if not self.text.startswith(",", self.at):
                self.expected(f'"," or "{close}"')
            comma = self.at
            self.at += 1
            self.skip_space()
            if self.text.startswith(close, self.at):
                self.at = comma
                self.fail(f'a comma right before "{close}"', "remove the comma")

    def string(self) -> str:
        match = _STRING.match(self.text, self.at)
        if match is None:
            self.fail_in_string()
        value = match.group()[1:-1]
        if "\\" in value:
            value = str(json.loads(match.group()))
            if _SURROGATE.search(value):
                self.fail(
                    "half of a surrogate pair is not a character", "write both halves, or the character"
                )
        self.at = match.end()
        return value

    def fail_in_string(self) -> NoReturn:
        match = _STRING_START.match(self.text, self.at)
        assert match is not None  # noqa: S101  (the caller saw the opening quote)
        stop = match.end()
        if stop == len(self.text) or self.text[stop] == "\n":
            self.fail("the string has no closing quote", 'add the missing "')
        self.at = stop
        if self.text[stop] == "\\":
            self.fail(f"{self.text[stop : stop + 2]} is not an escape of JSON", "write a backslash as \\\\")
        self.fail(f"the control character {ord(self.text[stop]):#04x} in a string", "write it as an escape")

    def scalar(self) -> float | bool | None:
        match = _WORD.match(self.text, self.at)
        word = match.group() if match else ""
        if word in _CONSTANTS:
            self.at += len(word)
            return _CONSTANTS[word]
        number = _NUMBER.fullmatch(word)
        if number is None:
            self.expected("a value")
        whole = number[1] is None and number[2] is None
        if len(word) > MAX_DIGITS or not math.isfinite(float(word)):
            self.fail("the number is too large")
        self.at += len(word)
        return int(word) if whole else float(word)

    def expect(self, sign: str) -> None:
        self.skip_space()
        if not self.text.startswith(sign, self.at):
            self.expected(f'"{sign}"')
        self.at += 1
        self.skip_space()

    def skip_space(self) -> None:
        match = _SPACE.match(self.text, self.at)
        self.at = match.end() if match else self.at

    def expected(self, what: str, fix: str = "") -> NoReturn:
        match = _WORD.match(self.text, self.at)
        found = match.group() if match else "the end of the file"
        if found in {"//", "/*"}:
            self.fail("JSON has no comments", f'put it into a "{self.comment}" attribute')
        self.fail(f"expected {what}, found {found}", fix)

    def fail(self, message: str, fix: str = "") -> NoReturn:
        match = _WORD.match(self.text, self.at)
        place = self.file.locate(self.at, match.end() if match else self.at)
        raise SyntaxProblem(Problem(place, message, fix or "correct the JSON"))
