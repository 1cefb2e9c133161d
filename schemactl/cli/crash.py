"""An unexpected exception in; a file with versions and traceback, to be sent with a report, out."""

from __future__ import annotations

import os
import platform
import tempfile
import traceback
from importlib import metadata
from typing import TYPE_CHECKING

import schemactl

if TYPE_CHECKING:
    from collections.abc import Sequence

PACKAGES = ("click", "fastavro", "grpcio-tools", "jsonschema", "msgspec", "protobuf")


def record(error: Exception, arguments: Sequence[str]) -> str:
    """Write what is known of a crash to a new temporary file; its path is returned."""
    lines = [
        f"schemactl {schemactl.__version__}",
        f"python {platform.python_version()} on {platform.platform()}",
        *(f"{name} {version(name)}" for name in PACKAGES),
        f"arguments {list(arguments)!r}",
        "",
        *traceback.format_exception(error),
    ]
    descriptor, path = tempfile.mkstemp(prefix="schemactl-crash-", suffix=".txt")
    with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
        file.write("\n".join(lines))
    return path


def version(package: str) -> str:
    """The installed version of a package, or `missing`."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "missing"
