"""A plan in; the file that a person fills with handlers, and what to paste when one is missing, out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from schemactl.codegen.language import Method

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemactl.codegen.languages.go.dispatch import Words


def handlers(parts: Words) -> str:
    """The file's text: every method is there, and none does anything yet."""
    names, page = parts.names, parts.page("")
    page.doc(
        f"{names.service} is what happens on each event of {parts.plan.subject}.",
        "Created once by schemactl; yours from then on.",
    )
    page.line(f"type {names.service} struct{{}}")
    page.line()
    page.line(
        f"// Without a method for each variant this does not compile: {names.handlers} has no defaults."
    )
    page.line(f"var _ {names.handlers} = (*{names.service})(nil)")
    for method in methods(parts):
        page.line()
        for line in method.snippet.splitlines():
            page.line(line)
    return page.text


def methods(parts: Words) -> Iterator[Method]:
    service = parts.names.service
    for name, parameters, _ in parts.methods():
        lines = [
            f"func (s *{service}) {name}({parameters}) error {{",
            f'\treturn errors.New("{service}.{name} is not written yet")',
            "}",
        ]
        yield Method(name=name, snippet="\n".join(lines))


def found(text: str, interface: str, service: str) -> list[str]:
    """The methods called On… of the type that is said to be these handlers; `service` where nothing is said."""
    bare = re.sub(r"/\*.*?\*/|//[^\n]*", "", text, flags=re.DOTALL)
    said = re.search(rf"\bvar\s+_\s+{interface}\s*=\s*(?:\(\*(\w+)\)\(nil\)|&?(\w+)\{{|new\((\w+)\))", bare)
    receiver = next(filter(None, said.groups())) if said else service
    if not re.search(rf"\btype\s+{receiver}\b", bare):
        raise ValueError(
            f"there is no type {receiver}: say which one handles the events: var _ {interface} = (*YourType)(nil)"
        )
    return re.findall(rf"^func\s*\(\s*(?:\w+\s+)?\*?{receiver}\s*\)\s*(On\w*)\s*\(", bare, re.MULTILINE)
