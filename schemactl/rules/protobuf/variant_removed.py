"""A variant is removed from a oneof."""

from __future__ import annotations

from schemactl.model.effect import flip
from schemactl.model.rule import Rule, removed
from schemactl.rules.protobuf import variant_added as twin
from schemactl.rules.protobuf._conditions import variant

RULE = Rule(
    id="protobuf-variant-removed",
    since="0.1",
    summary="a variant is removed from a oneof",
    why=(
        "Old events of this type are still in the topic; new readers see the oneof as not set and "
        "have no arm for them."
    ),
    fix=(
        "keep the variant (deprecated) as long as events of it can be read; then delete it and "
        "reserve its number and name"
    ),
    message="{path} ({number}), a variant, is removed",
    on=removed("field").where(variant),
    effects=flip(twin.RULE.effects),
    tolerance="unread",
    bad=(
        """\
syntax = "proto3";
message Event {
  oneof payload {
    string created = 10;
    string shipped = 11;
  }
}
""",
        """\
syntax = "proto3";
message Event {
  oneof payload {
    string created = 10;
  }
  reserved 11;
}
""",
    ),
    good=(
        """\
syntax = "proto3";
message Event {
  oneof payload {
    string created = 10;
    string shipped = 11;
  }
}
""",
        """\
syntax = "proto3";
message Event {
  oneof payload {
    string created = 10;
    string shipped = 11 [deprecated = true];
  }
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/proto3/#updating",),
)
