"""A schema in; hypothesis strategies of its events, whole, unusual and damaged, out. The one door to hypothesis."""

from __future__ import annotations

import inspect
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from hypothesis import given
from hypothesis import strategies as st

from schemactl.diff.compare import compare
from schemactl.errors import UsageError
from schemactl.formats.format import by_name
from schemactl.fuzz import cross
from schemactl.fuzz.grammar import event_types, grammar, type_names
from schemactl.fuzz.plugin import root
from schemactl.fuzz.run import Budget, Fuzzing
from schemactl.fuzz.schemas import project_schemas, schemas_at
from schemactl.fuzz.target import InProcess
from schemactl.model.schema import Schema

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from schemactl.fuzz.grammar import Grammar
    from schemactl.fuzz.host import Decoder
    from schemactl.model.fuzzing import Fuzzed
    from schemactl.model.reading import Reading
    from schemactl.model.witness import Witness

    Test = TypeVar("Test", bound="Callable[..., None]")

Option = TypeVar("Option")
EXAMPLES = 500
"""How many events go each way when a witness is looked for."""


def from_schema(schema: Schema | str | Path, event: str = "") -> Strategies:
    """The strategies of an event of a compiled schema, or of the schemas in a folder or a file.

    event: the type's full name; it may be left out where there is one event only. `protobuf:` or `avro:` before it
    says which, where both formats have it. Raises UsageError if there is no such event, CompileError if the schemas
    do not compile.
    """
    return Strategies(_grammar([schema] if isinstance(schema, Schema) else schemas_at(Path(schema)), event))


class Strategies:
    """Strategies for one type of event. Hypothesis shrinks what they draw."""

    def __init__(self, grammar: Grammar) -> None:
        self._grammar = grammar

    def values(self) -> st.SearchStrategy[Any]:
        """Events as plain data: what is in the fields, by name; a union of Avro as (branch, value)."""
        return st.composite(lambda draw: self._grammar.value(_Drawn(draw)))()

    def events(self) -> st.SearchStrategy[bytes]:
        """Events as an ordinary writer writes them."""
        return self.values().map(self._grammar.event)

    def variants(self) -> st.SearchStrategy[bytes]:
        """Events as every reader must read them, and no ordinary writer writes them."""
        return st.composite(lambda draw: self._made(draw, self._grammar.variant))()

    def malformed(self) -> st.SearchStrategy[bytes]:
        """Damaged events: some are none, some are others. `read` tells which."""
        return st.composite(lambda draw: self._made(draw, self._grammar.malformed))()

    def read(self, data: bytes) -> Reading:
        """What the specification says that these bytes are: a value, refused, or left open."""
        return self._grammar.read(data)

    def check(
        self,
        decoder: Decoder,
        *,
        examples: int = 2000,
        seed: int = 0,
        declared: Sequence[type[Exception]] = (),
    ) -> Fuzzed:
        """Try a decoder in this process: a crash or a hang of it is one of the test.

        Raises AssertionError with what was found, if anything was.
        """
        run = Fuzzing(self._grammar, InProcess(decoder, tuple(declared)), seed=seed).random(
            Budget(examples=examples)
        )
        if run.clean:
            return run
        told = (
            f"{found.breach.claim}: expected {found.breach.expected}, got {found.breach.got}: {found.payload.hex()}"
            for found in run.findings.values()
        )
        raise AssertionError("\n".join(told))

    def _made(self, draw: Callable[..., Any], make: Callable[..., Any]) -> bytes:
        choices = _Drawn(draw)
        data: bytes = make(self._grammar.value(choices), choices).data
        return data


def witness(
    old: Schema | str | Path, new: Schema | str | Path, *, examples: int = EXAMPLES
) -> Witness | None:
    """The first event that one version writes and the other does not read as it was said; None if none was found.

    Along the changes first, then at random. Raises UsageError if the sides are not of one format.
    """
    before, after = ([side] if isinstance(side, Schema) else schemas_at(Path(side)) for side in (old, new))
    pairs = [(one, other) for one in before for other in after if one.format == other.format]
    if not pairs:
        raise UsageError("the versions have no format in common", fix="name two versions of the same schemas")
    for one, other in pairs:
        (form,) = by_name((one.format,))
        if found := cross.witness(one, other, compare(one, other), form, examples):
            return found
    return None


def events(event: str, schemas: str | Path = "") -> Callable[[Test], Test]:
    """Give a test events: `event` and `variant` are bytes, `malformed` damaged ones, `value` plain data.

    Each of these names that the test has as a parameter is drawn by hypothesis; its other parameters are fixtures.
    schemas: a folder or a file; the project's if not said. They are compiled when the test first runs.
    """
    found = cache(
        lambda: Strategies(_grammar(schemas_at(Path(schemas)) if schemas else project_schemas(root()), event))
    )
    offered: dict[str, Callable[[], st.SearchStrategy[Any]]] = {
        "event": lambda: found().events(), "variant": lambda: found().variants(),
        "malformed": lambda: found().malformed(), "value": lambda: found().values(),
    }  # fmt: skip

    def decorate(test: Test) -> Test:
        wanted = [name for name in inspect.signature(test).parameters if name in offered]
        if not wanted:
            raise UsageError(f"{test.__name__} takes no event", fix=f"name a parameter {', '.join(offered)}")
        given_events: Any = given(**{name: st.deferred(offered[name]) for name in wanted})
        decorated: Test = given_events(test)
        return decorated

    return decorate


class _Drawn:
    """Choices that hypothesis makes, and makes simpler when a test fails."""

    def __init__(self, draw: Callable[[st.SearchStrategy[int]], int]) -> None:
        self._draw = draw

    def pick(self, options: Sequence[Option], of: str) -> Option:
        del of
        return options[self._draw(_numbers(0, len(options) - 1))]

    def number(self, low: int, high: int) -> int:
        return self._draw(_numbers(low, high))

    def bits(self, count: int) -> int:
        return self._draw(_numbers(0, 2**count - 1))


@cache
def _numbers(low: int, high: int) -> st.SearchStrategy[int]:
    return st.integers(low, high)


def _grammar(schemas: Sequence[Schema], event: str) -> Grammar:
    form, _, name = event.rpartition(":")
    known = [
        (schema, each) for schema in schemas for each in type_names(schema) if form in ("", schema.format)
    ]
    found = [
        (schema, each) for schema, each in known if (each == name if name else each in event_types(schema))
    ]
    if len(found) != 1:
        names = ", ".join(f"{schema.format}:{each}" for schema, each in (found or known)[:6])
        wrong = f"{event or 'the event'} is not said clearly" if found else f"there is no {event or 'event'}"
        raise UsageError(wrong, fix=f"name one of {names}" if names else "look for schemas elsewhere")
    return grammar(*found[0])
