"""Random operations on the embedded registry, beside a model of them in a few plain dictionaries."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from schemactl.errors import RefusedError
from schemactl.judging.own import OwnEngine
from schemactl.model.compatibility import Compatibility
from schemactl.model.subject import Mode, SchemaText, SubjectConfig
from schemactl.registry.embedded import EmbeddedRegistry

SUBJECTS = st.sampled_from(["a", "b", ":.c:a", ':.c:it\'s "odd" %00/é'])
KINDS = ("int", "long", "string")
READS = {("int", "int"), ("long", "long"), ("string", "string"), ("int", "long")}
"""(written, read): which data of these types is read as which (Avro, Schema Resolution)."""


@dataclass
class Model:
    """What there is: each version's text and whether it is deleted, ids by context and text, and settings."""

    versions: dict[str, dict[int, tuple[str, bool]]] = field(default_factory=dict)
    ids: dict[tuple[str, str], int] = field(default_factory=dict)
    last: dict[str, int] = field(default_factory=dict)
    levels: dict[str, Compatibility] = field(default_factory=dict)
    read_only: set[str] = field(default_factory=set)

    def live(self, subject: str) -> list[int]:
        return [number for number, (_, gone) in sorted(self.versions.get(subject, {}).items()) if not gone]

    def code_of_register(self, subject: str, kind: str) -> int:
        """The refusal's code, or 0."""
        live = [self.versions[subject][number][0] for number in self.live(subject)]
        if kind in live:
            return 0
        if subject in self.read_only:
            return 42205
        level = self.levels.get(subject, Compatibility.BACKWARD)
        against = live if level.transitive else live[-1:]
        for old in against:
            wanted = {"backward": (old, kind), "forward": (kind, old)}
            if any(wanted[direction.value] not in READS for direction in level.directions):
                return 409
        return 0

    def register(self, subject: str, kind: str) -> tuple[int, int]:
        """Number and id of what is there now."""
        mine = self.versions.setdefault(subject, {})
        context = context_of(subject)
        live = [number for number in self.live(subject) if mine[number][0] == kind]
        if live:
            return live[-1], self.ids[context, kind]
        if (context, kind) not in self.ids:
            self.last[context] = self.last.get(context, 0) + 1
            self.ids[context, kind] = self.last[context]
        number = max(mine, default=0) + 1
        for old in [old for old, said in mine.items() if said == (kind, True)]:
            del mine[old]
        mine[number] = (kind, False)
        return number, self.ids[context, kind]

    def forget(self, subject: str, number: int) -> None:
        kind, _ = self.versions[subject].pop(number)
        context = context_of(subject)
        others = (name for name in self.versions if context_of(name) == context)
        if not any(kind == said for name in others for said, _ in self.versions[name].values()):
            del self.ids[context, kind]
        if not self.versions[subject]:
            del self.versions[subject]
            self.levels.pop(subject, None)
            self.read_only.discard(subject)


def context_of(subject: str) -> str:
    return ".c" if subject.startswith(":.c:") else "."


def text(kind: str) -> SchemaText:
    value = {"type": "record", "name": "R", "fields": [{"name": "f", "type": kind}]}
    return SchemaText(text=json.dumps(value))


class RegistryMachine(RuleBasedStateMachine):
    @initialize()
    def start(self) -> None:
        self.registry = EmbeddedRegistry("", OwnEngine())
        self.model = Model()

    def teardown(self) -> None:
        if hasattr(self, "registry"):
            self.registry.close()

    def refused(self, code: int, *asked: object, **more: object) -> bool:
        """Whether the call is refused, which it has to be with this code (0: it must not be)."""
        call, *given = asked
        said = 0
        try:
            self.answer = call(*given, **more)  # type: ignore[operator]
        except RefusedError as error:
            said = error.code
        assert said == code
        return said != 0

    @rule(subject=SUBJECTS, kind=st.sampled_from(KINDS))
    def register(self, subject: str, kind: str) -> None:
        code = self.model.code_of_register(subject, kind)
        if not self.refused(code, self.registry.register, subject, text(kind)):
            assert (self.answer.number, self.answer.schema_id) == self.model.register(subject, kind)

    @rule(subject=SUBJECTS, kind=st.sampled_from(KINDS))
    def compatible(self, subject: str, kind: str) -> None:
        """As registering would answer, but that it asks even of what is there already, and in any mode."""
        read_only = subject in self.model.read_only
        self.model.read_only.discard(subject)
        code = self.model.code_of_register(subject, kind)
        if read_only:
            self.model.read_only.add(subject)
        known = self.registry.find(subject, text(kind))
        assert known or self.registry.compatible(subject, text(kind)).compatible is (code == 0)

    @rule(subject=SUBJECTS, permanent=st.booleans(), number=st.integers(1, 5) | st.none())
    def delete(self, subject: str, number: int | None, *, permanent: bool) -> None:
        mine = self.model.versions.get(subject, {})
        live = self.model.live(subject)
        if not mine:
            code = 40401
        elif subject in self.model.read_only:
            code = 42205
        elif number is None:
            code = (40405 if live else 0) if permanent else (0 if live else 40404)
        elif number not in mine:
            code = 40402
        else:
            code = (40407 if number in live else 0) if permanent else (0 if number in live else 40406)
        going = [number] if number is not None else sorted(mine) if permanent else live
        if not self.refused(code, self.registry.delete, subject, number, permanent=permanent):
            assert list(self.answer) == going
            for each in going:
                if permanent:
                    self.model.forget(subject, each)
                else:
                    mine[each] = (mine[each][0], True)

    @rule(subject=SUBJECTS, level=st.sampled_from(Compatibility))
    def configure(self, subject: str, level: Compatibility) -> None:
        self.registry.set_config(SubjectConfig(compatibility=level), subject)
        self.model.levels[subject] = level

    @rule(subject=SUBJECTS)
    def unconfigure(self, subject: str) -> None:
        self.registry.delete_config(subject)
        self.model.levels.pop(subject, None)

    @rule(subject=SUBJECTS, on=st.booleans())
    def protect(self, subject: str, *, on: bool) -> None:
        self.registry.set_mode(Mode.READONLY if on else Mode.READWRITE, subject)
        (self.model.read_only.add if on else self.model.read_only.discard)(subject)

    @invariant()
    def the_same_is_there(self) -> None:
        if not hasattr(self, "registry"):
            return
        model, registry = self.model, self.registry
        assert list(registry.subjects(deleted=True)) == sorted(model.versions)
        assert list(registry.subjects()) == sorted(name for name in model.versions if model.live(name))
        for subject, mine in model.versions.items():
            assert list(registry.versions(subject, deleted=True)) == sorted(mine)
            for number, (kind, gone) in mine.items():
                kept = registry.version(subject, number, deleted=True)
                assert json.loads(kept.schema.text) == json.loads(text(kind).text)
                assert (kept.schema_id, kept.deleted) == (model.ids[context_of(subject), kind], gone)
                assert registry.schema(kept.schema_id, subject) == kept.schema
                assert (subject, number) in registry.uses(kept.schema_id, subject, deleted=True)


RegistryMachine.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
TestRegistry = RegistryMachine.TestCase
