"""Outgrowing a server: all that it has, put into another in mode IMPORT, under the ids that are in the events."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from served import serving

if TYPE_CHECKING:
    from pathlib import Path

    from served import Rest

DEPENDENCY = {"schema": 'syntax = "proto3"; package d; message D { string n = 1; }', "schemaType": "PROTOBUF"}
MAIN = {
    "schema": 'syntax = "proto3"; import "d.proto"; message M { d.D d = 1; }',
    "schemaType": "PROTOBUF",
    "references": [{"name": "d.proto", "subject": "dep", "version": 1}],
}


def order(*fields: str) -> dict[str, str]:
    written = [{"name": name, "type": ["null", "long"], "default": None} for name in fields]
    return {"schema": json.dumps({"type": "record", "name": "Order", "fields": written})}


def test_a_server_is_moved_to_another(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "new").mkdir()
    with serving(tmp_path / "old") as old, serving(tmp_path / "new") as new:
        fill(old.rest)
        assert new.rest.put("/mode", {"mode": "IMPORT"}).status == 200
        for each in sorted(old.rest.get("/schemas", deleted="true").json, key=lambda each: each["id"]):
            subject, gone = each.pop("subject"), each.pop("deleted", False)
            assert new.rest.post(f"/subjects/{subject}/versions", each).json["id"] == each["id"]
            if gone:
                new.rest.delete(f"/subjects/{subject}/versions/{each['version']}")
        new.rest.put("/mode", {"mode": "READWRITE"})
        assert known(new.rest) == known(old.rest)
        again = [rest.post("/subjects/orders/versions", order("d")).json for rest in (old.rest, new.rest)]
        assert again[0] == again[1]


def fill(rest: Rest) -> None:
    """Three versions, of which one is deleted softly; one that nobody has any more; a reference."""
    for fields in (("a",), ("a", "b"), ("a", "b", "c")):
        assert rest.post("/subjects/orders/versions", order(*fields)).status == 200
    assert rest.post("/subjects/gone/versions", {"schema": '"string"'}).status == 200
    for permanent in ("false", "true"):
        assert rest.delete("/subjects/gone", permanent=permanent).status == 200
    assert rest.post("/subjects/dep/versions", DEPENDENCY).status == 200
    assert rest.post("/subjects/main/versions", MAIN).status == 200
    assert rest.delete("/subjects/orders/versions/2").status == 200


def known(rest: Rest) -> list[tuple[object, ...]]:
    """Every version, but for when it was registered."""
    names = ("subject", "version", "id", "schema", "guid", "deleted")
    found = [tuple(each.get(name) for name in names) for each in rest.get("/schemas", deleted="true").json]
    return [*found, *rest.get("/subjects/dep/versions/1/referencedby").json]
