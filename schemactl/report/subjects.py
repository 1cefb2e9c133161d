"""Rounds against a registry in; how each subject stands there, in lines for people, out."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from schemactl.model.standing import State, Trust
from schemactl.report.comparison import comparisons
from schemactl.report.registry import predict
from schemactl.report.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from schemactl.model.standing import Standing
    from schemactl.profiles.profile import Profile
    from schemactl.report.answer import Answer, Round
    from schemactl.report.style import Style


def together(rounds: Iterable[Round]) -> Iterator[tuple[str, tuple[Round, ...]]]:
    """Rounds one after the other against one registry, by its label; each other round by itself, under ""."""
    for registry, group in groupby(rounds, key=lambda one: one.standing.registry if one.standing else ""):
        if registry:
            yield registry, tuple(group)
        else:
            yield from (("", (one,)) for one in group)


def tally(rounds: Sequence[Round]) -> str:
    """`4 subjects: 1 new, 2 unchanged, 1 changed`."""
    states = {one.standing.subject: one.standing.state for one in rounds if one.standing}
    found = [(sum(each is state for each in states.values()), state) for state in State]
    words = ", ".join(f"{number} {state.value}" for number, state in found if number)
    return f"{counted(len(states), 'subject')}: {words}"


def own_answer(standing: Standing, rounds: Iterable[Round]) -> bool:
    """Whether we let a subject pass, beside every version that it was compared with."""
    return all(one.compatible for one in rounds if one.standing and one.standing.subject == standing.subject)


def lines(one: Round, answer: Answer, style: Style, *, detail: int) -> Iterator[str]:
    """How one subject stands beside one version: what was asked, what the registry says, what to know.

    A subject to which nothing happened is told with more detail only.
    """
    standing = one.standing
    if standing is None or (detail < 1 and standing.state is State.UNCHANGED and not standing.warnings):
        return
    yield f"{style('strong', standing.subject)} ({standing.path}): {_state(standing)}"
    if standing.refusal:
        yield f"   {style('bad', 'refused')}  {standing.refusal}"
        yield "   fix    register it under another subject, or delete the old one and its data"
    yield from (f"   note   {warning}" for warning in standing.warnings)
    yield from _registry(standing, one, answer, style)


def _state(standing: Standing) -> str:
    if standing.state is State.NEW:
        return "new"
    if standing.state is State.UNCHANGED:
        return f"unchanged, version {standing.number}"
    asked = f"{standing.compatibility.value} ({standing.origin})"
    return f"compared with version {standing.number} · {asked}"


def _registry(standing: Standing, one: Round, answer: Answer, style: Style) -> Iterator[str]:
    """The registry's own answer, and why it is not ours where it is not."""
    if standing.unasked:
        yield f"   asked  the registry was not: {standing.unasked}"
    if standing.said is None:
        return
    accepts, ours = standing.said.compatible, own_answer(standing, answer.rounds)
    verb = style("good", "accepts it") if accepts else style("bad", "rejects it")
    weight = " (it decides nothing: --trust self)" if answer.trust is Trust.SELF else ""
    yield f"   asked  the registry {verb}{weight}"
    yield from (f"          {message}" for message in _brief(standing.said.messages))
    if accepts != ours:
        yield from (f"   differ {reason}" for reason in differences(standing, one, answer))


def _brief(messages: Sequence[str]) -> Iterator[str]:
    """The registry's words, a line each; long ones, which repeat whole schemas, are cut."""
    for message in messages[:MOST]:
        line = " ".join(message.split())
        yield line if len(line) <= WIDTH else f"{line[: WIDTH - 1]}…"
    if len(messages) > MOST:
        yield f"… and {len(messages) - MOST} more"


MOST = 5
WIDTH = 160


def differences(standing: Standing, one: Round, answer: Answer) -> list[str]:
    """Why the registry says something else than we do, as far as profiles know registries."""
    if any(verdict.waived for verdict in one.verdicts):
        return ["the break is waived here, and a registry knows nothing of waivers"]
    if standing.origin != standing.registry:
        asked = f"{standing.compatibility.value} ({standing.origin})"
        return [f"we were asked for {asked}, and the registry for what is configured there"]
    found = dict.fromkeys(_reasons(standing, one, answer))
    return list(found) or ["no profile knows why; the registry's own words stand above"]


def _reasons(standing: Standing, one: Round, answer: Answer) -> Iterator[str]:
    """What those profiles say that predict what the registry did say."""
    for item in comparisons(one):
        for profile in (each for each in answer.profiles or _usual() if item.format in each.dialects):
            prediction = predict(item, one, profile)
            if standing.said and prediction.compatible == standing.said.compatible:
                yield from (remark.reason for remark in prediction.remarks if not remark.agrees)


def _usual() -> tuple[Profile, ...]:
    """What most registries are or follow, where nobody says which one it is."""
    from schemactl.profiles.catalog import by_name  # noqa: PLC0415  (answers differ rarely)

    return (by_name("confluent@8"),)
