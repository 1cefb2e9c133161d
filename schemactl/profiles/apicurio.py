"""Apicurio Registry: how it compares two versions of an artifact, in the words of its own rule violations.

Its Protobuf check is about hygiene: fields are known by name, every removal must be reserved, and the rules for
backward are asked again for forward with the versions swapped, so that adding a field fails forward. This is asked
of the real server by the tests (tests/profiles/test_apicurio_live.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from schemactl.model.protobuf import Message, short
from schemactl.model.rule import added, changed, removed
from schemactl.profiles.avro import AVRO
from schemactl.profiles.blind import EVERYWHERE
from schemactl.profiles.profile import Dialect, Difference, Profile
from schemactl.profiles.sight import Text, messages, text_of, visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from schemactl.model.change import Change
    from schemactl.model.protobuf import Enum, Field, Method, NumberRange
    from schemactl.model.rule import Trigger
    from schemactl.profiles.profile import Side

    Asks = Callable[..., Iterator[tuple[str, ...]]]
    Check = tuple[str, Asks, str]


@dataclass(frozen=True, slots=True)
class Book:
    """A file as Apicurio keeps it: everything under the local name of its message, enum or service."""

    text: Text
    messages: dict[str, Message]
    enums: dict[str, Enum]
    methods: dict[str, dict[str, Method]]

    def names(self, owner: str) -> dict[int, str] | None:
        """Number → name of an enum's values (the last of several) or of a message's fields; None without any."""
        if owner in self.enums:
            return {value.number: value.names[-1] for value in self.enums[owner].values}
        if owner in self.messages:
            return {item.number: item.name for item in visible(self.messages[owner])} or None
        return None


def book_of(side: Side) -> Book:
    text = text_of(side)
    known = dict(_messages(text, ""))
    enums = {short(item.full_name): item for item in text.enums}
    for name, message in known.items():
        enums.update({f"{name}.{short(item.full_name)}": item for item in message.enums})
    methods = {
        short(service.name): {method.name: method for method in service.methods} for service in text.services
    }
    return Book(text, known, enums, methods)


def _messages(owner: Text | Message, prefix: str) -> Iterator[tuple[str, Message]]:
    for item in messages(owner):
        name = f"{prefix}{short(item.full_name)}"
        yield name, item
        yield from _messages(item, f"{name}.")


@dataclass(frozen=True, slots=True)
class Shared:
    """A message that both versions have under one name."""

    name: str
    before: Message
    after: Message
    books: tuple[Book, Book]

    @property
    def kept(self) -> Iterator[tuple[Field, Field]]:
        """Fields that both have under one name."""
        after = {item.name: item for item in visible(self.after)}
        for item in visible(self.before):
            if item.name in after:
                yield item, after[item.name]


def shared(before: Book, after: Book) -> Iterator[Shared]:
    for name, message in before.messages.items():
        if name in after.messages:
            yield Shared(name, message, after.messages[name], (before, after))


# --- the checks, each with the words that the server reports it in


def edition_used(before: Book, after: Book) -> Iterator[tuple[str, ...]]:
    for book in (after, before):
        if book.text.file.syntax not in {"proto2", "proto3"}:
            yield (book.text.file.path,)


def option_defined(before: Book, after: Book) -> Iterator[tuple[str, ...]]:
    for book in (after, before):
        for item in book.text.extensions:
            if item.extendee.startswith("google.protobuf."):
                yield (item.full_name, f"[{item.full_name}]")


def reserved_used(before: Book, after: Book) -> Iterator[tuple[str, ...]]:
    for both in shared(before, after):
        for item in visible(both.after):
            if _reserves(both.before, item.number) or item.name in both.before.reserved_names:
                yield (item.full_name,)


def reservation_removed(before: Book, after: Book) -> Iterator[tuple[str, ...]]:
    for name, message in before.messages.items():
        other = after.messages.get(name)
        ranges, names = (other.reserved, other.reserved_names) if other else ((), ())
        kept = all(_covered(item, ranges) for item in message.reserved)
        if not kept or set(message.reserved_names) - set(names):
            yield (message.full_name,)


def removed_unreserved(before: Book, after: Book) -> Iterator[tuple[str, ...]]:
    for name, message in before.messages.items():
        other = after.messages.get(name)
        left = {item.name for item in visible(other)} if other else set()
        numbers = {item.number for item in visible(other)} if other else set()
        for item in visible(message):
            reserved = other is not None and item.name in other.reserved_names
            numbered = item.number in numbers or (other is not None and _reserves(other, item.number))
            if item.name not in left and not (reserved and numbered):
                yield (item.full_name, message.full_name)


def number_changed(before: Book, after: Book) -> Iterator[tuple[str, ...]]:
    for both in shared(before, after):
        for old, new in both.kept:
            if old.number != new.number:
                yield (new.full_name,)
    for name, enum in before.enums.items():
        values = after.enums[name].values if name in after.enums else ()
        now = {label: value.number for value in values for label in value.names}
        for value in enum.values:
            for label in value.names:
                if now.get(label, value.number) != value.number:
                    yield (f"{enum.full_name}.{label}",)


def type_changed(before: Book, after: Book, *, packages: bool) -> Iterator[tuple[str, ...]]:
    for both in shared(before, after):
        for old, new in both.kept:
            if _written(old, before.text, packages=packages) != _written(new, after.text, packages=packages):
                yield (new.full_name, *(item.full_name for item in new.entry))


def label_changed(before: Book, after: Book) -> Iterator[tuple[str, ...]]:
    for both in shared(before, after):
        for old, new in both.kept:
            if old.keyword != new.keyword:
                yield (new.full_name,)


def name_changed(before: Book, after: Book, *, reservable: bool) -> Iterator[tuple[str, ...]]:
    """A number has another name or none, be it of a field or of an enum's value."""
    for owner in (*before.messages, *before.enums):
        old, new = before.names(owner), after.names(owner)
        if old is None or new is None:
            continue
        holder = before.enums.get(owner) or before.messages[owner]
        for number, name in old.items():
            message = after.messages.get(owner)
            fine = message is not None and (_reserves(message, number) or name in message.reserved_names)
            if new.get(number) != name and not (reservable and number not in new and fine):
                yield (f"{holder.full_name}.{name}", f"{holder.full_name}.{new.get(number, name)}")


