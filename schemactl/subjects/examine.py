"""Candidates and a registry in; each beside what the registry holds, judged and as the registry sees it, out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from schemactl.diff.memory import Memory
from schemactl.errors import RefusedError, RegistryError
from schemactl.formats.format import by_name
from schemactl.model.compatibility import Compatibility
from schemactl.model.standing import Standing, State
from schemactl.model.subject import LATEST, Answer, Reference, SchemaText, SchemaType, SubjectConfig
from schemactl.pipeline import judge
from schemactl.report.answer import Round
from schemactl.sources.trees import nothing
from schemactl.subjects.compiling import current, deployed
from schemactl.subjects.deployed import Deployed, label, source
from schemactl.subjects.names import file_subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from schemactl.model.document import Candidate
    from schemactl.model.schema import Schema
    from schemactl.model.subject import Version
    from schemactl.model.verdict import Verdict
    from schemactl.registry.readable import Readable
    from schemactl.subjects.question import Question


GONE = (40401, 40402, 40403)
"""The API's codes for a subject, a version and an id that are not there."""
INVALID = 42201


class Judging(Protocol):
    """What a registry can be asked for besides what it holds."""

    def compatible(
        self, subject: str, schema: SchemaText, number: int | None = None, *, normalize: bool = False
    ) -> Answer: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """A candidate, with a round for each version that it was compared with; one without a version where there is none.

    schema: as it would be registered; None while something that it refers to is not.
    """

    candidate: Candidate
    rounds: tuple[Round, ...]
    schema: SchemaText | None

    @property
    def standing(self) -> Standing:
        standing = self.rounds[0].standing
        assert standing is not None  # noqa: S101  (rounds of this module have one)
        return standing


