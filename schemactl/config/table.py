"""What all tables of a configuration have in common."""

from __future__ import annotations

from msgspec import Struct


class Table(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """Keys in kebab case, and none that is not known."""