def rpc_removed(before: Book, after: Book) -> Iterator[tuple[str, ...]]:
    for service, methods in before.methods.items():
        for name in methods:
            if name not in after.methods.get(service, {}):
                yield (_service_path(before, service, name),)


def signature_changed(before: Book, after: Book) -> Iterator[tuple[str, ...]]:
    for service, methods in before.methods.items():
        for name, method in methods.items():
            other = after.methods.get(service, {}).get(name)
            if other is not None and _signature(method, before) != _signature(other, after):
                yield (_service_path(after, service, name),)


def required_added(before: Book, after: Book, *, to_empty: bool) -> Iterator[tuple[str, ...]]:
    """to_empty: a message that had no field is compared too."""
    if before.text.file.syntax != "proto2":
        return
    for both in shared(before, after):
        names = {item.name for item in visible(both.before)}
        if not names and not to_empty:
            continue
        for item in visible(both.after):
            if item.keyword == "required" and item.name not in names:
                yield (item.full_name,)


def _reserves(message: Message, number: int) -> bool:
    return any(first <= number <= last for first, last in message.reserved)


def _covered(wanted: NumberRange, ranges: tuple[NumberRange, ...]) -> bool:
    """Whether every number of a range is in one of these, which are sorted."""
    first, last = wanted
    for start, end in ranges:
        if start <= first <= end:
            first = end + 1
    return first > last


