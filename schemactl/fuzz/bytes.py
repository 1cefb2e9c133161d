"""Any bytes in; the same bytes damaged out, with no knowledge of what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from schemactl.witness.choices import Choices

TELLING = (0, 1, 0x30, 0x31, 0x7F, 0x80, 0xFE, 0xFF)


def cut(data: bytes, choices: Choices) -> bytes:
    return data[: choices.number(0, max(0, len(data) - 1))]


def flipped(data: bytes, choices: Choices) -> bytes:
    """One bit is another."""
    if not data:
        return b"\x80"
    place, bit = choices.number(0, len(data) - 1), choices.number(0, 7)
    return data[:place] + bytes([data[place] ^ 1 << bit]) + data[place + 1 :]


def overwritten(data: bytes, choices: Choices) -> bytes:
    place = choices.number(0, max(0, len(data) - 1))
    return data[:place] + bytes([choices.pick(TELLING, "byte")]) + data[place + 1 :]


def inserted(data: bytes, choices: Choices) -> bytes:
    place = choices.number(0, len(data))
    return data[:place] + bytes([choices.pick(TELLING, "byte")]) + data[place:]


def dropped(data: bytes, choices: Choices) -> bytes:
    place = choices.number(0, max(0, len(data) - 1))
    return data[:place] + data[place + choices.number(1, 4) :]


def repeated(data: bytes, choices: Choices) -> bytes:
    """A part of it a second time."""
    start = choices.number(0, max(0, len(data) - 1))
    end = choices.number(start, len(data))
    return data[:end] + data[start:end] + data[end:]


DAMAGES: tuple[Callable[[bytes, Choices], bytes], ...] = (
    cut, flipped, overwritten, inserted, dropped, repeated,
)  # fmt: skip


def damaged(data: bytes, choices: Choices) -> tuple[str, bytes]:
    """Damage bytes in one way, and tell in which."""
    damage = choices.pick(DAMAGES, "damage")
    return damage.__name__, damage(data, choices)
