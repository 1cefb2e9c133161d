"""What a schema brings of metadata and rules, and what its subject is configured to add, in; both as one out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    Contract = Mapping[str, Any] | None

NUMBERED = "confluent:version"
"""The metadata property in which a schema may carry the number of its version: it makes no other schema of it."""


def metadata(config: Mapping[str, Any], given: Contract) -> Contract:
    """`defaultMetadata`, what is given, and `overrideMetadata`: of one property the last one counts."""
    return _merged_metadata(
        _merged_metadata(config.get("defaultMetadata"), given), config.get("overrideMetadata")
    )


def rules(config: Mapping[str, Any], given: Contract) -> Contract:
    """`defaultRuleSet`, what is given, and `overrideRuleSet`: of one rule's name the last one counts."""
    return _merged_rules(_merged_rules(config.get("defaultRuleSet"), given), config.get("overrideRuleSet"))


def numbered(given: Contract, number: int, *, always: bool) -> Contract:
    """The metadata with this number, if it has one already, or always."""
    properties = dict((given or {}).get("properties") or {})
    if not always and NUMBERED not in properties:
        return given
    return {**(given or {}), "properties": {**properties, NUMBERED: str(number)}}


def unnumbered(given: Contract) -> Contract:
    """The metadata without the number; None if there is nothing else in it."""
    properties = (given or {}).get("properties") or {}
    if given is None or NUMBERED not in properties:
        return given
    rest = {name: value for name, value in properties.items() if name != NUMBERED}
    return {name: value for name, value in {**given, "properties": rest}.items() if value} or None


def _merged_metadata(first: Contract, second: Contract) -> Contract:
    if not first or not second:
        return first or second
    merged = {**first, **second}
    for name in ("tags", "properties"):
        if first.get(name) and second.get(name):
            merged[name] = {**first[name], **second[name]}
    if first.get("sensitive") and second.get("sensitive"):
        merged["sensitive"] = sorted({*first["sensitive"], *second["sensitive"]})
    return merged


def _merged_rules(first: Contract, second: Contract) -> Contract:
    if not first or not second:
        return first or second
    merged = {**first, **second}
    for name in ("migrationRules", "domainRules", "encodingRules"):
        if first.get(name) and second.get(name):
            by_name = {rule.get("name"): rule for rule in (*first[name], *second[name])}
            merged[name] = list(by_name.values())
    return merged
