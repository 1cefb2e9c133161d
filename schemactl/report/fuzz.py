"""What fuzzing tried and found in; text, JSON (schemactl.fuzz/1) or JUnit's XML out."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from json import dumps
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import schemactl
from schemactl.model.fuzzing import PROPERTIES
from schemactl.report.json import dump
from schemactl.report.style import plain
from schemactl.report.words import counted, printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemactl.model.fuzzing import Crossed, Disagreement, Found, Fuzzed
    from schemactl.report.style import Style

SHORT = 256
"""Bytes of a payload that a command line can carry, and that a person would look at."""
OWN = "our own decoder"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fuzzing:
    """One type and target, and what came of it.

    options: what else the command was told, which a replay has to be told again.
    """

    event: str
    format: str
    target: str
    fuzzed: Fuzzed
    options: tuple[str, ...] = ()

    def replay(self, found: Found) -> str:
        """The command that shows the finding again, or "" if the payload is too long for one."""
        if len(found.payload) > SHORT:
            return ""
        target = ("--target", self.target) if self.target else ()
        event, payload = f"{self.format}:{self.event}", f"--replay={found.payload.hex()}"
        return shlex.join(("schemactl", "fuzz", event, *target, *self.options, payload))


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All that one command did. against: the other version, "" if none; crossed: by module and format."""

    fuzzings: tuple[Fuzzing, ...]
    against: str = ""
    crossed: tuple[tuple[str, Crossed], ...] = ()

    @property
    def clean(self) -> bool:
        return all(each.fuzzed.clean for each in self.fuzzings) and not self.disagreements

    @property
    def disagreements(self) -> tuple[tuple[str, Disagreement], ...]:
        return tuple((name, one) for name, crossed in self.crossed for one in crossed.disagreements)

    @property
    def count(self) -> int:
        """How many findings there are."""
        of_targets = sum(len(each.fuzzed.findings) + len(each.fuzzed.unblamed) for each in self.fuzzings)
        return of_targets + len(self.disagreements)


def text(report: Report, style: Style = plain, *, detail: int = 0) -> str:
    """The whole report. detail: below 0 without what was fine, above 0 also goals that no value has shown."""
    blocks: list[str] = []
    for each in report.fuzzings:
        if detail >= 0 or not each.fuzzed.clean:
            blocks.append("\n".join(_header(each, style, detail)))
        blocks += ["\n".join(_found(each, found, style)) for found in each.fuzzed.findings.values()]
        blocks += [f"{style('bad', 'unblamed')}  {printable(words)}" for words in each.fuzzed.unblamed]
    for name, crossed in report.crossed:
        blocks.append(f"{style('strong', name)} · {_agreeing(crossed, report.against)}")
        blocks += ["\n".join(_disagreement(one, style)) for one in crossed.disagreements]
    return "\n\n".join([*blocks, _summary(report, style)]) + "\n"


def _header(fuzzing: Fuzzing, style: Style, detail: int) -> Iterator[str]:
    fuzzed = fuzzing.fuzzed
    target = fuzzing.target or OWN
    told = f"seed {fuzzed.seed} · {fuzzed.tried:,} payloads in {fuzzed.seconds:.1f} s"
    yield f"{style('strong', fuzzing.event)} · {fuzzing.format} · {target} · {told}"
    made = ", ".join(f"{count:,} {kind}" for kind, count in fuzzed.made.most_common(4))
    yield f"   tried     {made or 'nothing'}"
    if fuzzed.met:
        unmet = len(fuzzed.unmet)
        of = f"{len(fuzzed.goals) - unmet:,} of {len(fuzzed.goals):,} fields, arms, symbols, counts and boundaries"
        yield f"   coverage  {of}"
        yield from (f"   not met   {printable(goal)}" for goal in fuzzed.unmet if detail > 0)


def _found(fuzzing: Fuzzing, found: Found, style: Style) -> Iterator[str]:
    breach = found.breach
    yield f"{breach.fingerprint}  {style('bad', breach.claim)}: not so that {PROPERTIES[breach.claim]}"
    size = counted(len(found.payload), "byte")
    shrunk = f", shrunk from {len(found.first)}" if len(found.payload) < len(found.first) else ""
    shown = found.payload[:SHORT].hex() + ("…" if len(found.payload) > SHORT else "")
    yield f"   payload   {shown or '(empty)'}  ({size}{shrunk}; {found.made}, payload {found.at:,})"
    yield f"   expected  {_line(breach.expected)}"
    yield f"   got       {_line(breach.got)}"
    if found.times > 1:
        yield f"   seen      {found.times:,} times"
    if not found.alone:
        yield "   alone     it does not show this: what was asked before matters"
    replay = fuzzing.replay(found)
    yield f"   replay    {replay or 'too long for a command: keep it in a folder with --corpus DIR'}"


def _line(words: str, most: int = 300) -> str:
    """Words of any length on one line."""
    line = printable(" ".join(words.split()))
    return line if len(line) <= most else f"{line[:most]}…"


def _agreeing(crossed: Crossed, against: str) -> str:
    if not crossed.exchanged:
        return f"nothing that concerns events has changed since {against}"
    told = f"{counted(crossed.exchanged, 'event')} went to or came from {against}"
    if crossed.disagreements:
        return f"{told}, {counted(len(crossed.disagreements), 'disagreement')} with check"
    return f"{told}, and check told what became of them"


