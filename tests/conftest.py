"""With SCHEMACTL_REQUIRE=all, a test that is skipped because something is missing fails instead.

Generated examples are the same in every run, so that a red run is red again; SCHEMACTL_PAIRS asks for new ones.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, TypeVar

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Generator

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)

settings.register_profile("repeatable", derandomize=True, database=None, print_blob=False)
if "SCHEMACTL_PAIRS" not in os.environ:
    settings.load_profile("repeatable")

REQUIRED = os.environ.get("SCHEMACTL_REQUIRE") == "all"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    return _unskipped((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    return _unskipped((yield))


def _unskipped(report: Report) -> Report:
    if REQUIRED and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"required by SCHEMACTL_REQUIRE, but skipped: {report.longrepr}"
    return report
