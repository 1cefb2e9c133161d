"""The same bytes, the same answer in every language: from programs that are generated, built and run.

A line for each record: `handled ARM`, or the outcome, the error and the unknown numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from projects import V1, Project
from toolchains import TOOLCHAINS

if TYPE_CHECKING:
    from pathlib import Path

    from toolchains import Toolchain

CREATED = bytes.fromhex("52050a03616263")  # field 10: {customer_id: "abc"}
CANCELLED = bytes.fromhex("62050a03616263")  # field 12, which V1 does not know
ID = bytes.fromhex("0a026f31")  # order_id: "o1"
METADATA = bytes.fromhex("2801")  # field 5, below the payloads

RECORDS: list[tuple[str, bytes | None, str]] = [
    ("known", ID + CREATED, "handled created"),
    ("known and empty inside", bytes.fromhex("5a00"), "handled shipped"),
    ("a new variant", ID + CANCELLED, "DeadLetter UnknownVariant 12"),
    ("a new variant, empty inside", bytes.fromhex("6200"), "DeadLetter UnknownVariant 12"),
    ("unset", ID, "DeadLetter EmptyPayload"),
    ("empty bytes", b"", "DeadLetter EmptyPayload"),
    ("a tombstone", None, "DeadLetter EmptyPayload"),
    ("unset beside unknown metadata", ID + METADATA, "DeadLetter EmptyPayload"),
    ("a known and then a new one", CREATED + CANCELLED, "handled created"),
    ("two known ones: the last wins", CREATED + bytes.fromhex("5a00"), "handled shipped"),
    ("garbage", bytes.fromhex("52ff"), "DeadLetter DecodeError"),
]
STRICT = {"a known and then a new one": "DeadLetter UnknownVariant 12"}

each_language = pytest.mark.parametrize("chain", TOOLCHAINS, ids=lambda chain: chain.name)


@each_language
@pytest.mark.parametrize("strict", [False, True], ids=["", "strict"])
def test_records(chain: Toolchain, tmp_path: Path, *, strict: bool) -> None:
    more = '[[generate.dispatch]]\ntype = "orders.v1.OrderEvent"\nstrict = true\n' if strict else ""
    project = Project.of(tmp_path, chain.configuration(more), orders=V1)
    chain.prepare(project)
    project.generate()
    got = chain.classify(project, "order_event", [record for _, record, _ in RECORDS])
    expected = {name: answer for name, _, answer in RECORDS} | (STRICT if strict else {})
    assert dict(zip(expected, got, strict=True)) == expected
