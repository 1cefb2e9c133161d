"""Registers schemas in a file until it is killed, and says on stdout what was acknowledged: one JSON line each.

usage: writer.py FILE NAME SHARED [COUNT]: subjects are NAME-0 … NAME-2, and SHARED, in which others write too.
"""

from __future__ import annotations

import json
import os
import sys

from schemactl.judging.own import OwnEngine
from schemactl.model.compatibility import Compatibility
from schemactl.model.subject import SchemaText, SubjectConfig
from schemactl.registry.embedded import EmbeddedRegistry


def main(path: str, name: str, shared: str, limit: str = "1000000") -> None:
    registry = EmbeddedRegistry(path, OwnEngine(), create=True)
    registry.set_config(SubjectConfig(compatibility=Compatibility.NONE), shared)
    for number in range(int(limit)):
        subject = shared if number % 2 else f"{name}-{number % 3}"
        text = json.dumps({"type": "fixed", "name": f"F_{name}_{os.getpid()}_{number // 2}", "size": 1})
        config = SubjectConfig(compatibility=Compatibility.NONE)
        registry.set_config(config, subject)
        added = registry.register(subject, SchemaText(text=text))
        line = json.dumps([subject, added.number, added.schema_id, added.schema.text, added.guid])
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
