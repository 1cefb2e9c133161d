"""Apache Avro's Java library beside our Avro verdicts and beside fastavro's decoding."""

from __future__ import annotations

import os
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import pytest
from oracle.avro_classes import COMPATIBILITY, DECODING, Accepted, Reading
from oracle.avro_java import Emitter, branches, counterparts, plain, tagged
from oracle.material import POLICIES, generated, sent, written
from oracle.programs import ask
from oracle.refused import cells

from schemactl.formats.avro.hearing import Hearing
from schemactl.model.effect import Direction, Outcome, Surface

if TYPE_CHECKING:
    from oracle.material import Pair, Sent

JAVA = "avro-java/avro-reader"
GENERATED = int(os.environ.get("SCHEMACTL_PAIRS", "3500"))


@pytest.fixture(scope="module")
def pairs() -> list[Pair]:
    found = [*written("avro"), *generated("avro", GENERATED)]
    return [pair for pair in found if pair.changes]


def test_java_says_the_same_of_compatibility_or_we_know_why(pairs, tally):
    assert len(pairs) > 0.9 * GENERATED
    reasons = incompatibilities(pairs)
    for column, tolerated in POLICIES.items():
        for pair in pairs:
            verdict = pair.verdict(Surface.WIRE, tolerated)
            for direction in Direction:
                ours = list(cells(pair, verdict, (direction,)))
                theirs = reasons[pair.id, direction]
                only_they = [Accepted(pair, direction, tuple(theirs))]
                tally.answer(COMPATIBILITY, column, [] if bool(ours) == bool(theirs) else ours or only_they)
    tally.nothing_unexplained(COMPATIBILITY)
    tally.nothing_unneeded(COMPATIBILITY)


def incompatibilities(pairs: list[Pair]) -> dict[tuple[str, Direction], list[str]]:
    """Java's reasons why a pair is incompatible in a direction: none if it is compatible."""
    asked, questions = [], []
    for pair in pairs:
        for direction in Direction:
            step = pair.step if direction is Direction.BACKWARD else pair.step.flipped
            writer, reader = Emitter(step.old), Emitter(step.new)
            for theirs, ours in counterparts(step):
                asked.append((pair.id, direction))
                questions.append({"writer": writer.whole(theirs), "reader": reader.whole(ours)})
    found: dict[tuple[str, Direction], list[str]] = defaultdict(list)
    for at, answer in zip(asked, ask(JAVA, questions), strict=True):
        reasons = answer.get("reasons", ())
        found[at] += [f"{reason['type']} at {reason['at']}" for reason in reasons]
        found[at] += [answer["error"]] if "error" in answer else []
    return found


def test_java_reads_the_same_or_we_know_why(pairs, tally):
    values = [item for pair in pairs for item in sent(pair)]
    emitters: dict[int, Emitter] = {}

    def emitter(schema: Any) -> Emitter:
        return emitters.setdefault(id(schema), Emitter(schema))

    answers = ask(JAVA, [question(item, emitter(item.step.old), emitter(item.step.new)) for item in values])
    for item, answer in zip(values, answers, strict=True):
        heard, reading = read(item, answer, emitter(item.step.old), emitter(item.step.new))
        same = reading.outcome is item.exchange.outcome and heard == _text(item.exchange.heard)
        tally.answer(DECODING, "Java", [] if same and not reading.strayed else [reading])
    tally.nothing_unexplained(DECODING)
    tally.nothing_unneeded(DECODING)


def question(item: Sent, writer: Emitter, reader: Emitter) -> dict[str, Any]:
    return {
        "writer": writer.whole(item.sample.writer_type),
        "reader": reader.whole(item.sample.reader_type),
        "hex": item.exchange.sent.hex(),
    }


def read(item: Sent, answer: dict[str, Any], writer: Emitter, reader: Emitter) -> tuple[Any, Reading]:
    """What Java heard, in our words."""
    if "error" in answer:
        return None, Reading(item, None, answer["error"], Outcome.REJECTS, ())
    assert not answer["rest"], f"Java left bytes unread\n{item}"
    hearing = Hearing(writer.codec, reader.codec)
    types = writer.codec.use(item.sample.writer_type), reader.codec.use(item.sample.reader_type)
    value = tagged(reader.codec, types[1], answer["read"])
    taken = tuple(branches(hearing, *types, item.sample.value, value))
    try:
        heard, outcome = hearing.hear(*types, item.sample.value, plain(value))
    except (ValueError, TypeError, StopIteration):  # by the first branch that matches, and Java took another
        return None, Reading(item, answer["read"], None, Outcome.OK, taken)
    return _text(heard), Reading(item, answer["read"], None, outcome, taken)


def _text(value: Any) -> Any:
    """Bytes as the characters that Avro's JSON has for them: fastavro fills a default for bytes with those."""
    if isinstance(value, dict):
        return {name: _text(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_text(item) for item in value]
    return value.decode("latin-1") if isinstance(value, bytes) else value
