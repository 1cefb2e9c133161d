"""Every pair of Protobuf types: the tables claim exactly the worst that the real codec shows."""

from __future__ import annotations

from itertools import permutations

import pytest
from compiled import single

from schemactl.diff.compare import compare
from schemactl.formats.format import by_name
from schemactl.model.effect import HARM, Direction, Outcome, Surface
from schemactl.rules.protobuf import _tables as tables
from schemactl.witness.prove import Prover

TYPES = (
    "int32", "int64", "uint32", "uint64", "sint32", "sint64", "bool", "fixed32", "sfixed32", "fixed64", "sfixed64",
    "float", "double", "string", "bytes", "Open", "Closed", "Part",
)  # fmt: skip
FILE = """\
edition = "2023";
message Event {{
  {label}{type} value = 1;
}}
enum Open {{
  OPEN_NONE = 0;
  OPEN_SOME = 5;
}}
enum Closed {{
  option features.enum_type = CLOSED;
  CLOSED_NONE = 0;
  CLOSED_SOME = 5;
}}
message Part {{
  int64 units = 1;
  string note = 2;
}}
"""


@pytest.mark.parametrize("label", ["", "repeated "])
@pytest.mark.parametrize(("old", "new"), list(permutations(TYPES, 2)))
def test_the_tables_claim_what_the_codec_shows(label, old, new):
    before, after = (single("protobuf", FILE.format(label=label, type=name)) for name in (old, new))
    for change in compare(before, after):
        if change.facet != "type":
            continue
        prover = Prover(change.step, by_name(("protobuf",))[0])
        for surface, ask in ((Surface.WIRE, tables.wire), (Surface.JSON, tables.json)):
            claim = ask(change.old, before, change.new, after)
            seen = {w.outcome for w in prover.exchanges(change, Direction.BACKWARD, surface)}
            assert claim in (Outcome.UNKNOWN, min(seen, key=HARM.index))
