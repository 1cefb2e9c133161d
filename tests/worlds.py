"""Answers for the renderers: real schemas, really compiled and compared, judged by rules that stand here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from schemactl.diff.compare import compare
from schemactl.formats.protobuf import FORMAT
from schemactl.model.effect import Direction, Outcome, Surface, grid
from schemactl.model.rule import Neutral, Rule, added, changed, removed
from schemactl.model.source import Batch, Source, Text
from schemactl.model.verdict import Finding, Policy, Unjudged, Verdict
from schemactl.model.witness import Exchange, Witness
from schemactl.report.answer import Answer, Round

if TYPE_CHECKING:
    from schemactl.model.change import Change

LOSES, OK, UNHANDLED = Outcome.LOSES, Outcome.OK, Outcome.UNHANDLED

_WORDS: Any = {
    "since": "0.1.0",
    "bad": ("message A { int32 x = 1; }", "message A { string x = 1; }"),
    "good": ("message A { int32 x = 1; }", "message A { int32 x = 1; string y = 2; }"),
}
TYPE = Rule(
    id="protobuf-field-type-incompatible",
    summary="A field has another type, encoded in another way.",
    why="wire type goes varint → length-delimited; the value lands in unknown fields",
    fix="keep the field, add a new field, then deprecate the old one",
    on=changed("field", "type"),
    effects=grid(wire=LOSES, json=(Outcome.REJECTS, OK)),
    message="{path}: {old} → {new}",
    refs=("https://protobuf.dev/programming-guides/encoding/",),
    **_WORDS,
)
REMOVED = Rule(
    id="protobuf-field-removed",
    summary="A field is gone.",
    why="a reader does not see what was written",
    fix="deprecate it first",
    on=removed("field"),
    effects=grid(wire=(LOSES, OK)),
    tolerance="unread",
    **_WORDS,
)
GONE = Rule(
    id="protobuf-message-removed",
    summary="A message is gone.",
    why="nobody can read it",
    fix="keep it",
    on=removed("message"),
    effects=grid(wire=(Outcome.REJECTS, OK)),
    message="{path} is gone",
    **_WORDS,
)
VARIANT = Rule(
    id="protobuf-oneof-variant-added",
    summary="A oneof has a new variant.",
    why="old handlers have no arm for it",
    fix="deploy consumers first",
    on=added("field").where(lambda change: bool(getattr(change.new, "oneof", ""))),
    effects=grid(dispatch=(OK, UNHANDLED)),
    message="{path} is a new variant",
    **_WORDS,
)
RULES = (TYPE, REMOVED, GONE, VARIANT)
REASON = Neutral(on=added("field"), reason="a field that nobody knows is skipped")


@dataclass
class World:
    """What a test says of one comparison."""

    old: dict[str, str]
    new: dict[str, str]
    policy: Policy = Policy()  # noqa: RUF009
    configuration: str = ""
    old_label: str = "git:4f1c2d9"
    detail: str = "merge base of HEAD and origin/main"

    def sources(self) -> tuple[Source, Source]:
        return _source(self.old_label, self.old, self.detail), _source("working tree", self.new, "")

    def verdict(self) -> Verdict:
        before, after = (FORMAT.compile(_batch(source)) for source in self.sources())
        changes = tuple(compare(before, after))
        findings = [found for change in changes for rule in RULES if (found := self._finding(rule, change))]
        known = {id(finding.change) for finding in findings}
        neutral = [
            (change, REASON) for change in changes if REASON.on.matches(change) and id(change) not in known
        ]
        known |= {id(change) for change, _ in neutral}
        return Verdict(
            format="protobuf", old=before, new=after, policy=self.policy, changes=changes,
            findings=tuple(findings), neutral=tuple(neutral), compared=tuple({*before.files, *after.files}),
            unjudged=tuple(
                Unjudged(change=change, surfaces=(Surface.WIRE,)) for change in changes if id(change) not in known
            ),
        )  # fmt: skip

    def _finding(self, rule: Rule, change: Change) -> Finding | None:
        if not rule.on.matches(change):
            return None
        effects = tuple(effect for effect in rule.effects if effect.outcome is not OK)
        breaks = any(self.policy.refuses(effect, rule) for effect in effects)
        return Finding(
            fingerprint=f"f-{rule.id[-4:]}{change.path[-4:]}", rule=rule, change=change, effects=effects,
            breaks=breaks,
            witnesses=(WITNESS,) if breaks and rule is TYPE else (),
        )  # fmt: skip

    def answer(self) -> Answer:
        old, new = self.sources()
        one = Round(old=old, new=new, verdicts=(self.verdict(),))
        return Answer(
            rounds=(one,),
            policy=self.policy,
            schemas=len(self.new),
            seconds=0.14,
            configuration=self.configuration,
        )


WITNESS = Witness(
    direction=Direction.BACKWARD, surface=Surface.WIRE, type_name="order.v1.OrderPlaced",
    exchange=Exchange(
        sent=bytes.fromhex("10d209"), said={"amountCents": "1234"}, heard={}, error=None, outcome=LOSES
    ),
)  # fmt: skip


def _source(label: str, files: dict[str, str], detail: str) -> Source:
    data = {path: text.encode() for path, text in files.items()}
    return Source(
        label=label, digests={path: str(hash(text)) for path, text in data.items()}, detail=detail,
        fetch=lambda paths: {path: data[path] for path in paths},
    )  # fmt: skip


def _batch(source: Source) -> Batch:
    texts = source.fetch(source.digests)
    return Batch(
        label=source.label, entries=tuple(source.digests),
        texts={path: Text(path=path, name=path, data=data) for path, data in texts.items()},
    )  # fmt: skip


ORDER = """\
syntax = "proto3";
package order.v1;

message OrderPlaced {
  string id = 1;

  int64 amount_cents = 2;
  oneof payload {
    string cash = 3;
  }
}

message Gone {}
"""


class Edit(Protocol):
    """Make a world of proto/order.proto with some edits."""

    def __call__(self, *edits: tuple[str, str], **options: Any) -> World: ...
