"""A registry's version in; the texts that it stands for, its references resolved there, out."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from schemactl.errors import RegistryError
from schemactl.formats.format import by_name
from schemactl.model.source import Batch, Source, Text
from schemactl.registry.names import within

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from schemactl.model.document import Candidate
    from schemactl.model.subject import Version
    from schemactl.registry.readable import Readable

MOST = 1000
"""So many references one schema may lead to."""


class Deployed:
    """A registry's versions, each asked for once; most: so many references one may lead to."""

    def __init__(self, registry: Readable, most: int = MOST) -> None:
        self._registry = registry
        self._most = most
        self._known: dict[tuple[str, int], Version] = {}

    def version(self, subject: str, number: int) -> Version:
        """A version, deleted or not."""
        key = (subject, number)
        if key not in self._known:
            self._known[key] = self._registry.version(subject, number, deleted=True)
        return self._known[key]

    def batch(self, version: Version, candidate: Candidate) -> Batch:
        """The version as the format's compiler takes it, by the names that the project's files have."""
        keys = {each.name: each for each in candidate.document.below}
        texts = {candidate.document.key: _text(candidate.document.path, candidate.document.key, version)}
        for name, held in self.references(version):
            document = keys.get(name)
            key, path = (document.key, document.path) if document else (name, name)
            texts.setdefault(key, _text(path, key, held))
        _complete(texts, candidate)
        return Batch(label=label(version), entries=tuple(texts), texts=texts)

    def references(self, version: Version) -> Iterator[tuple[str, Version]]:
        """All that a version refers to, directly or not, each name once: the first that is met counts.

        Raises RegistryError if there is no end to it.
        """
        waiting, seen = [version], set[str]()
        while waiting:
            held = waiting.pop(0)
            for reference in held.schema.references:
                if reference.name not in seen:
                    seen.add(reference.name)
                    if len(seen) > self._most:
                        raise RegistryError(
                            f"{label(version)} leads to more than {self._most} references",
                            fix="look at it: schemactl registry show",
                        )
                    subject = within(reference.subject, held.subject)
                    waiting.append(self.version(subject, reference.version))
                    yield reference.name, waiting[-1]


def _complete(texts: dict[str, Text], candidate: Candidate) -> None:
    """Add the project's copies of what a version imports without a reference: such files a registry has built in."""
    (form,) = by_name([candidate.document.format])
    ours = {each.key: each for each in candidate.document.below}
    waiting = list(texts)
    while waiting:
        for name in form.links(texts[waiting.pop()].data).needs:
            if name in ours and name not in texts:
                texts[name] = Text(path=ours[name].path, name=name, data=ours[name].data)
                waiting.append(name)


def label(version: Version) -> str:
    """How reports name a version: `orders-value@3`."""
    return f"{version.subject}@{version.number}"


def source(batch: Batch, detail: str) -> Source:
    """A batch's texts, to be looked at by reports."""
    texts = {text.path: text.data for text in batch.texts.values()}

    def fetch(paths: Iterable[str]) -> dict[str, bytes]:
        return {path: texts[path] for path in paths}

    digests = {path: sha256(data).hexdigest() for path, data in texts.items()}
    return Source(label=batch.label, digests=digests, fetch=fetch, detail=detail)


def _text(path: str, key: str, version: Version) -> Text:
    return Text(path=path, name=key, data=version.schema.text.encode())
