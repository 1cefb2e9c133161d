"""A record becomes an error, or an error a record."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed

RULE = Rule(
    id="avro-record-error-changed",
    since="0.1",
    summary="a record becomes an error, or an error a record",
    why=(
        "Data is the same: an error is a record to readers. Generated code has an exception in place of a"
        " class."
    ),
    fix="correct the code that uses the type",
    message="{path}: error {old} → {new}",
    on=changed("definition", "error"),
    effects=grid(
        wire=Outcome.OK, json=Outcome.OK, source=(Outcome.REJECTS, Outcome.REJECTS), dispatch=Outcome.OK
    ),
    bad=(
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"}
]}
""",
        """\
{"type": "error", "name": "Event", "fields": [
  {"name": "id", "type": "string"}
]}
""",
    ),
    good=(
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"}
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"}
]}
""",
    ),
    refs=("https://avro.apache.org/docs/1.12.0/specification/#protocol-declaration",),
)
