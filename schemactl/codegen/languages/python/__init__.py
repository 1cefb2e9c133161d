"""Python: protoc's message code with mypy-protobuf's stubs, abstract handlers, and a dispatch by `match`."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

from schemactl.codegen.language import File
from schemactl.codegen.languages.python.dispatch import RUNTIME, Parts, dispatch, refuse
from schemactl.codegen.languages.python.handlers import found, handlers, methods
from schemactl.codegen.languages.python.messages import head, messages
from schemactl.codegen.languages.python.naming import Names
from schemactl.formats.protobuf import code

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from schemactl.codegen.language import Task
    from schemactl.model.dispatch import DispatchPlan
    from schemactl.model.schema import FormatName


class Python:
    name = "python"
    beside = ""
    formats: frozenset[FormatName] = frozenset({"protobuf"})

    @property
    def tools(self) -> Mapping[str, str]:
        return code.versions()

    def files(self, task: Task) -> Iterator[File]:
        homes: dict[str, tuple[str, str]] = {}
        for schema in task.schemas:
            homes |= code.homes(schema)
            yield from (File(path=path, text=text) for path, text in messages(schema))
        asynchronous = bool(task.target.options.get("async"))
        for plan in task.plans:
            refuse(plan)
            yield from _of_plan(plan, homes, asynchronous=asynchronous)
        yield File(path=f"{RUNTIME}.py", text=_runtime())
        yield File(path="__init__.py", text="", owned=True)

    def found(self, text: str, plan: DispatchPlan) -> Sequence[str]:
        return found(text, Names.of(plan).handlers)


def _of_plan(
    plan: DispatchPlan, homes: Mapping[str, tuple[str, str]], *, asynchronous: bool
) -> Iterator[File]:
    parts = Parts(plan, homes, asynchronous=asynchronous)
    file = homes[plan.event][0] if plan.event else "several files"
    text = dispatch(plan, homes, head(file), asynchronous=asynchronous)
    yield File(path=f"{plan.name}_dispatch.py", text=text)
    yield File(
        path=f"{plan.name}_handlers.py",
        text=handlers(parts),
        owned=True,
        plan=plan,
        methods=tuple(methods(parts)),
    )


def _runtime() -> str:
    """The runtime as it stands beside generated code."""
    text = resources.files(__package__).joinpath("runtime.py").read_text(encoding="utf-8")
    return head("its own runtime") + text


LANGUAGE = Python()
