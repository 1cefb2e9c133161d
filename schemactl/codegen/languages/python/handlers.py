"""A plan in; the module that a person fills with handlers, and what to paste when one is missing, out."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from schemactl.codegen.language import Method
from schemactl.codegen.languages.python.dispatch import RUNTIME, Parts
from schemactl.codegen.languages.python.page import Page, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator

_BODY = "raise NotImplementedError"


def handlers(parts: Parts) -> str:
    """The module's text: every method is there, and none does anything yet."""
    plan, names = parts.plan, parts.names
    page = Page(
        "", f"What happens on each event of {plan.subject}. Created once by schemactl; yours from then on."
    )
    page.name("__future__", "annotations")
    page.name("typing", "final")
    page.name(f".{names.function}_dispatch", names.handlers)
    for module, name in parts.modules.imports:
        page.name(module, name)
    if names.extra:
        page.name(".", RUNTIME)
    if plan.discriminator == "types" and names.extra:
        page.name(f".{names.function}_dispatch", parts.event)
    page.line()
    page.line("@final")
    page.line(f"class Handlers({names.handlers}):")
    page.doc(f"Without a method for each variant this is no program: {names.handlers} has no defaults.", 1)
    for name, parameters, _ in parts.methods():
        page.line()
        page.define(f"{parts.define} {name}(", parameters, ") -> None:", 1)
        page.line(_BODY, 2)
    return page.text


def methods(parts: Parts) -> Iterator[Method]:
    for name, parameters, _ in parts.methods():
        lines = [*wrapped(f"{parts.define} {name}(", parameters, ") -> None:", 1), f"        {_BODY}"]
        yield Method(name=name, snippet="\n".join(line[4:] for line in lines))


def found(text: str, base: str) -> list[str]:
    """The methods called on_… of classes that have this base. Raises ValueError for a text that is no Python."""
    try:
        tree = ast.parse(text)
    except SyntaxError as error:
        raise ValueError(f"line {error.lineno}: {error.msg}") from error
    classes = [
        node for node in ast.walk(tree) if isinstance(node, ast.ClassDef) and base in map(_last, node.bases)
    ]
    definitions = (ast.FunctionDef, ast.AsyncFunctionDef)
    named = [each.name for node in classes for each in node.body if isinstance(each, definitions)]
    return [name for name in named if name.startswith("on_")]


def _last(node: ast.expr) -> str:
    """`Handlers` of `Handlers` and of `module.Handlers`."""
    return ast.unparse(node).rpartition(".")[2]
