"""A schema's JSON in; the text in which a registry keeps it, and the one that equal schemas have in common, out."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from schemactl.formats.avro.names import COMPLEX, DEFINING, namespace_of, qualified, referred
from schemactl.model.avro import PRIMITIVES, short

if TYPE_CHECKING:
    from collections.abc import Mapping

    from schemactl.model.source import Batch

_PARTS = {
    "record": ("fields",), "error": ("fields",), "enum": ("symbols", "default"), "fixed": ("size",),
    "array": ("items",), "map": ("values",),
}  # fmt: skip
"""What belongs to each type, in the order in which it is written."""

_FIELD = ("type", "doc", "default", "order", "aliases")


def written(batch: Batch, *, normalize: bool) -> tuple[str, str]:
    """The entry as Avro's Java library writes it, and with full names and attributes in order.

    The second is also the text, if it is to be normalised. The entry compiles, or this may raise anything.
    """
    (entry,) = batch.entries
    value = json.loads(batch.texts[entry].data.decode("utf-8-sig"))
    canonical = _dump(_Writing(full=True).type(value, ""))
    return canonical if normalize else _dump(_Writing(full=False).type(value, "")), canonical


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class _Writing:
    """full: every name is a full name, and what Avro does not define is sorted."""

    full: bool

    def type(self, value: Any, namespace: str) -> Any:
        if isinstance(value, str):
            return self._reference(value, namespace)
        if isinstance(value, list):
            return [self.type(branch, namespace) for branch in value]
        kind = value["type"]
        if isinstance(kind, str) and kind in DEFINING:
            return self._definition(value, namespace)
        if isinstance(kind, str) and kind in COMPLEX:
            (part,) = _PARTS[kind]
            return {
                "type": kind,
                part: self.type(value[part], namespace),
                **self._rest(value, {"type", part}),
            }
        rest, inner = self._rest(value, {"type"}), self.type(kind, namespace)
        return {"type": inner, **rest} if rest else inner

    def _definition(self, value: Mapping[str, Any], namespace: str) -> dict[str, Any]:
        kind = value["type"]
        full_name = qualified(value["name"], value.get("namespace", namespace))
        inner = namespace_of(full_name)
        head: dict[str, Any] = {"type": kind, "name": full_name if self.full else short(full_name)}
        if inner != namespace and not self.full:
            head["namespace"] = inner
        parts = {name: value[name] for name in ("doc", *_PARTS[kind]) if name in value}
        if "fields" in parts:
            parts["fields"] = [self._field(field, inner) for field in parts["fields"]]
        aliases = {"aliases": self._aliases(value, inner)} if value.get("aliases") else {}
        known = {"type", "name", "namespace", "aliases", *parts}
        return {**head, **parts, **self._rest(value, known), **aliases}

    def _field(self, field: Mapping[str, Any], namespace: str) -> dict[str, Any]:
        parts = {name: field[name] for name in _FIELD if name in field}
        parts["type"] = self.type(parts["type"], namespace)
        if parts.get("order") == "ascending":
            del parts["order"]
        if not parts.get("aliases", True):
            del parts["aliases"]
        return {"name": field["name"], **parts, **self._rest(field, {"name", *_FIELD})}

    def _aliases(self, value: Mapping[str, Any], namespace: str) -> list[str]:
        aliases = [qualified(alias, namespace) for alias in value["aliases"]]
        return aliases if self.full else [self._short(alias, namespace) for alias in aliases]

    def _reference(self, name: str, namespace: str) -> str:
        full_name = referred(name, namespace)
        return full_name if self.full or full_name in PRIMITIVES else self._short(full_name, namespace)

    @staticmethod
    def _short(full_name: str, namespace: str) -> str:
        return short(full_name) if namespace_of(full_name) == namespace else full_name

    def _rest(self, value: Mapping[str, Any], known: set[str]) -> dict[str, Any]:
        """Attributes of nobody's but the author's, and those of logical types."""
        rest = {name: item for name, item in value.items() if name not in known}
        return dict(sorted(rest.items())) if self.full else rest
