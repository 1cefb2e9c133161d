"""A program: our server over a file, with limits; both are its arguments, the limits as JSON."""

from __future__ import annotations

import json
import sys
import time

from schemactl.judging.own import OwnEngine
from schemactl.registry.embedded import EmbeddedRegistry
from schemactl.server.assembly import serve
from schemactl.server.auth import Gate
from schemactl.server.limits import Limits
from schemactl.server.serving import Place

SLOW = "sleeper"


class SlowEngine(OwnEngine):
    """Takes as many seconds for a schema as its text says after SLOW."""

    def written(self, schema, *, normalize=False):
        _, _, seconds = schema.text.partition(SLOW)
        if seconds:
            time.sleep(float(seconds.strip('"')))
        return super().written(schema, normalize=normalize)


def main() -> None:
    engine = SlowEngine()
    with EmbeddedRegistry(sys.argv[1], engine, create=True) as registry:
        limits = Limits(**json.loads(sys.argv[2]))
        finished = serve(
            registry,
            engine,
            Gate(),
            Place(port=0),
            limits,
            say,
        )
    say("finished" if finished else "cut off")


def say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    main()
