"""A logical type of the specification stands where readers ignore it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from schemactl.formats.avro.logical import NAMES
from schemactl.lint.walk import places
from schemactl.model.avro import Definition, Field, Use
from schemactl.model.lint import Check, Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemactl.model.schema import Schema


def _find(schema: Schema) -> Iterator[Spot]:
    for place in places(schema):
        element = place.element
        if isinstance(element, Use | Field | Definition) and "logicalType" in element.properties:
            name = json.loads(element.properties).get("logicalType")
            if name in NAMES:
                where = (
                    "beside the type, not in it"
                    if isinstance(element, Field)
                    else "not as it has to be there"
                )
                yield Spot(
                    path=place.path, location=element.location, message=f"{name} is {where}, and is ignored"
                )


CHECK = Check(
    id="lint-avro-logical-type-ignored",
    since="0.1",
    summary="a logical type of the specification stands where readers ignore it",
    why=(
        "A logical type that is not valid is ignored without a word: readers get the plain number or the plain "
        "bytes. It is valid only inside the type, on the right base type and with valid attributes (Logical Types)."
    ),
    fix='write {"type": "long", "logicalType": "timestamp-micros"} as the type; for a decimal, precision and scale',
    version=_find,
    bad=(
        """\
{"type": "record", "name": "a.E", "fields": [
  {"name": "at", "type": "long", "logicalType": "timestamp-micros"}
]}
""",
    ),
    good=(
        """\
{"type": "record", "name": "a.E", "fields": [
  {"name": "at", "type": {"type": "long", "logicalType": "timestamp-micros"}}
]}
""",
    ),
    refs=("https://avro.apache.org/docs/1.12.0/specification/#logical-types",),
)
