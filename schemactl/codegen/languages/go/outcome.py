"""A plan in; what its Go files say of records that have no arm, by its policy, out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemactl.codegen.languages.go.packages import RUNTIME

if TYPE_CHECKING:
    from schemactl.codegen.languages.go.dispatch import Words
    from schemactl.codegen.languages.go.page import Page

_ACTIONS = {
    "dead_letter": "DeadLetter",
    "pause": "Pause",
    "skip": "Skip",
    "fail": "Failed",
    "handler": "DeadLetter",
}
"""The runtime's word for a policy; that of `handler` is for what its handler is not asked."""


def policy(parts: Words, page: Page) -> None:
    said = parts.plan.policy
    page.line()
    page.line(
        f"var policy{parts.names.event} = {RUNTIME}.Policy{{Unknown: {RUNTIME}.{_ACTIONS[said.unknown]}, "
        f"Empty: {RUNTIME}.{_ACTIONS[said.empty]}}}"
    )


def settle(parts: Words, page: Page, known: str = ":=") -> None:
    """What becomes of a record that cannot be read; otherwise, of one that is dispatched."""
    name = parts.names.event
    _unreadable(parts, page)
    page.line(f"return policy{name}.Settle(err)", 2)
    page.line("}", 1)
    page.line(f"err {known} Dispatch{name}(ctx, h, event)", 1)
    page.line(f"if {RUNTIME}.OfDispatch(err, event) {{", 1)
    page.line(f"return policy{name}.Settle(err)", 2)
    page.line("}", 1)
    page.line(f"return {RUNTIME}.Answered(err)", 1)
    page.line("}")


def _unreadable(parts: Words, page: Page) -> None:
    """What could not be read has no event; a policy's handler is told even so."""
    words = {"unknown": "UnknownVariantError", "empty": "EmptyPayloadError"}
    for word, kind in words.items():
        if method := parts.names.extra.get(word):
            page.line(f"var {word} *{RUNTIME}.{kind}", 2)
            page.line(f"if errors.As(err, &{word}) {{", 2)
            page.line(f"return {RUNTIME}.Answered(h.{method}(ctx, nil, {word}))", 3)
            page.line("}", 2)
