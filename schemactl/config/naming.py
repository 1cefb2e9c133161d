"""What a file says of subjects in; the naming that holds, with the place of each word, out."""

from __future__ import annotations

from string import Formatter
from typing import TYPE_CHECKING

from schemactl.config.refusal import not_one_of, place
from schemactl.errors import ConfigError
from schemactl.model.naming import TEMPLATES, WORDS, Naming, Override, Strategy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemactl.config.positions import Positions
    from schemactl.config.subject_tables import SubjectsTable, SubjectTable
    from schemactl.model.location import Location


def naming(table: SubjectsTable, shown: str, stands: Positions) -> Naming:
    """Raises ConfigError for a template, topics or an override that say too little or too much."""
    places = {key: place(shown, stands, ("subjects", key)) for key in ("strategy", "template", "topics")}
    template = _template(table, shown, stands)
    if any(table.topics.values()) and "{topic}" not in template:
        message = f"topics say nothing: strategy {table.strategy} makes names without one"
        raise ConfigError(message, fix='say strategy = "topic" or "topic-record"', location=places["topics"])
    return Naming(
        strategy=table.strategy, template=template, topics=table.topics,
        overrides=tuple(_overrides(table, shown, stands)), places=places,
    )  # fmt: skip


def _template(table: SubjectsTable, shown: str, stands: Positions) -> str:
    where = place(shown, stands, ("subjects", "template"))
    if (table.strategy is Strategy.TEMPLATE) != bool(table.template):
        message = "strategy template and a template go together"
        fix = 'say both: strategy = "template", template = "{topic}-{message}"'
        raise ConfigError(message, fix=fix, location=where)
    if not table.template:
        return TEMPLATES[table.strategy]
    try:
        named = [name for _, name, _, _ in Formatter().parse(table.template) if name is not None]
    except ValueError as error:
        raise ConfigError(
            f"subjects.template: {error}", fix="write {{ for a brace", location=where
        ) from error
    for name in named:
        if name not in WORDS:
            raise not_one_of(("subjects", "template"), name, WORDS, shown, stands)
    return table.template


def _overrides(table: SubjectsTable, shown: str, stands: Positions) -> Iterator[Override]:
    for number, each in enumerate(table.override):
        where = place(shown, stands, ("subjects", "override", number))
        _consistent(each, where)
        yield Override(match=each.match, subject=each.subject, topic=each.topic, key=each.key, location=where)


def _consistent(each: SubjectTable, where: Location) -> None:
    if each.subject is not None and (each.topic is not None or each.key):
        message = f"the override of {each.match} has a subject, so that its topic and key say nothing"
        raise ConfigError(message, fix="say the subject, or the topic and key", location=where)
    if each.subject is None and each.topic is None and not each.key:
        message = f"the override of {each.match} says nothing"
        raise ConfigError(message, fix="say a subject, a topic, or key = true", location=where)
