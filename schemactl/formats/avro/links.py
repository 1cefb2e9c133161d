"""One file's bytes in; the full names that it defines and that it needs out, whatever the bytes are."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from schemactl.formats.avro.names import COMPLEX, DEFINING, is_full_name, is_namespace, qualified, referred
from schemactl.formats.format import Links
from schemactl.model.avro import PRIMITIVES

if TYPE_CHECKING:
    from collections.abc import Iterator


def find_links(data: bytes) -> Links:
    """Find how a file hangs together with others. Text that is no schema has no links."""
    try:
        root = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return Links()
    names = tuple(_names(root))
    defines = {name: None for name, defined in names if defined}
    needs = {name: None for name, defined in names if not defined and name not in defines}
    return Links(defines=tuple(defines), needs=tuple(needs))


def _names(root: Any) -> Iterator[tuple[str, bool]]:
    """Every full name in a type, and whether it is defined there."""
    todo: list[tuple[Any, str]] = [(root, "")]
    while todo:
        item, namespace = todo.pop()
        if isinstance(item, str):
            if item not in PRIMITIVES and item not in COMPLEX and is_full_name(item):
                yield referred(item, namespace), False
        elif isinstance(item, list):
            todo += [(branch, namespace) for branch in item]
        elif isinstance(item, dict):
            name, kind, own = item.get("name"), item.get("type"), item.get("namespace")
            if isinstance(kind, str) and kind in DEFINING and isinstance(name, str) and is_full_name(name):
                full_name = qualified(name, own if isinstance(own, str) and is_namespace(own) else namespace)
                yield full_name, True
                namespace = full_name.rpartition(".")[0]
            todo += [(item[part], namespace) for part in ("type", "items", "values") if part in item]
            fields = item.get("fields")
            for field in fields if isinstance(fields, list) else ():
                if isinstance(field, dict):
                    todo.append((field.get("type"), namespace))
