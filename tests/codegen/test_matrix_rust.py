"""The exhaustiveness matrix for Rust: what cargo check says in each case.

V2 of the schema adds the variant `cancelled`. The rows that pass where they should fail are why generated code is
what it is: a match that a person writes, which a wildcard or `_` in place of a variant silences, for clippy too; and
a trait whose methods have bodies.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from crates import cargo
from projects import V1, V2, Project
from toolchains import Rust

if TYPE_CHECKING:
    from pathlib import Path

HANDLERS = "order_event_handlers.rs"
DISPATCH = "order_event_dispatch.rs"
PAYLOAD = "super::messages::orders::v1::order_event::Payload"
MATCH = f"""
use super::messages::orders::v1::OrderEvent;
use {PAYLOAD};
pub fn name(event: &OrderEvent) -> &str {{
    match event.payload {{
        Some(Payload::Created(_)) => "created",
        Some(Payload::Shipped(_)) => "shipped",
        OTHERS
    }}
}}
"""
DEFAULTS = """
pub trait Wanted {
    fn on_created(&self) {}
    fn on_shipped(&self) {}
    fn on_cancelled(&self) {}
}
pub struct Handlers;
impl Wanted for Handlers {
    fn on_created(&self) {}
    fn on_shipped(&self) {}
}
"""


def methods(*names: str, payload: str = "") -> str:
    event = "super::messages::orders::v1::Order"
    written = "".join(
        f"    async fn on_{name}(&self, _: &{event}Event, _: &{event}{payload or name.title()}) -> Result<(), ()> {{ Ok(()) }}\n"
        for name in names
    )
    implemented = "impl super::order_event_dispatch::OrderEventHandlers for Handlers"
    return f"pub struct Handlers;\n{implemented} {{\n    type Error = ();\n{written}}}\n"


@dataclass(frozen=True)
class Row:
    """error: what rustc says, "" where it accepts. own: the person's module; "" keeps the one created for V1."""

    name: str
    error: str
    own: str = ""
    messages: str = V2
    stale: bool = False


ROWS = [
    Row("a_control", "", messages=V1),
    Row("b_handler_missing", "E0046"),
    Row("c_handler_added", "", own=methods("created", "shipped", "cancelled")),
    Row("d_stale_dispatch", "E0004", stale=True),
    Row("e_own_match_with_wildcard", "", own=MATCH.replace("OTHERS", '_ => "?",')),
    Row("f_own_match_of_all", "E0004", own=MATCH.replace("OTHERS", 'None => "unset",')),
    Row("h_own_trait_with_defaults", "", own=DEFAULTS),
    Row("j_wrong_payload", "E0053", own=methods("created", "shipped", "cancelled", payload="Created")),
    Row("k_variant_removed", "E0407", messages=V1, own=methods("created", "shipped", "cancelled").replace("OrderCancelled", "OrderCreated")),
]  # fmt: skip


def build(row: Row, folder: Path) -> Project:
    chain = Rust()
    project = Project.of(folder, chain.configuration(), orders=V1)
    chain.prepare(project)
    project.generate()
    dispatch = project.read(f"{chain.out}/{DISPATCH}")
    project.write("proto/orders.proto", row.messages)
    project.generate()
    if row.stale:
        project.write(f"{chain.out}/{DISPATCH}", dispatch)
    if row.own:
        project.write(f"{chain.out}/{HANDLERS}", row.own)
    return project


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_cargo(row: Row, tmp_path: Path) -> None:
    project = build(row, tmp_path)
    # clippy compiles as check does, and might say more
    done = cargo(project.folder, "clippy", "--quiet", "--", "--deny=clippy::all")
    assert set(re.findall(r"error\[(E\d+)\]", done.stderr)) == ({row.error} if row.error else set())
    assert (done.returncode == 0) == (not row.error), done.stderr
