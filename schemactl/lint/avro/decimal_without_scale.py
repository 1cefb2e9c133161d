"""A decimal does not say its scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemactl.lint.walk import places
from schemactl.model.avro import Use
from schemactl.model.lint import Check, Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemactl.model.schema import Schema


def _find(schema: Schema) -> Iterator[Spot]:
    for place in places(schema):
        use = place.element
        if isinstance(use, Use) and use.logical.startswith("decimal(") and not use.scaled:
            yield Spot(
                path=place.path, location=use.location, message=f"{use.logical} has its scale from nobody"
            )


CHECK = Check(
    id="lint-avro-decimal-without-scale",
    since="0.1",
    summary="a decimal does not say its scale",
    why=(
        "Without one it is 0, so that nothing behind the point is kept. The scale is not in the data, and a "
        "decimal of another scale is another type: it cannot be added later (Logical Types, Decimal)."
    ),
    fix='write "scale": the number of digits behind the point, also where it is 0',
    version=_find,
    bad=(
        """\
{"type": "record", "name": "a.E", "fields": [{"name": "price", "type":
  {"type": "bytes", "logicalType": "decimal", "precision": 12}}
]}
""",
    ),
    good=(
        """\
{"type": "record", "name": "a.E", "fields": [{"name": "price", "type":
  {"type": "bytes", "logicalType": "decimal", "precision": 12, "scale": 2}}
]}
""",
    ),
    refs=("https://avro.apache.org/docs/1.12.0/specification/#decimal",),
)
