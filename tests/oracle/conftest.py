"""Marks every test here as an oracle's; counts what they find, prints it, and writes the page if asked to."""

from __future__ import annotations

from pathlib import Path

import pytest
from oracle.page import Tally

TALLY = pytest.StashKey[Tally]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--page", metavar="PATH", help="write what the oracles said, as docs/oracles.md")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[TALLY] = Tally()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.oracle)


@pytest.fixture(scope="session")
def tally(request: pytest.FixtureRequest) -> Tally:
    return request.config.stash[TALLY]


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, exitstatus: int, config: pytest.Config
) -> None:
    counted = config.stash[TALLY]
    for oracle in counted.oracles:
        terminalreporter.write_line("\n".join(counted.section(oracle)))
    page = config.getoption("page", None)
    if page and exitstatus == pytest.ExitCode.OK:
        Path(page).write_text(counted.page())