@dataclass(slots=True, kw_only=True)
class Examiner:
    """Looks at candidates in their order, so that what one refers to has been looked at before it.

    judging: the registry itself, if it is to be asked for its own answer.
    """

    registry: Readable
    question: Question
    judging: Judging | None = None
    _deployed: Deployed = field(init=False)
    _live: frozenset[str] = field(init=False)
    _all: frozenset[str] = field(init=False)
    _held: dict[str, Version] = field(init=False, default_factory=dict)
    _configs: dict[str, SubjectConfig] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._deployed = Deployed(self.registry)
        self._live = frozenset(self.registry.subjects())
        self._all = frozenset(self.registry.subjects(deleted=True))

    def examine(self, candidate: Candidate) -> Examined:
        """Raises CompileError if the candidate does not compile, LookError if the registry cannot be looked at."""
        schema = self.schema(candidate)
        try:
            rounds = tuple(self.rounds(candidate, schema))
        except RefusedError as error:
            if error.code not in GONE:
                raise
            raise RegistryError(
                f"{candidate.subject} changed while it was looked at: {error.message}", fix="run it again"
            ) from error
        return Examined(candidate=candidate, rounds=rounds, schema=schema)

    def strangers(self, found: Iterable[Candidate]) -> tuple[str, ...]:
        """Subjects that are there, where none of those looked for is: perhaps they are called otherwise."""
        names = {each.subject for each in found}
        return () if names & self._all else tuple(sorted(self._live))

    def schema(self, candidate: Candidate) -> SchemaText | None:
        """The candidate as it would be registered; None if a file that it refers to is not, as it is now."""
        naming = self.question.naming
        needs = [(each, file_subject(each, naming)) for each in candidate.document.needs]
        if any(subject not in self._held for _, subject in needs):
            return None
        references = tuple(
            Reference(name=each.name, subject=subject, version=self._held[subject].number)
            for each, subject in needs
        )
        kind = SchemaType.of(candidate.document.format)
        return SchemaText(text=candidate.document.text, type=kind, references=references)

    def hold(self, version: Version) -> None:
        """The version is what a candidate's subject holds of it from now on."""
        self._held[version.subject] = version

    def unseen(self, candidate: Candidate) -> Round:
        """Nothing is there to compare with."""
        warnings: tuple[str, ...] = ()
        if candidate.subject in self._all:
            warnings = ("all its versions are deleted; what was written with them may still be there",)
        elif self.judging is None:
            warnings = (f"{self.registry.label} does not have it: it was not there, or not asked for",)
        standing = self.standing(candidate, State.NEW, warnings=warnings)
        return Round(old=nothing("no such subject"), new=self.question.new, verdicts=(), standing=standing)

    def standing(self, candidate: Candidate, state: State, *, warnings: tuple[str, ...]) -> Standing:
        compatibility, origin = self.asked(candidate)
        return Standing(
            registry=self.registry.label, subject=candidate.subject, format=candidate.document.format,
            path=self.question.new.prefix + candidate.document.path, state=state,
            compatibility=compatibility, origin=origin, warnings=warnings,
        )  # fmt: skip

    def asked(self, candidate: Candidate) -> tuple[Compatibility, str]:
        there = self.config(candidate.subject).compatibility
        return self.question.asked(candidate, there, self.registry.label)

    def config(self, subject: str) -> SubjectConfig:
        """What holds for a subject there; asked for once."""
        if subject not in self._configs:
            self._configs[subject] = self.registry.config(subject, effective=True) or SubjectConfig()
        return self._configs[subject]

    def rounds(self, candidate: Candidate, schema: SchemaText | None) -> Iterator[Round]:
        """One for each version to compare with, from the newest to the oldest; one if there is none."""
        if candidate.subject not in self._live:
            yield self.unseen(candidate)
            return
        held = self.registry.find(candidate.subject, schema) if schema else None
        if held:
            self.hold(held)
        live = tuple(self.registry.versions(candidate.subject))
        unchanged = held is not None and held.number == live[-1]
        state = State.UNCHANGED if unchanged else State.CHANGED
        standing = self.standing(candidate, state, warnings=tuple(self.warnings(candidate, live)))
        standing = replace(standing, held=held.number if held else None)
        if unchanged:
            old = nothing("the newest version is what is here")
            standing = replace(standing, number=live[-1])
            yield Round(old=old, new=self.question.new, verdicts=(), standing=standing)
            return
        standing = self.answered(standing, candidate, schema, held)
        numbers = self.numbers(candidate, live, standing.compatibility)
        memory, after = Memory(), current(candidate, self.question.new, self.question.cache)
        for number in numbers:
            yield self.round(candidate, replace(standing, number=number), after, memory)
            standing = replace(standing, said=None, unasked="", warnings=())

    def warnings(self, candidate: Candidate, live: Sequence[int]) -> Iterator[str]:
        """What is worth knowing of a subject, whatever comes of the comparison."""
        every = self.registry.versions(candidate.subject, deleted=True)
        if gone := [str(number) for number in every if number not in live]:
            word = "versions" if len(gone) > 1 else "version"
            yield (
                f"{word} {', '.join(gone)} of it deleted, and not compared: "
                "what was written with it may still be there"
            )
        if self.asked(candidate) == (Compatibility.NONE, self.registry.label):
            yield "NONE is asked of it there, so that nothing is refused"

    def numbers(
        self, candidate: Candidate, live: Sequence[int], compatibility: Compatibility
    ) -> tuple[int, ...]:
        """Which versions are compared, the newest first."""
        selection = self.question.selection
        if selection == LATEST:
            return (live[-1],)
        if isinstance(selection, int):
            if selection not in live:
                numbers = ", ".join(map(str, live))
                raise RegistryError(
                    f"{candidate.subject} has no version {selection} at {self.registry.label}",
                    fix=f"it has {numbers}",
                )
            return (selection,)
        compared = self.in_group(candidate, live)
        return compared if selection == "all" or compatibility.transitive else compared[:1]

    def in_group(self, candidate: Candidate, live: Sequence[int]) -> tuple[int, ...]:
        """Where the registry parts a history by a property of the data contract, what has none goes with its like."""
        newest_first = tuple(reversed(live))
        group = self.config(candidate.subject).group
        if not group:
            return newest_first
        contracts = {
            number: self._deployed.version(candidate.subject, number).schema.metadata or {}
            for number in newest_first
        }
        return tuple(
            number for number, said in contracts.items() if group not in (said.get("properties") or {})
        )

    def answered(
        self, standing: Standing, candidate: Candidate, schema: SchemaText | None, held: Version | None
    ) -> Standing:
        """With the registry's own answer, or why there is none."""
        if self.judging is None:
            return standing
        if held:
            why = f"it is version {held.number} already, and registering it changes nothing"
            return replace(standing, unasked=why)
        if schema is None:
            naming = self.question.naming
            missing = [
                each.name for each in candidate.document.needs if file_subject(each, naming) not in self._held
            ]
            why = f"it refers to what is not registered as it is here: {', '.join(missing)}"
            return replace(standing, unasked=why)
        number = self.question.selection
        asked = number if isinstance(number, int) else None
        try:
            said = self.judging.compatible(candidate.subject, schema, asked)
        except RefusedError as error:
            if error.code != INVALID:
                raise
            said = Answer(compatible=False, messages=(error.message,))
        return replace(standing, said=said)

    def round(self, candidate: Candidate, standing: Standing, after: Schema, memory: Memory) -> Round:
        """The candidate beside one version."""
        assert standing.number is not None  # noqa: S101  (a version is compared)
        version = self._deployed.version(candidate.subject, standing.number)
        kind = SchemaType.of(candidate.document.format)
        new = self.question.new
        if version.schema.type is not kind:
            refusal = f"{label(version)} is {version.schema.type}, and {standing.path} is {kind}"
            return Round(
                old=nothing(label(version)), new=new, verdicts=(), standing=replace(standing, refusal=refusal)
            )
        batch = self._deployed.batch(version, candidate)
        before = deployed(candidate, batch, self.question.cache)
        verdict = self.judged(before, after, candidate, standing, memory)
        return Round(old=source(batch, self.registry.label), new=new, verdicts=(verdict,), standing=standing)

    def judged(
        self, before: Schema, after: Schema, candidate: Candidate, standing: Standing, memory: Memory
    ) -> Verdict:
        question = self.question
        policy = question.policy_for(candidate, standing.compatibility)
        (form,) = by_name([candidate.document.format])
        return judge(
            before, after, form, policy, proofs=question.proofs, memory=memory, line=candidate.subject
        )
