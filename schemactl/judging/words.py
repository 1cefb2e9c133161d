"""Findings in; the sentences in which a registry tells what it holds against a schema out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemactl.report.words import grouped, message, proof, told

if TYPE_CHECKING:
    from schemactl.errors import CompileError
    from schemactl.model.verdict import Finding, Policy, Unjudged


def told_break(finding: Finding, policy: Policy) -> str:
    """The rule, what changed, what it does to whom, the value that shows it, and what to do instead."""
    refused = [effect for effect in finding.felt if policy.refuses(effect, finding.rule)]
    parts = [message(finding), *(words for _, words in grouped(refused))]
    parts += [proof(witness) for witness in finding.witnesses[:1]]
    return f"{finding.rule.id}: {'; '.join(parts)}; fix: {finding.rule.fix}"


def told_unjudged(item: Unjudged) -> str:
    surfaces = " and ".join(surface.value for surface in item.surfaces)
    return f"unjudged: {told(item.change)}; no rule knows what this does on {surfaces}"


def told_problems(error: CompileError) -> str:
    """Every problem with its place in the text."""
    return "; ".join(str(problem) for problem in error.problems)
