"""A descriptor as the text of a .proto file: protoc makes the same descriptor of it, whatever is in it."""

from __future__ import annotations

import base64
from contextlib import suppress
from itertools import permutations
from pathlib import Path

import pytest
from google.protobuf import descriptor_pb2 as pb
from hypothesis import given, settings
from hypothesis import strategies as st
from property.protobuf_pairs import pairs

from schemactl.errors import CompileError
from schemactl.formats.protobuf import FORMAT
from schemactl.formats.protobuf.canonical import descriptor, read, written
from schemactl.model.source import Batch, Text

CASES = Path(__file__).parents[2] / "cases" / "protobuf"
SIDES = sorted({path for side in ("old", "new") for path in CASES.glob(f"*/*/{side}")})


def batch(texts: dict[str, str], entry: str) -> Batch:
    files = {name: Text(path=name, name=name, data=text.encode()) for name, text in texts.items()}
    return Batch(label="test", entries=(entry,), texts=files)


def described(texts: dict[str, str], entry: str) -> bytes:
    return descriptor(FORMAT.compile(batch(texts, entry)), entry)


def normal(texts: dict[str, str], entry: str) -> tuple[str, bytes]:
    """The text and the descriptor of the normal form."""
    files = batch(texts, entry)
    text, canonical = written(FORMAT.compile(files), files, normalize=True)
    return text, bytes.fromhex(canonical)


def check(texts: dict[str, str], entry: str) -> None:
    """There and back: as given in base64, and in its normal form, which is its own."""
    before = described(texts, entry)
    text = read(batch({**texts, entry: base64.b64encode(before).decode()}, entry))
    assert described({**texts, entry: text}, entry) == before, text
    text, form = normal(texts, entry)
    assert described({**texts, entry: text}, entry) == form, text
    assert normal({**texts, entry: text}, entry) == (text, form)


@pytest.mark.parametrize("side", SIDES, ids=lambda side: str(side.relative_to(CASES)))
def test_every_case(side: Path) -> None:
    texts = {path.relative_to(side).as_posix(): path.read_text() for path in side.rglob("*.proto")}
    for entry in texts:
        try:
            FORMAT.compile(batch(texts, entry))
        except CompileError:
            continue
        check(texts, entry)


@settings(deadline=None)
@given(pairs())
def test_random_schemas(pair: tuple[str, str]) -> None:
    for text in pair:
        check({"a.proto": text}, "a.proto")


OPTIONS = """
syntax = "proto2";
package opts;
import "google/protobuf/descriptor.proto";
message Note { optional string text = 1; repeated int32 levels = 2; optional Note inner = 3; extensions 100 to 199; }
enum Level { LOW = 0; HIGH = 1; }
extend Note { optional bool loud = 100; }
extend google.protobuf.FieldOptions {
  optional Note note = 50001; repeated string words = 50002; optional Level level = 50003; optional bytes raw = 50004;
  optional double ratio = 50005; optional bool yes = 50006;
}
extend google.protobuf.MessageOptions { optional Note about = 50001; }
extend google.protobuf.FileOptions { optional int64 number = 50001; }
extend google.protobuf.OneofOptions { optional string choice = 50001; }
extend google.protobuf.EnumOptions { optional string kind = 50001; }
extend google.protobuf.EnumValueOptions { optional string value = 50001; }
extend google.protobuf.ServiceOptions { optional string served = 50001; }
extend google.protobuf.MethodOptions { optional string called = 50001; }
extend google.protobuf.ExtensionRangeOptions { optional string ranged = 50001; }
"""

ODD2 = """
syntax = "proto2";
package odd;
import public "opts.proto";
import weak "google/protobuf/any.proto";
import "google/protobuf/timestamp.proto";
option java_package = "a\\"b\\\\c\\n\\u00e9";
option optimize_for = SPEED;
option deprecated = false;
option (opts.number) = -9;
message M {
  option (opts.about) = { text: "x\\ny" levels: [1, 2] inner { text: "é" [opts.loud]: true } };
  required int32 must = 9;
  optional string text = 1 [default = "a\\"\\\\\\n\\t\\u00e9\\000", json_name = "TEXT", deprecated = true];
  optional bytes data = 2 [default = "\\001\\377\\"x"];
  optional double f = 3 [default = inf]; optional float g = 4 [default = -nan]; optional float h = 5 [default = 1e30];
  optional opts.Level level = 6 [default = HIGH, (opts.level) = HIGH, (opts.raw) = "\\000\\377",
    (opts.words) = "a", (opts.words) = "b", (opts.note).text = "t", (opts.ratio) = -1.5, (opts.yes) = true];
  optional bool b = 7 [default = true]; optional int64 i = 8 [default = -9223372036854775808];
  repeated int32 packed = 10 [packed = true, ctype = CORD];
  optional group Part = 11 { optional int32 x = 1; optional group Deep = 2 { optional int32 y = 1; } }
  oneof choice { option (opts.choice) = "c"; string s = 12; group InOne = 13 { optional int32 z = 1; } }
  map<string, M> map_of = 14; map<int32, bytes> other = 15;
  optional M __odd_name__ = 16; optional M.Nested nested = 17; optional google.protobuf.Timestamp at = 18;
  message Nested { enum E { option allow_alias = true; A = 0; B = 0; NEG = -1; } extend M { optional E e = 100; } }
  extend M { repeated group Added = 101 { optional int32 q = 1; } }
  extensions 100 to 120, 200; extensions 1000 to max [(opts.ranged) = "r"];
  reserved 500, 600 to 700; reserved "gone", "too";
}
message Set { option message_set_wire_format = true; extensions 4 to max; }
message Empty {}
extend M { optional string far = 102; repeated group Top = 103 { optional int32 t = 1; } }
extend Set { optional M in_set = 5; }
enum Big { option (opts.kind) = "k"; ZERO = 0 [(opts.value) = "v", deprecated = true]; MAX = 2147483647;
  MIN = -2147483648; reserved 5, 7 to 9, 100 to 2147483646; reserved "OLD"; }
enum Top_ { FIRST = 3; LOWER = 1; reserved 10 to max; }
service S { option (opts.served) = "s"; rpc A(M) returns (stream Empty) { option (opts.called) = "c";
  option idempotency_level = NO_SIDE_EFFECTS; } rpc B(stream M) returns (M); }
"""

