"""The registry in one SQLite file, or in memory: `EmbeddedRegistry`."""

from __future__ import annotations

from schemactl.registry.embedded.registry import EmbeddedRegistry

__all__ = ["EmbeddedRegistry"]
