"""An open enum of a required field becomes closed."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf._conditions import all_of, became_closed, of_required

RULE = Rule(
    id="protobuf-required-enum-closed",
    since="0.1",
    summary="an open enum of a required field becomes closed",
    why=(
        "Data may carry numbers that the enum does not name: a closed enum drops them to the unknown "
        "fields, and the required field is missing (Enum behavior)."
    ),
    fix="keep the enum open",
    message="{path}: open → closed",
    on=changed("enum", "closed").where(all_of(became_closed, of_required)),
    effects=grid(
        wire=(Outcome.REJECTS, Outcome.OK),
        json=(Outcome.REJECTS, Outcome.OK),
        source=Outcome.OK,
        dispatch=Outcome.OK,
    ),
    bad=(
        """\
edition = "2023";
message Event {
  Kind kind = 1 [features.field_presence = LEGACY_REQUIRED];
}
enum Kind {
  KIND_UNKNOWN = 0;
  KIND_A = 1;
}
""",
        """\
edition = "2023";
message Event {
  Kind kind = 1 [features.field_presence = LEGACY_REQUIRED];
}
enum Kind {
  option features.enum_type = CLOSED;
  KIND_UNKNOWN = 0;
  KIND_A = 1;
}
""",
    ),
    good=(
        """\
edition = "2023";
message Event {
  Kind kind = 1 [features.field_presence = LEGACY_REQUIRED];
}
enum Kind {
  KIND_UNKNOWN = 0;
  KIND_A = 1;
}
""",
        """\
edition = "2023";
message Event {
  Kind kind = 1 [features.field_presence = LEGACY_REQUIRED];
}
enum Kind {
  KIND_UNKNOWN = 0;
  KIND_A = 1;
  KIND_B = 2;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/enum/",),
)
