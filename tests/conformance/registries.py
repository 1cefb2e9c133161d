"""Each kind of registry that the conformance suite asks, as a context manager that yields an empty one."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from schemactl.judging.own import OwnEngine
from schemactl.registry.embedded import EmbeddedRegistry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from schemactl.registry.protocol import Registry


@contextmanager
def in_memory() -> Iterator[Registry]:
    with EmbeddedRegistry("", OwnEngine()) as registry:
        yield registry


@contextmanager
def in_file() -> Iterator[Registry]:
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder, "registry.sqlite"))
        with EmbeddedRegistry(path, OwnEngine(), create=True) as registry:
            yield registry


REGISTRIES: dict[str, Callable[[], AbstractContextManager[Registry]]] = {
    "embedded in memory": in_memory,
    "embedded in a file": in_file,
}
"""By name. One that cannot be had here calls pytest.skip with the reason."""

DEVIATIONS: dict[tuple[str, str], str] = {}
"""(name of the registry, name of the test) → why it answers otherwise; such a test has to fail there."""
