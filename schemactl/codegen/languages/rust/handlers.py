"""A plan in; the module that a person fills with handlers, and what to paste when one is missing, out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from schemactl.codegen.language import Method
from schemactl.codegen.languages.rust.dispatch import RUNTIME
from schemactl.codegen.languages.rust.page import define, doc

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from schemactl.codegen.languages.rust.dispatch import Parts

_END = ") -> Result<(), Self::Error> {"
_TEXT = re.compile(
    r"//[^\n]*|/\*|\*/"
    r'|b?r(?P<hashes>#+)".*?"(?P=hashes)|b?r"[^"]*"|b?"(?:\\.|[^"\\])*"|b?\'(?:\\(?:u\{\w+\}|x\w\w|.)|[^\'\\])\'',
    re.DOTALL,
)
"""What stands in a program and is none of it."""
_METHOD = re.compile(r"\bfn\s+(?:r#)?(on_\w+)|[{}]")


def handlers(parts: Parts) -> str:
    """The module's text: every method is there, and each fails until it is written."""
    names = parts.names
    module = f"super::{names.function}_dispatch"
    uses = ["super::messages as pb", f"{module}::{names.handlers}"]
    if names.extra:
        uses.append(f"super::{RUNTIME}::DispatchError")
        uses += [f"{module}::{parts.event}"] if not parts.plan.event else []
    methods = [
        line for name, parameters, _ in parts.methods() for line in ("", *_method(name, parameters, 1))
    ]
    used = [each for each in uses if not each.endswith(" as pb") or any("pb::" in line for line in methods)]
    return "\n".join(
        [
            *doc(f"What happens on each event of {parts.plan.subject}. Created once by schemactl; yours from then on.", sign="//!"),
            "", *(f"use {each};" for each in sorted(used)), "",
            "pub struct Handlers;", "", f"impl {names.handlers} for Handlers {{",
            "    type Error = Box<dyn std::error::Error + Send + Sync>;", *methods, "}", "",
        ]
    )  # fmt: skip


def methods(parts: Parts) -> Iterator[Method]:
    for name, parameters, _ in parts.methods():
        yield Method(name=name, snippet="\n".join(line[4:] for line in _method(name, parameters, 1)))


def _method(name: str, parameters: Sequence[str], depth: int) -> Iterator[str]:
    indent = "    " * depth
    yield from define(f"async fn {name}(", list(parameters), _END, depth)
    given = [each.partition(":")[0] for each in parameters[1:]]
    yield f"{indent}    let _ = {given[0] if len(given) == 1 else '(' + ', '.join(given) + ')'};"
    yield f'{indent}    Err("{name} is not written yet".into())'
    yield f"{indent}}}"


def found(text: str, trait: str) -> list[str]:
    """The methods called on_… of implementations of this trait. Raises ValueError where braces do not match."""
    program = _program(text)
    names: list[str] = []
    for start in re.finditer(
        rf"\bimpl\b[^{{}};]*\b{trait}\b(?:\s*<[^{{}};]*>)?\s+for\b[^{{}};]*\{{", program
    ):
        depth = 1
        for token in _METHOD.finditer(program, start.end()):
            depth += {"{": 1, "}": -1}.get(token[0], 0)
            if depth == 1 and token[1]:
                names.append(token[1])
            if not depth:
                break
        else:
            line = program.count("\n", 0, start.start()) + 1
            raise ValueError(f"line {line}: the implementation of {trait} has no end")
    return names


def _program(text: str) -> str:
    """The text with comments, which may be nested, and literals left out, line by line as it was."""
    kept, at, comments = [], 0, 0
    for match in _TEXT.finditer(text):
        if not comments:
            kept.append(text[at : match.start()])
        kept.append("\n" * text.count("\n", at if comments else match.start(), match.end()))
        comments = max(0, comments + {"/*": 1, "*/": -1}.get(match[0], 0))
        at = match.end()
    return "".join([*kept, "" if comments else text[at:]])
