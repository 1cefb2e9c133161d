"""A field is renamed."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf._conditions import moved, not_

RULE = Rule(
    id="protobuf-field-renamed",
    since="0.1",
    summary="a field is renamed",
    why=(
        "Binary readers do not see names. Generated code has another accessor, so code that uses the "
        "old one does not compile."
    ),
    fix=("rename freely in binary topics, together with the code; for JSON set json_name to the old name"),
    message="{path} ({number}): renamed from {old}",
    on=changed("field", "name").where(not_(moved)),
    effects=grid(wire=Outcome.OK, source=Outcome.REJECTS, dispatch=Outcome.OK),
    bad=(
        """\
syntax = "proto3";
message Event {
  string customer = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  string buyer = 1;
}
""",
    ),
    good=(
        """\
syntax = "proto3";
message Event {
  string customer = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  string customer = 1;
  string buyer = 2;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/proto3/#updating",),
)
