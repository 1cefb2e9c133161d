"""A field is required."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemactl.lint.walk import places
from schemactl.model.lint import Check, Spot
from schemactl.model.protobuf import Field

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemactl.model.schema import Schema


def _find(schema: Schema) -> Iterator[Spot]:
    for place in places(schema):
        field = place.element
        if isinstance(field, Field) and field.presence == "required":
            yield Spot(
                path=place.path, location=field.mark.locate("presence"),
                message=f"{field.name} ({field.number}) is required",
            )  # fmt: skip


CHECK = Check(
    id="lint-protobuf-required-field",
    since="0.1",
    summary="a field is required",
    why=(
        "It can never be removed, nor made optional: readers that know it as required reject every event without "
        "it, as a whole and for as long as one of them runs (Required Fields)."
    ),
    fix="make it optional before anybody depends on it, and let the code that reads it check that it is there",
    version=_find,
    bad=(
        """\
syntax = "proto2";
message Event {
  required string id = 1;
}
""",
    ),
    good=(
        """\
syntax = "proto2";
message Event {
  optional string id = 1;
}
""",
    ),
    refs=("https://protobuf.dev/best-practices/dos-donts/#add-required",),
)
