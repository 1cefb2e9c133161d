"""What was written and what was read in; whether it is the same out, each side by its own schema."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from schemactl.formats.avro.meaning import RefusedError, fits, meaning, shown, underlying
from schemactl.formats.avro.unions import branch_name
from schemactl.model.avro import NAMED, Fixed, Record
from schemactl.model.effect import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable

    from schemactl.formats.avro.codec import Codec
    from schemactl.model.avro import Field, Use

_PROMOTED = {
    ("int", "long"), ("int", "float"), ("int", "double"), ("long", "float"), ("long", "double"),
    ("float", "double"), ("string", "bytes"), ("bytes", "string"),
}  # fmt: skip
_WORST = (Outcome.MISREADS, Outcome.LOSES, Outcome.OK)


def said(codec: Codec, use: Use, value: Any) -> Any:
    """The written value in JSON, with its meaning. Raises ValueError if it does not fit the type."""
    if use.type == "union":
        branch, value = chosen(use, value)
        return _wrapped(branch, said(codec, branch, value))
    if use.type == "record":
        _expect(value, dict)
        return {field.name: said(codec, field.type, value[field.name]) for field in _fields(codec, use)}
    if use.type == "array":
        _expect(value, list)
        return [said(codec, use.inner[0], item) for item in value]
    if use.type == "map":
        _expect(value, dict)
        return {name: said(codec, use.inner[0], item) for name, item in value.items()}
    leaf = _leaf(codec, use)
    if not fits(leaf, value):
        raise ValueError(f"{value!r} is no {leaf.type}")
    return shown(meaning(leaf, underlying(leaf, value)))


def chosen(union: Use, value: Any) -> tuple[Use, Any]:
    """The branch that a value names, and the value in it: a union's values are (branch, value), or None."""
    name, inner = value if isinstance(value, tuple) else ("null", value)
    for branch in union.branches:
        if branch.name == name and (isinstance(value, tuple) or value is None):
            return branch.type, inner
    raise ValueError(f"a value of {union.type_name} names its branch, as (branch, value)")


