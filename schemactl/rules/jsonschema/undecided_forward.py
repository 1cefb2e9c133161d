"""Whether old readers take all new data cannot be told."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, touched
from schemactl.rules.jsonschema._conditions import undecided

RULE = Rule(
    id="jsonschema-undecided-forward",
    since="0.1",
    summary="whether old readers take all new data cannot be told",
    why=(
        "Of the values of one version neither could be proved that the other allows them all, nor"
        " was one found that it refuses. What patterns match is not compared, nor is all that "
        "combined schemas can say. It is no break that was seen, and it is not called safe."
    ),
    fix=(
        "say it in keywords that can be compared (enum, bounds, types), in smaller steps; or "
        "accept it with eyes open: `check --prove` tries random data"
    ),
    message="{path}: {facet} {old} → {new}",
    on=touched("schema").where(undecided("ok", "unknown")),
    effects=grid(
        wire=(Outcome.OK, Outcome.UNKNOWN),
        json=(Outcome.OK, Outcome.UNKNOWN),
        source=Outcome.UNKNOWN,
        dispatch=Outcome.OK,
    ),
    bad=(
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"type": "string", "pattern": "^x", "allOf": [{"pattern": "x"}]}
}}
""",
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"type": "string", "pattern": "^x"}
}}
""",
    ),
    good=(
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"type": "string", "pattern": "^x", "allOf": [{"pattern": "x"}]}
}}
""",
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"type": "string", "pattern": "^x", "allOf": [{"pattern": "x"}]}
}}
""",
    ),
    refs=(
        "https://json-schema.org/draft/2020-12/json-schema-validation#section-6.3.3",
        "https://json-schema.org/draft/2020-12/json-schema-core#section-10.2",
    ),
)
