"""Names of a schema in; what prost-build calls them in Rust out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = re.compile(r"[^\W_]+")
_RAW = frozenset(
    "as break const continue else enum false fn for if impl in let loop match mod move mut pub ref return static "
    "struct trait true type unsafe use where while dyn abstract become box do final macro override priv typeof "
    "unsized virtual yield async await try gen".split()
)
"""Keywords that may be names all the same, as `r#type`."""
_NEVER_RAW = frozenset({"_", "super", "self", "Self", "extern", "crate"})


def snake(name: str) -> str:
    """A field or module: `getID` is `get_id`; "" where nothing is left."""
    return _identifier("_".join(_words(name)).lower())


def camel(name: str) -> str:
    """A type or variant: `HTTP_server` is `HttpServer`; "" where nothing is left."""
    return _identifier("".join(word[0].upper() + word[1:].lower() for word in _words(name)))


def value(enum: str, name: str) -> str:
    """A value of an enum, without the name of the enum if it begins with that."""
    spelt = camel(name)
    stripped = spelt.removeprefix(camel(enum))
    return _identifier(stripped) if stripped[:1].isupper() else spelt


def _words(name: str) -> Iterator[str]:
    for match in _WORD.finditer(name):
        yield from _humps(match[0])


def _humps(word: str) -> Iterator[str]:
    """`HTTPServer2x` is `HTTP` and `Server2x`: digits are of the case that stands before them."""
    start, case = 0, ""
    for at, (char, following) in enumerate(zip(word, word[1:], strict=False)):
        upper, case_now = char.isupper(), "lower" if char.islower() else "upper" if char.isupper() else case
        if case_now == "lower" and following.isupper():
            yield word[start : at + 1]
            start, case = at + 1, ""
        elif case == "upper" and upper and following.islower():
            yield word[start:at]
            start, case = at, ""
        else:
            case = case_now
    yield word[start:]


def _identifier(name: str) -> str:
    if name in _RAW:
        return f"r#{name}"
    if name in _NEVER_RAW:
        return f"{name}_"
    return f"_{name}" if name[:1].isdigit() else name
