"""A seed in; choices out: a generator of events asks for them, and does not know who makes them."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

Option = TypeVar("Option")


class Choices(Protocol):
    """What a generator asks for. The simplest answer is the first option, the lowest number, an unset bit."""

    def pick(self, options: Sequence[Option], of: str) -> Option:
        """One of the options. of: what they are options of, so that each can have its turn."""
        ...

    def number(self, low: int, high: int) -> int:
        """A number, both ends included."""
        ...

    def bits(self, count: int) -> int:
        """A number of so many bits: which of so many parts there are."""
        ...


class Rolled:
    """Choices by a pseudo-random generator: the same seed makes the same ones.

    Options of one thing come in turn half of the time, so that a rare one need not wait for luck.
    """

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)  # noqa: S311  (no secret is drawn)
        self._turns: Counter[str] = Counter()

    def pick(self, options: Sequence[Option], of: str) -> Option:
        if self._random.random() < 0.5:  # noqa: PLR2004
            return options[int(self._random.random() * len(options))]
        self._turns[of] += 1
        return options[self._turns[of] % len(options)]

    def number(self, low: int, high: int) -> int:
        return self._random.randint(low, high)

    def bits(self, count: int) -> int:
        """More set than not."""
        return self._random.getrandbits(count) | self._random.getrandbits(count) if count else 0
