"""An open enum becomes closed."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf._conditions import all_of, became_closed, not_, of_required

RULE = Rule(
    id="protobuf-enum-closed",
    since="0.1",
    summary="an open enum becomes closed",
    why=(
        "Data may carry numbers that the enum does not name: a closed enum drops them to the unknown "
        "fields (Enum behavior)."
    ),
    fix="keep the enum open",
    message="{path}: open → closed",
    on=changed("enum", "closed").where(all_of(became_closed, not_(of_required))),
    effects=grid(
        wire=(Outcome.LOSES, Outcome.OK),
        json=(Outcome.REJECTS, Outcome.OK),
        source=Outcome.OK,
        dispatch=Outcome.OK,
    ),
    tolerance="unread",
    bad=(
        """\
edition = "2023";
message Event {
  Kind kind = 1;
}
enum Kind {
  KIND_UNKNOWN = 0;
  KIND_A = 1;
}
""",
        """\
edition = "2023";
message Event {
  Kind kind = 1;
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
  Kind kind = 1;
}
enum Kind {
  KIND_UNKNOWN = 0;
  KIND_A = 1;
}
""",
        """\
edition = "2023";
message Event {
  Kind kind = 1;
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
