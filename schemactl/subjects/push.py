"""Examined candidates and a registry in; what is new or changed registered there, one after the other, out."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from schemactl.errors import RefusedError, SchemactlError
from schemactl.model.compatibility import Compatibility
from schemactl.model.subject import SubjectConfig

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from schemactl.model.subject import Version
    from schemactl.registry.protocol import Registry
    from schemactl.subjects.examine import Examined, Examiner

INCOMPATIBLE = (409, 40901)


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
            with _unasked(registry, subject):
                version = registry.register(subject, schema)
            forced = True
        examiner.hold(version)
        yield Pushed(subject=subject, version=version, forced=forced)


def waived(each: Examined) -> bool:
    """Whether an active waiver accepts a break in it."""
    return any(verdict.waived for one in each.rounds for verdict in one.verdicts)


@contextmanager
def _unasked(registry: Registry, subject: str) -> Iterator[None]:
    """Nothing is asked of a subject for as long as one registration takes."""
    own = registry.config(subject)
    registry.set_config(replace(own or SubjectConfig(), compatibility=Compatibility.NONE), subject)
    try:
        yield
    finally:
        try:
            if own is None:
                registry.delete_config(subject)
            else:
                registry.set_config(own, subject)
        except SchemactlError as error:
            was = (own and own.compatibility) or "as for all"
            error.message = f"{subject} is left with compatibility NONE, and was {was}: {error.message}"
            error.fix = f"set it back: schemactl registry config {subject} --set … or --delete"
            raise
