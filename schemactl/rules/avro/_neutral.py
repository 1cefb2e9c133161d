"""The changes that have no effect on any surface, each with the reason."""

from __future__ import annotations

from schemactl.model.effect import Surface
from schemactl.model.rule import Neutral, added, changed, removed, reused
from schemactl.rules.avro._conditions import nameless, not_, renamed_type, two_defaults

NEUTRAL = (
    Neutral(
        on=reused("field").where(not_(two_defaults)),
        reason="only one of the versions has a default, so that nothing says that it is another field",
    ),
    Neutral(
        on=reused("field").where(two_defaults),
        reason="code goes by the name, which is the same, and dispatches on no plain field",
        surfaces=(Surface.SOURCE, Surface.DISPATCH),
    ),
    Neutral(
        on=added("file").where(not_(nameless)),
        reason="the file is for a named type, which is judged itself, wherever it is",
    ),
    Neutral(
        on=removed("file").where(not_(nameless)),
        reason="the file was for a named type, which is judged itself, wherever it is",
    ),
    Neutral(
        on=changed("file", "name"),
        reason="data does not carry the file's name; if the file is for another type, that is judged",
    ),
    Neutral(
        on=changed("definition", "aliases"),
        reason="an alias has an effect only where a name differs, and there it is judged (Aliases)",
    ),
    Neutral(
        on=changed("definition", "properties"),
        reason='other attributes "must not affect the format of serialized data" (Schema Declaration)',
    ),
    Neutral(
        on=changed("definition", "default"),
        reason="an enum's default has an effect only on a symbol that the reader lacks, which is judged",
    ),
    Neutral(
        on=changed("field", "default"),
        reason="data of either version has the field: no reader of the other one takes a default for it",
    ),
    Neutral(
        on=changed("field", "aliases"),
        reason="an alias has an effect only where a name differs, and there it is judged (Aliases)",
    ),
    Neutral(
        on=changed("field", "order"),
        reason="the order says how data sorts, not how it is written (Sort Order)",
    ),
    Neutral(
        on=changed("field", "properties"),
        reason='other attributes "must not affect the format of serialized data" (Schema Declaration)',
    ),
    Neutral(
        on=changed("type", "properties"),
        reason='other attributes "must not affect the format of serialized data" (Schema Declaration)',
    ),
    Neutral(
        on=changed("type", "role"),
        reason="what holds a type says what it is for, and is judged itself",
    ),
    Neutral(
        on=added("type"),
        reason="what holds a type has exactly one, and is judged itself",
    ),
    Neutral(
        on=removed("type"),
        reason="what holds a type has exactly one, and is judged itself",
    ),
    Neutral(
        on=added("branch").where(renamed_type),
        reason="the branch's type was renamed, which is judged where it is defined",
    ),
    Neutral(
        on=removed("branch").where(renamed_type),
        reason="the branch's type was renamed, which is judged where it is defined",
    ),
    Neutral(
        on=changed("branch", "name"),
        reason="a branch is named after its type, which is judged itself",
    ),
    Neutral(
        on=changed("symbol", "name"),
        reason="symbols have no aliases: another name is another symbol, which is judged as such",
    ),
)
