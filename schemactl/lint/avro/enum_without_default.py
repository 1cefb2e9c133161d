"""An enum has no default."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemactl.lint.avro._enums import mistaken
from schemactl.lint.walk import places
from schemactl.model.avro import Enum
from schemactl.model.lint import Check, Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemactl.model.schema import Schema


def _find(schema: Schema) -> Iterator[Spot]:
    """An enum of which a field's default was taken for its own is told there."""
    told = mistaken(schema)
    for place in places(schema):
        enum = place.element
        if isinstance(enum, Enum) and enum.default is None and enum.full_name not in told:
            yield Spot(path=place.path, location=enum.location, message=f"{enum.name} has no default")


CHECK = Check(
    id="lint-avro-enum-without-default",
    since="0.1",
    summary="an enum has no default",
    why=(
        "A symbol that is added later makes readers that do not know it reject the whole event. An enum's default is "
        "what they would take instead, but only readers that have it already when the symbol arrives (Enums)."
    ),
    fix='add a symbol such as UNKNOWN and "default": "UNKNOWN" to the enum, before there are readers that lack it',
    version=_find,
    bad=(
        """\
{"type": "enum", "name": "a.Channel", "symbols": ["WEB", "APP"]}
""",
    ),
    good=(
        """\
{"type": "enum", "name": "a.Channel", "symbols": ["UNKNOWN", "WEB", "APP"], "default": "UNKNOWN"}
""",
    ),
    refs=("https://avro.apache.org/docs/1.12.0/specification/#enums",),
)
