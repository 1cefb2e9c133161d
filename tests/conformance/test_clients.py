"""Other people's clients and serializers against our server, unchanged: real bytes, once over a real broker."""

from __future__ import annotations

import importlib
import json
import struct
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import grpc_tools
import pytest
from confluent_kafka.schema_registry import Schema, SchemaReference, SchemaRegistryClient
from confluent_kafka.schema_registry.avro import AvroDeserializer, AvroSerializer
from confluent_kafka.schema_registry.error import SchemaRegistryError
from confluent_kafka.schema_registry.json_schema import JSONDeserializer, JSONSerializer
from confluent_kafka.schema_registry.protobuf import ProtobufDeserializer, ProtobufSerializer
from confluent_kafka.serialization import MessageField, SerializationContext
from grpc_tools import protoc
from parts import kafka
from parts.program import PARTS, MissingError, alone, call
from served import serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from served import Served

JAVA = PARTS / "registry-java" / "registry-client"
FORM = {"use.deprecated.format": False}
ORDER = {"type": "record", "name": "Order", "namespace": "shop", "fields": [{"name": "id", "type": "long"}]}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("clients")) as server:
        yield server


@pytest.fixture
def connect(server: Served) -> Iterator[Callable[[], SchemaRegistryClient]]:
    """Makes clients that know nothing yet: one keeps what it has seen."""
    with ExitStack() as stack:
        yield lambda: stack.enter_context(SchemaRegistryClient({"url": server.url, "timeout": 30}))


@pytest.fixture
def client(connect: Callable[[], SchemaRegistryClient]) -> SchemaRegistryClient:
    return connect()


@pytest.fixture
def topic() -> str:
    return f"t-{uuid4().hex[:12]}"


