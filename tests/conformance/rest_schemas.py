"""Schemas that the REST suite registers; each test has subjects and names of its own, for all share one server."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import uuid4

if TYPE_CHECKING:
    from served import Answer, Rest

DEPENDENCY = 'syntax = "proto3";\npackage d.v1;\n\nmessage Dep {\n  string name = 1;\n}\n'
MAIN = (
    'syntax = "proto3";\npackage t.v1;\n\nimport "dep.proto";\n\n'
    "message M {\n  int32 a = 1;\n  d.v1.Dep d = 2;\n}\n"
)
JSON_SCHEMA = json.dumps({"type": "object", "properties": {"a": {"type": "integer"}}}, separators=(",", ":"))


@dataclass(slots=True)
class Scene:
    """One test's own subject and record name, on a server."""

    rest: Rest
    tag: str = field(default_factory=lambda: uuid4().hex[:12])

    @property
    def subject(self) -> str:
        return f"orders-{self.tag}"

    def other(self, name: str) -> str:
        return f"{name}-{self.tag}"

    def record(self, *fields: str, kind: str = "long") -> str:
        """An Avro record; a field with a `?` may be null."""
        written = [
            {"name": name.rstrip("?"), "type": ["null", kind], "default": None}
            if name.endswith("?")
            else {"name": name, "type": kind}
            for name in fields
        ]
        value = {"type": "record", "name": "Order", "namespace": f"t.n{self.tag}", "fields": written}
        return json.dumps(value, separators=(",", ":"))

    def register(self, schema: str, subject: str = "", **rest: Any) -> Answer:
        return self.rest.post(f"/subjects/{subject or self.subject}/versions", {"schema": schema, **rest})

    def registered(self, schema: str, subject: str = "", **rest: Any) -> int:
        """The id under which the schema now is."""
        answer = self.register(schema, subject, **rest)
        assert answer.status == 200, answer
        return int(answer.json["id"])

    def ask(
        self, schema: str, at: str = "/latest", subject: str = "", *, verbose: bool = True, **rest: Any
    ) -> Answer:
        query = {"verbose": "true"} if verbose else {}
        path = f"/compatibility/subjects/{subject or self.subject}/versions{at}"
        return self.rest.post(path, {"schema": schema, **rest}, **query)

    def versions(self, subject: str = "", **query: Any) -> Any:
        return self.rest.get(f"/subjects/{subject or self.subject}/versions", **query).json

    def with_reference(self) -> tuple[str, list[dict[str, Any]]]:
        """A Protobuf schema registered that refers to another; its subject, and its references."""
        dependency, subject = self.other("dep"), self.other("proto")
        self.registered(DEPENDENCY, dependency, schemaType="PROTOBUF")
        references = [{"name": "dep.proto", "subject": dependency, "version": 1}]
        self.registered(MAIN, subject, schemaType="PROTOBUF", references=references)
        return subject, references
