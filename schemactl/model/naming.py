"""How the events of a project are called in a registry: what the configuration says of subjects."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from schemactl.model.location import Location


class Strategy(StrEnum):
    """Confluent's three strategies of naming subjects, and a free one."""

    TOPIC = "topic"
    RECORD = "record"
    TOPIC_RECORD = "topic-record"
    TEMPLATE = "template"


TEMPLATES = {
    Strategy.TOPIC: "{topic}-{part}",
    Strategy.RECORD: "{name}",
    Strategy.TOPIC_RECORD: "{topic}-{name}",
}
"""Every strategy is a template: part is `value`, or `key` where an override says so."""

WORDS = ("topic", "name", "package", "message", "part")
"""What a template may name: name is the full name, package and message are its two halves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """match: a glob of events' full names or of files. subject, topic: None where it does not say."""

    match: str
    subject: str | None = None
    topic: str | None = None
    key: bool = False
    location: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """The strategy, and what it needs.

    topics: topic by glob of full names; "" where nothing carries it.
    places: where the configuration says them, by key (`strategy`, `template`, `topics`); empty if it says nothing.
    """

    strategy: Strategy = Strategy.RECORD
    template: str = TEMPLATES[Strategy.RECORD]
    topics: Mapping[str, str] = field(default_factory=dict)
    overrides: tuple[Override, ...] = ()
    places: Mapping[str, Location] = field(default_factory=dict)
