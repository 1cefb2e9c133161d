"""What generated dispatches stand on: frames, errors, and what becomes of a record.

Copied beside the generated code, so that a service needs the protobuf package and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol, TypeAlias, TypeVar
from uuid import UUID

from google.protobuf import message, unknown_fields

M = TypeVar("M", bound=message.Message)

Answer: TypeAlias = Literal["dead_letter", "pause", "handler", "skip", "fail"]
Headers: TypeAlias = "Iterable[tuple[str, str | bytes | None]] | None"
"""A record's headers, as confluent-kafka and aiokafka give them."""


class DispatchError(Exception):
    """A record that no handler gets. Its class's name is the word for it in metrics and dead letters."""


class FrameError(DispatchError):
    """The bytes in front of the payload are not the registry's."""


class SchemaNotFound(DispatchError):
    """The registry does not have the writer's schema."""


class RegistryUnavailable(DispatchError):
    """The registry did not answer: try again, it is not the record's fault."""


class DecodeError(DispatchError):
    """The payload is not of this type."""


class Unhandled(DispatchError):
    """An event without an arm. subject: what it was dispatched on; event: None where there was none to decode."""

    def __init__(self, subject: str, what: str, event: message.Message | None = None) -> None:
        super().__init__(f"{subject}: {what}")
        self.subject = subject
        self.event = event


class EmptyPayload(Unhandled):
    """No variant is set."""

    def __init__(self, subject: str, *, event: message.Message | None = None) -> None:
        super().__init__(subject, "no variant is set", event)


class UnknownVariant(Unhandled):
    """A variant that is newer than this code. tags: its field or enum number; name: its type, if that decides."""

    def __init__(
        self, subject: str, *, tags: Sequence[int] = (), name: str = "", event: message.Message | None = None
    ) -> None:
        known = name or ", ".join(map(str, tags))
        super().__init__(subject, f"variant {known} is not known here", event)
        self.tags = tuple(tags)
        self.name = name


class StaleDispatch(DispatchError):
    """The dispatch is older or newer than the message code: generate both again."""


class PermanentError(Exception):
    """For handlers to raise: trying again would not help."""


@dataclass(frozen=True, slots=True)
class Handled:
    """A handler returned."""


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """Set the record aside with its reason, and go on once that is done."""

    error: DispatchError


@dataclass(frozen=True, slots=True)
class Pause:
    """Take no more records of this partition, keep the membership, and tell somebody."""

    error: DispatchError


@dataclass(frozen=True, slots=True)
class Skip:
    """Count the record and go on."""

    error: DispatchError


Outcome: TypeAlias = Handled | DeadLetter | Pause | Skip


def outcome(error: DispatchError, *, unknown: Answer, empty: Answer) -> Outcome:
    """What becomes of a record that has no arm. Raises the error where the policy is to fail.

    A registry that does not answer is no record's fault: that error is raised too, to be tried again.
    """
    if isinstance(error, RegistryUnavailable):
        raise error
    answer: Answer = "dead_letter"
    if isinstance(error, Unhandled):
        answer = unknown if isinstance(error, UnknownVariant) else empty
    match answer:
        case "fail":
            raise error
        case "pause":
            return Pause(error)
        case "skip":
            return Skip(error)
        case _:
            return DeadLetter(error)


@dataclass(frozen=True, slots=True)
class Frame:
    """A record's payload, and what was said about its schema: an id, or a GUID; and a message's indexes."""

    payload: bytes
    schema_id: int | None = None
    guid: UUID | None = None
    indexes: tuple[int, ...] = ()


class Framing(Protocol):
    def __call__(self, value: bytes, headers: Headers) -> Frame: ...


NameOf: TypeAlias = Callable[[Frame], str]
"""The full name of a record's type, by its schema. Raises SchemaNotFound or RegistryUnavailable."""

SCHEMA_ID = "__value_schema_id"
"""The header that has the schema's GUID, or its id, instead of the value's first bytes."""
_LIMIT = 1000  # messages inside messages; more is garbage


def plain(value: bytes, headers: Headers) -> Frame:
    """The value is the payload."""
    del headers
    return Frame(value)


