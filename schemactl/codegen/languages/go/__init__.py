"""Go: protoc-gen-go's message code, interfaces of handlers, a dispatch by type switch, and the test that guards it."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

from schemactl.codegen.language import MARK, File
from schemactl.codegen.languages.go import tool
from schemactl.codegen.languages.go.check import check
from schemactl.codegen.languages.go.code import message_code
from schemactl.codegen.languages.go.dispatch import Parts, dispatch
from schemactl.codegen.languages.go.handlers import found, handlers, methods
from schemactl.codegen.languages.go.naming import Names
from schemactl.codegen.languages.go.packages import RUNTIME
from schemactl.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from schemactl.codegen.language import Task
    from schemactl.model.dispatch import DispatchPlan
    from schemactl.model.schema import FormatName


class Go:
    name = "go"
    beside = "*.go"
    formats: frozenset[FormatName] = frozenset({"protobuf"})

    @property
    def tools(self) -> Mapping[str, str]:
        return {"protoc-gen-go": tool.VERSION}

    def files(self, task: Task) -> Iterator[File]:
        _refuse_alike(task.plans)
        code = message_code(task)
        yield from (File(path=path, text=_marked(text)) for path, text in code.files.items())
        for plan in task.plans:
            yield from _of_plan(Parts(plan, code))
        yield from _runtime()

    def found(self, text: str, plan: DispatchPlan) -> Sequence[str]:
        names = Names.of(plan)
        return found(text, names.handlers, names.service)


def _of_plan(parts: Parts) -> Iterator[File]:
    stem = parts.names.stem
    head = f"{_head(parts.plan.subject)}\n"
    yield File(path=f"{stem}_dispatch.gen.go", text=dispatch(parts, head))
    yield File(path=f"{stem}_dispatch_gen_test.go", text=check(parts, head))
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


def _runtime() -> Iterator[File]:
    """The runtime as it stands beside generated code."""
    for source in resources.files(__package__).joinpath("runtime").iterdir():
        if source.name.endswith(".go"):
            text = source.read_text(encoding="utf-8")
            path = f"{RUNTIME}/{source.name.removesuffix('.go')}.gen.go"
            yield File(path=path, text=f"{_head('its own runtime')}\n{text}")


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
