"""Why Apache Avro's Java library says another thing of Avro schemas and bytes than we do: each reason, and its sign."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from oracle.page import Class, Oracle
from oracle.refused import refused

from schemactl.model.avro import Branch, Use
from schemactl.model.effect import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oracle.material import Pair, Sent

    from schemactl.model.change import Change
    from schemactl.model.effect import Effect
    from schemactl.model.verdict import Finding


@dataclass(frozen=True)
class Accepted:
    """A pair that Java refuses in a direction in which we see no break."""

    pair: Pair
    direction: str
    reasons: tuple[str, ...]

    def __str__(self) -> str:
        return f"compatible {self.direction}, and Java says {self.reasons}\n{self.pair}"


def uses(change: Change) -> Iterator[Use]:
    """The types that a change is about, with all that is in them, on both sides."""
    for element in (change.old, change.new, change.old_owner, change.new_owner):
        if isinstance(element, Branch):
            yield from _inside(element.type)
        elif isinstance(element, Use):
            yield from _inside(element)


def _inside(use: Use) -> Iterator[Use]:
    yield use
    for part in (*use.inner, *(branch.type for branch in use.branches)):
        yield from _inside(part)


def _rounds(finding: Finding, effect: Effect) -> bool:
    if finding.rule.tolerance == "lossy-promotion":
        return True
    plain = {use.type for use in uses(finding.change) if not use.logical}
    return (
        effect.outcome is Outcome.MISREADS
        and bool(plain & {"int", "long"})
        and bool(plain & {"float", "double"})
    )


def _text_and_bytes(finding: Finding, effect: Effect) -> bool:
    return effect.outcome is Outcome.REJECTS and {"string", "bytes"} <= {
        use.type for use in uses(finding.change)
    }


COMPATIBILITY = Oracle(
    title="Avro Java: SchemaCompatibility",
    asked=(
        "Whether a reader's schema is compatible with a writer's, in each direction of every Avro case, "
        "every rule's examples and pairs that are generated, against our verdict on the wire: strictly "
        "(nothing is tolerated) and by our default policy. Every pair that Java refuses, we refuse."
    ),
    columns=("strict", "default"),
    classes=(
        Class(
            "nobody is asked",
            "the type exists on one side alone; Java compares two schemas, and there is no second one",
            refused(
                lambda finding, _: finding.change.kind in ("definition", "file")
                and not (finding.change.old and finding.change.new)
            ),
        ),
        Class(
            "data is lost",
            "Java asks whether reading fails; what the reader's schema does not have is skipped in silence",
            refused(lambda _, effect: effect.outcome is Outcome.LOSES),
        ),
        Class(
            "rounded",
            "the specification promotes long to float and double, and int to float, though large numbers "
            "are rounded",
            refused(_rounds),
        ),
        Class(
            "symbol swallowed by the default",
            "an unknown symbol is read as the enum's default: that succeeds, and another symbol is seen",
            refused(lambda finding, _: finding.rule.tolerance == "enum-default"),
        ),
        Class(
            "rename filled by the default",
            "a field under another name is filled with the default: that succeeds, and all its data is "
            "replaced",
            refused(
                lambda finding, effect: (finding.change.kind, finding.change.facet) == ("field", "name")
                and effect.outcome is Outcome.MISREADS
            ),
        ),
        Class(
            "bytes that are no text",
            "the specification promotes bytes to string; whether they are UTF-8 shows only in the data",
            refused(_text_and_bytes),
        ),
        Class(
            "logical types",
            "SchemaCompatibility compares underlying types alone: another scale, unit or meaning passes",
            refused(lambda finding, _: any(use.logical for use in uses(finding.change))),
        ),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Reading:
    """What became of the same bytes in Java: its value (a union's as branch and value), or its error."""

    sent: Sent
    read: Any
    error: str | None
    outcome: Outcome
    branches: tuple[tuple[str, str], ...]
    """Each union on the way: the first branch that matches, and the one that Java took."""

    def __str__(self) -> str:
        return f"Java: {self.outcome} {self.read!r} {self.error}\n{self.sent}"

    @property
    def strayed(self) -> bool:
        return any(first != taken for first, taken in self.branches)


def _rejected_as(reading: Reading, words: str) -> bool:
    return reading.sent.exchange.outcome is Outcome.REJECTS and words in (reading.sent.exchange.error or "")


def _replaced(reading: Reading) -> bool:
    return _rejected_as(reading, "UnicodeDecodeError") and "\N{REPLACEMENT CHARACTER}" in str(reading.read)


DECODING = Oracle(
    title="Avro Java: decoding",
    asked=(
        "What GenericDatumReader reads from the bytes of every value that is tried for every change of "
        "those pairs, against what fastavro reads: the same outcome, the same values, the same branches."
    ),
    columns=("Java",),
    classes=(
        Class(
            "the very branch first",
            "in a reader's union Java takes the branch of the very type before one to which the data is "
            "promoted; the specification and fastavro take the first that matches",
            lambda reading: reading.strayed and reading.outcome in (Outcome.OK, reading.sent.exchange.outcome),
        ),
        Class(
            "any text is a UUID",
            "a generic reader in Java does not look whether the text of a uuid is one",
            lambda reading: _rejected_as(reading, "is not a UUID"),
        ),
        Class(
            "bad UTF-8 is replaced",
            "Java reads bytes that are no UTF-8 as the replacement character U+FFFD, and fastavro refuses "
            "them",
            _replaced,
        ),
        Class(
            "records by their fields",
            "Java's decoder does not look at a record's name, which the specification and "
            "SchemaCompatibility do",
            lambda reading: _rejected_as(reading, "SchemaResolutionError") and reading.error is None,
        ),
    ),
)  # fmt: skip
