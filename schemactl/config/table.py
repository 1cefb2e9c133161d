"""What every table of schemactl.toml is: strict, with keys that are written-like-this."""

from __future__ import annotations

from msgspec import Struct


class Table(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """A table that says nothing unknown."""