def confluent(value: bytes, headers: Headers) -> Frame:
    """The registry's framing: in a header or before the payload, by id (magic 0) or by GUID (magic 1).

    The message indexes follow, zig-zag varints: how many, then the way from the file to the message; a single 0
    is short for the first message. Raises FrameError.
    """
    for key, said in headers or ():
        if key == SCHEMA_ID and said is not None:
            frame = _unframed(said.encode("latin-1") if isinstance(said, str) else said)
            return Frame(value, frame.schema_id, frame.guid, frame.indexes)
    return _unframed(value)


def _unframed(data: bytes) -> Frame:
    magic, size = data[:1], 5
    if magic == b"\1":
        size = 17
    elif magic != b"\0":
        raise FrameError(
            f"the first byte is {magic.hex() or 'missing'}, not 00 or 01: this is no registry's framing"
        )
    if len(data) < size:
        raise FrameError(f"{len(data)} bytes are too short for a schema's id")
    indexes, payload = _indexes(data, size)
    if magic == b"\0":
        return Frame(payload, schema_id=int.from_bytes(data[1:size], "big"), indexes=indexes)
    return Frame(payload, guid=UUID(bytes=data[1:size]), indexes=indexes)


def _indexes(data: bytes, at: int) -> tuple[tuple[int, ...], bytes]:
    count, at = _varint(data, at)
    if not 0 <= count <= _LIMIT:
        raise FrameError(f"{count} message indexes are no way to a message")
    indexes: list[int] = []
    for _ in range(count):
        index, at = _varint(data, at)
        indexes.append(index)
    return tuple(indexes) or (0,), data[at:]


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A zig-zag varint of at most 32 bits, and where it ends."""
    value = 0
    for shift in range(0, 35, 7):
        if at >= len(data):
            raise FrameError("the message indexes end too early")
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value >> 1 ^ -(value & 1), at
    raise FrameError("a message index is too long")


def read(
    subject: str, kind: type[M], value: bytes | None, headers: Headers, framing: Framing
) -> M | DispatchError:
    """A record's event, or why there is none. A record without a value (a tombstone) has no variant either."""
    if value is None:
        return EmptyPayload(subject)
    try:
        return _decoded(kind, framing(value, headers))
    except DispatchError as error:
        return error


def read_one(
    subject: str,
    kinds: Mapping[str, type[M]],
    name_of: NameOf,
    value: bytes | None,
    headers: Headers,
    framing: Framing,
) -> M | DispatchError:
    """The same where a topic has events of several types, told apart by the names of their types."""
    if value is None:
        return EmptyPayload(subject)
    try:
        frame = framing(value, headers)
        name = name_of(frame)
        return _decoded(kinds[name], frame) if name in kinds else UnknownVariant(subject, name=name)
    except DispatchError as error:
        return error


def _decoded(kind: type[M], frame: Frame) -> M:
    try:
        return kind.FromString(frame.payload)
    except message.DecodeError as error:
        raise DecodeError(
            f"{len(frame.payload)} bytes are no {kind.DESCRIPTOR.full_name}: {error}"
        ) from error


def unknown_tags(event: message.Message, first: int, last: int) -> tuple[int, ...]:
    """The numbers from first to last of fields that were sent and are not known here."""
    fields = unknown_fields.UnknownFieldSet(event)
    numbers = {fields[index].field_number for index in range(len(fields))}
    return tuple(sorted(number for number in numbers if first <= number <= last))


def verify_oneof(subject: str, descriptor: Any, oneof: str, arms: Mapping[str, int]) -> None:
    """Raise StaleDispatch unless the message code has exactly these arms."""
    fields = descriptor.oneofs_by_name[oneof].fields if oneof in descriptor.oneofs_by_name else ()
    _verify(subject, {field.name: field.number for field in fields}, arms)


def verify_enum(subject: str, descriptor: Any, arms: Mapping[str, int]) -> None:
    """Raise StaleDispatch unless the enum has exactly these values, and perhaps one for 0."""
    values = {
        name: value.number
        for name, value in descriptor.values_by_name.items()
        if name in arms or value.number
    }
    first = {number: name for name, number in reversed(list(values.items()))}
    _verify(subject, {name: number for number, name in first.items()}, arms)


def _verify(subject: str, found: Mapping[str, int], arms: Mapping[str, int]) -> None:
    differing = sorted(name for name, _ in found.items() ^ arms.items())
    if differing:
        raise StaleDispatch(
            f"{subject}: dispatch and message code differ in {', '.join(dict.fromkeys(differing))}: generate both again"
        )
