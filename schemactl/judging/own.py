"""A registry's schemas in; how they are written down, and what our own verdict says of a step, out."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, NoReturn, TypeVar

from schemactl.diff.reach import reached
from schemactl.errors import CompileError, RefusedError
from schemactl.formats.format import EXTENSIONS, by_name
from schemactl.judging.texts import INVALID, batch, encoded, main_name
from schemactl.judging.words import told_break, told_problems, told_unjudged
from schemactl.model.compatibility import Compatibility
from schemactl.model.effect import Direction
from schemactl.model.subject import SchemaType
from schemactl.model.verdict import Policy
from schemactl.pipeline import judge
from schemactl.registry.engine import Written

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Sequence

    from schemactl.formats.format import Format
    from schemactl.model.schema import Schema
    from schemactl.registry.engine import Resolved

T = TypeVar("T")

_LEVELS = {
    frozenset({Direction.BACKWARD}): Compatibility.BACKWARD,
    frozenset({Direction.FORWARD}): Compatibility.FORWARD,
    frozenset(Direction): Compatibility.FULL,
}
_FIX = "correct the schema; what it imports or refers to needs a reference"
REMEMBERED = 1024
"""Compiled schemas that are kept: those of a registry never change, and are compared again and again."""
LARGEST = 2**16
"""Characters of the largest schema that is kept: compiled it needs about a hundred times that in memory."""


class OwnEngine:
    """Judges as `check` does: what a policy of that compatibility refuses on the wire speaks against a step."""

    def __init__(self, policy: Policy | None = None) -> None:
        self._policy = policy or Policy()
        self._compiled = _remembering(_compile)
        self._written = _remembering(self._write)

    def written(self, schema: Resolved, *, normalize: bool = False) -> Written:
        """See Engine."""
        return self._written(schema, normalize)

    def _write(self, schema: Resolved, normalize: bool) -> Written:  # noqa: FBT001 (what is remembered has a place)
        form = format_of(schema.type)
        if schema.type is SchemaType.JSON:
            written = _written_json(schema, normalize=normalize)
            if form:
                self.compiled(schema)
            return written
        assert form is not None  # noqa: S101  (that of JSON is the only one that there may not be)
        canonical = import_module(f"schemactl.formats.{form.name}.canonical")
        with refusing():
            schema = replace(schema, text=canonical.read(batch(schema)))
            text, form_of_all = canonical.written(self.compiled(schema), batch(schema), normalize=normalize)
        return Written(text=text, canonical=form_of_all, source=schema.text)

    def objections(self, old: Resolved, new: Resolved, directions: frozenset[Direction]) -> Sequence[str]:
        """See Engine."""
        if (old.text, old.texts) == (new.text, new.texts):
            return ()
        form = format_of(new.type)
        if form is None:
            return (f"{new.type} schemas cannot be judged yet: set the subject's compatibility to NONE",)
        compiled = self.pairing(old, new)
        after = compiled(new)
        try:
            before = compiled(old)
        except RefusedError as error:
            return (f"the old schema does not compile, so that nothing can be said: {error.message}",)
        return self.judged(form, before, after, directions)

    def judged(
        self, form: Format, old: Schema, new: Schema, directions: frozenset[Direction]
    ) -> Sequence[str]:
        """What a verdict refuses, each in a sentence with its proof."""
        policy = replace(self._policy, compatibility=_LEVELS[directions])
        verdict = judge(old, new, form, policy)
        unjudged = [told_unjudged(item) for item in verdict.unjudged]
        return (*(told_break(finding, policy) for finding in verdict.breaks), *unjudged)

    def pairing(self, old: Resolved, new: Resolved) -> Callable[[Resolved], Schema]:
        """How either is compiled to be compared: under one name, with what both refer to where it is not the same."""
        texts = {**old.texts, **new.texts}
        differ = frozenset(name for name in texts if old.texts.get(name) != new.texts.get(name))
        main = main_name(replace(new, texts=texts))
        return lambda schema: self._compiled(schema, differ, main)

    def compiled(self, schema: Resolved) -> Schema:
        """Compile, or remember. Raises RefusedError 42201 with every problem."""
        return self._compiled(schema, frozenset(), main_name(schema))

    def descriptor(self, schema: Resolved) -> bytes:
        """See Engine."""
        if schema.type is not SchemaType.PROTOBUF:
            raise RefusedError(INVALID, f"{schema.type} schemas have no serialised form")
        canonical = import_module("schemactl.formats.protobuf.canonical")
        found: bytes = canonical.descriptor(self.compiled(schema), main_name(schema))
        return found


@contextmanager
def refusing() -> Iterator[None]:
    """Tell what does not compile as a registry does."""
    try:
        yield
    except CompileError as error:
        raise RefusedError(INVALID, told_problems(error), fix=_FIX) from error
    except RecursionError as error:  # each text is shallow, and so are they not one in another
        raise RefusedError(INVALID, "the schema is nested too deeply", fix="refer to fewer levels") from error


def format_of(kind: SchemaType) -> Format | None:
    """The format that compiles this type; None where there is none yet."""
    return by_name((kind.format_name,))[0] if kind.format_name in EXTENSIONS else None


def _compile(schema: Resolved, entries: frozenset[str], main: str) -> Schema:
    form = format_of(schema.type)
    assert form is not None  # noqa: S101  (nobody compiles a type without a format)
    with refusing():
        compiled = form.compile(batch(schema, entries, main))
    return reached(compiled, main)  # what else stands in the files that it refers to is no part of its data


def _remembering(answer: Callable[..., T]) -> Callable[..., T]:
    """The same answers, most of them without asking again."""
    remembered = lru_cache(REMEMBERED)(answer)

    def call(schema: Resolved, *rest: Hashable) -> T:
        return (remembered if schema.size <= LARGEST else answer)(schema, *rest)

    return call


def _written_json(schema: Resolved, *, normalize: bool) -> Written:
    """A JSON text without spaces; equal ones, and normalised ones, have their keys in order."""
    try:
        encoded(schema.text)
        value = json.loads(schema.text, parse_constant=_no_constant)
        plain, ordered = (
            json.dumps(value, separators=(",", ":"), ensure_ascii=False, sort_keys=sort)
            for sort in (False, True)
        )
        encoded(plain)
    except (ValueError, RecursionError) as error:
        raise RefusedError(INVALID, f"the schema is no JSON: {error}", fix="correct the schema") from error
    return Written(text=ordered if normalize else plain, canonical=ordered, source=schema.text)


def _no_constant(name: str) -> NoReturn:
    """Refuse what Python reads and JSON does not have: NaN and Infinity."""
    raise ValueError(f"{name} is no value")
