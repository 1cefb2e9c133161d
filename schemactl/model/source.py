"""Where schema text comes from: a folder, a git revision, the index, a stream."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping


@dataclass(frozen=True, slots=True)
class Text:
    """One file's text: `path` as the user knows it, `name` as imports say it, and its bytes."""

    path: str
    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Source:
    """A readable set of files.

    label: as shown to the user, such as `git:4f1c2d9`, `index`, `dir:old` or `working tree`.
    digests: each file's content digest by its path; equal digests mean equal bytes.
    fetch: reads the bytes of some of those paths in one go.
    detail: what is worth saying about the label, such as `merge base of HEAD and origin/main`.
    prefix: what leads from the working folder to the paths: `old/` for `dir:old`, so that places can be opened.
    image: a serialised descriptor set; such a source has no texts, and digests is empty.
    """

    label: str
    digests: Mapping[str, str]
    fetch: Callable[[Iterable[str]], dict[str, bytes]]
    detail: str = ""
    prefix: str = ""
    image: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What a compiler is given: the texts of entry files and of all that they import.

    entries are `name`s; texts are keyed by `name`. An import that is in no text is reported as missing.
    With an image (a serialised descriptor set) there are no texts: the entries are files of the image.
    """

    label: str
    entries: tuple[str, ...]
    texts: Mapping[str, Text]
    image: bytes = field(default=b"", repr=False)
