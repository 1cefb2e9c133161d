"""The exhaustiveness matrix for Python: what mypy --strict, pyright and the start of a program say in each case.

V2 of the schema adds the variant `cancelled`. The rows that pass where they should fail are why generated code is
what it is: a match that a person writes, a Protocol, a class without @final.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from projects import V1, V2, Project
from toolchains import MYPY, PYRIGHT, Python

if TYPE_CHECKING:
    from pathlib import Path

HANDLERS = "order_event_handlers.py"
DISPATCH = "order_event_dispatch.py"
IMPORTS = """\
from __future__ import annotations
from typing import Any, Protocol, assert_never, final
from .order_event_dispatch import OrderEventHandlers, dispatch_order_event, handle_order_event
from .proto.orders_pb2 import OrderCancelled, OrderCreated, OrderEvent, OrderShipped
"""
MATCH = """
def name(event: OrderEvent) -> str{optional}:
    match event.WhichOneof("payload"):
        case "created":
            return "c"
        case "shipped":
            return "s"
"""
TWO = """
    def on_created(self, event: OrderEvent, payload: OrderCreated) -> None: ...
    def on_shipped(self, event: OrderEvent, payload: OrderShipped) -> None: ...
"""
THREE = f"{TWO}    def on_cancelled(self, event: OrderEvent, payload: OrderCancelled) -> None: ...\n"
STARTS = "\nhandle_order_event(Handlers(), b'')\n"
ANYHOW = "\ncls: Any = Handlers\nhandle_order_event(cls(), b'')\n"


@dataclass(frozen=True)
class Row:
    """own: the person's module, after IMPORTS; "" keeps the one that was created for V1. stale: V1's dispatch."""

    name: str
    mypy: bool
    pyright: bool
    start: str
    own: str = ""
    messages: str = V2
    stale: bool = False


FINAL = "@final\nclass Handlers(OrderEventHandlers):"
MAYBE = MATCH.format(optional=" | None")
WILDCARD = MATCH.format(optional="") + '        case _:\n            return "?"\n'
NEVER = (
    MAYBE
    + "        case None:\n            return None\n        case _ as never:\n            assert_never(never)\n"
)
PROTOCOL = f"class Wanted(Protocol):{THREE}\nclass Mine:{TWO}\nmine: Wanted = Mine()\n"
LOOSE = f"class Handlers(OrderEventHandlers):{TWO}{ANYHOW}"
WRONG = FINAL + THREE.replace("payload: OrderShipped", "payload: OrderCreated") + STARTS
ALL = FINAL + THREE + STARTS

ROWS = [
    Row("a_control", mypy=True, pyright=True, start="", messages=V1),
    Row("b_handler_missing", mypy=False, pyright=False, start="TypeError"),
    Row("c_handler_added", mypy=True, pyright=True, start="", own=ALL),
    Row("d_stale_dispatch", mypy=False, pyright=False, start="StaleDispatch", stale=True),
    Row("e_own_match_with_wildcard", mypy=True, pyright=True, start="", own=WILDCARD),
    Row("f_own_match_with_assert_never", mypy=False, pyright=False, start="", own=NEVER),
    Row("g_own_match_that_returns_none", mypy=True, pyright=False, start="", own=f"{MAYBE}    return None\n"),
    Row("h_protocol_instead", mypy=False, pyright=False, start="", own=PROTOCOL),
    Row("i_loaded_as_any", mypy=True, pyright=True, start="TypeError", own=LOOSE),
    Row("j_wrong_payload", mypy=False, pyright=False, start="", own=WRONG),
    Row("k_variant_removed", mypy=False, pyright=False, start="ImportError", messages=V1, own=ALL),
    Row("l_loaded_as_any_but_final", mypy=False, pyright=False, start="TypeError", own=f"@final\n{LOOSE}"),
]


def build(row: Row, folder: Path, root: Path) -> None:
    """A package of the row's name, beside those of the others."""
    chain = Python()
    project = Project.of(folder, chain.configuration(), orders=V1)
    project.generate()
    package = folder / chain.out
    dispatch = (package / DISPATCH).read_text()
    project.write("proto/orders.proto", row.messages)
    project.generate()
    if row.stale:
        (package / DISPATCH).write_text(dispatch)
    if row.own:
        (package / HANDLERS).write_text(IMPORTS + row.own)
    else:
        with (package / HANDLERS).open("a") as file:
            file.write("\nfrom .order_event_dispatch import handle_order_event\n" + STARTS)
    shutil.copytree(package, root / row.name)


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("rows")
    for row in ROWS:
        build(row, tmp_path_factory.mktemp(row.name), root)
    return root


def blamed(command: list[str], root: Path) -> set[str]:
    """The rows in which a type checker finds an error, whatever it is."""
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    return set(re.findall(r"(\w+)/\w+\.py:\d+(?::\d+)?(?: -)? ?:? error", done.stdout))


def test_mypy(rows: Path) -> None:
    assert blamed([*MYPY, "."], rows) == {row.name for row in ROWS if not row.mypy}


@pytest.mark.parametrize("mode", ["strict", "basic"])
def test_pyright(rows: Path, mode: str) -> None:
    rules = {"reportUnusedImport": False, "reportUnusedClass": False, "reportMissingTypeStubs": False}
    said = ", ".join(f'"{name}": {str(value).lower()}' for name, value in rules.items())
    (rows / "pyrightconfig.json").write_text(f'{{"typeCheckingMode": "{mode}", {said}}}')
    expected = {row.name for row in ROWS if not row.pyright}
    if mode == "basic":
        expected -= {"g_own_match_that_returns_none", "j_wrong_payload"}  # rules of strict and of standard
    assert blamed([*PYRIGHT, "-p", "."], rows) == expected


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_start(row: Row, rows: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", f"import {row.name}.order_event_handlers"],
        cwd=rows, capture_output=True, text=True, check=False,
    )  # fmt: skip
    last = done.stderr.strip().splitlines()[-1] if done.stderr.strip() else ""
    assert last.partition(":")[0].rpartition(".")[2] == row.start
