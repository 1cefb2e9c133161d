"""Another value comes first in a closed enum."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed

RULE = Rule(
    id="protobuf-enum-first-value-changed",
    since="0.1",
    summary="another value comes first in a closed enum",
    why=(
        "A field that is absent and has no default of its own reads as the enum's first value (proto2 "
        "Language Guide, default values)."
    ),
    fix="keep the first value first",
    message="{path}: absent reads as {new} instead of {old}",
    on=changed("enum", "first"),
    effects=grid(wire=Outcome.MISREADS, json=Outcome.MISREADS, source=Outcome.OK, dispatch=Outcome.OK),
    bad=(
        """\
syntax = "proto2";
message Event {
  optional Kind kind = 1;
}
enum Kind {
  KIND_A = 1;
  KIND_B = 2;
}
""",
        """\
syntax = "proto2";
message Event {
  optional Kind kind = 1;
}
enum Kind {
  KIND_B = 2;
  KIND_A = 1;
}
""",
    ),
    good=(
        """\
syntax = "proto2";
message Event {
  optional Kind kind = 1;
}
enum Kind {
  KIND_A = 1;
  KIND_B = 2;
}
""",
        """\
syntax = "proto2";
message Event {
  optional Kind kind = 1;
}
enum Kind {
  KIND_A = 1;
  KIND_B = 2;
  KIND_C = 3;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/enum/",),
)
