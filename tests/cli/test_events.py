"""`events` of a module: which types topics carry, where the schemas do not tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Files, Run

ORDER = "message OrderPlaced {\n  string order_id = 1;\n}\n"
THEME = "message Theme {\n  string name = 1;\n}\n"
BATCH = "message Batch {\n  repeated OrderPlaced orders = 1;\n}\n"
HEAD = 'syntax = "proto3";\npackage shop;\n'
RECORD = '{"type": "record", "name": "shop.Placed", "fields": []}'
HOLDER = '{"type": "record", "name": "shop.Batch", "fields": [{"name": "last", "type": "shop.Placed"}]}'
CONFIGURATION = '[[module]]\nname = "shop"\nevents = ["shop.*Placed"]\n'


@pytest.fixture
def shop(files: Files) -> Files:
    files.git("init", "-q", "-b", "main")
    files.write("shop.proto", HEAD + ORDER + THEME + BATCH)
    files.commit()
    return files


@pytest.mark.parametrize(
    ("configuration", "left", "said"),
    [
        (
            "",
            ORDER + BATCH,
            "protobuf-event-removed",
        ),  # nothing refers to Theme: as far as the schemas tell, an event
        (CONFIGURATION, ORDER + BATCH, ""),
        ("", THEME, "protobuf-event-removed"),  # Batch goes, and what only it held goes with it
        (CONFIGURATION, THEME, "OrderPlaced is removed"),
    ],
)
def test_what_is_removed_breaks_if_it_was_an_event(
    run: Run, shop: Files, configuration: str, left: str, said: str
) -> None:
    shop.write("schemactl.toml", configuration)
    shop.write("shop.proto", HEAD + left)
    done = run("check", "--against", "git:HEAD")
    assert done.code == (1 if said else 0)
    assert said in done.out
    assert done.out.count("proof") == bool(
        said
    )  # real bytes of it, which the new side has nothing to read with


def test_in_avro_as_well(run: Run, files: Files) -> None:
    files.git("init", "-q", "-b", "main")
    files.write("placed.avsc", RECORD)
    files.write("batch.avsc", HOLDER)
    files.commit()
    files.write("schemactl.toml", CONFIGURATION)
    files.git("rm", "-q", "placed.avsc", "batch.avsc")
    files.write("other.avsc", RECORD.replace("Placed", "Other"))
    done = run("check", "--against", "git:HEAD")
    assert done.code == 1
    assert "avro-event-removed  Placed" in done.out
    assert "Batch" not in "".join(line for line in done.out.splitlines() if "event-removed" in line)