def at(topic: str) -> SerializationContext:
    return SerializationContext(topic, MessageField.VALUE)


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Messages that refer to another file, to a well-known type, and to each other, in depth."""
    folder, tag = tmp_path_factory.mktemp("generated"), f"g{uuid4().hex[:10]}"
    (folder / f"{tag}_money.proto").write_text(
        f'syntax = "proto3";\npackage {tag}.money;\nmessage Money {{ int64 cents = 1; }}\n'
    )
    (folder / f"{tag}_order.proto").write_text(
        f'syntax = "proto3";\npackage {tag};\nimport "{tag}_money.proto";\nimport "google/protobuf/timestamp.proto";\n'
        f"message Order {{\n  int32 id = 1;\n  oneof paid {{ string voucher = 2; {tag}.money.Money money = 3; }}\n"
        "  google.protobuf.Timestamp at = 4;\n"
        "  message Line { message Part { int32 number = 1; } int32 count = 1; }\n}\nmessage Cart { int32 id = 1; }\n"
    )
    names = [file.name for file in folder.iterdir()]
    known = Path(grpc_tools.__file__).parent / "_proto"
    assert protoc.main(["protoc", f"-I{folder}", f"-I{known}", f"--python_out={folder}", *names]) == 0
    sys.path.insert(0, str(folder))
    try:
        orders = importlib.import_module(f"{tag}_order_pb2")
        orders.money = importlib.import_module(f"{tag}_money_pb2")
    finally:
        sys.path.remove(str(folder))
    return orders


def test_the_client_by_hand(client, topic):
    grown = {**ORDER, "fields": [*ORDER["fields"], {"name": "note", "type": "string", "default": ""}]}
    other = {**ORDER, "fields": [{"name": "id", "type": "string"}]}
    first, second, third = (Schema(json.dumps(each), "AVRO") for each in (ORDER, grown, other))
    number = client.register_schema(topic, first)
    assert client.get_schema(number).schema_str == json.dumps(ORDER, separators=(",", ":"))
    assert client.lookup_schema(topic, first).version == 1
    assert client.test_compatibility(topic, second)
    assert not client.test_compatibility(topic, third)
    assert client.test_compatibility_all_versions(topic, second)
    with pytest.raises(SchemaRegistryError) as refused:
        client.register_schema(topic, third)
    assert (refused.value.http_status_code, refused.value.error_code) == (409, 409)
    assert client.register_schema(topic, second) > number
    assert client.get_versions(topic) == [1, 2]
    assert client.get_latest_version(topic).version == 2
    assert client.get_version(topic, 1).schema_id == number
    client.set_compatibility(topic, "FULL")
    assert client.get_compatibility(topic) == "FULL"
    assert topic in client.get_subjects()
    assert client.delete_version(topic, 2) == 2
    assert client.delete_subject(topic) == [1]
    assert client.delete_subject(topic, permanent=True) == [1, 2]


def test_references_by_hand(client, topic):
    client.register_schema(
        f"{topic}-d", Schema('syntax = "proto3"; package d; message D { string n = 1; }', "PROTOBUF")
    )
    references = [SchemaReference("d.proto", f"{topic}-d", 1)]
    text = 'syntax = "proto3"; import "d.proto"; message M { d.D d = 1; }'
    number = client.register_schema(topic, Schema(text, "PROTOBUF", references))
    found = client.get_schema(number).references
    assert [(item.name, item.subject, item.version) for item in found] == [("d.proto", f"{topic}-d", 1)]


def test_avro(client, connect, topic):
    data = AvroSerializer(client, json.dumps(ORDER))({"id": 7}, at(topic))
    assert data[0] == 0
    assert data[5:] == b"\x0e"
    reader = AvroDeserializer(connect())
    assert reader(data, at(topic)) == {"id": 7}


def test_avro_that_has_evolved(client, topic):
    grown = {**ORDER, "fields": [*ORDER["fields"], {"name": "note", "type": "string", "default": "-"}]}
    data = AvroSerializer(client, json.dumps(ORDER))({"id": 7}, at(topic))
    assert AvroDeserializer(client, json.dumps(grown))(data, at(topic)) == {"id": 7, "note": "-"}


def test_json(client, connect, topic):
    schema = json.dumps(
        {
            "$schema": "http://json-schema.org/draft-07/schema#", "title": "Order", "type": "object",
            "properties": {"id": {"type": "integer"}}, "required": ["id"],
        }
    )  # fmt: skip
    data = JSONSerializer(schema, client)({"id": 3}, at(topic))
    reader = JSONDeserializer(None, schema_registry_client=connect())
    assert reader(data, at(topic)) == {"id": 3}


def order(generated: Any) -> Any:
    made = generated.Order(id=5, money=generated.money.Money(cents=99))
    made.at.seconds = 9
    return made


def test_protobuf_with_references(client, connect, generated, topic):
    """The serializer registers descriptors in base64, those that are imported first."""
    sent = order(generated)
    data = ProtobufSerializer(generated.Order, client, FORM)(sent, at(topic))
    other = connect()
    assert ProtobufDeserializer(generated.Order, FORM, other)(data, at(topic)) == sent
    kept = other.get_latest_version(f"{topic}-value").schema
    assert kept.schema_str.startswith("syntax")
    assert {item.name.rpartition("_")[2] for item in kept.references} == {"money.proto"}


@pytest.mark.parametrize(
    ("name", "indexes"), [("Order", b"\x00"), ("Cart", b"\x02\x02"), ("Order.Line", b"\x04\x00\x00"),
                          ("Order.Line.Part", b"\x06\x00\x00\x00")],
)  # fmt: skip
def test_protobuf_says_which_message(client, generated, topic, name, indexes):
    kind = generated
    for part in name.split("."):
        kind = getattr(kind, part)
    data = ProtobufSerializer(kind, client, FORM)(kind(), at(topic))
    assert data[5:] == indexes
    assert ProtobufDeserializer(kind, FORM, client)(data, at(topic)) == kind()


def test_protobuf_that_was_registered_as_text(client, connect, generated, topic):
    """A serializer that registers nothing takes the newest version, as a descriptor, from what a person wrote."""
    package = generated.DESCRIPTOR.package
    messages = "message Order {}\n// written by hand\nmessage Cart { int32 id = 1; }\n"
    text = f'syntax = "proto3";\npackage {package};\n{messages}'
    client.register_schema(f"{topic}-value", Schema(text, "PROTOBUF"))
    config = {**FORM, "auto.register.schemas": False, "use.latest.version": True}
    writer = ProtobufSerializer(generated.Cart, connect(), config)
    data = writer(generated.Cart(id=1), at(topic))
    assert ProtobufDeserializer(generated.Cart, FORM, connect())(data, at(topic)) == generated.Cart(id=1)


@pytest.fixture(scope="module")
def broker() -> Iterator[str]:
    try:
        with kafka.running() as address:
            yield address
    except MissingError as reason:
        pytest.skip(f"Kafka does not run here: {reason}")


@pytest.mark.oracle
def test_over_a_real_broker(client, connect, generated, topic, broker):
    """Every format through topics of a broker: each side has a client of its own."""
    from confluent_kafka import Consumer, Producer  # noqa: PLC0415

    reading = connect()
    avro, protobuf = f"{topic}-a", f"{topic}-p"
    write_avro = AvroSerializer(client, json.dumps(ORDER))
    write_protobuf = ProtobufSerializer(generated.Order, client, FORM)
    producer = Producer({"bootstrap.servers": broker, "log_level": 0})
    for number in range(500):
        producer.produce(avro, write_avro({"id": number}, at(avro)))
        producer.produce(protobuf, write_protobuf(generated.Order(id=number), at(protobuf)))
    assert producer.flush(30) == 0
    read = {
        avro: (AvroDeserializer(reading), lambda value: value["id"]),
        protobuf: (ProtobufDeserializer(generated.Order, FORM, reading), lambda value: value.id),
    }
    consumer = Consumer(
        {"bootstrap.servers": broker, "group.id": topic, "auto.offset.reset": "earliest", "log_level": 0}
    )
    consumer.subscribe(list(read))
    got: dict[str, list[int]] = {name: [] for name in read}
    while sum(map(len, got.values())) < 1000 and (messages := consumer.consume(500, 30)):
        for message in messages:
            deserialize, number_of = read[message.topic()]
            got[message.topic()].append(number_of(deserialize(message.value(), at(message.topic()))))
    consumer.close()
    assert got == {name: list(range(500)) for name in read}


def java(*arguments: str) -> str:
    done = subprocess.run([str(JAVA), *arguments], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture(scope="module")
def java_client() -> None:
    try:
        with alone():
            call(str(Path(__file__).parents[1] / "parts" / "registry-java.sh"))
    except MissingError as reason:
        pytest.skip(f"Confluent's Java client cannot be had here: {reason}")


@pytest.mark.oracle
def test_the_java_client_by_hand(server, java_client, topic):
    said = dict(line.split(": ", 1) for line in java(server.url, topic, "ask").splitlines())
    assert json.loads(said.pop("by id")) == ORDER
    assert topic in said.pop("subjects of the id")
    assert said == {
        "again": "true", "by subject and id": "AVRO", "version": "1", "compatible": "true", "incompatible": "true",
        "level": "FULL_TRANSITIVE FULL_TRANSITIVE", "new": "true", "refused": "409 409", "unknown id": "404 40403",
        "unknown subject": "404 40401", "latest": "2", "versions": "[1, 2]", "there": "true",
        "mode": "READWRITE", "deleted": "1 [2]", "gone": "[1, 2]",
    }  # fmt: skip


@pytest.mark.oracle
def test_java_and_python_read_each_other(client, server, java_client, topic):
    subject = f"{topic}-value"
    from_java = bytes.fromhex(java(server.url, subject, "write", "42"))
    assert AvroDeserializer(client)(from_java, at(topic)) == {"id": 42}
    from_python = AvroSerializer(client, json.dumps(ORDER))({"id": 43}, at(topic))
    assert struct.unpack(">bI", from_python[:5]) == struct.unpack(">bI", from_java[:5])
    assert json.loads(java(server.url, subject, "read", from_python.hex())) == {"id": 43}
