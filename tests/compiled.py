"""Schema texts in; compiled schemas, changes and provers out, for tests."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from schemactl.diff.compare import compare
from schemactl.formats.format import EXTENSIONS, by_name
from schemactl.model.source import Batch, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from schemactl.model.change import Change
    from schemactl.model.schema import FormatName, Schema


def compiled(form: FormatName, texts: Mapping[str, str], label: str = "test") -> Schema:
    """Compile these texts, by file name, as one batch."""
    files = {name: Text(name, name, text.encode()) for name, text in texts.items()}
    return by_name((form,))[0].compile(Batch(label=label, entries=tuple(files), texts=files))


@cache
def single(form: FormatName, text: str) -> Schema:
    """Compile one text as a file of its own; a line of three dashes starts another file."""
    names = ("event", "second", "third", "fourth")
    texts = zip(names, text.split("\n---\n"), strict=False)
    return compiled(form, {f"{name}{EXTENSIONS[form][0]}": part for name, part in texts})


def changes(form: FormatName, old: str, new: str) -> tuple[Change, ...]:
    return compare(single(form, old), single(form, new))
