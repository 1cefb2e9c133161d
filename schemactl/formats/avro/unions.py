"""What identifies a union's branch, and which branch of a union takes its data when it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from schemactl.model.avro import Use

_TAKEN = {
    ("int", "long"): "exact",
    ("int", "float"): "lossy",
    ("int", "double"): "exact",
    ("long", "float"): "lossy",
    ("long", "double"): "lossy",
    ("float", "double"): "exact",
    ("string", "bytes"): "exact",
    ("bytes", "string"): "refused",
}
"""(the branch of the data, an earlier branch): how the data is read. Schema Resolution, unions: the first branch
that matches is taken, and a promotable type matches. bytes that are not UTF-8 are refused as a string."""


def branch_name(use: Use) -> str:
    """A named type's full name, or the type's name: there is one branch of each (Unions)."""
    return use.name or use.type


def reading(use: Use, earlier: Iterable[Use]) -> str:
    """How data of a branch is read with the union it is in, after those `earlier` branches.

    Two logical types on different types mean different things.
    """
    for other in earlier:
        how = _TAKEN.get((use.type, other.type))
        if how and use.type == "string" and other.logical:
            return "refused"  # text is no decimal
        if how is not None:
            return "wrong" if how != "refused" and use.logical and other.logical else how
    return "exact"
