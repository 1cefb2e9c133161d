"""What the recorded rows do not show: what registries see across oneofs, files, editions, and inside messages."""

from __future__ import annotations

import pytest
from compiled import compiled
from recorded import Step

from schemactl.model.effect import Direction
from schemactl.profiles.catalog import NAMES, by_name
from schemactl.profiles.profile import Side

HEAD = 'syntax = "proto3";\npackage shop.v1;\n'


def names(profile: str, old: str, new: str) -> tuple[set[str], set[str]]:
    step = Step("", "protobuf", HEAD + old, HEAD + new)
    backward, forward = ({item.name for item in step.differences(profile, each)} for each in Direction)
    return backward, forward


def test_a_variant_that_moves_and_changes_its_type_is_seen_after_8_3():
    old = "message Order { oneof pay { int32 card = 1; int32 cash = 2; } }"
    new = "message Order { string card = 1; oneof pay { int32 cash = 2; } }"
    assert "FIELD_SCALAR_KIND_CHANGED" in names("confluent@8", old, new)[0]
    assert names("confluent@8.3", old, new)[0] == {"ONEOF_FIELD_REMOVED"}
    assert names("karapace@6", old, new)[0] == {"ONE_OF_FIELD_DROP"}


@pytest.mark.parametrize(
    ("types", "confluent", "karapace"),
    [
        (("Item", "int32"), "FIELD_KIND_CHANGED", "FIELD_KIND_ALTER"),
        (("map<string, int32>", "map<string, string>"), "FIELD_SCALAR_KIND_CHANGED", "FIELD_KIND_ALTER"),
        (("map<string, int32>", "map<string, Item>"), "FIELD_KIND_CHANGED", "FIELD_KIND_ALTER"),
        (("Kind", "string"), "FIELD_SCALAR_KIND_CHANGED", "FIELD_KIND_ALTER"),
    ],
)
def test_types(types, confluent, karapace):
    text = "message Item { string id = 1; } enum Kind { NONE = 0; } message Order { %s held = 1; }"
    old, new = (text % name for name in types)
    assert names("confluent@8", old, new) == ({confluent}, {confluent})
    assert names("karapace@6", old, new) == ({karapace}, {karapace})
    assert names("apicurio@3", old, new) == ({"Field type changed"}, {"Field type changed"})


def test_of_googles_messages_karapace_has_the_names():
    imports = 'import "google/protobuf/timestamp.proto";\nimport "google/protobuf/duration.proto";\n'
    text = imports + "message Order { google.protobuf.%s at = 1; }"
    assert names("karapace@6", text % "Timestamp", text % "Duration")[0] == {"FIELD_TYPE_ALTER"}
    assert names("confluent@8", text % "Timestamp", text % "Duration")[0] == {"FIELD_NAMED_TYPE_CHANGED"}


@pytest.mark.parametrize("profile", ["confluent@8", "karapace@6"])
def test_a_message_of_another_file_is_compared_where_it_is_used(profile):
    order = f'{HEAD}import "item.proto";\nmessage Order {{ Item item = 1; }}\n'
    old, new = (
        compiled(
            "protobuf",
            {
                "order.proto": order,
                "item.proto": f"{HEAD}message Item {{ {kind} count = 1; Item next = 2; }}\n",
            },
        )
        for kind in ("int32", "string")
    )
    found = by_name(profile).differences(
        Side(old, "order.proto"), Side(new, "order.proto"), Direction.BACKWARD
    )
    assert [item.path for item in found] == ["shop.v1.Item.count"]


def test_a_message_with_the_name_of_an_enum_is_no_loss_to_karapace():
    old, new = "message Kind { string id = 1; }", "enum Kind { NONE = 0; }"
    assert names("karapace@6", old, new) == (set(), set())
    assert names("karapace@6", old, "") == ({"MESSAGE_DROP"}, set())
    assert names("confluent@8", old, new) == ({"MESSAGE_REMOVED"}, set())


def test_nested_types_have_names_of_their_own():
    old = "message Order { message Line { string id = 1; } Line line = 1; } message Line { int32 id = 1; }"
    assert names("confluent@8", old, old) == (set(), set())
    moved = old.replace("Line line", ".shop.v1.Line line")
    assert names("confluent@8", old, moved)[0] == {"FIELD_NAMED_TYPE_CHANGED"}


@pytest.mark.parametrize("profile", ["apicurio@3", "apicurio@2.6"])
def test_apicurio_reads_no_editions(profile):
    text = 'edition = "2023";\nmessage Order { string id = 1; }\n'
    step = Step("", "protobuf", text, text)
    assert {item.name for item in step.differences(profile, Direction.BACKWARD)} == {"Invalid schema"}


def test_apicurio_3_cannot_check_a_file_that_defines_options():
    text = 'import "google/protobuf/descriptor.proto";\nextend google.protobuf.FieldOptions { string note = 50001; }'
    assert names("apicurio@3", text, text) == ({"Invalid schema"}, {"Invalid schema"})
    assert names("apicurio@2.6", text, text) == (set(), set())


def test_apicurio_compares_signatures_and_ranges_of_reservations():
    service = "message Order {} service Orders { rpc Place(Order) returns (%s); }"
    changed = {"rpc service signature changed"}
    assert names("apicurio@3", service % "Order", service % "stream Order") == (changed, changed)
    old, new = "message Order { reserved 2 to 9; }", "message Order { reserved 2 to 4, 5 to 8; }"
    assert names("apicurio@3", old, new) == ({"reserved fields were removed"}, set())
    assert names("apicurio@3", old, new.replace("8", "9")) == (set(), set())


@pytest.mark.parametrize("profile", NAMES)
def test_every_registry_accepts_what_did_not_change(profile):
    text = "message Order { optional string id = 1; oneof pay { string card = 2; } map<string, Order> more = 3; }"
    assert names(profile, text, text) == (set(), set())
