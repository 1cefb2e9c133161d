"""A payload and a target's answer in; which property the answer breaks, if any, out."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from schemactl.fuzz.protocol import Status
from schemactl.model.fuzzing import Breach

if TYPE_CHECKING:
    from schemactl.fuzz.grammar import Grammar
    from schemactl.fuzz.protocol import Answer
    from schemactl.model.reading import Reading

ROOM, FACTOR = 64 << 10, 100
"""In kB, and times the payload: so much memory may decoding take."""
NO_MEMORY = re.compile(
    r"MemoryError|out of memory|memory allocation of|bad_alloc|OutOfMemoryError", re.IGNORECASE
)


class Judge:
    """Judges a target's answers by the schema. Which payload it was alone decides, however it was made."""

    def __init__(self, grammar: Grammar, ignored: frozenset[str] = frozenset()) -> None:
        self._grammar = grammar
        self._ignored = ignored

    def breach(self, payload: bytes, answer: Answer, growth: int = 0) -> Breach | None:
        """What is wrong with an answer. growth: of the process's memory while it decoded, in kB."""
        breach = self._breach(payload, answer, growth)
        return None if breach is None or breach.claim in self._ignored else breach

    def unstable(self, answer: Answer, again: Answer) -> Breach | None:
        """What is wrong if what was decoded and encoded is not decoded and encoded as the same."""
        if again.status is Status.OK and again.body == answer.body:
            return None
        got = again.body.hex() if again.status is Status.OK else again.text
        detail = f"written again: {again.status.name.lower()}"
        found = Breach(claim="stable", detail=detail, expected=answer.body.hex(), got=got)
        return None if found.claim in self._ignored else found

    def _breach(self, payload: bytes, answer: Answer, growth: int) -> Breach | None:
        hard = _hard(answer) or _large(len(payload), growth)
        reading = self._grammar.read(payload)
        if hard or reading.open:
            return hard
        if reading.refused:
            return None if answer.status is Status.DECODE_ERROR else self._unrefused(reading, answer)
        return None if answer.status is Status.ACCEPTED else self._unequal(reading, answer)

    def _unrefused(self, reading: Reading, answer: Answer) -> Breach:
        expected = f"refused: {reading.refused}"
        return Breach(claim="refuses", detail=reading.refused, expected=expected, got=self._said(answer))

    def _unequal(self, reading: Reading, answer: Answer) -> Breach | None:
        expected, got = self._shown(reading.value), answer.value
        if answer.status in (Status.DECODE_ERROR, Status.ENCODE_ERROR):
            claim = "reads" if answer.status is Status.DECODE_ERROR else "encodes"
            return Breach(
                claim=claim, detail=_kind(answer.text), expected=expected, got=f"refused: {answer.text}"
            )
        if answer.status is Status.OK:
            again = self._grammar.read(answer.body)
            if why := again.refused or again.open:
                got = f"{answer.body.hex()}: {why}"
                return Breach(claim="encodes", detail=why, expected=expected, got=got)
            got = again.value
        where = self._grammar.difference(reading.value, got)
        unknown = where.startswith("unknown ")
        if not where or (
            unknown and answer.status is Status.VALUE and "" not in got
        ):  # it does not tell of them
            return None
        return Breach(
            claim="unknown" if unknown else "equal", detail=where, expected=expected, got=self._shown(got)
        )

    def _said(self, answer: Answer) -> str:
        if answer.status is Status.VALUE:
            return self._shown(answer.value)
        return answer.body.hex() if answer.status is Status.OK else "accepted"

    def _shown(self, value: Any) -> str:
        try:
            return json.dumps(self._grammar.shown(value), ensure_ascii=False)
        except (TypeError, ValueError, AttributeError):
            return repr(value)


def _hard(answer: Answer) -> Breach | None:
    """What is wrong whatever the payload is."""
    answered = "an answer"
    if answer.status in (Status.CRASH, Status.PANIC) and NO_MEMORY.search(answer.text):
        return Breach(claim="fits", detail="out of memory", expected=answered, got=answer.text)
    if answer.status is Status.CRASH:
        return Breach(claim="survives", detail=_kind(answer.text), expected=answered, got=answer.text)
    if answer.status is Status.HANG:
        return Breach(claim="ends", detail="time", expected=answered, got=answer.text)
    if answer.status in (Status.PANIC, Status.UNSUPPORTED):
        got = answer.text or answer.status.name.lower()
        return Breach(claim="declared", detail=_kind(got), expected="an answer, or a declared error", got=got)
    return None


def _large(size: int, growth: int) -> Breach | None:
    """What is wrong if memory grew by so many kB for so many bytes."""
    if growth <= ROOM + FACTOR * size / 1024:
        return None
    expected = f"less than {ROOM >> 10} MB for {size} bytes"
    return Breach(claim="fits", detail="memory", expected=expected, got=f"{growth >> 10} MB")


def _kind(words: str) -> str:
    """What errors of one cause have in common: their kind and place, not their values."""
    head, _, rest = words.partition(":")
    place = re.search(r"\(in [^)]*\)$", words)
    return f"{head} {place.group() if place else rest.strip()[:60]}"
