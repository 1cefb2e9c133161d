"""A project's source, modules and naming in; what a registry should hold under which subject out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from schemactl.errors import ConfigError
from schemactl.formats.format import by_name, compiled
from schemactl.model.document import Candidate
from schemactl.model.jsonschema import File as JsonFile
from schemactl.model.location import Location
from schemactl.sources.cache import Cache
from schemactl.sources.documents import documents
from schemactl.sources.scope import whole
from schemactl.subjects.names import event_subject, file_subject, untold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from schemactl.formats.format import Format
    from schemactl.model.document import Document
    from schemactl.model.element import Element
    from schemactl.model.module import Module
    from schemactl.model.naming import Naming
    from schemactl.model.schema import Schema
    from schemactl.model.source import Source


def candidates(
    source: Source, modules: Iterable[Module], naming: Naming, cache: Cache | None = None
) -> tuple[Candidate, ...]:
    """What the project's events are carried by, and what these refer to: referred ones first, else by name.

    Raises CompileError if a schema does not compile, ConfigError if a name is not said, or is one of two files.
    """
    found: dict[str, Candidate] = {}
    for module in modules:
        for form in by_name(module.formats):
            for each in _of(source, module, form, naming, cache or Cache()):
                found[each.subject] = _one(found.get(each.subject), each, naming)
    return ordered(found.values())


def ordered(found: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """What is referred to comes before what refers to it."""
    return tuple(sorted(found, key=lambda each: (_depth(each.document), each.subject)))


def _depth(document: Document) -> int:
    depths: dict[str, int] = {}
    for each in (*document.below, document):
        depths[each.path] = 1 + max((depths[need.path] for need in each.needs), default=-1)
    return depths[document.path]


def _of(source: Source, module: Module, form: Format, naming: Naming, cache: Cache) -> Iterator[Candidate]:
    batch = whole(source, module, form, cache)
    if batch is None:
        return
    events = _events(compiled(form, batch, module, cache))
    files = documents(source, module, form, cache)
    needed: dict[str, Document] = {}
    open_ends: list[tuple[str, Document, Location]] = []
    for path, names in events.items():
        document = files[path.removeprefix(source.prefix)]
        for event, place in names.items():
            subject = event_subject(event.removesuffix("#"), document, naming, place)
            if subject:
                yield Candidate(subject=subject, document=document, events=(event,))
                needed |= {each.path: each for each in document.below}
            elif subject is None:
                open_ends.append((event, document, place))
    for event, document, place in open_ends:
        if (
            document.path not in needed
        ):  # what stands beside the types that others refer to need not be carried
            raise untold(event.removesuffix("#"), naming, place)
    for each in needed.values():
        yield Candidate(subject=file_subject(each, naming), document=each)


def _events(schema: Schema) -> dict[str, dict[str, Location]]:
    """The names of what stands on its own in each file, and where."""
    found: dict[str, dict[str, Location]] = defaultdict(dict)
    for root in schema.roots:
        name = _event(root)
        if name and schema.is_event(name):
            path = root.location.source
            element = schema.types.get(name)
            found[path][name] = element.location if element else Location(path)
    return found


def _event(root: Element) -> str:
    """What a root's data may be called: a message, or what a file is about; `path#` or the path if that has no name."""
    if root.KIND == "message":
        return str(getattr(root, "full_name", ""))
    if isinstance(root, JsonFile):
        return root.schemas[0].ref
    return str(getattr(root, "name", "")) if root.KIND == "file" else ""


def _one(first: Candidate | None, second: Candidate, naming: Naming) -> Candidate:
    """Two events of one file under one subject are one; two files are a mistake."""
    if first is None:
        return second
    if first.document.data == second.document.data and first.document.path == second.document.path:
        return replace(first, events=tuple(dict.fromkeys((*first.events, *second.events))))
    one, other = (
        f"{each.document.path} ({', '.join(each.events) or 'referred to'})" for each in (first, second)
    )
    raise ConfigError(
        f"subject {first.subject} would be both {one} and {other}",
        fix="name them apart: another [subjects] strategy (topic-record), or [[subjects.override]]",
        location=naming.places.get("strategy", Location(second.document.path)),
    )
