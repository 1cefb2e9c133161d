"""Decoders in; what they do with events, with unusual forms of them and with damaged ones, out.

from schemactl.fuzz import from_schema

orders = from_schema("proto", "order.v1.OrderEvent")
orders.events()     # hypothesis strategies: of bytes, as an ordinary writer writes them,
orders.variants()   # as every reader must read them and no ordinary writer writes them,
orders.malformed()  # damaged,
orders.values()     # and of plain data
orders.check(OrderEvent.FromString)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from schemactl.fuzz.strategies import from_schema, witness

__all__ = ["from_schema", "witness"]


def __getattr__(name: str) -> Any:
    """The names above are loaded when they are asked for: what runs in a worker needs none of them."""
    if name in __all__:
        from schemactl.fuzz import strategies  # noqa: PLC0415

        return getattr(strategies, name)
    raise AttributeError(f"module 'schemactl.fuzz' has no attribute {name!r}")
