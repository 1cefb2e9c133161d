"""A registry, who may ask it, and a place to listen in; all parts put together and run until a signal ends them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from schemactl.server.app import App
from schemactl.server.log import Log
from schemactl.server.metrics import Metrics
from schemactl.server.serving import Server

if TYPE_CHECKING:
    from collections.abc import Callable

    from schemactl.registry.engine import Engine
    from schemactl.server.auth import Gate
    from schemactl.server.limits import Limits
    from schemactl.server.served import Served
    from schemactl.server.serving import Place


def serve(
    registry: Served,
    engine: Engine,
    gate: Gate,
    place: Place,
    limits: Limits,
    write: Callable[[str], None],
    *,
    access: bool = True,
) -> bool:
    """Serve until a signal; whether all that was in flight could be finished. write: takes a line of the log.

    Raises UsageError if nothing can listen in that place.
    """
    log, metrics = Log(write), Metrics()
    app = App(registry, engine, gate, metrics, lambda trace: log.say("bug", traceback=trace))
    server = Server(app, limits, metrics, log, access=access)
    try:
        return asyncio.run(
            server.run(
                place, lambda url: write(f"serving {registry.label} at {url} · SIGTERM or Ctrl-C ends it")
            )
        )
    finally:
        log.close()
