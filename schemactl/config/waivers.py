"""The file of waivers in, what it says out, and back as text."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
from msgspec import Meta

from schemactl.config.positions import positions
from schemactl.config.read import document, text_of
from schemactl.config.refusal import place
from schemactl.config.table import Table
from schemactl.errors import ConfigError
from schemactl.model.waiver import Waiver

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from schemactl.config.positions import Positions
    from schemactl.model.location import Location
    from schemactl.model.waiver import Terms

HEADER = """\
# Breaks that are accepted for a while: `schemactl waive` adds one, `schemactl waivers prune` removes what is over.
"""


class WaiverTable(Table, frozen=True):
    id: Annotated[str, Meta(min_length=1)]
    rule: str = ""
    element: str = ""
    change: str = ""
    reason: str = ""
    owner: str = ""
    issue: str = ""
    created: date | None = None
    expires: date | None = None
    against: str = ""


class WaiversFile(Table, frozen=True):
    waiver: tuple[WaiverTable, ...] = ()


def read_waivers(file: Path, shown: str, terms: Terms, today: date) -> tuple[Waiver, ...]:
    """What the file says, nothing if there is none. Raises ConfigError if one says too little, or holds too long."""
    if not file.exists():
        return ()
    text = text_of(file, shown)
    stands = positions(text)
    tables = _tables(document(text, shown), shown, stands)
    found: dict[str, Waiver] = {}
    for number, table in enumerate(tables):
        where = place(shown, stands, ("waiver", number))
        _check(table, terms, where)
        if table.id in found:
            message = f"{table.id} is waived already at {found[table.id].location}"
            raise ConfigError(message, fix="remove one of the two", location=where)
        left = (table.expires - today).days if table.expires else None
        said = {name: getattr(table, name) for name in table.__struct_fields__}
        found[table.id] = Waiver(**said, left=left, location=where)
    return tuple(found.values())


def _tables(said: dict[str, Any], shown: str, stands: Positions) -> tuple[WaiverTable, ...]:
    try:
        return msgspec.convert(said, WaiversFile).waiver
    except msgspec.ValidationError as error:
        message, _, at = str(error).partition(" - at ")
        keys = [int(part) for part in at.replace("]", "[").split("[") if part.isdecimal()]
        where = place(shown, stands, ("waiver", *keys))
        fix = f"a [[waiver]] has {', '.join(WaiverTable.__struct_fields__)}"
        raise ConfigError(message[:1].lower() + message[1:], fix=fix, location=where) from error


def _check(table: WaiverTable, terms: Terms, where: Location) -> None:
    missing = [duty.value for duty in terms.require if not getattr(table, duty.value)]
    if missing:
        message = f"the waiver of {table.id} says no {' and no '.join(missing)}"
        fix = "say it, or require less: [waivers] require"
        raise ConfigError(message, fix=fix, location=where)
    if table.expires and table.created and (table.expires - table.created).days > terms.max_days:
        days = (table.expires - table.created).days
        message = f"the waiver of {table.id} holds {days} days, and [waivers] max-days is {terms.max_days}"
        raise ConfigError(message, fix="let it expire earlier", location=where)


def written(waivers: Iterable[Waiver]) -> str:
    """The file's text: a table for each, in the order given."""
    return HEADER + "".join(f"\n{entry(each)}" for each in waivers)


def entry(waiver: Waiver) -> str:
    """One table, without what is not said."""
    said = {name: getattr(waiver, name) for name in WaiverTable.__struct_fields__}
    lines = [f"{name} = {_value(value)}" for name, value in said.items() if value]
    return "\n".join(["[[waiver]]", *lines]) + "\n"


def _value(value: str | date) -> str:
    """A TOML value: its basic strings are JSON's, and DEL has to be escaped as well."""
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
