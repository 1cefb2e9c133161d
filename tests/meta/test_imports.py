"""The import contract of pyproject.toml holds, and it covers what it is meant to cover."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_contract_holds() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_library_we_depend_on_has_a_door() -> None:
    """A dependency that no contract names could be imported from anywhere."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    contracts = project["tool"]["importlinter"]["contracts"]
    doors = {name for contract in contracts for name in contract.get("forbidden_modules", ())}
    assert doors >= {
        "google",
        "grpc_tools",
        "fastavro",
        "jsonschema",
        "referencing",
        "click",
        "msgspec",
        "tomlkit",
        "rich",
        "confluent_kafka",
    }
