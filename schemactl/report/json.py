"""An answer or an error in; the JSON that scripts rely on out (schemactl.check/1 and error/1)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import schemactl
from schemactl.errors import CompileError
from schemactl.model.effect import Effect, Surface, outcomes
from schemactl.report.comparison import comparisons
from schemactl.report.places import labelled, new_place, old_place
from schemactl.report.registry import predict
from schemactl.report.rollout import rollout
from schemactl.report.words import message, told
from schemactl.rules.catalog import buf_names

if TYPE_CHECKING:
    from schemactl.errors import SchemactlError
    from schemactl.model.location import Location
    from schemactl.model.reader import Departed
    from schemactl.model.standing import Standing
    from schemactl.model.verdict import Finding, Unjudged
    from schemactl.model.waiver import Waiver
    from schemactl.model.witness import Witness
    from schemactl.report.answer import Answer, Round
    from schemactl.report.comparison import Comparison
    from schemactl.report.registry import Prediction


def render(answer: Answer) -> str:
    """A check's answer, as one line for each level of two spaces; equal answers give equal bytes."""
    compared = [told_one for one in answer.rounds for told_one in _compared(one, answer)]
    return dump(
        {
            "schema": "schemactl.check/1",
            "version": schemactl.__version__,
            "compatible": answer.compatible,
            "compatibility": answer.policy.compatibility.value,
            "rollout": rollout(answer.verdicts).value,
            "comparisons": compared,
            "summary": {
                "subjects": len({told_one["subject"] for told_one in compared}),
                "changes": answer.changes,
                "breaks": len(answer.breaks),
                "waived": len(answer.waived),
                "unjudged": len(answer.unjudged),
                "tried": sum(refutation.tried for refutation in answer.refutations),
                "refuted": [_witness(witness) for witness in answer.refuted],
            },
        }
    )


def render_error(error: SchemactlError) -> str:
    """The one object that is printed instead of an answer."""
    told_error: dict[str, Any] = {
        "schema": "schemactl.error/1",
        "kind": error.kind,
        "message": error.message,
        "location": place(error.location),
        "fix": error.fix,
        **error.details,
    }
    if isinstance(error, CompileError):
        told_error["problems"] = [
            {
                "location": place(problem.location),
                "message": problem.message,
                "fix": problem.fix,
            }
            for problem in error.problems
        ]
    return dump(told_error)


def dump(told_object: dict[str, Any]) -> str:
    """The text of a JSON report: keys in the order of their meaning, values that JSON lacks as strings."""
    return json.dumps(told_object, ensure_ascii=False, indent=2, default=str) + "\n"


def place(location: Location | None) -> dict[str, Any] | None:
    if location is None:
        return None
    return {"file": location.source, "line": location.line, "column": location.column}


def effects(cells: tuple[Effect, ...]) -> list[dict[str, str]]:
    return [
        {"direction": cell.direction.value, "surface": cell.surface.value, "outcome": cell.outcome.value}
        for cell in sorted(cells)
    ]


def _compared(one: Round, answer: Answer) -> list[dict[str, Any]]:
    if one.standing is None:
        return [_comparison(item, one, answer) for item in comparisons(one)]
    return [subject_told(one, answer)]


def subject_told(one: Round, answer: Answer) -> dict[str, Any]:
    """A subject beside one of its versions, or beside nothing, as one comparison of schemactl.check/1."""
    standing = one.standing
    assert standing is not None  # noqa: S101  (the round is about a subject)
    compared = [_comparison(item, one, answer) for item in comparisons(one)]
    plain: dict[str, Any] = {"registry": None, "findings": [], "unjudged": []}
    said = (compared or [plain])[0]
    asked = {standing.registry: _said(standing)} if standing.said or standing.unasked else {}
    at = f"{standing.subject}@{standing.number}" if standing.number else None
    return {
        "subject": standing.subject,
        "format": standing.format,
        "old": at,
        "new": standing.path,
        "compatible": one.compatible,
        "registry": {**asked, **(said["registry"] or {})} or None,
        "standing": {
            "registry": standing.registry, "state": standing.state.value, "version": standing.number,
            "compatibility": standing.compatibility.value, "origin": standing.origin,
            "refusal": standing.refusal or None, "warnings": list(standing.warnings),
        },
        "findings": said["findings"],
        "unjudged": said["unjudged"],
    }  # fmt: skip


