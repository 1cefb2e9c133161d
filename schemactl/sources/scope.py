"""Two Sources and a module in, what must be looked at out: the files that differ and those that need them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from schemactl.errors import LookError
from schemactl.formats.format import EXTENSIONS, NAMED
from schemactl.model.source import Batch, Text
from schemactl.sources.cache import Cache
from schemactl.sources.globs import chooser
from schemactl.sources.library import Library
from schemactl.sources.network import network, unambiguous

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from schemactl.formats.format import Format
    from schemactl.model.module import Module
    from schemactl.model.source import Source
    from schemactl.sources.network import Network

_LFS = b"version https://git-lfs.github.com/spec/v1\n"
_FORGETFUL = Cache()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Both sides of one comparison, cut down to what can differ.

    total: how many schema files the new side has, looked at or not.
    """

    old: Batch
    new: Batch
    total: int


def narrow(old: Source, new: Source, module: Module, form: Format, cache: Cache = _FORGETFUL) -> Scope | None:
    """What of a module must be compared; None if neither side has a file of this format.

    The entries are the files that differ and all that need them, directly or not; the texts are these and all
    that they need. If nothing differs both are empty. An image is compared whole: it has no texts.

    Raises LookError if a file cannot be read, ConfigError if two files would be imported under one name.
    """
    if old.image or new.image:
        return _with_image(old, new, module, form, cache)
    inside = chooser(module.include, module.exclude)
    olds, news = files_of(old, module, form), files_of(new, module, form)
    total = sum(map(inside, news))
    if not total and not any(map(inside, olds)):
        return None
    if olds == news:
        return Scope(old=_empty(old), new=_empty(new), total=total)
    library = Library(form, cache)
    net = network((olds, news), library.links(((old, olds), (new, news))), module, form.name)
    affected = set(filter(inside, net.affected(olds, news)))
    return Scope(
        old=_batch(old, olds, affected & olds.keys(), net, library),
        new=_batch(new, news, affected & news.keys(), net, library),
        total=total,
    )


def whole(source: Source, module: Module, form: Format, cache: Cache = _FORGETFUL) -> Batch | None:
    """Every file of a module; None if it has none of this format. Raises as `narrow` does."""
    if source.image:
        return _image(source, ()) if form.name == "protobuf" else None
    inside = chooser(module.include, module.exclude)
    files = files_of(source, module, form)
    entries = set(filter(inside, files))
    if not entries:
        return None
    library = Library(form, cache)
    net = network((files,), library.links(((source, files),)), module, form.name)
    return _batch(source, files, entries, net, library)


def _with_image(old: Source, new: Source, module: Module, form: Format, cache: Cache) -> Scope | None:
    if form.name != "protobuf":
        return None
    batches = [whole(side, module, form, cache) or _empty(side) for side in (old, new)]
    # What one side only imports is no entry of the other's image either.
    imported = {name for batch in batches for name in batch.texts.keys() - set(batch.entries)}
    olds, news = (
        _image(side, imported) if side.image else batch
        for side, batch in zip((old, new), batches, strict=True)
    )
    return Scope(old=olds, new=news, total=len(news.entries))


def _image(source: Source, imported: Iterable[str]) -> Batch:
    from schemactl.sources.image import entries  # noqa: PLC0415 (images are rare)

    names = [name for name in entries(source.image) if name not in imported]
    return Batch(label=source.label, entries=tuple(names), texts={}, image=source.image)


def files_of(source: Source, module: Module, form: Format) -> dict[str, str]:
    """Every file of the format, whichever module has it; and what is one only since this module names it."""
    endings, named = EXTENSIONS[form.name], NAMED.get(form.name, ()) if module.include else ()
    inside = chooser(module.include, module.exclude)
    return {
        path: digest
        for path, digest in source.digests.items()
        if path.endswith(endings) or (named and path.endswith(named) and inside(path))
    }


def _empty(source: Source) -> Batch:
    return Batch(label=source.label, entries=(), texts={})


def _batch(
    source: Source, files: Mapping[str, str], entries: Iterable[str], net: Network, library: Library
) -> Batch:
    """The texts of the entries and of what they need."""
    wanted = net.needed(files, net.providers(files), entries)
    paths = unambiguous(net.names, files, wanted)
    contents = library.read(source, files, paths.values())
    texts = {}
    for name, path in paths.items():
        if contents[path].startswith(_LFS):
            raise LookError(
                f"{source.prefix}{path} at {source.label} is a pointer of Git LFS, not a schema",
                fix="keep schemas out of LFS, or compare with a folder: --against dir:PATH",
            )
        texts[name] = Text(path=source.prefix + path, name=name, data=contents[path])
    return Batch(
        label=source.label, entries=tuple(sorted({net.names[path] for path in entries})), texts=texts
    )
