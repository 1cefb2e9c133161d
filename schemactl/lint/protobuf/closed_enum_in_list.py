"""A closed enum is the type of a repeated field, or of a map's values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemactl.lint.walk import places
from schemactl.model.lint import Check, Spot
from schemactl.model.protobuf import Enum, Field

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemactl.model.schema import Schema


def _find(schema: Schema) -> Iterator[Spot]:
    for place in places(schema):
        field = place.element
        if not isinstance(field, Field) or field.cardinality != "repeated":
            continue
        values = field.entry[1] if field.type == "map" else field
        enum = schema.types.get(values.type_name)
        if isinstance(enum, Enum) and enum.closed:
            effect = "drops the entry" if field.type == "map" else "takes it out of the list"
            yield Spot(
                path=place.path, location=field.mark.locate("type"),
                message=f"{field.name} ({field.number}) holds values of the closed enum {enum.full_name}: "
                f"a reader that does not know one {effect}",
            )  # fmt: skip


CHECK = Check(
    id="lint-protobuf-closed-enum-in-list",
    since="0.1",
    summary="a closed enum is the type of a repeated field, or of a map's values",
    why=(
        "A value that a reader does not know is moved to the unknown fields: it is gone from the list, which gets "
        "shorter, and comes back at another place when the event is written again. Of a map the whole entry "
        "goes (Enum Behavior)."
    ),
    fix="use an open enum: one of proto3, or with features.enum_type = OPEN in an edition",
    version=_find,
    bad=(
        """\
syntax = "proto2";
enum Step {
  STEP_UNKNOWN = 0;
  STEP_PACKED = 1;
}
message Event {
  repeated Step steps = 1;
}
""",
    ),
    good=(
        """\
syntax = "proto3";
enum Step {
  STEP_UNKNOWN = 0;
  STEP_PACKED = 1;
}
message Event {
  repeated Step steps = 1;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/enum/",),
)