def _said(standing: Standing) -> dict[str, Any]:
    """The registry's own answer in its own words; `compatible` is null where it was not asked, and why."""
    said = standing.said
    return {
        "compatible": said.compatible if said else None,
        "findings": [],
        "messages": list(said.messages) if said else [standing.unasked],
    }


def _comparison(item: Comparison, one: Round, answer: Answer) -> dict[str, Any]:
    asked = {
        profile.name: predict(item, one, profile)
        for profile in answer.profiles
        if item.format in profile.dialects
    }
    return {
        "subject": item.path,
        "format": item.format,
        "old": labelled(one.old.label, one.old.prefix + item.path) if item.in_old else None,
        "new": labelled(one.new.label, one.new.prefix + item.path) if item.in_new else None,
        "compatible": item.compatible,
        "registry": {name: _prediction(said) for name, said in asked.items()} or None,
        "findings": [_finding(finding, one, answer) for finding in item.findings],
        "unjudged": [_unjudged(change, one, answer) for change in item.unjudged],
    }


def _prediction(said: Prediction) -> dict[str, Any]:
    remarks = [
        {"name": item.name or None, "path": item.path, "agrees": item.agrees, "reason": item.reason}
        for item in said.remarks
    ]
    return {"compatible": said.compatible, "findings": remarks}


def _finding(finding: Finding, one: Round, answer: Answer) -> dict[str, Any]:
    change = finding.change
    names = buf_names(finding.rule.id)
    return {
        "fingerprint": finding.fingerprint,
        "rule": finding.rule.id,
        **({"buf": list(names)} if names else {}),
        "breaks": finding.breaks,
        "path": change.path,
        "old_path": change.old_path,
        "location": place(new_place(change, one, answer)),
        "old_location": place(old_place(change)),
        "message": message(finding),
        "fix": finding.rule.fix,
        "effects": _effects(finding),
        "witness": _witness(finding.witnesses[0]) if finding.witnesses else None,
        "waiver": _waiver(finding.waiver),
    }


def _waiver(waiver: Waiver | None) -> dict[str, Any] | None:
    if waiver is None:
        return None
    expires = waiver.expires and waiver.expires.isoformat()
    said = {"reason": waiver.reason, "owner": waiver.owner, "issue": waiver.issue, "expires": expires}
    return {"state": waiver.state.value, **{key: value or None for key, value in said.items()}}


def _effects(finding: Finding) -> list[dict[str, Any]]:
    """The cells that are not ok, and those in which a named reader does something else, with what it does."""
    told_otherwise: dict[Effect, dict[str, Any]] = {effect: {} for effect in finding.effects}
    for each in finding.readers:
        for cell in each.departed:
            said = {"outcome": cell.outcome.value, "why": cell.why}
            told_otherwise.setdefault(_at(cell, finding), {})[each.reader] = said
    found = []
    for effect, readers in sorted(told_otherwise.items(), key=lambda item: item[0]):
        (cell_told,) = effects((effect,))
        found.append({**cell_told, "readers": readers} if readers else cell_told)
    return found


def _at(cell: Departed, finding: Finding) -> Effect:
    """The rule's own effect in a cell."""
    own = outcomes(finding.rule.effects)[cell.direction, cell.surface]
    return Effect(cell.direction, cell.surface, own)


def _unjudged(item: Unjudged, one: Round, answer: Answer) -> dict[str, Any]:
    return {
        "path": item.change.path,
        "old_path": item.change.old_path,
        "location": place(new_place(item.change, one, answer)),
        "old_location": place(old_place(item.change)),
        "message": told(item.change),
        "surfaces": [surface.value for surface in item.surfaces],
    }


def _witness(witness: Witness) -> dict[str, Any]:
    exchange = witness.exchange
    as_text = witness.surface is Surface.JSON
    return {
        "direction": witness.direction.value,
        "surface": witness.surface.value,
        "type": witness.type_name,
        "sent": exchange.sent.decode("utf-8", "replace") if as_text else exchange.sent.hex(),
        "said": exchange.said,
        "heard": exchange.heard,
        "error": exchange.error,
        **(
            {"recorded": {"reader": witness.reader, "outcome": exchange.outcome.value}}
            if witness.reader
            else {}
        ),
    }
