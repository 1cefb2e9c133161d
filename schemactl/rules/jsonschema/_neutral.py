"""The changes that have no effect on any surface, each with the reason."""

from __future__ import annotations

from schemactl.model.rule import Neutral, added, changed, removed, touched
from schemactl.rules.jsonschema._conditions import harmless

NEUTRAL = (
    Neutral(
        on=changed("schema", "annotations"),
        reason="titles, descriptions, defaults and examples allow and refuse nothing (Validation, 9)",
    ),
    Neutral(
        on=changed("schema", "extensions"),
        reason="keywords that the draft does not define allow and refuse nothing (Core, 4.3.1)",
    ),
    Neutral(
        on=touched("schema").where(harmless),
        reason="all data of either version is valid under the other, as far as this is concerned",
    ),
    Neutral(
        on=added("definition"),
        reason="data meets a definition only where something refers to it, which is judged there",
    ),
    Neutral(
        on=removed("definition"),
        reason="data meets a definition only where something refers to it, which is judged there",
    ),
    Neutral(
        on=changed("definition", "full_name"),
        reason="data does not carry a definition's name; what it says is compared",
    ),
    Neutral(
        on=changed("file", "name", "id"),
        reason="data carries neither a file's name nor its $id; what it says is compared",
    ),
    Neutral(
        on=changed("file", "draft"),
        reason="what keywords mean in each draft is compared, keyword by keyword",
    ),
)
