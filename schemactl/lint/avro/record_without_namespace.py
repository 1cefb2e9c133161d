"""A record has no namespace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemactl.lint.walk import places
from schemactl.model.avro import Record
from schemactl.model.lint import Check, Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemactl.model.schema import Schema


def _find(schema: Schema) -> Iterator[Spot]:
    for place in places(schema):
        record = place.element
        if isinstance(record, Record) and "." not in record.full_name:
            yield Spot(path=place.path, location=record.location, message=f"{record.name} has no namespace")


CHECK = Check(
    id="lint-avro-record-without-namespace",
    since="0.1",
    summary="a record has no namespace",
    why=(
        "Its name alone is what subjects, generated classes and other files know it by: two teams that call a "
        "record by the same name share it without knowing. A namespace added later changes all of these (Names)."
    ),
    fix='add "namespace" while nobody depends on the name',
    version=_find,
    bad=(
        """\
{"type": "record", "name": "OrderPlaced", "fields": []}
""",
    ),
    good=(
        """\
{"type": "record", "name": "OrderPlaced", "namespace": "order.v1", "fields": []}
""",
    ),
    refs=("https://avro.apache.org/docs/1.12.0/specification/#names",),
)
