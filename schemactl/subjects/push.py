"""Examined candidates and a registry in; what is new or changed registered there, one after the other, out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from schemactl.errors import RefusedError
from schemactl.registry.unjudged import INCOMPATIBLE, unjudged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from schemactl.model.subject import Version
    from schemactl.registry.protocol import Registry
    from schemactl.subjects.examine import Examined, Examiner


@dataclass(frozen=True, slots=True, kw_only=True)
class Pushed:
    """What became of one candidate. forced: against the registry's will, while its compatibility was NONE."""

    subject: str
    version: Version
    forced: bool = False


def push(
    found: Iterable[Examined], examiner: Examiner, registry: Registry, *, force: bool
) -> Iterator[Pushed]:
    """Register in the order given: what is referred to first. What is there already is told as it is.

    force: register what the registry refuses, where a waiver is active for the break.
    Raises what the registry raises; what was yielded before is done, and doing it again changes nothing.
    """
    for each in found:
        if each.standing.held:
            continue
        schema = examiner.schema(each.candidate)
        assert schema is not None, "what a candidate refers to comes before it"  # noqa: S101
        subject, forced = each.candidate.subject, False
        try:
            version = registry.register(subject, schema)
        except RefusedError as error:
            if not (force and error.code in INCOMPATIBLE and waived(each)):
                raise
            with unjudged(registry, subject):
                version = registry.register(subject, schema)
            forced = True
        examiner.hold(version)
        yield Pushed(subject=subject, version=version, forced=forced)


def waived(each: Examined) -> bool:
    """Whether an active waiver accepts a break in it."""
    return any(verdict.waived for one in each.rounds for verdict in one.verdicts)
