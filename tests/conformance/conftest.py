"""Runs a failure against the listed deviations, both ways, and writes the page of what was shown."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conformance.deviations import Deviation, of
from conformance.page import page

if TYPE_CHECKING:
    from collections.abc import Generator

HERE = Path(__file__).parent
ASKED = pytest.StashKey[dict[tuple[str, str], Deviation | None]]()
"""(registry, test) → how it answers otherwise than Confluent's, if it does."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--registries-page", metavar="PATH", help="write what was shown, as docs/registries.md")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[ASKED] = {}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Function) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report: pytest.TestReport = yield
    parameters = item.callspec.params if hasattr(item, "callspec") else {}
    if item.path.parent != HERE or report.when != "call" or "registry" not in parameters:
        return report
    registry = parameters["registry"]
    own = item.callspec.id.removeprefix(registry).removeprefix("-")
    test = item.originalname.removeprefix("test_") + (f"[{own}]" if own else "")
    deviation = of(registry, test)
    if deviation and report.passed and not deviation.sometimes:
        report.outcome = "failed"
        report.longrepr = f"{registry} no longer deviates: take it out of tests/conformance/deviations.py"
    elif deviation and report.failed and re.search(deviation.sign, report.longreprtext):
        report.outcome, report.wasxfail = "skipped", deviation.reason
    if not report.failed:
        item.config.stash[ASKED][registry, test] = deviation
    return report


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    path = session.config.getoption("registries_page", None)
    if path and exitstatus == pytest.ExitCode.OK:
        Path(path).write_text(page(session.config.stash[ASKED]))
