"""Named readers: a break is one in any of them, and a finding says in whose."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib import resources

import pytest
from casebook import ALL, Case, cases
from compiled import changes, single
from jsonschema import Draft202012Validator

from schemactl.formats.format import by_name
from schemactl.model.compatibility import Compatibility
from schemactl.model.effect import Direction, Effect, Outcome, Surface
from schemactl.model.verdict import Policy
from schemactl.readers.catalog import NAMES, reader
from schemactl.report import github, rule_page, text
from schemactl.report import json as report
from schemactl.report.answer import Answer, Round
from schemactl.report.rollout import Rollout, rollout
from schemactl.rules.catalog import catalogue
from schemactl.verdict.decide import decide
from schemactl.witness.prove import prove
from schemactl.witness.refute import refute

ALIAS = (
    '{"type": "record", "name": "E", "fields": [{"name": "mail", "type": "string"}]}',
    '{"type": "record", "name": "E", "fields": [{"name": "email", "type": "string", "aliases": ["mail"]}]}',
)
HELD = (
    '{"type": "record", "name": "E", "fields": [{"name": "p", "type": '
    '{"type": "record", "name": "Price", "fields": [{"name": "sum", "type": "long"}]}}]}'
)
RENAMED = (HELD, HELD.replace("Price", "Amount"))
RETYPED = (
    'syntax = "proto3"; message E { string a = 1; }',
    'syntax = "proto3"; message E { int32 a = 1; }',
)


def judged(texts, *names, compatibility=Compatibility.BACKWARD, form="avro"):
    policy = Policy(compatibility=compatibility, readers=tuple(map(reader, names)))
    old, new = (single(form, side) for side in texts)
    return decide(old, new, changes(form, *texts), catalogue(form), policy)


@pytest.mark.parametrize(
    ("texts", "names", "broken"),
    [
        (ALIAS, (), []),
        (ALIAS, ("fastavro",), []),
        (ALIAS, ("avro-java",), []),
        (ALIAS, ("avro-python",), ["avro-field-renamed-with-alias"]),
        (ALIAS, ("avro-java", "avro-python"), ["avro-field-renamed-with-alias"]),
        (ALIAS, ("go", "prost"), []),
        (RENAMED, (), ["avro-type-renamed"]),
        (RENAMED, ("go",), ["avro-type-renamed"]),
        (RENAMED, ("avro-java",), []),
        (RENAMED, ("avro-java", "fastavro"), ["avro-type-renamed"]),
        (RENAMED, ("avro-python",), ["avro-type-renamed"]),
    ],
)
def test_a_break_is_one_in_any_named_reader(texts, names, broken):
    verdict = judged(texts, *names)
    assert [finding.rule.id for finding in verdict.breaks] == broken
    assert verdict.compatible is not bool(broken)


def test_a_finding_says_what_each_named_reader_does():
    (finding,) = judged(RENAMED, "avro-java", "avro-python").breaks
    assert [(each.reader, [cell.outcome for cell in each.departed]) for each in finding.readers] == [
        ("avro-java", [Outcome.OK, Outcome.OK]),
        ("avro-python", []),
    ]
    assert set(finding.felt) == set(finding.effects)


def test_what_is_felt_is_what_some_reader_shows():
    (finding,) = judged(RETYPED, "prost", compatibility=Compatibility.FULL, form="protobuf").breaks[:1]
    wire = [effect for effect in finding.felt if effect.surface is Surface.WIRE]
    assert wire == [Effect(direction, Surface.WIRE, Outcome.REJECTS) for direction in Direction]
    both = judged(RETYPED, "upb", "prost", compatibility=Compatibility.FULL, form="protobuf").breaks[0]
    assert {effect.outcome for effect in both.felt if effect.surface is Surface.WIRE} == {
        Outcome.LOSES,
        Outcome.REJECTS,
    }


def test_the_rollout_is_that_of_the_named_readers():
    assert rollout([judged(ALIAS)]) is Rollout.CONSUMERS_FIRST
    assert rollout([judged(ALIAS, "avro-python")]) is Rollout.IMPOSSIBLE
    assert rollout([judged(RENAMED, "avro-java")]) is Rollout.ANY_ORDER


def test_what_no_named_reader_shows_is_not_proved_and_not_refuted():
    (form,) = by_name(("avro",))
    full = {"compatibility": Compatibility.FULL}
    for names, proved in (((), True), (("avro-java",), False), (("fastavro", "avro-java"), True)):
        verdict = prove(judged(RENAMED, *names, **full), form)
        assert any(finding.witnesses for finding in verdict.findings) is proved
    refutation = refute(judged(RENAMED, "avro-java", **full), form, 0.05)
    assert refutation is not None
    assert refutation.counterexample is None


def proved(texts, *names, form="avro", **rest):
    verdict = prove(judged(texts, *names, form=form, **rest), by_name((form,))[0])
    (finding,) = verdict.breaks
    return verdict, finding.witnesses


def test_a_break_in_a_named_reader_alone_is_shown_by_bytes_and_what_it_is_recorded_to_do():
    verdict, (witness,) = proved(ALIAS, "avro-java", "avro-python")
    assert (witness.reader, witness.outcome) == ("avro-python", Outcome.REJECTS)
    assert witness.exchange.said
    assert (witness.exchange.heard, witness.exchange.error) == (None, None)
    shown = text.render(answer(verdict, verdict.policy))
    said = "is rejected by avro-python with the new one (recorded, not run here: it ignores aliases)"
    assert f"   proof  {witness.exchange.sent.hex()}, written by the old schema as " in shown
    assert said in shown
    assert said in github.render(answer(verdict, verdict.policy))


def test_json_says_that_a_witness_is_recorded():
    verdict, _ = proved(ALIAS, "avro-python")
    said = json.loads(report.render(answer(verdict, verdict.policy)))
    schema = resources.files("schemactl.report").joinpath("schemas/check-1.json").read_text()
    Draft202012Validator(json.loads(schema)).validate(said)
    (finding,) = said["comparisons"][0]["findings"]
    assert finding["witness"]["recorded"] == {"reader": "avro-python", "outcome": "rejects"}
    assert finding["witness"]["heard"] is None


def test_what_is_read_here_comes_before_what_is_recorded():
    _, witnesses = proved(RETYPED, "prost", "upb", form="protobuf")
    assert [(witness.reader, witness.outcome) for witness in witnesses] == [
        ("", Outcome.LOSES),
        ("prost", Outcome.REJECTS),
    ]
    _, witnesses = proved(RETYPED, "prost", form="protobuf")
    assert [witness.reader for witness in witnesses] == ["prost"]


BYTES = tuple(f'syntax = "proto2"; message E {{ optional {kind} a = 1; }}' for kind in ("bytes", "string"))


@pytest.mark.parametrize(("name", "outcome"), [("java", Outcome.MISREADS), ("prost", Outcome.REJECTS)])
def test_a_row_says_which_bytes_show_it(name, outcome):
    _, (witness,) = proved(BYTES, name, form="protobuf")
    assert (witness.outcome, witness.exchange.sent) == (outcome, b"\x0a\x01\xff")


def test_an_event_of_which_no_value_can_be_made_has_no_witness():
    """A type that holds itself as a required field has no values."""
    old = 'syntax = "proto2"; message E { required E e = 1; optional string a = 2; }'
    _, witnesses = proved((old, old.replace("string", "int32")), "prost", form="protobuf")
    assert witnesses == ()


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.id)
def test_naming_the_reference_changes_nothing(case: Case):
    step = case.verdict
    policy = replace(ALL, readers=(reader("upb"), reader("fastavro")))
    named = decide(step.old, step.new, step.changes, catalogue(case.format), policy)
    assert [(item.fingerprint, item.breaks, item.effects, item.felt) for item in named.findings] == [
        (item.fingerprint, item.breaks, item.effects, item.effects) for item in step.findings
    ]


# --- reports


def answer(verdict, policy):
    source = Case(cases()[0].folder).source("old")
    return Answer(rounds=(Round(old=source, new=source, verdicts=(verdict,)),), policy=policy)


def told(texts, *names):
    verdict = judged(texts, *names)
    return answer(verdict, verdict.policy)


def test_text_says_in_whose_reader():
    shown = text.render(told(ALIAS, "avro-java", "avro-python"))
    assert "   breaks in avro-python, backward, on the wire: rejects (it ignores aliases)\n" in shown
    assert "avro-java" not in shown
    shown = text.render(told(RENAMED, "avro-java"))
    assert "   shows  backward (new readers, old events)" in shown
    said = "not in avro-java, backward and forward, on the wire: it reads a record by its fields, whatever its name"
    assert f"          {said}\n" in shown


def test_github_says_in_whose_reader():
    shown = github.render(told(ALIAS, "avro-python"))
    assert shown.startswith("::error ")
    assert "in avro-python, backward, on the wire: rejects (it ignores aliases)" in shown


def test_json_says_it_in_the_cell():
    said = json.loads(report.render(told(ALIAS, "avro-python", "avro-java")))
    schema = resources.files("schemactl.report").joinpath("schemas/check-1.json").read_text()
    Draft202012Validator(json.loads(schema)).validate(said)
    (finding,) = said["comparisons"][0]["findings"]
    cells = {(cell["direction"], cell["surface"]): cell for cell in finding["effects"]}
    assert cells["backward", "wire"] == {
        "direction": "backward",
        "surface": "wire",
        "outcome": "ok",
        "readers": {"avro-python": {"outcome": "rejects", "why": "it ignores aliases"}},
    }
    assert "readers" not in cells["forward", "wire"]


def test_a_rule_s_page_says_which_readers_differ():
    rules = {rule.id: rule for rule in catalogue("avro").rules}
    page = paged(rules["avro-field-renamed-with-alias"])
    assert (
        "in other readers\n   avro-python: rejects on the wire where this says ok: it ignores aliases\n"
        in rule_page.text(*page)
    )
    assert (
        "- avro-python: rejects on the wire where this says ok: it ignores aliases\n"
        in rule_page.markdown(*page)
    )
    shadowed = rule_page.markdown(*paged(rules["avro-union-branch-shadowed"]))
    assert "- avro-java: it hangs on the types: it reads a record by its fields" in shadowed
    assert "n other readers" not in rule_page.text(*paged(rules["avro-event-added"]))


def paged(rule):
    return rule, rule_page.Example(otherwise=tuple(rule_page.otherwise(rule, map(reader, NAMES))))
