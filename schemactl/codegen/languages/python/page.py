"""Statements in; a Python module out, whose imports are those that its statements used, wrapped as formatters do."""

from __future__ import annotations

import re

WIDTH = 88
"""What ruff and black wrap at unless they are told otherwise."""

_NAME = re.compile(r"\w+")


class Page:
    """A module that is being written: an import stands above if the lines below have its name."""

    def __init__(self, head: str, doc: str) -> None:
        self._head = head
        self._doc = doc
        self._imports: dict[str, set[str]] = {}
        self._lines: list[str] = []

    def name(self, module: str, name: str) -> None:
        """Offer a name: of the standard library, of Google's, or, with a leading dot, of a module beside this."""
        self._imports.setdefault(module, set()).add(name)

    def line(self, text: str = "", depth: int = 0) -> None:
        self._lines.append(f"{'    ' * depth}{text}" if text else "")

    def doc(self, text: str, depth: int) -> None:
        """A docstring; whatever the schema's author wrote is text in it."""
        self._lines += _docstring(text, depth)

    def define(self, start: str, parameters: list[str], end: str, depth: int = 0) -> None:
        """`def f(` parameters `) -> None:`, on one line if it fits."""
        self._lines += wrapped(start, parameters, end, depth)

    @property
    def text(self) -> str:
        body = "\n".join(self._lines).rstrip("\n")
        used = {"annotations", *_NAME.findall(body)}
        groups: dict[int, list[str]] = {}
        for module, names in sorted(self._imports.items()):
            if needed := sorted((name for name in names if name.rpartition(" ")[2] in used), key=_order):
                groups.setdefault(_group(module), []).append(f"from {module} import {', '.join(needed)}")
        imports = "\n\n".join("\n".join(groups[group]) for group in sorted(groups))
        top = self._head + "\n".join(_docstring(self._doc, 0))
        return f"{top}\n\n{imports}\n\n{body}\n"


def _group(module: str) -> int:
    """Where isort puts a module: the future, the standard library, others, our own."""
    return ("__future__", "", "google", ".").index(
        next((start for start in ("__future__", "google", ".") if module.startswith(start)), "")
    )


def _order(name: str) -> tuple[bool, str]:
    """Constants and classes first, as formatters sort imported names."""
    return not name[:1].isupper(), name


def wrapped(start: str, parameters: list[str], end: str, depth: int) -> list[str]:
    """A definition's lines: one if it fits, else its parameters on one more, else each on its own."""
    indent, inner = "    " * depth, "    " * (depth + 1)
    joined = ", ".join(parameters)
    if len(whole := f"{indent}{start}{joined}{end}") <= WIDTH:
        return [whole]
    if len(body := f"{inner}{joined}") <= WIDTH:
        return [f"{indent}{start}", body, f"{indent}{end}"]
    return [f"{indent}{start}", *(f"{inner}{each}," for each in parameters), f"{indent}{end}"]


def _docstring(text: str, depth: int) -> list[str]:
    indent = "    " * depth
    lines = [line.strip() for line in text.replace("\\", "\\\\").replace('"""', r"\"\"\"").splitlines()]
    lines = [line for line in lines if line] or ["No words."]
    quoted = lines[-1].endswith('"') and len(lines) == 1
    if len(lines) == 1 and not quoted:
        return [f'{indent}"""{lines[0]}"""']
    return [f'{indent}"""{lines[0]}', *(f"{indent}{line}" for line in lines[1:]), f'{indent}"""']
