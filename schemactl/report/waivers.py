"""An answer in; what became of each waiver that there is out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemactl.model.waiver import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemactl.model.waiver import Waiver
    from schemactl.report.answer import Answer

_WORDS = {
    State.SPENT: "no finding needs it any more, now that something else is compared with",
    State.UNKNOWN: "there is no such finding",
    State.EXPIRED: "it is over",
}


def states(answer: Answer) -> Iterator[tuple[Waiver, State]]:
    """Every waiver with its state: by the findings that have it, then by its date."""
    used = {
        finding.waiver.id for verdict in answer.verdicts for finding in verdict.findings if finding.waiver
    }
    labels = {one.old.label for one in answer.rounds}
    for waiver in answer.waivers or ():
        if waiver.id in used:
            yield waiver, waiver.state
        else:
            yield waiver, State.SPENT if waiver.against and waiver.against not in labels else State.UNKNOWN


def idle(answer: Answer) -> tuple[tuple[Waiver, State], ...]:
    """The waivers that no finding has, if all was looked at."""
    if not answer.whole:
        return ()
    return tuple(each for each in states(answer) if each[1] in (State.SPENT, State.UNKNOWN))


def told(waiver: Waiver, state: State) -> str:
    """`schemactl-waivers.toml:3:1: f-k3x9q2mz is spent: …`."""
    why = _WORDS.get(state, f"{waiver.told}: {waiver.reason}")
    what = " ".join(filter(None, (waiver.rule, waiver.element, waiver.change)))
    return f"{waiver.location}: {waiver.id} is {state.value}: {why}" + (f" ({what})" if what else "")