class Hearing:
    """Compares along both schemas at once, since only the writer's tells which branch was written."""

    def __init__(self, writer: Codec, reader: Codec) -> None:
        self.writer = writer
        self.reader = reader

    def hear(self, written: Use, read: Use, value: Any, heard: Any) -> tuple[Any, Outcome]:
        """What was heard, in JSON, and what that amounts to.

        Raises RefusedError if the reader's logical type refuses it, or if the types match by their names alone,
        which fastavro accepts and the specification does not.
        """
        if written.type == "union":
            written, value = chosen(written, value)
        if read.type == "union":
            branch = self.taken(written, read)
            shown_value, outcome = self.hear(written, branch, value, heard)
            return _wrapped(branch, shown_value), outcome
        if written.type == read.type == "record":
            return self.record(written, read, value, heard)
        if written.type == read.type == "array":
            pairs = zip(value, heard, strict=True)
            items = [self.hear(written.inner[0], read.inner[0], *pair) for pair in pairs]
            return [item for item, _ in items], worst(outcome for _, outcome in items)
        if written.type == read.type == "map":
            entries = {
                name: self.hear(written.inner[0], read.inner[0], value[name], heard[name]) for name in value
            }
            return {name: item for name, (item, _) in entries.items()}, worst(
                outcome for _, outcome in entries.values()
            )
        if written.type != read.type and {written.type, read.type} & NAMED:
            raise RefusedError(f"{written.type_name} is not the {read.type} {read.type_name}")
        return self.leaf(_leaf(self.writer, written), _leaf(self.reader, read), value, heard)

    def leaf(self, written: Use, read: Use, value: Any, heard: Any) -> tuple[Any, Outcome]:
        """Compare meanings, or the underlying values where only one side has a logical type."""
        value, heard = underlying(written, value), underlying(read, underlying(written, heard))
        meant = meaning(read, heard)
        if written.logical and read.logical:
            same = meaning(written, value) == meant
        else:
            same = _characters(value) == _characters(heard) or _no_numbers(value, heard)
        return shown(meant), Outcome.OK if same else Outcome.MISREADS

    def record(
        self, written: Use, read: Use, value: dict[str, Any], heard: dict[str, Any]
    ) -> tuple[Any, Outcome]:
        """Compare field by field. A field that the reader does not have is lost.

        It is misread if the reader has it under another name, and takes that one's default for it. Two fields
        that an alias makes one are refused, as by Java; fastavro takes either, by the order of the fields.
        """
        shown_values = dict(heard)
        outcomes = []
        reader_fields = _fields(self.reader, read)
        writer_fields = _fields(self.writer, written)
        pairs = [(field, _reader_field(field, reader_fields)) for field in writer_fields]
        mates = [mate.name for _, mate in pairs if mate is not None]
        if len(mates) != len(set(mates)):
            raise RefusedError(f"fields of {written.type_name} have the same name to the reader, by an alias")
        defaulted = [field for field in reader_fields if field not in {mate for _, mate in pairs}]
        for field, mate in pairs:
            if mate is not None:
                shown_values[mate.name], outcome = self.hear(
                    field.type, mate.type, value[field.name], heard[mate.name]
                )
            else:
                outcome = self.lost(field, defaulted, value, heard)
            outcomes.append(outcome)
        return {field.name: shown_values[field.name] for field in reader_fields}, worst(outcomes)

    def lost(
        self, field: Field, defaulted: list[Field], value: dict[str, Any], heard: dict[str, Any]
    ) -> Outcome:
        alike = [other for other in defaulted if _alike(field, other)]
        if not alike:
            return Outcome.LOSES
        written = said(self.writer, field.type, value[field.name])
        return Outcome.OK if shown(heard[alike[0].name]) == written else Outcome.MISREADS

    def taken(self, written: Use, union: Use) -> Use:
        """The branch through which a reader took data: the first that matches (Schema Resolution)."""
        return next(branch.type for branch in union.branches if self.matches(written, branch.type))

    def matches(self, written: Use, read: Use) -> bool:
        if written.type in NAMED and written.type == read.type:
            ours, theirs = self.writer.definition(written), self.reader.definition(read)
            return ours.name == theirs.name or bool({ours.full_name, ours.name} & set(theirs.aliases))
        return written.type == read.type or (written.type, read.type) in _PROMOTED


def worst(outcomes: Iterable[Outcome]) -> Outcome:
    """The most harmful of some outcomes."""
    found = set(outcomes)
    return next((outcome for outcome in _WORST if outcome in found), Outcome.OK)


def _fields(codec: Codec, use: Use) -> tuple[Field, ...]:
    record = codec.definition(use)
    assert isinstance(record, Record)  # noqa: S101
    return record.fields


def _reader_field(field: Field, reader_fields: tuple[Field, ...]) -> Field | None:
    named = [other for other in reader_fields if other.name == field.name]
    aliased = [other for other in reader_fields if field.name in other.aliases]
    return next(iter((*named, *aliased)), None)


def _alike(field: Field, other: Field) -> bool:
    return any(mine == theirs for mine, theirs in zip(field.likeness, other.likeness, strict=True))


def _leaf(codec: Codec, use: Use) -> Use:
    """A fixed has its logical type where it is defined; enums and primitives are what they are."""
    definition = codec.definition(use) if use.type == "fixed" else None
    return definition.type if isinstance(definition, Fixed) else use


def _wrapped(branch: Use, value: Any) -> Any:
    return None if branch.type == "null" else {branch_name(branch): value}


def _characters(value: Any) -> Any:
    """Promoted between string and bytes, text is its UTF-8."""
    return value.encode() if isinstance(value, str) else value


def _no_numbers(value: Any, heard: Any) -> bool:
    return all(isinstance(item, float) and math.isnan(item) for item in (value, heard))


def _expect(value: Any, kind: type) -> None:
    if not isinstance(value, kind):
        raise ValueError(f"{value!r} is no {kind.__name__}")  # noqa: TRY004  (the channel's word for a bad value)
