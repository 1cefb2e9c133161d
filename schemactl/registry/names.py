"""A subject as it is written in; the context that it stands in, and its full name, out."""

from __future__ import annotations

from typing import Final

from schemactl.errors import RefusedError
from schemactl.model.subject import GLOBAL

DEFAULT_CONTEXT: Final = "."
EVERY_CONTEXT: Final = ":*:"
"""Where a prefix is asked for: the subjects of every context."""

_GLOBAL_CONTEXT = ".__GLOBAL"
_RESERVED = frozenset({"__GLOBAL", "__EMPTY"})
INVALID_SUBJECT = 42208


def split(subject: str) -> tuple[str, str]:
    """The context and the name in it: `:.sales:orders` is (`.sales`, `orders`), `orders` is (`.`, `orders`)."""
    if not subject.startswith(":."):
        return DEFAULT_CONTEXT, subject
    context, _, name = subject[1:].partition(":")
    return context, name


def joined(context: str, name: str) -> str:
    """The full name of what is called so in this context."""
    return name if context == DEFAULT_CONTEXT else f":{context}:{name}"


def within(subject: str, parent: str) -> str:
    """What a subject means where `parent` speaks of it: without a context of its own it is in the parent's."""
    context, name = split(subject)
    return joined(context if subject.startswith(":.") else split(parent)[0], name)


def checked(subject: str) -> str:
    """A subject's full name. Raises RefusedError 42208 if nothing can be called so."""
    context, name = split(subject)
    if not name or name in _RESERVED or context == _GLOBAL_CONTEXT:
        raise _invalid(subject, "the name is empty or reserved")
    return joined(context, _printable(subject, name))


def scope(subject: str) -> str:
    """The key of what is said for a subject, a context (`:.sales:`) or all (GLOBAL). Raises RefusedError 42208."""
    context, name = split(subject)
    if not name:
        return GLOBAL if context in {DEFAULT_CONTEXT, _GLOBAL_CONTEXT} else joined(context, "")
    return checked(subject)


def scopes(subject: str) -> tuple[str, ...]:
    """Where to look for what holds for a subject, in this order: itself, its context, all."""
    own = scope(subject)
    return tuple(dict.fromkeys((own, joined(split(own)[0], ""), GLOBAL)))


def _printable(subject: str, name: str) -> str:
    """Refuse what cannot be written down: control characters, and halves of surrogate pairs."""
    if any(char < " " or char == "\x7f" or "\ud800" <= char <= "\udfff" for char in subject):
        raise _invalid(subject, "it has control characters")
    return name


def _invalid(subject: str, why: str) -> RefusedError:
    return RefusedError(
        INVALID_SUBJECT, f"{ascii(subject)[:200]} is no subject: {why}", fix="choose another name"
    )
