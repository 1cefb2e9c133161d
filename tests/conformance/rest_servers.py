"""Each server that speaks the REST interface, as a context manager that yields its client; and where it deviates."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from parts import apicurio
from parts.program import MissingError
from served import Rest, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

OURS = "ours"
APICURIO_3 = "Apicurio 3.3.3"
APICURIO_2 = "Apicurio 2.6.13"


@contextmanager
def ours() -> Iterator[Rest]:
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as server:
        yield server.rest


@contextmanager
def on_apicurio(version: str) -> Iterator[Rest]:
    try:
        with apicurio.running(version, settings=apicurio.LIKE_CONFLUENT) as server:
            rest = Rest(server.url)
            rest.put("/config", {"compatibility": "BACKWARD"})
            yield rest
    except MissingError as reason:
        pytest.skip(f"Apicurio Registry {version} does not run here: {reason}")


SERVERS: dict[str, Callable[[], AbstractContextManager[Rest]]] = {
    OURS: ours,
    APICURIO_3: partial(on_apicurio, "3.3.3"),
    APICURIO_2: partial(on_apicurio, "2.6.13.Final"),
}
