"""The changes that have no effect, or none on some surfaces, each with the reason."""

from __future__ import annotations

from schemactl.model.effect import Outcome, Surface
from schemactl.model.rule import Neutral, added, changed, removed, reused
from schemactl.rules.protobuf._conditions import (
    alias_gained,
    alias_lost,
    all_of,
    arms,
    code_differs,
    default_differs,
    default_moved,
    json,
    json_default_kept,
    json_names,
    lost,
    moved,
    name_kept,
    not_,
    presence,
    required,
    variant,
    wire,
    with_map,
)

OK = Outcome.OK
JSON, SOURCE, DISPATCH, WIRE = (Surface.JSON,), (Surface.SOURCE,), (Surface.DISPATCH,), (Surface.WIRE,)

NEUTRAL = (
    Neutral(on=added("file"), reason="a file's declarations are judged one by one"),
    Neutral(on=removed("file"), reason="a file's declarations are judged one by one"),
    Neutral(
        on=changed("file", "syntax"),
        reason="what a syntax or edition implies is resolved in each declaration",
    ),
    Neutral(on=changed("file", "package"), reason="the package is part of each declaration's full name"),
    Neutral(
        on=changed("field", "type").where(all_of(not_(code_differs), wire(OK, OK))),
        reason="both types share an encoding",
        surfaces=WIRE,
    ),
    Neutral(
        on=changed("field", "type").where(json(OK, OK)),
        reason="both types share a JSON form, or no key leads from the one to the other",
        surfaces=JSON,
    ),
    Neutral(
        on=changed("field", "type").where(not_(code_differs)),
        reason="generated code has the same type",
        surfaces=SOURCE,
    ),
    Neutral(
        on=changed("field", "type"), reason="arms go by the variant, whatever its type", surfaces=DISPATCH
    ),
    Neutral(
        on=changed("field", "name", "json_name").where(json_names(OK, OK)),
        reason="a parser accepts a field's JSON name and its proto name, and one of them is the other side's",
        surfaces=JSON,
    ),
    Neutral(
        on=changed("field", "name").where(all_of(moved, lost)),
        reason="the number now is a field of another wire type, and is judged by its type",
        surfaces=(*WIRE, *SOURCE, *DISPATCH),
    ),
    Neutral(
        on=changed("field", "json_name"),
        reason="a JSON name is in JSON alone",
        surfaces=(*WIRE, *SOURCE, *DISPATCH),
    ),
    Neutral(
        on=added("field").where(all_of(not_(required), json_names(OK, OK))),
        reason="an old field of this form has the JSON key",
        surfaces=JSON,
    ),
    Neutral(
        on=removed("field").where(all_of(not_(required), json_names(OK, OK))),
        reason="a new field of this form has the JSON key",
        surfaces=JSON,
    ),
    Neutral(
        on=added("enum_value").where(json_names(OK, OK)),
        reason="the name is known, under another number",
        surfaces=JSON,
    ),
    Neutral(
        on=removed("enum_value").where(json_names(OK, OK)),
        reason="the name is known, under another number",
        surfaces=JSON,
    ),
    Neutral(
        on=changed("field", "cardinality").where(with_map),
        reason="a map is repeated by itself: what it comes from or turns into is judged by its type",
    ),
    Neutral(on=changed("field", "packed"), reason="parsers accept packed and unpacked alike"),
    Neutral(
        on=changed("field", "presence").where(
            all_of(presence(("explicit", "implicit"), ("explicit", "implicit")), not_(json_default_kept))
        ),
        reason="the default has another JSON form, which is judged by its type: none is quietly taken for unset",
        surfaces=JSON,
    ),
    Neutral(
        on=changed("field", "utf8"),
        reason="a string is UTF-8 by specification, checked or not: data that is not was never valid",
    ),
    Neutral(
        on=changed("field", "default").where(not_(default_differs)),
        reason="absence reads as the same value, or the field is never absent",
    ),
    Neutral(
        on=changed("field", "oneof").where(arms(OK, OK)),
        reason="no oneof that both sides dispatch on gains or loses a variant",
        surfaces=DISPATCH,
    ),
    Neutral(on=changed("field", "deprecated"), reason="deprecation is advice to people"),
    Neutral(
        on=changed("enum_value", "name").where(all_of(not_(default_moved), json_names(OK, OK))),
        reason="both sides know both names",
        surfaces=JSON,
    ),
    Neutral(
        on=changed("enum_value", "aliases").where(all_of(not_(alias_lost), not_(alias_gained))),
        reason="each other name of the number was, or still is, its first one",
    ),
    Neutral(on=changed("enum_value", "deprecated"), reason="deprecation is advice to people"),
    Neutral(
        on=changed("enum", "reserved", "reserved_names", "deprecated"),
        reason="it guards later versions, not data",
    ),
    Neutral(
        on=changed("message", "reserved", "reserved_names", "deprecated"),
        reason="it guards later versions, not data",
    ),
    Neutral(
        on=changed("message", "extension_ranges"),
        reason="a range holds no data: the extensions in it are judged as fields",
    ),
    Neutral(
        on=reused("field"),
        reason="JSON and code go by the name, whose change is judged itself",
        surfaces=(*JSON, *SOURCE),
    ),
    Neutral(on=reused("field").where(not_(variant)), reason="it is no variant", surfaces=DISPATCH),
    Neutral(
        on=reused("enum_value").where(not_(name_kept)),
        reason="JSON and code go by the name, whose change is judged itself",
        surfaces=(*JSON, *SOURCE),
    ),
    Neutral(
        on=reused("enum_value").where(name_kept), reason="the old name is still one of the number's names"
    ),
)
