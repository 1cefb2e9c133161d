"""A plan, and how far it was carried out, in; what people and programs are told of it out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from schemactl.errors import LookError, SchemactlError
from schemactl.report import plan as report
from schemactl.report import text
from schemactl.report.json import dump

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    from schemactl.cli.formats import Target
    from schemactl.report.plan import Plan


def tell_plan(plan: Plan, targets: Sequence[Target]) -> None:
    """The plan, and after it everything that the check found in what is refused."""
    for target in targets:
        if target.format == "json":
            target.write(dump(report.as_json(plan)))
        else:
            target.write(report.as_text(plan, target.style))
            if plan.refused:
                target.write("\n" + text.render(plan.answer, target.style))


class Telling:
    """Tells how far a push came, however it ends. A failure gains the words for what is to be done about it."""

    def __init__(self, targets: Sequence[Target]) -> None:
        self.targets = targets
        self.plan: Plan | None = None

    def note(self, plan: Plan) -> None:
        self.plan = plan

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        del kind, trace
        plan = self.plan
        if plan is None:
            return
        for target in self.targets:
            if target.format == "text":
                target.write(report.outcome(plan))
            elif error is None:
                target.write(dump(report.as_json(plan)))
        if isinstance(error, SchemactlError) and plan.pending:
            self.explain(error, plan)

    @staticmethod
    def explain(error: SchemactlError, plan: Plan) -> None:
        """Say how far it came, to people in the message and to programs in the one object that they get."""
        at, number = plan.pending[0], len(plan.done or {})
        error.message = f"{at}: {error.message} ({number} registered before it, {len(plan.pending)} not done)"
        unsure = "; whether this one arrived is not known" if isinstance(error, LookError) else ""
        error.fix = f"{error.fix or 'see what it says'}; then push again: it goes on from here{unsure}"
        error.details = {"registered": report.registered(plan), "pending": list(plan.pending)}
