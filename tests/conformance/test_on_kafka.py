"""A real registry with its history on a real broker: what we register outlives it, and is what events carry."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from confluent_kafka import Consumer, Producer
from confluent_kafka.admin import AdminClient, NewTopic
from confluent_kafka.schema_registry import SchemaRegistryClient
from confluent_kafka.schema_registry.avro import AvroDeserializer, AvroSerializer
from confluent_kafka.serialization import MessageField, SerializationContext
from parts import apicurio, kafka
from parts.program import MissingError

from schemactl.model.subject import SchemaText
from schemactl.registry.confluent.registry import ConfluentRegistry
from schemactl.registry.endpoint import Endpoint
from schemactl.registry.ping import ping

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [pytest.mark.oracle, pytest.mark.xdist_group("on kafka")]
VERSION = "3.3.3"
TOPIC = "orders"
SUBJECT = f"{TOPIC}-value"
EVENTS = 2000
OLD = {"type": "record", "name": "Order", "fields": [{"name": "id", "type": "long"}]}
NEW = OLD | {"fields": [*OLD["fields"], {"name": "note", "type": "string", "default": "none"}]}
VALUE = SerializationContext(TOPIC, MessageField.VALUE)


@pytest.fixture(scope="module")
def bootstrap() -> Iterator[str]:
    try:
        with kafka.running() as running:
            yield running
    except MissingError as reason:
        pytest.skip(f"Kafka does not run here: {reason}")


@contextmanager
def opened(bootstrap: str) -> Iterator[tuple[str, ConfluentRegistry]]:
    """The registry, started anew with what the broker has."""
    try:
        with (
            apicurio.running(VERSION, apicurio.on_kafka(bootstrap), apicurio.LIKE_CONFLUENT) as server,
            ConfluentRegistry(Endpoint(urls=(server.url,))) as registry,
        ):
            yield server.url, registry
    except MissingError as reason:
        pytest.skip(f"Apicurio Registry {VERSION} does not run here: {reason}")


def test_what_we_register_outlives_the_registry_and_is_what_events_carry(bootstrap: str) -> None:
    with opened(bootstrap) as (url, registry):
        told = ping(registry)
        assert (told.server, told.version) == ("Apicurio Registry", VERSION)
        old = registry.register(SUBJECT, SchemaText(text=json.dumps(OLD)))
        produced(bootstrap, url, old.schema.text)
    with opened(bootstrap) as (url, registry):
        assert registry.version(SUBJECT).schema_id == old.schema_id
        assert registry.compatible(SUBJECT, SchemaText(text=json.dumps(NEW))).compatible
        new = registry.register(SUBJECT, SchemaText(text=json.dumps(NEW)))
        assert (new.number, registry.versions(SUBJECT)) == (2, [1, 2])
        assert registry.uses(new.schema_id) == [(SUBJECT, 2)]
        events = consumed(bootstrap, url, json.dumps(NEW))
    assert sorted(event["id"] for event in events) == list(range(EVENTS))
    assert {event["note"] for event in events} == {"none"}


def produced(bootstrap: str, url: str, text: str) -> None:
    """Events under the registered version, which the serializer may only look up."""
    admin = AdminClient({"bootstrap.servers": bootstrap})
    admin.create_topics([NewTopic(TOPIC, num_partitions=12)])[TOPIC].result(30)
    client = SchemaRegistryClient({"url": url, "timeout": 30})
    settings = {"auto.register.schemas": False, "use.latest.version": True}
    serialize = AvroSerializer(client, text, conf=settings)
    producer = Producer({"bootstrap.servers": bootstrap})
    for number in range(EVENTS):
        producer.produce(TOPIC, serialize({"id": number}, VALUE), key=str(number))
    assert producer.flush(30) == 0
    client.close()


def consumed(bootstrap: str, url: str, text: str) -> list[dict[str, object]]:
    """Every event, as somebody reads it who knows the new version."""
    client = SchemaRegistryClient({"url": url, "timeout": 30})
    deserialize = AvroDeserializer(client, text)
    settings = {"bootstrap.servers": bootstrap, "group.id": "readers", "auto.offset.reset": "earliest"}
    consumer = Consumer(settings)
    consumer.subscribe([TOPIC])
    events = []
    while messages := consumer.consume(500, timeout=20 if not events else 3):
        events += [deserialize(message.value(), VALUE) for message in messages]
    consumer.close()
    client.close()
    return events
