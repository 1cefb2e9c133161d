"""A field becomes an extension, or an extension a field."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed

RULE = Rule(
    id="protobuf-field-made-extension",
    since="0.1",
    summary="a field becomes an extension, or an extension a field",
    why=(
        "On the wire an extension is a field like any other; in JSON its key is its full name in brackets, and "
        "generated code reaches it in another way (proto2 Language Guide, extensions)."
    ),
    fix="in JSON topics add the extension under a number of its own, and write both until all readers know it",
    message="{path} ({number}): what it extends: {old} → {new}",
    on=changed("field", "extendee"),
    effects=grid(wire=Outcome.OK, json=Outcome.REJECTS, source=Outcome.REJECTS, dispatch=Outcome.OK),
    bad=(
        """\
syntax = "proto2";
message Event {
  optional string note = 100;
}
""",
        """\
syntax = "proto2";
message Event {
  extensions 100 to 199;
}
extend Event {
  optional string note = 100;
}
""",
    ),
    good=(
        """\
syntax = "proto2";
message Event {
  optional string note = 1;
  extensions 100 to 199;
}
""",
        """\
syntax = "proto2";
message Event {
  optional string note = 1;
  extensions 100 to 199;
}
extend Event {
  optional string comment = 100;
}
""",
    ),
    refs=(
        "https://protobuf.dev/programming-guides/proto2/#extensions",
        "https://protobuf.dev/programming-guides/json/",
    ),
)
