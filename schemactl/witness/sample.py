"""A candidate for a witness in; what became of it in a channel out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from schemactl.model.witness import Witness

if TYPE_CHECKING:
    from schemactl.formats.format import Channel
    from schemactl.model.effect import Direction, Surface


@dataclass(frozen=True, slots=True)
class Sample:
    """A value (plain Python data) of the writer's type, and the type as which the reader reads it, if it has one."""

    writer_type: str
    reader_type: str | None
    value: Any


def sent(channel: Channel, sample: Sample, direction: Direction, surface: Surface) -> Witness | None:
    """What became of a sample, or None if it is no value of the writer's type, or none that its encoding carries."""
    try:
        exchange = channel.exchange(sample.writer_type, sample.reader_type, sample.value, surface)
    except ValueError:
        return None
    return Witness(direction=direction, surface=surface, type_name=sample.writer_type, exchange=exchange)
