"""A registry that changes while it is looked at."""

from __future__ import annotations

import pytest

from schemactl.errors import RegistryError
from schemactl.judging.own import OwnEngine
from schemactl.model.module import Module
from schemactl.model.naming import Naming
from schemactl.model.source import Source
from schemactl.model.subject import SchemaText, SchemaType
from schemactl.model.verdict import Policy
from schemactl.pipeline import NO_PROOFS
from schemactl.registry.embedded import EmbeddedRegistry
from schemactl.sources.files import blob_id
from schemactl.subjects.candidates import candidates
from schemactl.subjects.examine import Examiner
from schemactl.subjects.question import Question

TEXT = 'syntax = "proto3";\nmessage A {}\n'


def test_a_subject_that_goes_while_it_is_looked_at_is_no_answer() -> None:
    files = {"a.proto": TEXT.encode()}
    source = Source(
        label="working tree", digests={"a.proto": blob_id(files["a.proto"])},
        fetch=lambda paths: {path: files[path] for path in paths},
    )  # fmt: skip
    question = Question(new=source, naming=Naming(), policy=Policy(), proofs=NO_PROOFS)
    (candidate,) = candidates(source, [Module()], Naming())
    with EmbeddedRegistry("", OwnEngine()) as registry:
        registry.register("A", SchemaText(text=TEXT + "message B {}\n", type=SchemaType.PROTOBUF))
        examiner = Examiner(registry=registry, question=question, judging=registry)
        registry.delete("A")
        with pytest.raises(RegistryError, match="A changed while it was looked at"):
            examiner.examine(candidate)
