"""Answers in; how many there were and how long they took, as Prometheus reads it, out."""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from schemactl import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

MEDIA = "text/plain; version=0.0.4; charset=utf-8"
BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Seconds: upper bounds of the histogram's buckets."""


class Metrics:
    """Counts by method, route and status: a route is a pattern, so that no client can make up new ones."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requests: Counter[tuple[str, str, int]] = Counter()
        self._buckets: dict[str, list[int]] = defaultdict(lambda: [0] * (len(BOUNDS) + 1))
        self._seconds: Counter[str] = Counter()
        self.connections = 0

    def count(self, method: str, route: str, status: int, seconds: float) -> None:
        with self._lock:
            self._requests[method, route, status] += 1
            self._buckets[route][bisect_left(BOUNDS, seconds)] += 1
            self._seconds[route] += seconds  # type: ignore[assignment]

    def text(self) -> str:
        with self._lock:
            return "".join(f"{line}\n" for line in self._lines())

    def _lines(self) -> Iterator[str]:
        yield "# HELP schemactl_registry_info What runs."
        yield "# TYPE schemactl_registry_info gauge"
        yield f'schemactl_registry_info{{version="{__version__}"}} 1'
        yield "# HELP schemactl_registry_connections Open connections."
        yield "# TYPE schemactl_registry_connections gauge"
        yield f"schemactl_registry_connections {self.connections}"
        yield "# HELP schemactl_registry_requests_total Requests that were answered."
        yield "# TYPE schemactl_registry_requests_total counter"
        for (method, route, status), number in sorted(self._requests.items()):
            labels = f'method="{method}",route="{route}",status="{status}"'
            yield f"schemactl_registry_requests_total{{{labels}}} {number}"
        yield "# HELP schemactl_registry_request_seconds Time from the last byte of a request to its answer."
        yield "# TYPE schemactl_registry_request_seconds histogram"
        for route, counts in sorted(self._buckets.items()):
            yield from self._histogram(route, counts)

    def _histogram(self, route: str, counts: list[int]) -> Iterator[str]:
        name, total = "schemactl_registry_request_seconds", 0
        for bound, number in zip((*BOUNDS, "+Inf"), counts, strict=True):
            total += number
            yield f'{name}_bucket{{route="{route}",le="{bound}"}} {total}'
        yield f'{name}_sum{{route="{route}"}} {self._seconds[route]:.6f}'
        yield f'{name}_count{{route="{route}"}} {total}'
