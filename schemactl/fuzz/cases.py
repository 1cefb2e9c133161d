"""A grammar and a seed in; payloads to try, without end and always the same ones, out."""

from __future__ import annotations

from itertools import chain, repeat
from typing import TYPE_CHECKING, Any

from schemactl.fuzz.grammar import Payload
from schemactl.witness.choices import Rolled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from schemactl.fuzz.grammar import Grammar

VARIANTS = 4
MALFORMED = 4
"""How many are made of one value: the layers beside plain events are the ones that find bugs."""
STRESS_EVERY, STRESS_AFTER = 64, 512
"""Deep and large payloads are rare among the others: they cost as much as many of those."""


def cases(
    grammar: Grammar, seed: int, show: Callable[[Any], None] = lambda _: None, other: Grammar | None = None
) -> Iterator[Payload]:
    """Events, variants and malformed payloads, with the deep and large ones among them, once.

    show: is told each value. other: another version of the schema, whose events come as well.
    """
    stress = chain(grammar.stress(), repeat(None))
    for count, payload in enumerate(_mixed(grammar, Rolled(seed), show, other)):
        yield payload
        if count >= STRESS_AFTER and count % STRESS_EVERY == 0:
            extra = next(stress)
            if extra is not None:
                yield extra


def _mixed(
    grammar: Grammar, choices: Rolled, show: Callable[[Any], None], other: Grammar | None
) -> Iterator[Payload]:
    while True:
        value = grammar.value(choices)
        show(value)
        yield Payload("event", grammar.event(value))
        for _ in range(VARIANTS):
            yield grammar.variant(value, choices)
        for _ in range(MALFORMED):
            yield grammar.malformed(value, choices)
        if other:
            foreign = other.value(choices)
            yield Payload("event of the other version", other.event(foreign))
            yield other.variant(foreign, choices)
