"""Imports that Confluent's clients take for granted, without a reference: by name, the text of each."""

from __future__ import annotations

_EXTENDED = {
    "File": "file", "Message": "message", "Field": "field", "Enum": "enum", "EnumValue": "enum_value",
}  # fmt: skip

_META = """syntax = "proto3";
package confluent;
import "google/protobuf/descriptor.proto";
option go_package = "../confluent";
message Meta {
  string doc = 1;
  map<string, string> params = 2;
  repeated string tags = 3;
  repeated Rule rules = 4;
}
message Rule {
  string name = 1;
  string doc = 2;
  string expr = 3;
  string sql = 4;
}
""" + "".join(
    f"extend google.protobuf.{kind}Options {{\n  Meta {name}_meta = 1088;\n}}\n"
    for kind, name in _EXTENDED.items()
)

_DECIMAL = """syntax = "proto3";
package confluent.type;
message Decimal {
  bytes value = 1;
  uint32 precision = 2;
  int32 scale = 3;
}
"""

BUILTIN = {
    "confluent/meta.proto": _META,
    "confluent/type/decimal.proto": _DECIMAL,
    "confluent/types/decimal.proto": 'syntax = "proto3";\nimport public "confluent/type/decimal.proto";\n',
}
"""The numbers and names are facts, which a test compares with those of confluent-kafka's own package."""