def _written(item: Field, text: Text, *, packages: bool) -> tuple[str, ...]:
    """A type as the text has it, or, with packages, with its full name."""
    if item.type == "map":
        return ("map", *(part for entry in item.entry for part in _written(entry, text, packages=False)))
    if not item.type_name:
        return (item.type,)
    return (item.type_name if packages else text.local(item.type_name),)


def _signature(method: Method, book: Book) -> tuple[object, ...]:
    types = book.text.local(method.input), book.text.local(method.output)
    return (*types, method.client_streaming, method.server_streaming)


def _service_path(book: Book, service: str, method: str) -> str:
    full_name = next(item.name for item in book.text.services if short(item.name) == service)
    return f"{full_name}.{method}"


CHECKS: tuple[Check, ...] = (
    ("Invalid schema", edition_used, "it cannot read a file that has an edition"),
    ("Conflict of reserved fields", reserved_used, "a number or name that was reserved is used"),
    ("reserved fields were removed", reservation_removed, "a reservation was dropped, which harms no data"),
    (
        "fields removed without reservation", removed_unreserved,
        "a field is missing whose number and name the other version does not reserve",
    ),
    ("Conflict, field id changed", number_changed, "a name has another number"),
    ("Field label changed", label_changed, "every other label counts, `optional` and none included"),
    ("rpc services removed", rpc_removed, "a method is missing, which no event is read with"),
    ("rpc service signature changed", signature_changed, "a method has other types, which no event is read with"),
)  # fmt: skip
REQUIRED_ADDED = "required field added in new version", "a required field is new"
TYPE_CHANGED = "Field type changed", "another type, or another name of a type, counts as another type"
NAME_CHANGED = "Field name changed", "a number has another name or none, of which the bytes know nothing"


def _check(names: tuple[str, str], ask: Asks, **how: bool) -> Check:
    return names[0], lambda before, after: ask(before, after, **how), names[1]


V2_6 = (
    *CHECKS,
    _check(REQUIRED_ADDED, required_added, to_empty=False),
    _check(TYPE_CHANGED, type_changed, packages=False),
    _check(NAME_CHANGED, name_changed, reservable=False),
)
V3 = (
    *CHECKS,
    _check(REQUIRED_ADDED, required_added, to_empty=True),
    ("Invalid schema", option_defined, "it cannot check a file that defines options"),
    _check(TYPE_CHANGED, type_changed, packages=True),
    _check(NAME_CHANGED, name_changed, reservable=True),
)


def _reading(checks: tuple[Check, ...]) -> Callable[[Side, Side], Iterator[Difference]]:
    def differences(reader: Side, writer: Side) -> Iterator[Difference]:
        before, after = book_of(writer), book_of(reader)
        for name, check, why in checks:
            for paths in check(before, after):
                yield Difference(name=name, paths=tuple(dict.fromkeys(paths)), why=why)

    return differences


def _to_empty(change: Change) -> bool:
    return isinstance(change.old_owner, Message) and not change.old_owner.fields


BLIND = (
    *EVERYWHERE,
    (changed("field", "oneof"), "which oneof a field is in is not compared"),
    (changed("field", "presence"), "labels are compared as they are written, and a feature is no label"),
    (changed("message", "name"), "packages are not compared"),
    (added("message"), "an empty message has nothing that could be missing"),
    (removed("message"), "an empty message has nothing that could be missing"),
)  # fmt: skip


BLIND_2_6 = (*BLIND, (added("field").where(_to_empty), "a message that had no field is not compared"))


def _profile(
    name: str, about: str, checks: tuple[Check, ...], blind: tuple[tuple[Trigger, str], ...] = BLIND
) -> Profile:
    protobuf = Dialect(reading=_reading(checks), blind=blind)
    return Profile(name=name, about=about, dialects={"protobuf": protobuf, "avro": AVRO})


PROFILES = {
    profile.name: profile
    for profile in (
        _profile("apicurio@3", "Apicurio Registry 3.3", V3),
        _profile("apicurio@2.6", "Apicurio Registry 2.6", V2_6, BLIND_2_6),
    )
}
