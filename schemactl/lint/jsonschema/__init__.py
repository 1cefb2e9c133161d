"""JSON Schema's checks: none yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from schemactl.model.lint import Check

CHECKS: tuple[Check, ...] = ()
