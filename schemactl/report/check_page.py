"""A check of lint in; its page out: when it looks, why, the fix, and an example of bad and good."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING

from schemactl.report.rule_page import WIDTH, indented, versions, wrapped

if TYPE_CHECKING:
    from schemactl.model.lint import Check


def markdown(check: Check) -> str:
    """The page as it stands in the documentation."""
    language = "json" if check.id.startswith("lint-avro-") else "proto"

    def shown(example: tuple[str, ...]) -> str:
        blocks = [(when, f"```{language}\n{text.strip()}\n```") for when, text in versions(example)]
        return "\n\n".join(f"{when}:\n\n{block}" if len(example) > 1 else block for when, block in blocks)

    sections = [
        f"# {check.id}",
        check.summary,
        f"Since {check.since}. {_needs(check)}",
        f"## Why\n\n{check.why}",
        f"## Fix\n\n{check.fix}",
        f"## Bad\n\n{shown(check.bad)}",
        f"## Good\n\n{shown(check.good)}",
    ]
    if check.refs:
        sections.append("## References\n\n" + "\n".join(f"- <{ref}>" for ref in check.refs))
    return "\n\n".join(sections) + "\n"


def text(check: Check) -> str:
    """The page as a terminal shows it."""

    def shown(name: str, example: tuple[str, ...]) -> str:
        blocks = [(f": {when.lower()}" if len(example) > 1 else "", text) for when, text in versions(example)]
        return "\n\n".join(f"{name}{when}\n{indented(text)}" for when, text in blocks)

    sections = [
        f"{check.id} (since {check.since})\n{fill(check.summary, WIDTH)}",
        wrapped(_needs(check)),
        f"why\n{wrapped(check.why)}",
        f"fix\n{wrapped(check.fix)}",
        shown("bad", check.bad),
        shown("good", check.good),
    ]
    if check.refs:
        sections.append("references\n" + "\n".join(f"   {ref}" for ref in check.refs))
    return "\n\n".join(sections) + "\n"


def _needs(check: Check) -> str:
    if check.step:
        return "A hazard, no break: `schemactl lint` finds it where it knows the version before."
    return "A hazard, no break: `schemactl lint` finds it in one version."
