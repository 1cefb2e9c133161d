"""A payload and a target's answer in; which property the answer breaks, if any, out."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from schemactl.fuzz.protocol import Status

if TYPE_CHECKING:
    from schemactl.fuzz.grammar import Grammar
    from schemactl.fuzz.protocol import Answer
    from schemactl.model.reading import Reading

PROPERTIES = {
    "survives": "a payload ends with an answer, not with the process",
    "ends": "a payload is answered in time",
    "fits": "decoding takes no more memory than its payload warrants",
    "declared": "a payload is refused by a declared error",
    "reads": "what is a value of the type is read",
    "refuses": "what is no value of the type is refused",
    "equal": "what is read is what was written",
    "unknown": "fields that the schema does not know are kept",
    "encodes": "what was read can be written again",
    "stable": "what was read and written again is read and written as the same bytes",
}
"""What every decoder has to do with every payload."""
ROOM, FACTOR = 64 << 10, 100
"""In kB, and times the payload: so much memory may decoding take."""
NO_MEMORY = re.compile(r"MemoryError|out of memory|memory allocation of|bad_alloc|OutOfMemoryError", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """A property that an answer breaks. detail: in which way, by which payloads of one cause are known as such."""

    property: str
    detail: str
    expected: str
    got: str

    @property
    def fingerprint(self) -> str:
        """The same for other payloads, and other runs, that break the property in the same way."""
        words = re.sub(r"0x[0-9a-f]+|\d+", "#", f"{self.property} {self.detail}")
        return f"z-{hashlib.sha256(words.encode()).hexdigest()[:8]}"


class Judge:
    """Judges a target's answers by the schema. Which payload it was alone decides, however it was made."""

    def __init__(self, grammar: Grammar, ignored: frozenset[str] = frozenset()) -> None:
        self._grammar = grammar
        self._ignored = ignored

    def breach(self, payload: bytes, answer: Answer, growth: int = 0) -> Breach | None:
        """What is wrong with an answer. growth: of the process's memory while it decoded, in kB."""
        breach = self._breach(payload, answer, growth)
        return None if breach is None or breach.property in self._ignored else breach

    def unstable(self, answer: Answer, again: Answer) -> Breach | None:
        """What is wrong if what was decoded and encoded is not decoded and encoded as the same."""
        if again.status is Status.OK and again.body == answer.body:
            return None
        got = again.body.hex() if again.status is Status.OK else again.text
        detail = f"written again: {again.status.name.lower()}"
        found = Breach(property="stable", detail=detail, expected=answer.body.hex(), got=got)
        return None if found.property in self._ignored else found

    def _breach(self, payload: bytes, answer: Answer, growth: int) -> Breach | None:
        if hard := _hard(answer):
            return hard
        if growth > ROOM + FACTOR * len(payload) / 1024:
            return Breach(
                property="fits", detail="memory", expected=f"less than {ROOM >> 10} MB for {len(payload)} bytes",
                got=f"{growth >> 10} MB",
            )  # fmt: skip
        reading = self._grammar.read(payload)
        if reading.open:
            return None
        if answer.status is Status.DECODE_ERROR:
            return None if reading.refused else self._unread(reading, answer)
        if reading.refused:
            said = self._said(answer)
            return Breach(property="refuses", detail=reading.refused, expected=f"refused: {reading.refused}", got=said)
        if answer.status is Status.ENCODE_ERROR:
            return Breach(
                property="encodes", detail=_kind(answer.text), expected=self._shown(reading.value), got=answer.text
            )
        return self._unequal(reading, answer)

    def _unread(self, reading: Reading, answer: Answer) -> Breach:
        expected = self._shown(reading.value)
        return Breach(property="reads", detail=_kind(answer.text), expected=expected, got=f"refused: {answer.text}")

    def _unequal(self, reading: Reading, answer: Answer) -> Breach | None:
        if answer.status is Status.ACCEPTED:
            return None
        expected = self._shown(reading.value)
        got = answer.value
        if answer.status is Status.OK:
            again = self._grammar.read(answer.body)
            if again.refused or again.open:
                why = again.refused or again.open
                return Breach(property="encodes", detail=why, expected=expected, got=f"{answer.body.hex()}: {why}")
            got = again.value
        where = self._grammar.difference(reading.value, got)
        if not where:
            return None
        kind = "unknown" if where.startswith("unknown ") else "equal"
        return Breach(property=kind, detail=where, expected=expected, got=self._shown(got))

    def _said(self, answer: Answer) -> str:
        if answer.status is Status.VALUE:
            return self._shown(answer.value)
        return answer.body.hex() if answer.status is Status.OK else "accepted"

    def _shown(self, value: Any) -> str:
        import json  # noqa: PLC0415

        try:
            return json.dumps(self._grammar.shown(value), ensure_ascii=False)
        except (TypeError, ValueError, AttributeError):
            return repr(value)


def _hard(answer: Answer) -> Breach | None:
    """What is wrong whatever the payload is."""
    answered = "an answer"
    if answer.status in (Status.CRASH, Status.PANIC) and NO_MEMORY.search(answer.text):
        return Breach(property="fits", detail="out of memory", expected=answered, got=answer.text)
    if answer.status is Status.CRASH:
        return Breach(property="survives", detail=_kind(answer.text), expected=answered, got=answer.text)
    if answer.status is Status.HANG:
        return Breach(property="ends", detail="time", expected=answered, got=answer.text)
    if answer.status in (Status.PANIC, Status.UNSUPPORTED):
        got = answer.text or answer.status.name.lower()
        return Breach(property="declared", detail=_kind(got), expected="an answer, or a declared error", got=got)
    return None


def _kind(words: str) -> str:
    """What errors of one cause have in common: their kind and place, not their values."""
    head, _, rest = words.partition(":")
    place = re.search(r"\(in [^)]*\)$", words)
    return f"{head} {place.group() if place else rest.strip()[:60]}"
