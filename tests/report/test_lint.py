"""What lint tells of a file that it could not mend."""

from __future__ import annotations

import json

from schemactl.lint.catalog import every
from schemactl.model.lint import Hazard, Reservation, Spot
from schemactl.model.location import Location
from schemactl.model.source import Source
from schemactl.report import lint
from schemactl.report.lint import Mended, Sight

PLACE = Location("a.proto", 2, 1, 4, 2)
HAZARD = Hazard(
    check=every()["lint-protobuf-deletion-unreserved"],
    spot=Spot(
        path="M.a", location=PLACE, message="a\x1b[31m is gone",
        repair=Reservation(type_name="M", place=PLACE, numbers=((1, 1),)),
    ),
)  # fmt: skip
NOT_MENDED = Sight(
    new=Source(label="working tree", digests={}, fetch=lambda _: {}), hazards=(HAZARD,), schemas=1,
    unseen="nothing there", mended=(Mended(path="a.proto", hazards=(HAZARD,), error="it does not compile"),),
)  # fmt: skip


def test_in_text() -> None:
    told = lint.text(NOT_MENDED)
    assert "a.proto: not fixed  it does not compile\n" in told
    assert "1 hazard · 0.00 s\n" in told
    assert "\x1b" not in told


def test_in_json() -> None:
    told = json.loads(lint.json(NOT_MENDED))
    assert told["mended"][0]["error"] == "it does not compile"
    assert told["summary"]["fixed"] == 0
    assert told["hazards"][0]["fixable"] is True
