"""Statements in; a Go file as gofmt writes it, whose imports are those that its statements used, out."""

from __future__ import annotations

import re


class Page:
    """A file that is being written: an import stands above if the lines below have its name."""

    def __init__(self, head: str, package: str) -> None:
        self._head = head
        self._package = package
        self._imports: dict[str, str] = {}
        self._lines: list[str] = []

    def imported(self, path: str, name: str = "") -> None:
        """Offer a package, under a name of its own if it needs one."""
        self._imports[path] = name

    def line(self, text: str = "", depth: int = 0) -> None:
        self._lines.append("\t" * depth + text if text else "")

    def doc(self, name: str, text: str, depth: int = 0) -> None:
        """A comment: one paragraph, of which gofmt makes no list, heading or link, whatever a schema says in it."""
        words = " ".join("".join(c if c.isprintable() else " " for c in text).split())
        words = words.replace("``", '"').replace("''", '"')
        self.line(f"// {name} {words}".rstrip(), depth)

    @property
    def text(self) -> str:
        body = "\n".join(self._lines).strip("\n")
        groups: tuple[list[str], list[str]] = ([], [])
        for path, name in sorted(self._imports.items()):
            used = name or path.rpartition("/")[2]
            if re.search(rf"\b{re.escape(used)}\.", body):
                own = name and name != path.rpartition("/")[2]
                groups["." in path].append(f'\t{name} "{path}"' if own else f'\t"{path}"')
        imports = "\n\n".join("\n".join(group) for group in groups if group)
        top = f"{self._head}package {self._package}\n\n"
        return f"{top}import (\n{imports}\n)\n\n{body}\n" if imports else f"{top}{body}\n"
