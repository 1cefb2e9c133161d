"""A field has the name that is another field's key in JSON."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from schemactl.lint.walk import places
from schemactl.model.lint import Check, Spot
from schemactl.model.protobuf import Field, Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemactl.model.schema import Schema


def _find(schema: Schema) -> Iterator[Spot]:
    for place in places(schema):
        if not isinstance(place.element, Message):
            continue
        fields = [field for field in place.element.fields if not field.extendee]
        by_key: dict[str, list[Field]] = defaultdict(list)
        for field in fields:
            by_key[field.json_name].append(field)
        for field in fields:
            answering = dict.fromkeys((field.name, field.json_name))
            other = next((each for key in answering for each in by_key[key] if each is not field), None)
            if other is not None:
                yield Spot(
                    path=f"{place.path}.{field.name}", location=field.mark.locate("name"),
                    message=f'"{other.json_name}" in JSON can be {field.name} ({field.number}) and '
                    f"{other.name} ({other.number})",
                )  # fmt: skip


CHECK = Check(
    id="lint-protobuf-json-name-collision",
    since="0.1",
    summary="a field has the name that is another field's key in JSON",
    why=(
        "Parsers accept a field's JSON name and its own name. A key that is the one of this field and the other of "
        "that field goes to either of them, depending on the parser (ProtoJSON, Field Names)."
    ),
    fix="rename one of them, or give it a json_name that no other field answers to",
    version=_find,
    bad=(
        """\
syntax = "proto3";
message Event {
  string customer = 1 [json_name = "buyer"];
  string buyer = 2 [json_name = "payer"];
}
""",
    ),
    good=(
        """\
syntax = "proto3";
message Event {
  string customer = 1;
  string buyer = 2;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/json/#json-options",),
)
