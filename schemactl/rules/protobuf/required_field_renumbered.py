"""A required field gets another number."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf._conditions import required

RULE = Rule(
    id="protobuf-required-field-renumbered",
    since="0.1",
    summary="a required field gets another number",
    why=(
        "Each side misses the number that it requires and refuses the event (Encoding, message "
        "structure; proto2 Language Guide, field labels)."
    ),
    fix="keep the number: names can change, numbers cannot",
    message="{path}: number {old} → {new}",
    on=changed("field", "number").where(required),
    effects=grid(wire=Outcome.REJECTS, json=Outcome.OK, source=Outcome.OK, dispatch=Outcome.OK),
    bad=(
        """\
syntax = "proto2";
message Event {
  required string id = 1;
}
""",
        """\
syntax = "proto2";
message Event {
  required string id = 2;
}
""",
    ),
    good=(
        """\
syntax = "proto2";
message Event {
  required string id = 1;
}
""",
        """\
syntax = "proto2";
message Event {
  required string id = 1;
  optional string note = 2;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/encoding/",),
)
