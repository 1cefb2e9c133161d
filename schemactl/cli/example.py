"""A rule in; what `schemactl check` prints on its bad example, and what others call that, out: really run."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from schemactl.diff.memory import Memory
from schemactl.formats.format import EXTENSIONS
from schemactl.model.compatibility import Compatibility
from schemactl.model.effect import Direction, Surface
from schemactl.model.module import Module
from schemactl.model.source import Source
from schemactl.model.verdict import Policy
from schemactl.pipeline import check
from schemactl.profiles.catalog import by_name
from schemactl.profiles.profile import Side
from schemactl.readers.catalog import NAMES as READERS
from schemactl.readers.catalog import reader
from schemactl.report import text
from schemactl.report.answer import Answer, Round
from schemactl.report.rule_page import Example, otherwise
from schemactl.rules.catalog import FORMATS, buf_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemactl.model.rule import Rule
    from schemactl.model.schema import FormatName
    from schemactl.model.verdict import Verdict

STRICT = Policy(compatibility=Compatibility.FULL, surfaces=frozenset(Surface))
NAMES = ("event", "second", "third")
SEPARATOR = "\n---\n"
"""An example of several files has them in one text."""
CONFLUENT = "confluent@8"


def shown(rule: Rule) -> Example:
    """Check the step from the bad example's first text to its last, under the strictest policy.

    Those between, if it is a chain, are checked before, so that the memory has them.
    """
    first, *between, last = rule.bad
    old, new = source("dir:old", first, rule, "old/"), source("working tree", last, rule)
    modules, memory = (Module(formats=(format_of(rule),)),), Memory()
    for text_between in reversed(between):
        list(check(source("dir:then", text_between, rule, "then/"), new, modules, STRICT, memory=memory))
    (verdict,) = check(old, new, modules, STRICT, memory=memory)
    only = replace(
        verdict, findings=tuple(item for item in verdict.findings if item.rule is rule), unjudged=()
    )
    one = Round(old=old, new=new, verdicts=(only,))
    _, *blocks, _ = text.render(Answer(rounds=(one,), policy=STRICT), detail=1).split("\n\n")
    names = {"buf": buf_names(rule.id), "Confluent": tuple(dict.fromkeys(_confluent(verdict)))}
    return Example(
        said="\n\n".join(blocks), names={system: found for system, found in names.items() if found},
        otherwise=tuple(otherwise(rule, map(reader, READERS))),
    )  # fmt: skip


def source(label: str, example: str, rule: Rule, prefix: str = "") -> Source:
    """An example's files, called event.proto, second.proto and so on."""
    ending = EXTENSIONS[format_of(rule)][0]
    parts = zip(NAMES, example.split(SEPARATOR), strict=False)
    files = {f"{name}{ending}": part.encode() for name, part in parts}
    return Source(
        label=label, prefix=prefix, digests={path: sha256(data).hexdigest() for path, data in files.items()},
        fetch=lambda paths: {path: files[path] for path in paths},
    )  # fmt: skip


def format_of(rule: Rule) -> FormatName:
    return next(name for name in FORMATS if rule.id.startswith(f"{name}-"))


def _confluent(verdict: Verdict) -> Iterator[str]:
    """What Confluent calls it, both ways."""
    profile = by_name(CONFLUENT)
    for path in verdict.new.files:
        if f"old/{path}" in verdict.old.files:
            old, new = Side(verdict.old, f"old/{path}"), Side(verdict.new, path)
            for direction in Direction:
                yield from (item.name for item in profile.differences(old, new, direction))
