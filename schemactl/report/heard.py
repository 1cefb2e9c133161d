"""A finding in; what the readers that the policy names make of it otherwise than the rule says out, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemactl.model.effect import Effect, Outcome, Surface
from schemactl.report.words import WHERE

if TYPE_CHECKING:
    from schemactl.model.verdict import Finding


def heard_by(finding: Finding) -> list[tuple[tuple[Effect, ...], str]]:
    """The effects in each reader that departs, those with one outcome and reason together, with their words."""
    found: dict[tuple[str, Surface, Outcome, str], list[Effect]] = {}
    for each in finding.readers:
        for cell in each.departed:
            effect = Effect(cell.direction, cell.surface, cell.outcome)
            found.setdefault((each.reader, cell.surface, cell.outcome, cell.why), []).append(effect)
    return [(tuple(cells), _words(*said, cells)) for said, cells in found.items()]


def _words(reader: str, surface: Surface, outcome: Outcome, why: str, cells: list[Effect]) -> str:
    directions = " and ".join(cell.direction.value for cell in cells)
    where = f"{reader}, {directions}, {WHERE[surface]}"
    if outcome is Outcome.OK:
        return f"not in {where}: {why}"
    return f"in {where}: {outcome.value} ({why})"
