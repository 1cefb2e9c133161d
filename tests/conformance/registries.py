"""Each kind of registry that the conformance suite asks, as a context manager that yields an empty one."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from parts import apicurio, kafka
from parts.program import MissingError
from served import serving

from schemactl.judging.own import OwnEngine
from schemactl.model.compatibility import Compatibility
from schemactl.model.subject import SubjectConfig
from schemactl.registry.confluent.registry import ConfluentRegistry
from schemactl.registry.embedded import EmbeddedRegistry
from schemactl.registry.endpoint import Endpoint

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


@contextmanager
def over_http(url: str) -> Iterator[Registry]:
    with ConfluentRegistry(Endpoint(urls=(url,), timeout=60)) as registry:
        yield registry


@contextmanager
def on_apicurio(version: str, *, with_kafka: bool = False) -> Iterator[Registry]:
    """The real server, set to what Confluent's does without being told; its history in memory, or on a broker."""
    with ExitStack() as stack:
        try:
            storage = apicurio.IN_MEMORY
            if with_kafka:
                storage = apicurio.on_kafka(stack.enter_context(kafka.running()))
            server = stack.enter_context(apicurio.running(version, storage, apicurio.LIKE_CONFLUENT))
        except MissingError as reason:
            pytest.skip(f"Apicurio Registry {version} does not run here: {reason}")
        registry = stack.enter_context(over_http(server.url))
        registry.set_config(SubjectConfig(compatibility=Compatibility.BACKWARD))
        yield registry


@contextmanager
def on_broker(bootstrap: str) -> Iterator[ConfluentRegistry]:
    """Apicurio 3 as it is set above, started anew with what the broker has of it."""
    try:
        with (
            apicurio.running("3.3.3", apicurio.on_kafka(bootstrap), apicurio.LIKE_CONFLUENT) as server,
            ConfluentRegistry(Endpoint(urls=(server.url,), timeout=60)) as registry,
        ):
            yield registry
    except MissingError as reason:
        pytest.skip(f"{APICURIO_3_ON_KAFKA} does not run here: {reason}")


@contextmanager
def on_ours() -> Iterator[Registry]:
    """Our own server, through the client: what is true of the embedded registry is true over HTTP."""
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(Path(folder)) as server,
        over_http(server.url) as registry,
    ):
        yield registry


APICURIO_3 = "Apicurio 3.3.3"
APICURIO_3_ON_KAFKA = "Apicurio 3.3.3 on Kafka"
APICURIO_2 = "Apicurio 2.6.13"
REGISTRIES: dict[str, Callable[[], AbstractContextManager[Registry]]] = {
    "embedded in memory": in_memory,
    "embedded in a file": in_file,
    "our server over HTTP": on_ours,
    APICURIO_3: partial(on_apicurio, "3.3.3"),
    APICURIO_3_ON_KAFKA: partial(on_apicurio, "3.3.3", with_kafka=True),
    APICURIO_2: partial(on_apicurio, "2.6.13.Final"),
}
"""By name. One that cannot be had here calls pytest.skip with the reason."""