ODD3 = """
syntax = "proto3";
message M {
  optional int32 a = 3; int32 b = 1; oneof z { int32 c = 9; M d = 2; } optional M e = 4; oneof y { int32 f = 5; }
  repeated int32 n = 6 [packed = false]; string fooBar_baz = 7;
}
"""

ODD2023 = """
edition = "2023";
package ed;
import "google/protobuf/cpp_features.proto";
option features.field_presence = IMPLICIT;
option features.(pb.cpp).string_type = STRING;
message M {
  option features.json_format = LEGACY_BEST_EFFORT;
  int32 a = 1 [features.field_presence = EXPLICIT, default = 5]; string b = 2 [features.(pb.cpp).string_type = VIEW];
  M c = 3 [features.message_encoding = DELIMITED]; repeated int32 d = 4 [features.repeated_field_encoding = EXPANDED];
  int32 e = 5 [features.field_presence = LEGACY_REQUIRED];
  reserved gone, too;
}
enum E { option features.enum_type = CLOSED; A = 1; reserved OLD; }
"""

ODD2024 = """
edition = "2024";
package ed24;
import option "opts.proto";
option (opts.number) = 7;
export message M { local enum E { E_ZERO = 0; } E e = 1; }
local message N { int32 a = 1; }
"""


@pytest.mark.parametrize(
    "text", [OPTIONS, ODD2, ODD3, ODD2023, ODD2024], ids=["options", "2", "3", "2023", "2024"]
)
def test_everything_odd(text: str) -> None:
    check({"opts.proto": OPTIONS, "odd.proto": text}, "odd.proto")


ODD2_DESCRIBED = described({"opts.proto": OPTIONS, "odd.proto": ODD2}, "odd.proto")


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_string(text: str) -> None:
    """As a default and as an option."""
    before = pb.FileDescriptorProto.FromString(ODD2_DESCRIBED)
    before.message_type[0].field[1].default_value = text
    before.options.java_package = text
    texts = {"odd.proto": base64.b64encode(before.SerializeToString()).decode(), "opts.proto": OPTIONS}
    texts["odd.proto"] = read(batch(texts, "odd.proto"))
    after = pb.FileDescriptorProto.FromString(described(texts, "odd.proto"))
    assert after.message_type[0].field[1].default_value == text
    assert after.options.java_package == text


def test_the_normal_form_is_one_for_all_orders() -> None:
    lines = ("int32 a = 3;", "int32 b = 1;", "oneof z { int32 c = 9; M d = 2; }", "optional M e = 4;")
    forms = {
        normal({"a.proto": f'syntax = "proto3"; message M {{ {" ".join(order)} }}'}, "a.proto")
        for order in permutations(lines)
    }
    assert len(forms) == 1


def test_the_normal_form_keeps_what_has_a_meaning() -> None:
    """The order of messages is on the wire of a registry's clients; an enum's first value is its default."""
    before = 'syntax = "proto2"; message B {} message A {} enum E { X = 2; Y = 1; Z = 0; }'
    text, _ = normal({"a.proto": before}, "a.proto")
    assert text.index("message B") < text.index("message A")
    assert text.index("X = 2") < text.index("Z = 0") < text.index("Y = 1")


def test_imports_are_sorted_once() -> None:
    texts = {f"{name}.proto": f'syntax = "proto3"; message {name.upper()} {{}}' for name in "abc"}
    imports = 'import "c.proto"; import public "b.proto"; import "a.proto";'
    entry = f'syntax = "proto3"; {imports} message M {{ A a = 1; C c = 2; }}'
    text, _ = normal({**texts, "m.proto": entry}, "m.proto")
    assert [line for line in text.splitlines() if "import" in line] == [
        'import "a.proto";', 'import public "b.proto";', 'import "c.proto";',
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["message", "AAAA", "CgA=", "!", "syntax"])
def test_what_is_no_descriptor_is_taken_for_text(text: str) -> None:
    assert read(batch({"a.proto": text}, "a.proto")) == text


@settings(deadline=None, max_examples=300)
@given(
    st.lists(st.tuples(st.integers(0, len(ODD2_DESCRIBED) - 1), st.integers(0, 255)), min_size=1, max_size=4)
)
def test_a_damaged_descriptor_compiles_or_is_told_not_to(changes: list[tuple[int, int]]) -> None:
    data = bytearray(ODD2_DESCRIBED)
    for place, value in changes:
        data[place] = value
    texts = {"odd.proto": base64.b64encode(data).decode(), "opts.proto": OPTIONS}
    with suppress(CompileError):
        described({**texts, "odd.proto": read(batch(texts, "odd.proto"))}, "odd.proto")
