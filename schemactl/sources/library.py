"""Sources in, what their files hold out: each content's links and bytes, read once and remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemactl.formats.format import Links

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from schemactl.formats.format import Format
    from schemactl.model.source import Source
    from schemactl.sources.cache import Cache

_REVISION = 1  # of what the formats' links() find, and of how it is packed


class Library:
    """The contents of one format's files, by digest."""

    def __init__(self, form: Format, cache: Cache) -> None:
        self._form = form
        self._cache = cache
        self._bytes: dict[str, bytes] = {}

    def links(self, sides: Iterable[tuple[Source, Mapping[str, str]]]) -> dict[str, Links]:
        """The links of every file of these sides, by digest: from the cache, or by reading."""
        table = f"links-{self._form.name}-{_REVISION}"
        wanted = {digest for _, files in sides for digest in files.values()}
        found = {digest: _unpacked(value) for digest, value in self._cache.get_many(table, wanted).items()}
        fresh: dict[str, Links] = {}
        for source, files in sides:
            unread = {
                digest: path for path, digest in files.items() if digest not in found and digest not in fresh
            }
            data = self.read(source, files, unread.values())
            fresh |= {digest: self._form.links(data[path]) for digest, path in unread.items()}
        packed = {digest: _packed(links) for digest, links in fresh.items()}
        self._cache.put_many(table, {digest: value for digest, value in packed.items() if value is not None})
        return found | fresh

    def read(self, source: Source, files: Mapping[str, str], paths: Iterable[str]) -> dict[str, bytes]:
        """The bytes of some files. What was read before, from either side, is not read again."""
        wanted = list(paths)
        unread = {files[path]: path for path in wanted if files[path] not in self._bytes}
        for path, data in source.fetch(unread.values()).items():
            self._bytes[files[path]] = data
        return {path: self._bytes[files[path]] for path in wanted}


def _packed(links: Links) -> bytes | None:
    """Lines: the package, how many names are defined, these, the needs; None if a name holds a line break."""
    lines = (links.package, str(len(links.defines)), *links.defines, *links.needs)
    text = "\n".join(lines)
    return text.encode("utf-8", "surrogatepass") if text.count("\n") == len(lines) - 1 else None


def _unpacked(value: bytes) -> Links:
    package, count, *names = value.decode("utf-8", "surrogatepass").split("\n")
    middle = int(count)
    return Links(package, tuple(names[:middle]), tuple(names[middle:]))
