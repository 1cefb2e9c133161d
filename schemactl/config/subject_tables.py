"""What [subjects] may say, as types."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, field

from schemactl.config.table import Table
from schemactl.model.naming import Strategy

Match = Annotated[str, Meta(min_length=1)]


class SubjectTable(Table, frozen=True):
    """The subject of some events or files, where the strategy does not tell it."""

    match: Annotated[
        Match, Meta(description="a glob of events' full names or of schema files; * is any text")
    ]
    subject: Annotated[str | None, Meta(description="the whole name; empty: it is under none")] = None
    topic: Annotated[str | None, Meta(description="its topic, for the strategy to make the name of")] = None
    key: Annotated[bool, Meta(description="it is the topic's key")] = False


class SubjectsTable(Table, frozen=True):
    """Under which subjects a registry holds the schemas."""

    strategy: Annotated[Strategy, Meta(description="how a subject's name is made")] = Strategy.RECORD
    template: Annotated[
        str,
        Meta(description="with strategy template: a name with {topic}, {name}, {package}, {message}, {part}"),
    ] = ""
    topics: Annotated[
        dict[Match, str],
        Meta(description="the topic by globs of events' full names, * is any text; an empty one: none"),
    ] = field(default_factory=dict)
    override: Annotated[tuple[SubjectTable, ...], Meta(description="subjects that are called otherwise")] = ()
