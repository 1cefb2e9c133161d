"""schemactl: compile event schemas, check their evolution, and prove each break with real bytes."""

from __future__ import annotations

from typing import Any

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """`schemactl.events`, the decorator of tests, is loaded when it is asked for."""
    if name == "events":
        from importlib import import_module  # noqa: PLC0415

        return import_module(
            "schemactl.fuzz.strategies"
        ).events  # the package itself stands below all its layers
    raise AttributeError(f"module 'schemactl' has no attribute {name!r}")
