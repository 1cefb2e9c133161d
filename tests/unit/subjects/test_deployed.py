"""What a registry holds, as texts; and a registry that leads nowhere."""

from __future__ import annotations

import pytest

from schemactl.errors import CompileError, RegistryError
from schemactl.formats.protobuf import FORMAT
from schemactl.judging.own import OwnEngine
from schemactl.model.document import Candidate, Document
from schemactl.model.module import Module
from schemactl.model.source import Batch, Text
from schemactl.model.subject import Reference, SchemaText, SchemaType
from schemactl.registry.embedded import EmbeddedRegistry
from schemactl.subjects.deployed import Deployed, source

PROTOBUF = SchemaType.PROTOBUF
FILE = Document(format="protobuf", module=Module(), path="p/a.proto", name="a.proto", key="a.proto", data=b"")
CANDIDATE = Candidate(subject="s", document=FILE)


def test_references_in_a_context_are_that_contexts() -> None:
    with EmbeddedRegistry("", OwnEngine()) as registry:
        text = 'syntax = "proto3"; message B {}'
        registry.register(":.sales:b", SchemaText(text=text, type=PROTOBUF))
        reference = Reference(name="b.proto", subject="b", version=1)
        main = 'syntax = "proto3"; import "b.proto"; message A { B b = 1; }'
        registry.register(":.sales:s", SchemaText(text=main, type=PROTOBUF, references=(reference,)))
        deployed = Deployed(registry)
        batch = deployed.batch(deployed.version(":.sales:s", 1), CANDIDATE)
    assert batch.entries == ("a.proto", "b.proto")
    assert batch.label == ":.sales:s@1"
    made = source(batch, "")
    assert made.fetch(["b.proto"])["b.proto"].decode().startswith("syntax")


def test_more_references_than_anybody_means() -> None:
    with EmbeddedRegistry("", OwnEngine()) as registry:
        references: tuple[Reference, ...] = ()
        for name in ("d", "c", "b", "a"):
            imports = "".join(f'import "{each.name}";' for each in references)
            schema = SchemaText(
                text=f'syntax = "proto3"; {imports} message M{name} {{}}',
                type=PROTOBUF,
                references=references,
            )
            registry.register(name, schema)
            references = (Reference(name=f"{name}.proto", subject=name, version=1),)
        assert len(list(Deployed(registry, most=3).references(registry.version("a")))) == 3
        with pytest.raises(RegistryError, match="a@1 leads to more than 2 references"):
            list(Deployed(registry, most=2).references(registry.version("a")))


@pytest.mark.parametrize(
    "name", ["../outside.proto", "/etc/outside.proto", "a//b.proto", "a\\b.proto", "a.proto/b.proto"]
)
def test_names_from_a_registry_lead_nowhere_else(name: str) -> None:
    """Imports become paths in a folder of the compiler's."""
    texts = {each: Text(path=each, name=each, data=b'syntax = "proto3";') for each in ("a.proto", name)}
    with pytest.raises(CompileError):
        FORMAT.compile(Batch(label="s@1", entries=("a.proto",), texts=texts))