def _disagreement(one: Disagreement, style: Style) -> Iterator[str]:
    where = f"{one.direction} on {one.surface}"
    if one.witness is None:
        yield f"{style('bad', 'disagreement')}: {where}: check says {', '.join(one.told)}; no event shows it"
        return
    exchange = one.witness.exchange
    yield f"{style('bad', 'disagreement')}: {where}: an event {one.witness.outcome}, of which check says nothing"
    yield f"   payload   {_line(exchange.sent.hex())}  ({one.witness.type_name})"
    yield f"   expected  {_line(dumps(exchange.said, ensure_ascii=False))}"
    yield f"   got       {_line(exchange.error or dumps(exchange.heard, ensure_ascii=False))}"


def _summary(report: Report, style: Style) -> str:
    payloads = sum(each.fuzzed.tried for each in report.fuzzings)
    told = style("good" if report.clean else "bad", counted(report.count, "finding"))
    return f"{told} · {payloads:,} payloads · {sum(each.fuzzed.seconds for each in report.fuzzings):.1f} s"


def json(report: Report) -> str:
    """The object schemactl.fuzz/1."""
    return dump(
        {
            "schema": "schemactl.fuzz/1",
            "version": schemactl.__version__,
            "clean": report.clean,
            "against": report.against or None,
            "events": [_event(each) for each in report.fuzzings],
            "disagreements": [_crossed(name, one) for name, one in report.disagreements],
            "summary": {
                "events": len(report.fuzzings),
                "payloads": sum(each.fuzzed.tried for each in report.fuzzings),
                "findings": report.count,
                "exchanged": sum(crossed.exchanged for _, crossed in report.crossed),
            },
        }
    )


def _event(fuzzing: Fuzzing) -> dict[str, Any]:
    fuzzed = fuzzing.fuzzed
    return {
        "event": fuzzing.event,
        "format": fuzzing.format,
        "target": fuzzing.target or None,
        "seed": fuzzed.seed,
        "payloads": fuzzed.tried,
        "made": dict(sorted(fuzzed.made.items())),
        "coverage": {
            "goals": len(fuzzed.goals),
            "met": len(fuzzed.goals) - len(fuzzed.unmet),
            "unmet": list(fuzzed.unmet),
        },
        "findings": [_finding(fuzzing, found) for found in fuzzed.findings.values()],
        "unblamed": list(fuzzed.unblamed),
    }


def _finding(fuzzing: Fuzzing, found: Found) -> dict[str, Any]:
    return {
        "fingerprint": found.breach.fingerprint,
        "property": found.breach.claim,
        "detail": found.breach.detail,
        "payload": found.payload.hex(),
        "made": found.made,
        "first": found.first.hex(),
        "at": found.at,
        "times": found.times,
        "alone": found.alone,
        "expected": found.breach.expected,
        "got": found.breach.got,
        "replay": fuzzing.replay(found) or None,
    }


def _crossed(name: str, one: Disagreement) -> dict[str, Any]:
    exchange = one.witness.exchange if one.witness else None
    return {
        "schemas": name,
        "direction": one.direction.value,
        "surface": one.surface.value,
        "told": [outcome.value for outcome in one.told],
        "shown": one.witness.outcome.value if one.witness else None,
        "type": one.witness.type_name if one.witness else None,
        "sent": exchange.sent.hex() if exchange else None,
        "said": exchange.said if exchange else None,
        "heard": exchange.heard if exchange else None,
        "error": exchange.error if exchange else None,
    }


def junit(report: Report) -> str:
    """A suite for each event, with a case for each property; and one for what check says."""
    root = ET.Element("testsuites", name="schemactl fuzz")
    for each in report.fuzzings:
        _suite(root, each)
    if report.crossed:
        suite = ET.SubElement(root, "testsuite", name=f"against {report.against}")
        for name, crossed in report.crossed:
            case = ET.SubElement(suite, "testcase", classname=name, name="agrees with check")
            for one in crossed.disagreements:
                _failure(case, f"{one.direction} on {one.surface}", "\n".join(_disagreement(one, plain)))
        _count(suite)
    _count(root)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _suite(root: ET.Element, fuzzing: Fuzzing) -> None:
    fuzzed, target = fuzzing.fuzzed, fuzzing.target or OWN
    suite = ET.SubElement(root, "testsuite", name=f"{fuzzing.event} ({target})", time=f"{fuzzed.seconds:.3f}")
    for name in PROPERTIES:
        case = ET.SubElement(suite, "testcase", classname=fuzzing.event, name=f"{name}: {PROPERTIES[name]}")
        for found in fuzzed.findings.values():
            if found.breach.claim == name:
                _failure(case, found.breach.fingerprint, "\n".join(_found(fuzzing, found, plain)))
        if name == "survives":
            for words in fuzzed.unblamed:
                _failure(case, "no single payload repeats it", words)
    _count(suite)


def _failure(case: ET.Element, message: str, words: str) -> None:
    failure = ET.SubElement(case, "failure", message=printable(message))
    failure.text = "\n".join(map(printable, words.split("\n")))


def _count(element: ET.Element) -> None:
    element.set("tests", str(len(element.findall(".//testcase"))))
    element.set("failures", str(len(element.findall(".//failure"))))
