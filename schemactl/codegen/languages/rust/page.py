"""Lines and definitions in; a Rust file out, wrapped as rustfmt does."""

from __future__ import annotations

from schemactl.codegen.language import MARK

WIDTH = 100


def head(file: str, *, skipped: bool = True) -> str:
    """The first lines of a generated file. skipped: rustfmt leaves it, whatever its configuration is."""
    skip = "#![cfg_attr(rustfmt, rustfmt_skip)]\n" if skipped else ""
    return f"// {MARK} from {file}. DO NOT EDIT.\n{skip}"


def doc(text: str, depth: int = 0, sign: str = "///") -> list[str]:
    """A doc comment; whatever the schema's author wrote is text in it, and no example that is compiled."""
    lines = ["".join(filter(str.isprintable, line)).strip() for line in text.splitlines()]
    return [f"{'    ' * depth}{sign} {line.replace('```', chr(39) * 3)}" for line in lines if line]


def define(start: str, parameters: list[str], end: str, depth: int = 0) -> list[str]:
    """`fn f(` parameters `) -> T {`: on one line if it fits, else a line for each parameter."""
    indent = "    " * depth
    if len(whole := f"{indent}{start}{', '.join(parameters)}{end}") <= WIDTH:
        return [whole]
    return [f"{indent}{start}", *(f"{indent}    {each}," for each in parameters), f"{indent}{end}"]
