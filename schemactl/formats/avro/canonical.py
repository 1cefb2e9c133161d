"""A schema's JSON in; the text in which a registry keeps it, and the one that equal schemas have in common, out."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from schemactl.formats.avro.names import COMPLEX, DEFINING, namespace_of, qualified, referred
from schemactl.model.avro import PRIMITIVES, short

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from schemactl.model.schema import Schema
    from schemactl.model.source import Batch

_PARTS = {
    "record": ("fields",), "error": ("fields",), "enum": ("symbols", "default"), "fixed": ("size",),
    "array": ("items",), "map": ("values",),
}  # fmt: skip
"""What belongs to each type, in the order in which it is written."""

_FIELD = ("type", "doc", "default", "order", "aliases")


def read(batch: Batch) -> str:
    """The entry's text."""
    (entry,) = batch.entries
    return batch.texts[entry].data.decode()


def written(schema: Schema, batch: Batch, *, normalize: bool) -> tuple[str, str]:
    """The entry, which compiles, as Avro's Java library writes it (normalised: with full names, attributes in order).

    And, normalised, with the definitions of the other texts where they are first referred to: equal schemas are
    equal in this, however they are split into texts.
    """
    del schema  # what it leaves out, such as the author's words, makes a difference here
    (entry,) = batch.entries
    texts = {name: json.loads(text.data.decode("utf-8-sig")) for name, text in batch.texts.items()}
    value = texts.pop(entry)
    text = _Writing(full=normalize).type(value, "")
    canonical = _Writing(full=True, elsewhere=_definitions(texts.values())).type(value, "")
    return _dump(text), _dump(canonical)


def _definitions(texts: Iterable[Any]) -> dict[str, tuple[Any, str]]:
    """Every named type of these texts, by full name, with the namespace in which it stands."""
    found: dict[str, tuple[Any, str]] = {}
    todo: list[tuple[Any, str]] = [(text, "") for text in texts]
    while todo:
        value, namespace = todo.pop()
        if isinstance(value, list):
            todo += [(item, namespace) for item in value]
        elif isinstance(value, dict):
            kind = value.get("type")
            if isinstance(kind, str) and kind in DEFINING:
                full_name = qualified(value["name"], value.get("namespace", namespace))
                found[full_name] = value, namespace
                namespace = namespace_of(full_name)
            parts = (value.get(part) for part in ("type", "items", "values", "fields"))
            todo += [(part, namespace) for part in parts if isinstance(part, dict | list)]
    return found


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class _Writing:
    """full: every name is a full name, and what Avro does not define is sorted.

    elsewhere: definitions that are not in this text yet, which are written where they are first referred to.
    """

    full: bool
    elsewhere: dict[str, tuple[Any, str]] = field(default_factory=dict)

    def type(self, value: Any, namespace: str) -> Any:
        if isinstance(value, str):
            return self._reference(value, namespace)
        if isinstance(value, list):
            return [self.type(branch, namespace) for branch in value]
        kind = value["type"]
        if kind in DEFINING:
            return self._definition(value, namespace)
        if kind in COMPLEX:
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
        self.elsewhere.pop(full_name, None)
        inner = namespace_of(full_name)
        head: dict[str, Any] = {"type": kind, "name": full_name if self.full else short(full_name)}
        if inner != namespace and not self.full:
            head["namespace"] = inner
        parts = {name: value[name] for name in ("doc", *_PARTS[kind]) if name in value}
        if "fields" in parts:
            parts["fields"] = [self._field(item, inner) for item in parts["fields"]]
        aliases = {"aliases": self._aliases(value, inner)} if value.get("aliases") else {}
        known = {"type", "name", "namespace", "aliases", *parts}
        return {**head, **parts, **self._rest(value, known), **aliases}

    def _field(self, given: Mapping[str, Any], namespace: str) -> dict[str, Any]:
        parts = {name: given[name] for name in _FIELD if name in given}
        parts["type"] = self.type(parts["type"], namespace)
        if parts.get("order") == "ascending":
            del parts["order"]
        if not parts.get("aliases", True):
            del parts["aliases"]
        return {"name": given["name"], **parts, **self._rest(given, {"name", *_FIELD})}

    def _aliases(self, value: Mapping[str, Any], namespace: str) -> list[str]:
        aliases = [qualified(alias, namespace) for alias in value["aliases"]]
        return aliases if self.full else [self._short(alias, namespace) for alias in aliases]

    def _reference(self, name: str, namespace: str) -> Any:
        full_name = referred(name, namespace)
        if full_name in self.elsewhere:
            return self.type(*self.elsewhere[full_name])
        return full_name if self.full or full_name in PRIMITIVES else self._short(full_name, namespace)

    @staticmethod
    def _short(full_name: str, namespace: str) -> str:
        return short(full_name) if namespace_of(full_name) == namespace else full_name

    def _rest(self, value: Mapping[str, Any], known: set[str]) -> dict[str, Any]:
        """Attributes of nobody's but the author's, and those of logical types."""
        rest = {name: item for name, item in value.items() if name not in known}
        return dict(sorted(rest.items())) if self.full else rest
