"""An event or a file, and what the configuration says of names, in; the subject that a registry holds it under out."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from schemactl.errors import ConfigError
from schemactl.model.naming import Strategy

if TYPE_CHECKING:
    from schemactl.model.document import Document
    from schemactl.model.location import Location
    from schemactl.model.naming import Naming, Override


def event_subject(event: str, document: Document, naming: Naming, place: Location) -> str | None:
    """The subject that carries an event, "" where the configuration says that none does, None if it says nothing.

    event: its full name; the file's path where it has no name. place: where it stands.
    Raises ConfigError if it says two things.
    """
    override = _override((event, document.path), naming)
    if override and override.subject is not None:
        return override.subject
    template = naming.template
    needs_topic = "{topic}" in template
    topic = override.topic if override and override.topic is not None else None
    if topic is None and needs_topic:
        topic = _topic(event, naming, place)
    if needs_topic and not topic:
        return topic
    if event == document.path and naming.strategy is not Strategy.TOPIC:
        raise ConfigError(
            f"what {event} holds has no name, and strategy {naming.strategy} makes a subject of one",
            fix=f'say its subject: [[subjects.override]] match = "{event}", subject = "…"',
            location=place,
        )
    package, _, message = event.rpartition(".")
    return template.format(
        topic=topic or "", name=event, package=package, message=message,
        part="key" if override and override.key else "value",
    )  # fmt: skip


def file_subject(document: Document, naming: Naming) -> str:
    """The subject of a file that others refer to: as serializers call it, by the import path or the full name."""
    override = _override((document.path, document.name), naming)
    return (override and override.subject) or document.name


def _override(words: tuple[str, ...], naming: Naming) -> Override | None:
    """What is said of any of these names; a name in full goes before globs."""
    matching = [each for each in naming.overrides if any(fnmatchcase(word, each.match) for word in words)]
    exact = [each for each in matching if each.match in words]
    found = exact or matching
    if len(found) > 1:
        raise ConfigError(
            f"{words[0]} is what both {found[0].match} and {found[1].match} match",
            fix="make one of the overrides narrower, or remove it",
            location=found[1].location,
        )
    return found[0] if found else None


def untold(event: str, naming: Naming, place: Location) -> ConfigError:
    """Nobody says which topic carries an event that nothing else refers to."""
    return ConfigError(
        f"which topic carries {event} is not said, and strategy {naming.strategy} needs it",
        fix=f'in [subjects] say topics = {{ "{event}" = "…" }}; an empty topic says that none does',
        location=place,
    )


def _topic(event: str, naming: Naming, place: Location) -> str | None:
    matching = {glob: topic for glob, topic in naming.topics.items() if fnmatchcase(event, glob)}
    if event in matching:
        return matching[event]
    if len(set(matching.values())) > 1:
        (first, one), (second, other) = list(matching.items())[:2]
        raise ConfigError(
            f"{event} would be carried by two topics: {one} ({first}) and {other} ({second})",
            fix="make one of the globs narrower, or name the event in full",
            location=naming.places.get("topics", place),
        )
    return next(iter(matching.values()), None)
