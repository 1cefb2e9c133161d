"""A field of an enum has a default, and the enum has none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemactl.lint.avro._enums import mistaken
from schemactl.model.avro import Field, short
from schemactl.model.lint import Check, Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemactl.model.schema import Schema


def _find(schema: Schema) -> Iterator[Spot]:
    for enum, place in mistaken(schema).items():
        field = place.element
        assert isinstance(field, Field)  # noqa: S101
        yield Spot(
            path=place.path, location=field.location,
            message=f"{field.name} has the default {field.default}, and its enum {short(enum)} has none",
        )  # fmt: skip


CHECK = Check(
    id="lint-avro-enum-default-misplaced",
    since="0.1",
    summary="a field of an enum has a default, and the enum has none",
    why=(
        "The field's default is for data without the field. It does nothing for a symbol that a reader does not know: "
        "that takes the enum's own default, and without one the event is rejected (Enums)."
    ),
    fix='if new symbols are to be read as this one, write "default" inside the enum too',
    version=_find,
    bad=(
        """\
{"type": "record", "name": "a.E", "fields": [{"name": "channel", "default": "UNKNOWN", "type":
  {"type": "enum", "name": "Channel", "symbols": ["UNKNOWN", "WEB"]}}
]}
""",
    ),
    good=(
        """\
{"type": "record", "name": "a.E", "fields": [{"name": "channel", "default": "UNKNOWN", "type":
  {"type": "enum", "name": "Channel", "symbols": ["UNKNOWN", "WEB"], "default": "UNKNOWN"}}
]}
""",
    ),
    refs=("https://avro.apache.org/docs/1.12.0/specification/#enums",),
)
