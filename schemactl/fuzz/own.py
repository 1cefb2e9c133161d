"""Our own decoder as a worker: `python -m schemactl.fuzz.own FILE TYPE`, FILE a schema that schemactl has pickled."""

from __future__ import annotations

import pickle
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from schemactl.formats.format import decoder
from schemactl.fuzz.host import Host, serve

if TYPE_CHECKING:
    from schemactl.model.schema import Schema


def main(file: str, type_name: str) -> None:
    """Serve the decoder of one type."""
    schema: Schema = pickle.loads(Path(file).read_bytes())  # noqa: S301  (written by the parent, for this process)
    serve(Host(partial(decoder(schema).decode, type_name)), sys.stdin.buffer, sys.stdout.buffer)


if __name__ == "__main__":
    main(*sys.argv[1:])
