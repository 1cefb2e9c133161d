"""The text report, as a person sees it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from worlds import ORDER, World

from schemactl.model.compatibility import Compatibility
from schemactl.model.effect import Surface
from schemactl.model.verdict import Policy
from schemactl.report import changes, text
from schemactl.report.answer import Answer
from schemactl.report.style import colour

if TYPE_CHECKING:
    from worlds import Edit


def test_a_break_has_place_reason_proof_and_fix(retyped: World) -> None:
    assert text.render(retyped.answer()) == (
        "against git:4f1c2d9 (merge base of HEAD and origin/main) · 1 schema, 1 changed · BACKWARD\n"
        "\n"
        "proto/order.proto:7:3: protobuf-field-type-incompatible  OrderPlaced.amount_cents: int64 → string\n"
        "   7 |   string amount_cents = 2;\n"
        "     |   ^^^^^^ was int64 at 4f1c2d9:proto/order.proto:7\n"
        "   breaks backward (new readers, old events) and forward (old readers, new events), on the wire: "
        "the value is lost\n"
        "   why    wire type goes varint → length-delimited; the value lands in unknown fields\n"
        '   proof  10d209, written by the old schema as amountCents="1234", is read by the new one '
        "without amountCents\n"
        "   fix    keep the field, add a new field, then deprecate the old one\n"
        "\n"
        "1 break, 0 compatible changes · rollout: impossible in one step · 0.14 s\n"
    )


def test_nothing_changed_says_so(step: Edit) -> None:
    assert text.render(step().answer()) == (
        "against git:4f1c2d9 (merge base of HEAD and origin/main) · 1 schema, 0 changed · BACKWARD\n"
        "\n"
        "0 breaks, 0 compatible changes · rollout: any order · 0.14 s\n"
    )


def test_a_removed_element_is_shown_where_it_was_held_and_tolerated_in_two_lines(step: Edit) -> None:
    report = text.render(step(("  string id = 1;\n", "")).answer())
    assert (
        "\n\nproto/order.proto:4:1: protobuf-field-removed  OrderPlaced.id: field removed\n"
        "   allows backward (new readers, old events), on the wire: the value is lost\n\n"
        "0 breaks, 1 compatible change" in report
    )


def test_a_removed_element_that_breaks_names_both_places(step: Edit) -> None:
    strict = Policy(tolerated=frozenset())
    report = text.render(step(("  string id = 1;\n", ""), policy=strict).answer())
    assert (
        "   4 | message OrderPlaced {\n     | ^^^^^^^^^^^^^^^^^^^^^ held id, at 4f1c2d9:proto/order.proto:5\n"
        in report
    )


def test_a_new_arm_is_always_shown_and_asks_for_consumers_first(step: Edit) -> None:
    report = text.render(step(("cash = 3;", "cash = 3;\n    string card = 4;")).answer())
    assert (
        "proto/order.proto:10:5: protobuf-oneof-variant-added  OrderPlaced.card is a new variant\n"
        "   shows  forward (old readers, new events), in dispatch: an arm is missing in old handlers\n"
        in report
    )
    assert report.endswith("0 breaks, 1 compatible change · rollout: consumers first · 0.14 s\n")


def test_quiet_tells_what_fails_alone(step: Edit) -> None:
    answer = step(("cash = 3;", "cash = 3; string card = 4;")).answer()
    assert "card" not in text.render(answer, detail=-1)


def test_verbose_tells_surfaces_that_nobody_asked_about(retyped: World) -> None:
    words = "in JSON: the reader rejects the event"
    assert words not in text.render(retyped.answer())
    assert f"shows  backward (new readers, old events), {words}" in text.render(retyped.answer(), detail=1)


def test_a_policy_on_another_direction_shows_without_failing(retyped: World) -> None:
    loose = replace(retyped, policy=Policy(compatibility=Compatibility.NONE))
    report = text.render(loose.answer())
    assert "   shows  backward" in report
    assert "0 breaks, 1 compatible change" in report


def test_an_unjudged_change_is_told_with_its_place(step: Edit) -> None:
    report = text.render(step(("message Gone {}", "message Gone {}\nmessage More {}")).answer())
    assert "proto/order.proto:14:1: unjudged  More: message added\n" in report
    assert "  14 | message More {}\n     | ^^^^^^^^^^^^^^^ is new\n" in report
    assert "no rule knows this change on wire" in report
    assert "0 breaks, 1 unjudged change, 0 compatible changes · rollout: impossible" in report


def test_a_change_without_words_of_a_rule_is_told_by_its_facet(step: Edit) -> None:
    report = text.render(step(("string id = 1;", "repeated string id = 1;")).answer())
    assert "unjudged  OrderPlaced.id: cardinality singular → repeated\n" in report


def test_a_removed_file_is_reported_at_the_configuration() -> None:
    gone = World(old={"a/x.proto": ORDER}, new={"b/y.proto": ""}, configuration="schemactl.toml")
    report = text.render(gone.answer())
    assert "schemactl.toml:1:1: protobuf-message-removed  Gone is gone\n" in report
    assert "  13 | message Gone {}\n     | ^^^^^^^^^^^^^^^ was here: 4f1c2d9:a/x.proto:13\n" in report


def test_a_removed_file_without_configuration_is_reported_at_the_nearest_file() -> None:
    gone = World(old={"a/b/x.proto": ORDER}, new={"a/b/y.proto": "", "c.proto": "", "a/z.proto": ""})
    assert "a/b/y.proto:1:1: protobuf-message-removed" in text.render(gone.answer())


def test_where_nothing_is_left_the_old_place_is_told() -> None:
    gone = World(old={"a/x.proto": ORDER}, new={})
    assert "\ngit:4f1c2d9:a/x.proto:13:1: protobuf-message-removed  Gone is gone" in text.render(
        gone.answer()
    )


def test_a_break_against_two_versions_is_told_once(retyped: World) -> None:
    answer = retyped.answer()
    twice = Answer(rounds=answer.rounds * 2, policy=answer.policy, schemas=1)
    report = text.render(twice)
    assert report.count("protobuf-field-type-incompatible") == 1
    assert "\n\n1 break as above\n\n2 breaks" in report


def test_colours_are_a_terminals(retyped: World) -> None:
    assert "\x1b[31;1mprotobuf-field-type-incompatible\x1b[0m" in text.render(retyped.answer(), colour)


def test_other_surfaces_can_be_asked_for(retyped: World) -> None:
    strict = replace(retyped, policy=Policy(surfaces=frozenset({Surface.JSON})))
    report = text.render(strict.answer())
    assert "breaks backward (new readers, old events), in JSON: the reader rejects the event" in report
    assert "on the wire" not in report


def test_folders_are_named_with_their_paths() -> None:
    new = ORDER.replace("int64 amount", "string amount")
    step = World(old={"old/x.proto": ORDER}, new={"old/x.proto": new}, old_label="dir:old", detail="")
    assert "was int64 at old/x.proto:7" in text.render(step.answer())


def test_a_diff_tells_each_change_in_the_order_of_the_texts(step: Edit) -> None:
    edits = [
        ("string id", "repeated string id"),
        ("int64 amount", "string amount"),
        ("{}", "{ int32 x = 1; }"),
    ]
    blocks = changes.as_text(step(*edits).answer()).split("\n\n")
    assert blocks[0] == (
        "proto/order.proto:5:3: OrderPlaced.id: cardinality singular → repeated\n"
        "   unjudged: no rule knows this change"
    )
    assert blocks[1].startswith(
        "proto/order.proto:7:3: OrderPlaced.amount_cents: int64 → string\n   backward"
    )
    assert blocks[1].endswith(
        "   backward (new readers, old events), in JSON: the reader rejects the event "
        "[protobuf-field-type-incompatible]"
    )
    assert blocks[2:] == [
        "proto/order.proto:13:16: Gone.x: field added\n   no effect: a field that nobody knows is skipped",
        "3 changes\n",
    ]


def test_a_diff_names_the_old_place_of_what_left_nothing() -> None:
    gone = World(old={"a/x.proto": "message A {}"}, new={})
    assert "git:4f1c2d9:a/x.proto:1:1: A is gone\n" in changes.as_text(gone.answer())
