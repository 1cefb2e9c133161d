"""A grammar, a target and a budget in; what was tried and what was found out.

The same seed tries the same payloads in the same order; time alone decides how far it comes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain, islice
from time import monotonic
from typing import TYPE_CHECKING, Any

from schemactl.fuzz.cases import cases
from schemactl.fuzz.judge import Judge
from schemactl.fuzz.protocol import Answer, Status
from schemactl.fuzz.shrink import shrunk
from schemactl.model.fuzzing import Found, Fuzzed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from schemactl.fuzz.grammar import Grammar, Payload
    from schemactl.fuzz.target import Target
    from schemactl.model.fuzzing import Breach

CHUNK = 256
"""So many payloads are asked before the answers are judged; what a payload shows never depends on it."""
SLOW = 12
"""How many payloads are tried to shrink one that costs the process, or its time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """Where a run ends: after so many seconds or examples, whichever comes first, or with so many findings."""

    seconds: float | None = None
    examples: int | None = None
    findings: int = 20


class Fuzzing:
    """One run. ignored: properties that are not asked for. shrink: whether simpler payloads are looked for."""

    def __init__(
        self,
        grammar: Grammar,
        target: Target,
        *,
        seed: int = 0,
        ignored: Iterable[str] = (),
        shrink: bool = True,
    ) -> None:
        self._grammar = grammar
        self._target = target
        self._judge = Judge(grammar, frozenset(ignored))
        self._seen_kb = 0
        self._shrink = shrink
        self.run = Fuzzed(seed=seed, goals=grammar.goals())

    def random(
        self, budget: Budget, tell: Callable[[Fuzzed], None] = lambda _: None, other: Grammar | None = None
    ) -> Fuzzed:
        """Try payloads of the schema until the budget ends. other: another version, whose events are tried too."""
        return self.every(cases(self._grammar, self.run.seed, self._show, other), budget, tell)

    def every(
        self,
        payloads: Iterable[Payload],
        budget: Budget | None = None,
        tell: Callable[[Fuzzed], None] = lambda _: None,
    ) -> Fuzzed:
        """Try these payloads, as far as the budget goes."""
        budget, start, run = budget or Budget(), monotonic(), self.run
        before, end = run.seconds, run.tried + (budget.examples or 0)
        coming = iter(payloads)
        while len(run.findings) < budget.findings:
            size = min(CHUNK, end - run.tried) if budget.examples else CHUNK
            chunk = list(islice(_until(coming, start, budget.seconds), size))
            if not chunk:
                break
            self._try(chunk)
            run.seconds = before + monotonic() - start
            run.unblamed = self._target.unblamed
            tell(run)
        return run

    def _show(self, value: Any) -> None:
        self.run.met.update(self._grammar.met(value))

    def _try(self, chunk: list[Payload]) -> None:
        """Ask and judge a chunk, and then what was decoded and encoded otherwise than it was sent."""
        answers = list(self._target.answers(payload.data for payload in chunk))
        again: list[tuple[int, Payload, Answer]] = []
        for payload, answer in zip(chunk, answers, strict=True):
            self.run.tried += 1
            self.run.made[payload.made.partition(" ")[0]] += 1
            breach = self._judge.breach(payload.data, answer, self._growth(answer))
            if breach:
                self._found(breach, payload)
            elif answer.status is Status.OK and answer.body != payload.data:
                again.append((self.run.tried, payload, answer))
        seconds = self._target.answers(answer.body for _, _, answer in again)
        for (_, payload, answer), second in zip(again, list(seconds), strict=True):
            if breach := self._judge.unstable(answer, second):
                self._found(breach, payload._replace(data=payload.data))

    def _growth(self, answer: Answer) -> int:
        """How much more memory the process has had than ever before; at first it only starts."""
        before, self._seen_kb = self._seen_kb, max(answer.kb, self._seen_kb)
        return answer.kb - before if before and answer.kb > before else 0

    def _found(self, breach: Breach, payload: Payload) -> None:
        known = self.run.findings.get(breach.fingerprint)
        if known:
            self.run.findings[breach.fingerprint] = replace(known, times=known.times + 1)
            return
        self.run.findings[breach.fingerprint] = self._shrunk(breach, payload)

    def _shrunk(self, breach: Breach, payload: Payload) -> Found:
        """The simplest payload that shows the same, asked alone."""
        latest = self._alone(payload.data)
        same = latest is not None and latest.fingerprint == breach.fingerprint
        finding = Found(
            breach=latest if same and latest else breach, payload=payload.data, made=payload.made, first=payload.data,
            at=self.run.tried, alone=same,
        )  # fmt: skip
        if not same or not self._shrink:
            return finding
        costly = breach.claim in ("ends", "survives", "fits")
        data = shrunk(
            payload.data,
            lambda data: self._shows(data, breach),
            self._grammar.smaller,
            *([SLOW] if costly else []),
        )
        simplest = self._alone(data) if data != payload.data else latest
        return replace(finding, breach=simplest or breach, payload=data)

    def _shows(self, data: bytes, breach: Breach) -> bool:
        found = self._alone(data, fresh=breach.claim == "fits")
        return found is not None and found.fingerprint == breach.fingerprint

    def _alone(self, data: bytes, *, fresh: bool = True) -> Breach | None:
        """What is wrong with a payload by itself. fresh: in a process that was asked nothing but what is empty."""
        if fresh:
            self._target.close()
        first = self._target.answer(b"") if fresh else Answer(status=Status.OK)
        answer = self._target.answer(data)
        growth = answer.kb - first.kb if fresh and first.kb else 0
        if breach := self._judge.breach(data, answer, growth):
            return breach
        if answer.status is Status.OK and answer.body != data:
            return self._judge.unstable(answer, self._target.answer(answer.body))
        return None


def _until(coming: Iterator[Payload], start: float, seconds: float | None) -> Iterator[Payload]:
    """What comes until the time is over, the first one in any case."""
    first = next(coming, None) if seconds is None or monotonic() - start < seconds else None
    if first is None:
        return
    for payload in chain([first], coming):
        yield payload
        if seconds is not None and monotonic() - start >= seconds:
            return
