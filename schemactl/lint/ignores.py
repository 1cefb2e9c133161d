"""Texts and hazards in; which hazards somebody ignores, and what is wrong with the ignores, out.

A comment `// schemactl: ignore=ID reason` is about its own line, or, if it has that to itself, the next line
that is no comment. Avro has no comments; a configuration can ignore in both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from schemactl.model.lint import Check, Hazard, Ignore, Spot
from schemactl.model.location import Location

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

_TOKEN = re.compile(rb"//[^\n]*|/\*.*?(?:\*/|\Z)|\"(?:\\.|[^\"\\\n])*\"?|'(?:\\.|[^'\\\n])*'?", re.DOTALL)
_OURS = re.compile(r"//+\s*schemactl:\s*(?P<words>.*?)\s*", re.DOTALL)
_IGNORE = re.compile(r"ignore=(?P<id>\S+)(?:\s+(?P<reason>.+))?")
_SYNTAX = "// schemactl: ignore=ID reason"

_EXAMPLE = """\
syntax = "proto2";
message Event {
  required string id = 1;  // schemactl: ignore=lint-protobuf-required-field%s
}
"""
_GOOD = (_EXAMPLE % " every reader checks it anyway",)

UNUSED = Check(
    id="lint-ignore-unused",
    since="0.1",
    summary="an ignore matches no hazard",
    why="It says that something is meant which is not there any more, and would hide the next thing of its kind.",
    fix="remove it",
    bad=('syntax = "proto3";\n// schemactl: ignore=lint-protobuf-required-field old\nmessage Event {}\n',),
    good=_GOOD,
)
NO_REASON = Check(
    id="lint-ignore-without-reason",
    since="0.1",
    summary="an ignore has no reason",
    why="Whoever comes next cannot tell whether it still has to be ignored.",
    fix=f"say why: {_SYNTAX}",
    bad=(_EXAMPLE % "",),
    good=_GOOD,
)
UNKNOWN = Check(
    id="lint-ignore-unknown",
    since="0.1",
    summary="a comment to schemactl names no check",
    why="It looks as if something were ignored, and nothing is.",
    fix=f"write {_SYNTAX}; `schemactl explain` lists the ids",
    bad=(_EXAMPLE.replace("required-field", "requird-field") % " every reader checks it anyway",),
    good=_GOOD,
)
CHECKS = (UNUSED, NO_REASON, UNKNOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sifted:
    """hazards: what is to be told, what is wrong with ignores too. ignored: what is not, and why."""

    hazards: tuple[Hazard, ...]
    ignored: tuple[tuple[Hazard, Ignore], ...]


def in_text(path: str, data: bytes) -> Iterator[Ignore]:
    """The ignores of one Protobuf text; the id is "" where a comment to schemactl has another form."""
    if b"schemactl" not in data:
        return
    lines = data.split(b"\n")
    for token in _TOKEN.finditer(data):
        comment = token[0].decode("utf-8", "replace")
        ours = _OURS.fullmatch(comment)
        if ours is None:
            continue
        number = data.count(b"\n", 0, token.start()) + 1
        before = data[data.rfind(b"\n", 0, token.start()) + 1 : token.start()].decode("utf-8", "replace")
        start = len(before) + 1
        said = _IGNORE.fullmatch(ours["words"])
        yield Ignore(
            id=said["id"] if said else "",
            reason=(said["reason"] or "") if said else "",
            location=Location(path, number, start, number, start + len(comment.rstrip())),
            line=number if before.strip() else _next_code(lines, number),
        )


def _next_code(lines: list[bytes], number: int) -> int:
    """The first line (1-based) after `number` that has more than a comment."""
    for later, line in enumerate(lines[number:], number + 1):
        if line.strip() and not line.lstrip().startswith(b"//"):
            return later
    return len(lines)


def sift(
    hazards: Iterable[Hazard], ignores: Iterable[Ignore], known: Collection[str], looked: Collection[str]
) -> Sifted:
    """Part what is ignored from what is not.

    known: the ids that there are. looked: those of the checks that were made everywhere: only of these is an
    ignore that matches nothing known to be unused.
    """
    ignores = tuple(ignores)
    told: list[Hazard] = []
    ignored: list[tuple[Hazard, Ignore]] = []
    for hazard in hazards:
        ignore = next((each for each in ignores if each.covers(hazard)), None)
        if ignore:
            ignored.append((hazard, ignore))
        else:
            told.append(hazard)
    used = {ignore for _, ignore in ignored}
    for ignore in ignores:
        told += _wrong(ignore, known, unused=_unused(ignore, used, looked))
    return Sifted(hazards=tuple(sorted(told, key=lambda each: each.order)), ignored=tuple(ignored))


def _unused(ignore: Ignore, used: set[Ignore], looked: Collection[str]) -> bool:
    return ignore not in used and ignore.id in looked and not ignore.optional


def _wrong(ignore: Ignore, known: Collection[str], *, unused: bool) -> Iterator[Hazard]:
    if ignore.id not in known:
        named = f"there is no check {ignore.id}" if ignore.id else f"this is not of the form {_SYNTAX}"
        yield _about(ignore, UNKNOWN, named)
        return
    where = f" at {ignore.pattern}" if ignore.pattern else ""
    if unused:
        yield _about(ignore, UNUSED, f"{ignore.id} sees nothing{where or ' there'}")
    elif not ignore.reason:
        yield _about(ignore, NO_REASON, f"{ignore.id} is ignored without a reason")


def _about(ignore: Ignore, check: Check, message: str) -> Hazard:
    return Hazard(check=check, spot=Spot(path=ignore.id, location=ignore.location, message=message))
