"""What fuzzing tried and found."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schemactl.model.effect import Direction, Outcome, Surface
    from schemactl.model.witness import Witness

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """A property that an answer breaks: `claim` is its name.

    detail: in which way; payloads that break it in the same way are of one cause. got: may differ among them.
    """

    claim: str
    detail: str
    expected: str
    got: str

    @property
    def fingerprint(self) -> str:
        """The same for other payloads, and other runs, that break the property in the same way."""
        words = re.sub(r"0x[0-9a-f]+|\d+", "#", f"{self.claim} {self.detail}")
        return f"z-{hashlib.sha256(words.encode()).hexdigest()[:8]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A breach, with the simplest payload that was found for it.

    made: how the first payload that showed it was made. first: that one; at: how many had been tried with it.
    times: how many showed it. alone: whether the payload shows it in a process that was asked nothing else.
    """

    breach: Breach
    payload: bytes
    made: str
    first: bytes
    at: int
    times: int = 1
    alone: bool = True


@dataclass(slots=True, kw_only=True)
class Fuzzed:
    """What has been tried and found so far, of one type and one target.

    goals, met: what values of the type should show, and have shown. unblamed: deaths of the target that no single
    payload repeats, as its last words.
    """

    seed: int
    tried: int = 0
    seconds: float = 0.0
    made: Counter[str] = field(default_factory=Counter)
    findings: dict[str, Found] = field(default_factory=dict)
    goals: frozenset[str] = frozenset()
    met: set[str] = field(default_factory=set)
    unblamed: Sequence[str] = ()

    @property
    def clean(self) -> bool:
        return not self.findings and not self.unblamed

    @property
    def unmet(self) -> tuple[str, ...]:
        """The goals that no value has shown."""
        return tuple(sorted(self.goals - self.met))


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """Where events say otherwise than a verdict, in one direction and on one surface.

    witness: the event that shows a harm which no rule told of; None if a harm was told that no event shows.
    """

    direction: Direction
    surface: Surface
    told: tuple[Outcome, ...]
    witness: Witness | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossed:
    """How many events went from one version to the other, and where they disagree with the verdict on the step."""

    exchanged: int
    disagreements: tuple[Disagreement, ...] = ()
