"""Names as they are written in; full names out (Names, in the Avro specification)."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from schemactl.model.avro import PRIMITIVES, short

if TYPE_CHECKING:
    from collections.abc import Iterable

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
COMPLEX = frozenset({"record", "error", "enum", "array", "map", "fixed"})
DEFINING = {"record": "record", "error": "record", "enum": "enum", "fixed": "fixed"}
"""The types that define a name, and what they are to a reader."""


def is_name(text: object) -> bool:
    return isinstance(text, str) and _NAME.fullmatch(text) is not None


def is_full_name(text: object) -> bool:
    return isinstance(text, str) and all(map(is_name, text.split(".")))


def is_namespace(text: object) -> bool:
    """The empty string says that there is no namespace."""
    return text == "" or is_full_name(text)


def qualified(name: str, namespace: str) -> str:
    """The full name of `name` as it is meant inside `namespace`."""
    return name if "." in name or not namespace else f"{namespace}.{name}"


def referred(name: str, namespace: str) -> str:
    """What a type's name refers to: primitives have no namespace."""
    return name if name in PRIMITIVES else qualified(name, namespace)


def namespace_of(full_name: str) -> str:
    return full_name.rpartition(".")[0]


def suggestion(name: str, known: Iterable[str]) -> str:
    """A sentence that names what was probably meant, or "" if nothing is near."""
    by_short = {short(other): other for other in sorted(known)}
    near = difflib.get_close_matches(short(name), by_short, n=1)
    return f"did you mean {by_short[near[0]]}?" if near else ""
