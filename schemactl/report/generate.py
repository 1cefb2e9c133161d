"""What was or would be generated in; text or JSON (schemactl.generate/1) out."""

from __future__ import annotations

from collections import Counter
from difflib import unified_diff
from typing import TYPE_CHECKING, Any

import schemactl
from schemactl.report.json import dump
from schemactl.report.style import plain
from schemactl.report.words import counted, printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from schemactl.codegen.drift import Drift, Handlers, Step
    from schemactl.report.style import Style

_DONE = {"new": "created", "changed": "written", "edited": "written over a hand edit", "stale": "removed"}
_TOLD = {
    "new": "missing", "changed": "out of date", "edited": "edited by hand", "stale": "of a schema that is gone",
    "kept": "of a schema that is gone, and edited by hand",
}  # fmt: skip
_DIFF = 200
"""How many lines of a difference are shown, of a file."""


def text(drifts: Sequence[Drift], style: Style = plain, *, check: bool, detail: int = 0) -> str:
    """The whole report; detail: below 0 without what is well, above 0 with every file."""
    blocks = [block for drift in drifts for block in _target(drift, style, check=check, detail=detail)]
    return "\n".join([*blocks, _summary(drifts, style, check=check)]) + "\n"


def _target(drift: Drift, style: Style, *, check: bool, detail: int) -> Iterator[str]:
    if detail >= 0:
        yield f"{style('strong', drift.target.language)} → {drift.target.out}"
        for plan in drift.plans:
            yield f"   {plan.subject}: {', '.join(arm.name for arm in plan.arms) or 'no variant yet'}"
    for step in drift.steps:
        if step.state not in {"same", "yours"}:
            yield from _step(step, style, check=check, detail=detail)
    for handlers in drift.handlers:
        yield from _handlers(handlers, style)
    if check and drift.drifted:
        yield from (f"   {name} was {then}, here it is {now}" for name, (then, now) in drift.retooled.items())


def _step(step: Step, style: Style, *, check: bool, detail: int) -> Iterator[str]:
    if check:
        yield f"{style('strong', step.path)}: {style('bad', _TOLD[step.state])}"
        if detail >= 0 and step.state in {"changed", "edited"}:
            yield from _difference(step)
    elif step.state == "kept":
        yield f"{style('strong', step.path)}: {_TOLD['kept']}: delete it, or move what you need"
    elif step.state == "edited" or detail > 0:
        yield f"{style('strong', step.path)}: {_DONE[step.state]}"


def _difference(step: Step) -> Iterator[str]:
    before, after = (
        (data or b"").decode(errors="replace").splitlines() for data in (step.before, step.after)
    )
    lines = list(unified_diff(before, after, step.path, f"{step.path} (generated)", lineterm=""))
    yield from (printable(line.expandtabs(4)) for line in lines[:_DIFF])
    if len(lines) > _DIFF:
        yield f"… {len(lines) - _DIFF} more lines"


def _handlers(handlers: Handlers, style: Style) -> Iterator[str]:
    where = style("strong", handlers.path)
    if handlers.error:
        yield f"{where}: {style('bad', 'cannot be read')}: {printable(handlers.error)}"
    for name in handlers.orphaned:
        yield f"{where}: {style('bad', f'{name} has no variant of {handlers.plan.subject} any more')}"
    if handlers.missing:
        names = ", ".join(method.name for method in handlers.missing)
        yield f"{where}: {style('bad', f'has no {names}')}, and does not compile without; paste:"
        yield ""
        for method in handlers.missing:
            yield from (f"    {line}" for line in method.snippet.splitlines())
            yield ""


def _summary(drifts: Sequence[Drift], style: Style, *, check: bool) -> str:
    states = Counter(step.state for drift in drifts for step in drift.steps)
    total = counted(sum(states.values()), "file")
    differing = {state: number for state, number in states.items() if state not in {"same", "yours"}}
    words = _TOLD if check else _DONE | {"kept": "kept"}
    told = ", ".join(f"{differing[state]} {words[state]}" for state in words if state in differing)
    lacking = sum(len(each.missing) for drift in drifts for each in drift.handlers)
    lacks = f", {counted(lacking, 'handler')} missing" if lacking else ""
    good = not (check and differing)
    return f"{style('good' if good else 'bad', told or 'nothing to do')}{lacks} · {total}"


def json(drifts: Sequence[Drift], *, check: bool) -> str:
    """The object schemactl.generate/1."""
    return dump(
        {
            "schema": "schemactl.generate/1",
            "version": schemactl.__version__,
            "check": check,
            "current": not any(drift.drifted for drift in drifts),
            "targets": [_object(drift) for drift in drifts],
        }
    )


def _object(drift: Drift) -> dict[str, Any]:
    return {
        "language": drift.target.language,
        "out": drift.target.out,
        "dispatches": [
            {
                "name": plan.name, "event": plan.event or None, "by": plan.by or None,
                "discriminator": plan.discriminator, "arms": [arm.name for arm in plan.arms],
            }
            for plan in drift.plans
        ],
        "files": [{"file": step.path, "state": step.state} for step in drift.steps],
        "handlers": [
            {
                "file": each.path, "dispatch": each.plan.name, "error": each.error or None,
                "missing": [{"method": method.name, "snippet": method.snippet} for method in each.missing],
                "orphaned": list(each.orphaned),
            }
            for each in drift.handlers
        ],
        "tools": [{"tool": name, "then": then, "now": now} for name, (then, now) in drift.retooled.items()],
    }  # fmt: skip
