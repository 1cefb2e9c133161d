"""Where a server answers otherwise than the REST suite expects, and why; such a test has to fail there."""

from __future__ import annotations

DEVIATIONS: dict[tuple[str, str], str] = {}
