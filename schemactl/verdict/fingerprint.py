"""A rule and a change in; a short name out that survives moved lines, renamed files and reworded messages."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from schemactl.model.change import Change
    from schemactl.model.element import Element
    from schemactl.model.rule import Rule


def fingerprint(rule: Rule, change: Change) -> str:
    """`f-` and eight letters or digits: the same finding, the same name; changed again, another one."""
    parts = (
        change.step.new.format,
        rule.id,
        str(change.old_path),
        str(change.new_path),
        _value(change.old, change.facet),
        _value(change.new, change.facet),
    )
    digest = hashlib.sha256("\0".join(parts).encode()).digest()
    return "f-" + base64.b32encode(digest)[:8].decode().lower()


def _value(element: Element | None, facet: str) -> str:
    if element is None:
        return ""
    return repr(getattr(element, facet)) if facet else repr(element)
