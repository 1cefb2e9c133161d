"""The exhaustiveness matrix for Go: what go build, the generated test and the start of a program say in each case.

V2 of the schema adds the variant `cancelled`. Go's compiler sees a missing method and nothing else: what passes in it
is what the generated test, or the check at the start, is for. A switch that a person writes passes everywhere.
"""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from projects import V1, V2, Project
from toolchains import GO_TEST, STATICCHECK, Go, tidy

if TYPE_CHECKING:
    from pathlib import Path

OUT = "internal/events"
DISPATCH = f"{OUT}/order_event_dispatch.gen.go"
HANDLERS = f"{OUT}/order_event_handlers.go"
CANCELLED = """
func (s *OrderEventService) OnCancelled(_ context.Context, _ *ordersv1.OrderEvent, _ *ordersv1.OrderCancelled) error {
	return nil
}
"""
SWITCH = """
// Name is a person's own switch.
func Name(event *ordersv1.OrderEvent) string {
	switch event.GetPayload().(type) {
	case *ordersv1.OrderEvent_Created:
		return "c"
	case *ordersv1.OrderEvent_Shipped:
		return "s"
	default:
		return "?"
	}
}
"""
EMBEDDED = """
type mine struct{ OrderEventHandlers }

var _ OrderEventHandlers = mine{}
"""
MAIN = """\
package main

import (
	"fmt"
	"os"

	"example.com/rows/ROW/internal/events"
	"example.com/rows/ROW/internal/events/schemactl"
)

func main() {
	if err := events.VerifyOrderEvent(); err != nil {
		fmt.Println(schemactl.ErrorType(err), err)
		os.Exit(1)
	}
}
"""


@dataclass(frozen=True)
class Row:
    """own: what a person adds to the handlers that were created for V1; swap: what they change there.

    build, test: whether `go build`, and then `go test`, accept it. stale: the dispatch is still V1's.
    """

    name: str
    build: bool
    test: bool
    own: str = ""
    swap: tuple[str, str] = ("", "")
    first: str = V1
    then: str = V2
    stale: bool = False


ROWS = [
    Row("a_control", build=True, test=True, then=V1),
    Row("b_handler_missing", build=False, test=False),
    Row("c_handler_added", build=True, test=True, own=CANCELLED),
    Row("d_stale_dispatch", build=True, test=False, stale=True),
    Row("e_own_switch_with_default", build=True, test=True, own=CANCELLED + SWITCH),
    Row("j_wrong_payload", build=False, test=False, own=CANCELLED, swap=(".OrderShipped)", ".OrderCreated)")),
    Row("k_variant_removed", build=False, test=False, first=V2, then=V1),
    Row("m_embedded_interface", build=True, test=True, own=CANCELLED + EMBEDDED),
]


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("rows")
    chain = Go()
    chain.prepare(Project(root))
    (root / "go.mod").write_text("module example.com/rows\n\ngo 1.24\n")
    for row in ROWS:
        project = Project.of(root / row.name, chain.configuration(), orders=row.first)
        project.generate()
        dispatch = project.read(DISPATCH)
        project.write("proto/orders.proto", row.then)
        project.generate()
        if row.stale:
            project.write(DISPATCH, dispatch)
        project.write(HANDLERS, project.read(HANDLERS).replace(*row.swap) + row.own)
        project.write("main.go", MAIN.replace("ROW", row.name))
    tidy(root)
    return root


def run(root: Path, *command: str) -> str:
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


@pytest.mark.parametrize("command", [("go", "build", "-o", "/dev/null"), ("go", "vet"), STATICCHECK])
def test_compilers(rows: Path, command: tuple[str, ...]) -> None:
    blamed = set(
        re.findall(
            r"^(?:vet: |-: )?(\w+)/internal/events/\w+\.go:\d+", run(rows, *command, "./..."), re.MULTILINE
        )
    )
    assert blamed == {row.name for row in ROWS if not row.build}


def test_the_generated_test(rows: Path) -> None:
    said = run(rows, *GO_TEST)
    failed = set(re.findall(r"^FAIL\texample.com/rows/(\w+)/internal/events\b", said, re.MULTILINE))
    assert failed == {row.name for row in ROWS if not row.test}
    assert "orders.v1.OrderEvent.payload: dispatch and message code are not of one schema" in said
    assert "they differ in cancelled" in said


def test_a_missing_handler_is_named(rows: Path) -> None:
    assert "missing method OnCancelled" in run(rows, "go", "build", "./b_handler_missing/...")


def test_the_start_of_a_stale_program(rows: Path) -> None:
    assert run(rows, "go", "run", "./d_stale_dispatch").startswith(
        "StaleDispatch orders.v1.OrderEvent.payload: "
    )
    assert run(rows, "go", "run", "./c_handler_added") == ""
