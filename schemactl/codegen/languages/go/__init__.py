"""Go: protoc-gen-go's message code, interfaces of handlers, a dispatch by type switch, and the test that guards it."""

from __future__ import annotations

from dataclasses import replace
from importlib import resources
from typing import TYPE_CHECKING

from schemactl.codegen.language import MARK, File
from schemactl.codegen.languages.go import tool
from schemactl.codegen.languages.go.avro import AvroParts
from schemactl.codegen.languages.go.avro_types import RECORDS, Types, records
from schemactl.codegen.languages.go.code import message_code
from schemactl.codegen.languages.go.dispatch import Parts
from schemactl.codegen.languages.go.handlers import found, handlers, methods
from schemactl.codegen.languages.go.naming import Names
from schemactl.codegen.languages.go.packages import RUNTIME, base
from schemactl.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from schemactl.codegen.language import Task
    from schemactl.model.dispatch import DispatchPlan
    from schemactl.model.schema import FormatName


_OF_FORMATS = ("protobuf", "avro")
"""Files of the runtime that only these need."""


class Go:
    name = "go"
    beside = "*.go"
    formats: frozenset[FormatName] = frozenset({"protobuf", "avro"})

    @property
    def tools(self) -> Mapping[str, str]:
        return {"protoc-gen-go": tool.VERSION}

    def files(self, task: Task) -> Iterator[File]:
        _refuse_alike(task.plans)
        yield from _protobuf(task)
        yield from _avro(task)
        yield from _runtime({plan.format for plan in task.plans})

    def found(self, text: str, plan: DispatchPlan) -> Sequence[str]:
        names = Names.of(plan)
        return found(text, names.handlers, names.service)


def _protobuf(task: Task) -> Iterator[File]:
    plans = [plan for plan in task.plans if plan.format == "protobuf"]
    if not plans:
        return
    schemas = [schema for schema in task.schemas if schema.format == "protobuf"]
    code = message_code(replace(task, schemas=schemas, plans=plans))
    yield from (File(path=path, text=_marked(text)) for path, text in code.files.items())
    for plan in plans:
        yield from _of_plan(Parts(plan, code))


def _avro(task: Task) -> Iterator[File]:
    plans = [plan for plan in task.plans if plan.format == "avro"]
    if not plans:
        return
    types = Types(schema for schema in task.schemas if schema.format == "avro")
    root = base(task)
    yield File(path=f"{RECORDS}/{RECORDS}.gen.go", text=records(types, _head("Avro schemas") + "\n"))
    for plan in plans:
        yield from _of_plan(AvroParts(plan, types, root))


def _of_plan(parts: Parts | AvroParts) -> Iterator[File]:
    stem = parts.names.stem
    head = f"{_head(parts.plan.subject)}\n"
    yield File(path=f"{stem}_dispatch.gen.go", text=parts.dispatch(head))
    yield File(path=f"{stem}_dispatch_gen_test.go", text=parts.check(head))
    yield File(
        path=f"{stem}_handlers.go", text=handlers(parts), owned=True, plan=parts.plan,
        methods=tuple(methods(parts)),
    )  # fmt: skip


def _head(of: str) -> str:
    """The whole line is what Go's tools know generated files by."""
    return f"// {MARK} from {of}. DO NOT EDIT.\n"


def _marked(text: str) -> str:
    """protoc-gen-go's text with our line above its own."""
    return f"// {MARK} with protoc-gen-go. DO NOT EDIT.\n\n{text}"


def _runtime(formats: set[FormatName]) -> Iterator[File]:
    """The runtime as it stands beside generated code, without what only another format needs."""
    for source in resources.files(__package__).joinpath("runtime").iterdir():
        stem = source.name.removesuffix(".go")
        if stem == source.name or (stem in _OF_FORMATS and stem not in formats):
            continue
        text = source.read_text(encoding="utf-8")
        yield File(path=f"{RUNTIME}/{stem}.gen.go", text=f"{_head('its own runtime')}\n{text}")


def _refuse_alike(plans: Sequence[DispatchPlan]) -> None:
    """All dispatches are in one package: names that differ in the schemas may be one in Go."""
    seen: dict[str, DispatchPlan] = {}
    for plan in plans:
        for name in Names.of(plan).declared:
            if seen.setdefault(name, plan) is not plan:
                raise ConfigError(
                    f"{seen[name].subject} and {plan.subject} would both be {name} in Go",
                    fix="give one of them another name: [[generate.dispatch]] name = …", location=plan.location,
                )  # fmt: skip


LANGUAGE = Go()
