"""Rust: prost's message code from descriptors, a trait of handlers without defaults, and a dispatch by `match`."""

from __future__ import annotations

from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING

from schemactl.codegen.language import File
from schemactl.codegen.languages.rust import build
from schemactl.codegen.languages.rust.dispatch import RUNTIME, Parts, dispatch
from schemactl.codegen.languages.rust.handlers import found, handlers, methods
from schemactl.codegen.languages.rust.naming import Names, Types, refuse
from schemactl.codegen.languages.rust.page import head
from schemactl.formats.protobuf import code, prost

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from schemactl.codegen.language import Task
    from schemactl.model.dispatch import DispatchPlan
    from schemactl.model.schema import FormatName

_MESSAGES = f"""
#[allow(clippy::all, dead_code, deprecated)]
pub mod messages {{
    include!(concat!(env!("OUT_DIR"), "/{build.MESSAGES}"));
}}
"""


class Rust:
    name = "rust"
    formats: frozenset[FormatName] = frozenset({"protobuf"})
    beside = ""
    tools: Mapping[str, str] = MappingProxyType({})
    """None: prost-build runs where the crate is built."""

    def files(self, task: Task) -> Iterator[File]:
        types = Types(prost.types(task.schemas))
        sources = {name: home[0] for schema in task.schemas for name, home in code.homes(schema).items()}
        yield File(path=build.NAME, text=build.build(prost.descriptors(task.schemas)))
        for plan in task.plans:
            refuse(plan)
            parts = Parts(plan, types)
            mark = head(sources.get(plan.event, "several files"))
            yield File(path=f"{plan.name}_dispatch.rs", text=mark + dispatch(parts))
            yield File(
                path=f"{plan.name}_handlers.rs", text=handlers(parts), owned=True, plan=plan,
                methods=tuple(methods(parts)),
            )  # fmt: skip
        yield File(path=f"{RUNTIME}.rs", text=_runtime())
        yield File(path="mod.rs", text=_modules(task.plans))

    def found(self, text: str, plan: DispatchPlan) -> Sequence[str]:
        return found(text, Names.of(plan).handlers)


def _modules(plans: Sequence[DispatchPlan]) -> str:
    names = [RUNTIME, *(f"{plan.name}_{part}" for plan in plans for part in ("dispatch", "handlers"))]
    return (
        head("its configuration", skipped=False)
        + "\n"
        + "".join(f"pub mod {name};\n" for name in sorted(names))
        + _MESSAGES
    )


def _runtime() -> str:
    """The runtime as it stands beside generated code."""
    text = resources.files(__package__).joinpath("runtime.rs").read_text(encoding="utf-8")
    return head("its own runtime", skipped=False) + text


LANGUAGE = Rust()
