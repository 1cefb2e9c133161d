"""A candidate, or a version that is deployed, in; its compiled schema, cut down to what its data may hold, out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from schemactl.diff.reach import reached
from schemactl.errors import CompileError, RegistryError
from schemactl.formats.format import by_name, compiled
from schemactl.model.source import Batch, Text

if TYPE_CHECKING:
    from schemactl.formats.format import Memo
    from schemactl.model.document import Candidate
    from schemactl.model.schema import Schema
    from schemactl.model.source import Source


def current(candidate: Candidate, source: Source, memo: Memo | None) -> Schema:
    """The candidate as the project has it. Raises CompileError."""
    texts = {
        each.key: Text(path=source.prefix + each.path, name=each.key, data=each.data)
        for each in candidate.files
    }
    batch = Batch(label=source.label, entries=tuple(texts), texts=texts)
    return _schema(batch, candidate, source.prefix + candidate.document.path, memo)


def deployed(candidate: Candidate, batch: Batch, memo: Memo | None) -> Schema:
    """One of its versions. Raises RegistryError if that does not compile: it cannot be compared with then."""
    try:
        return _schema(batch, candidate, candidate.document.path, memo)
    except CompileError as error:
        raise RegistryError(
            f"{batch.label} does not compile, so it cannot be compared with: {error.problems[0]}",
            fix=f"look at it: schemactl registry show {batch.label}",
        ) from error


def _schema(batch: Batch, candidate: Candidate, path: str, memo: Memo | None) -> Schema:
    module = candidate.document.module
    if candidate.events:
        module = replace(module, events=candidate.events)
    (form,) = by_name([candidate.document.format])
    return reached(compiled(form, batch, module, memo), path)
