"""What a registry has to know, beside the protocol, to be served."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from schemactl.registry.protocol import Registry

if TYPE_CHECKING:
    from collections.abc import Sequence


class Served(Registry, Protocol):
    """A registry of which several threads may ask at once."""

    def places(self, guid: str) -> Sequence[tuple[str, int]]:
        """Context and id of every schema with this guid, by context; nothing if there is none."""
