"""Go files of protoc-gen-go in; what they call messages, enums, oneofs and variants out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_TYPE = re.compile(r"^\t\(\*?(\w+)\)\((?:nil|0)\), +// \d+: ([\w.]+)$", re.MULTILINE)
_ONEOF = re.compile(r'^\t\w+ +(is\w+) +`protobuf_oneof:"(\w+)"`$', re.MULTILINE)
_GETTER = re.compile(r"^func \(x \*(\w+)\) (Get\w+)\(\) (is\w+) \{$", re.MULTILINE)
_WRAPPER = re.compile(
    r'^type (\w+) struct \{\n(?:\t//.*\n)*\t(\w+) +\S+ +`protobuf:"\w+,(\d+),[^"]*\boneof"', re.MULTILINE
)
_VARIANT = re.compile(r"^func \(\*(\w+)\) (is\w+)\(\) \{\}$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Oneof:
    """getter: the method that gives the variant; wrappers: a variant's type and its field, by the field's number."""

    getter: str
    wrappers: dict[int, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Symbols:
    """Names are read rather than made: protoc-gen-go's rules for collisions are its own.

    types: the Go type of each message and enum, by full name; oneofs: by the Go type and the oneof's name.
    """

    types: dict[str, str]
    oneofs: dict[tuple[str, str], Oneof]


def symbols(texts: Iterable[str]) -> Symbols:
    """Of the files of one package."""
    text = "\n".join(texts)
    types = {full: go for go, full in _TYPE.findall(text)}
    names = dict(_ONEOF.findall(text))
    wrappers = {kind: (int(number), member) for kind, member, number in _WRAPPER.findall(text)}
    oneofs = {
        interface: ((message, names[interface]), Oneof(getter))
        for message, getter, interface in _GETTER.findall(text)
        if interface in names
    }
    for kind, interface in _VARIANT.findall(text):
        if interface in oneofs and kind in wrappers:
            number, member = wrappers[kind]
            oneofs[interface][1].wrappers[number] = (kind, member)
    return Symbols(types=types, oneofs=dict(oneofs.values()))
