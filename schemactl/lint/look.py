"""A schema, what is known of its old version, and checks in; every hazard out, in the order of the texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemactl.model.change import Step
from schemactl.model.lint import Hazard

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from schemactl.model.change import Change
    from schemactl.model.lint import Check
    from schemactl.model.schema import Schema


def of_version(schema: Schema, checks: Iterable[Check]) -> Iterator[Hazard]:
    """The hazards that one version shows."""
    for check in checks:
        if check.version:
            yield from (Hazard(check=check, spot=spot) for spot in check.version(schema))


def of_step(old: Schema, new: Schema, changes: Sequence[Change], checks: Iterable[Check]) -> Iterator[Hazard]:
    """The hazards that the step to a version leaves behind."""
    step = changes[0].step if changes else Step(old=old, new=new, names={name: name for name in new.types})
    for check in checks:
        if check.step:
            yield from (Hazard(check=check, spot=spot) for spot in check.step(step, changes))
