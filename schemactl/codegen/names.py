"""Names of schemas in; names of the same words in other spellings out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from schemactl.model.dispatch import DispatchPlan

_WORD = re.compile(r"[A-Z]+(?![a-z])\d*|[A-Z]?[a-z]+\d*|\d+|[^\W\d_a-zA-Z]+")


def snake(name: str) -> str:
    """`OrderEvent`, `orderEvent` and `order-event` as `order_event`; `HTTPServer2` as `http_server2`."""
    return _identifier("_".join(_WORD.findall(name)).lower())


def pascal(name: str) -> str:
    """`order_event` as `OrderEvent`."""
    return _identifier("".join(word[:1].upper() + word[1:] for word in snake(name).split("_")))


def value_words(enum: str, value: str) -> str:
    """An enum's value in small letters, without the enum's name that it may begin with."""
    return value.lower().removeprefix(f"{snake(enum.rpartition('.')[2])}_")


def methods_of(
    plan: DispatchPlan, spell: Callable[[str], str], extra: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """The methods of a handler: each arm's, by its name; and those that the policy `handler` asks for besides."""
    methods = distinct((arm.name for arm in plan.arms), spell, extra.values())
    return methods, {word: name for word, name in extra.items() if getattr(plan.policy, word) == "handler"}


def distinct(names: Iterable[str], spell: Callable[[str], str], taken: Iterable[str] = ()) -> dict[str, str]:
    """Each name with its spelling; one that is taken, ignoring case, gets `_` at its end until it is not."""
    seen = {each.lower() for each in taken}
    spelt: dict[str, str] = {}
    for name in names:
        spelling = spell(name)
        while spelling.lower() in seen:
            spelling += "_"
        seen.add(spelling.lower())
        spelt[name] = spelling
    return spelt


def _identifier(name: str) -> str:
    """A name of digits or of nothing, such as that of the message `_1`, as one that programs can have."""
    return f"_{name}" if not name or name[0].isdigit() else name
