"""The zero of an open enum means something."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from schemactl.lint.walk import places
from schemactl.model.lint import Check, Spot
from schemactl.model.protobuf import Enum, short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemactl.model.schema import Schema

SAYS_NOTHING = frozenset({
    "unknown", "unspecified", "undefined", "unset", "notset", "invalid", "none", "nothing", "null",
})  # fmt: skip
"""Words of a name that say that no value was given, wherever they stand in it."""

_BETWEEN_WORDS = re.compile(r"_|(?<=[a-z0-9])(?=[A-Z])")


def _find(schema: Schema) -> Iterator[Spot]:
    for place in places(schema):
        enum = place.element
        if not isinstance(enum, Enum) or enum.closed:
            continue
        for value in enum.values:
            if value.number == 0 and not any(map(_says_nothing, value.names)):
                yield Spot(
                    path=f"{place.path}.{value.name}", location=value.mark.locate("name"),
                    message=f"{value.name} is the zero of {short(enum.full_name)}, and means something",
                )  # fmt: skip


def _says_nothing(name: str) -> bool:
    words = [word.lower() for word in _BETWEEN_WORDS.split(name)]
    return not SAYS_NOTHING.isdisjoint([*words, *map("".join, pairwise(words))])


CHECK = Check(
    id="lint-protobuf-enum-zero-value",
    since="0.1",
    summary="the zero of an open enum says something else than unknown or unspecified",
    why=(
        "Zero is what a field reads as when nobody set it, and when its number is of a later version of the message. "
        "A reader cannot tell that from an event that really says so (Enumerations, Default Value)."
    ),
    fix="let zero be NAME_UNSPECIFIED; in an enum that is in use, rename the zero and add the value under a new number",
    version=_find,
    bad=(
        """\
syntax = "proto3";
enum Channel {
  CHANNEL_WEB = 0;
  CHANNEL_APP = 1;
}
""",
    ),
    good=(
        """\
syntax = "proto3";
enum Channel {
  CHANNEL_UNSPECIFIED = 0;
  CHANNEL_WEB = 1;
  CHANNEL_APP = 2;
}
""",
    ),
    refs=("https://protobuf.dev/best-practices/dos-donts/#unspecified-enum",),
)
