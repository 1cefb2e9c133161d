"""A value's parts in; the same value as no ordinary writer writes it, and every reader must read it, out.

https://avro.apache.org/docs/1.12.0/specification/#binary-encoding
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemactl.fuzz.avro.parts import Block, Blocks, Number, Part, lists

if TYPE_CHECKING:
    from collections.abc import Callable

    from schemactl.witness.choices import Choices

    Variant = Callable[[list[Part], Choices], bool]


def longer_number(parts: list[Part], choices: Choices) -> bool:
    """A number, length or index in as many bytes as its type has, or less."""
    numbers = [part for part in parts if isinstance(part, Number)]
    if numbers:
        number = choices.pick(numbers, "")
        number.width = choices.number(2, number.most)
    return bool(numbers)


def split_block(parts: list[Part], choices: Choices) -> bool:
    """The items of one block in two."""
    whole = [part for part in parts if isinstance(part, Blocks) and part.blocks]
    if not whole:
        return False
    blocks = choices.pick(whole, "").blocks
    place = choices.number(0, len(blocks) - 1)
    items = blocks[place].items
    if len(items) > 1:
        middle = choices.number(1, len(items) - 1)
        blocks[place : place + 1] = [Block(items[:middle]), Block(items[middle:])]
    return len(items) > 1


def sized_block(parts: list[Part], choices: Choices) -> bool:
    """A block with its size, by which a reader can skip it: its count is negative."""
    blocks = [block for part in parts if isinstance(part, Blocks) for block in part.blocks]
    if blocks:
        choices.pick(blocks, "").sized = True
    return bool(blocks)


VARIANTS: tuple[Variant, ...] = (longer_number, split_block, sized_block)


def vary(parts: list[Part], choices: Choices) -> list[str]:
    """Rearrange parts in one to three ways, and tell in which."""
    done: list[str] = []
    for _ in range(choices.number(1, 3)):
        variant = choices.pick(VARIANTS, "variant")
        places = list(lists(parts))
        if variant(places[choices.number(0, len(places) - 1)], choices):
            done.append(variant.__name__.replace("_", "-"))
    return done
