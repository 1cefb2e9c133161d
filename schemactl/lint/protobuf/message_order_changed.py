"""A message has another place among the messages of its file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemactl.model.lint import Check, Spot
from schemactl.model.protobuf import File, Message

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from schemactl.model.change import Change, Step
    from schemactl.model.schema import Schema


def _find(step: Step, changes: Sequence[Change]) -> Iterator[Spot]:
    """One spot a file: the first message that moved."""
    del changes
    olds, names = _by_file(step.old), step.flipped.names
    for path, messages in _by_file(step.new).items():
        moved = list(_moved(olds.get(path, {}), messages, names))
        if moved:
            message, was = moved[0]
            others = f", and {len(moved) - 1} more moved" if len(moved) > 1 else ""
            yield Spot(
                path=message.full_name, location=message.mark.locate("name"),
                message=f"{message.full_name} was {_shown(was.indexes)} and is {_shown(message.indexes)} among "
                f"the messages of its file{others}",
            )  # fmt: skip


def _by_file(schema: Schema) -> dict[str, dict[str, Message]]:
    """The messages of each file by their full names, nested ones too; a file's declarations follow it."""
    found: dict[str, dict[str, Message]] = {}
    messages: dict[str, Message] = {}
    for root in schema.roots:
        if isinstance(root, File):
            messages = found[root.path] = {}
        elif isinstance(root, Message):
            messages.update((each.full_name, each) for each in _with_nested(root))
    return found


def _with_nested(message: Message) -> Iterator[Message]:
    yield message
    for nested in message.messages:
        yield from _with_nested(nested)


def _moved(
    olds: Mapping[str, Message], news: Mapping[str, Message], names: Mapping[str, str]
) -> Iterator[tuple[Message, Message]]:
    for name, message in news.items():
        was = olds.get(names.get(name, name))
        if was and was.indexes != message.indexes:
            yield message, was


def _shown(indexes: tuple[int, ...]) -> str:
    return f"[{', '.join(map(str, indexes))}]"


CHECK = Check(
    id="lint-protobuf-message-order-changed",
    since="0.1",
    summary="a message has another place among the messages of its file",
    why=(
        "With Confluent's serializers an event names its message by its place in the schema: [1] is the second of "
        "the file. A writer that was built before the change and sends the id of the newest schema "
        "(use.latest.version) says the old place, and readers find another message there (Wire Format)."
    ),
    fix="put new messages at the end of the file, keep the order of the others, and let a deleted one stay, empty",
    step=_find,
    bad=(
        """\
syntax = "proto3";
message Created {}
message Shipped {}
""",
        """\
syntax = "proto3";
message Cancelled {}
message Created {}
message Shipped {}
""",
    ),
    good=(
        """\
syntax = "proto3";
message Created {}
message Shipped {}
""",
        """\
syntax = "proto3";
message Created {}
message Shipped {}
message Cancelled {}
""",
    ),
    refs=(
        "https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop/index.html",
    ),
)
