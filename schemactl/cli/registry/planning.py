"""A registry in; every subject of the project beside it, as a plan that can be shown and carried out, out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from time import perf_counter
from typing import TYPE_CHECKING

from schemactl.cli.look import count, modules_of
from schemactl.cli.looking import Looking
from schemactl.cli.project import open_project
from schemactl.cli.registry_spec import RegistrySpec
from schemactl.pipeline import ALL_WITNESSES
from schemactl.report.answer import Answer
from schemactl.report.plan import Done, Plan
from schemactl.sources.resolve import current
from schemactl.subjects.names import file_subject
from schemactl.subjects.push import push

if TYPE_CHECKING:
    from collections.abc import Callable

    from schemactl.registry.protocol import Registry
    from schemactl.subjects.examine import Examined, Examiner


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A plan, and what it takes to carry it out."""

    plan: Plan
    found: tuple[Examined, ...]
    examiner: Examiner


def look() -> Looking:
    """At the whole project, as its files are now."""
    project = open_project()
    new = current(str(project.folder))
    policy = replace(project.configuration.policy, waivers={each.id: each for each in project.waivers()})
    return Looking(
        project=project, new=new, modules=modules_of(project, (), [new]), policy=policy, proofs=ALL_WITNESSES
    )


def planned(looking: Looking, registry: Registry, *, forcing: bool) -> Planned:
    """Check every subject; nothing is changed."""
    start = perf_counter()
    project = looking.project
    examiner = looking.examiner(registry, RegistrySpec(spec=""), judging=registry)
    found = looking.each(examiner)
    answer = Answer(
        rounds=found.rounds, policy=looking.policy, notes=found.notes,
        schemas=count(looking.modules, looking.new), configuration=project.configuration_path,
        waivers=tuple(looking.policy.waivers.values()), seconds=perf_counter() - start,
    )  # fmt: skip
    naming = project.configuration.naming
    candidates = [each.candidate for each in found.subjects]
    plan = Plan(
        registry=registry.label, strategy=naming.strategy, answer=answer, forcing=forcing,
        refers={
            each.subject: tuple(file_subject(need, naming) for need in each.document.needs)
            for each in candidates
        },
        events={each.subject: each.events for each in candidates},
    )  # fmt: skip
    return Planned(plan=plan, found=found.subjects, examiner=examiner)


def carried_out(work: Planned, registry: Registry, tell: Callable[[Plan], None]) -> Plan:
    """Register everything that is new or changed. tell: is told the plan with what is done after each."""
    plan = replace(work.plan, done={})
    tell(plan)
    for each in push(work.found, work.examiner, registry, force=plan.forcing):
        plan = replace(
            plan, done={**(plan.done or {}), each.subject: Done(version=each.version, forced=each.forced)}
        )
        tell(plan)
    return plan
