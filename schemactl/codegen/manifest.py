"""What was generated in; the manifest beside it, which knows those files again, out."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from schemactl.codegen.language import FORMAT
from schemactl.errors import UsageError
from schemactl.model.location import Location

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NAME = "schemactl-manifest.json"
_KIND = "schemactl.manifest/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """files: each generated file's SHA-256 by its path in the target's folder. schemas: a digest of what they are of.

    generator: the number of the generators' output (FORMAT); tools: versions of what made the message code.
    """

    files: Mapping[str, str] = field(default_factory=dict)
    schemas: str = ""
    generator: int = FORMAT
    tools: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        said = {
            "schema": _KIND, "generator": self.generator, "schemas": self.schemas,
            "tools": dict(sorted(self.tools.items())), "files": dict(sorted(self.files.items())),
        }  # fmt: skip
        return json.dumps(said, indent=2, ensure_ascii=False) + "\n"


def digest(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def read(folder: Path, shown: str) -> Manifest | None:
    """The manifest in a target's folder; None if there is none.

    Raises UsageError for one that is none: by it files are removed, so that nothing is guessed.
    """
    path = folder / NAME
    try:
        said = json.loads(path.read_bytes())
        if said["schema"] != _KIND:
            raise ValueError(f"it says {said['schema']!r}")  # noqa: TRY301  (told like what json finds)
        files = {_inside(name): str(of_file) for name, of_file in said["files"].items()}
        return Manifest(
            files=files,
            schemas=str(said["schemas"]),
            generator=int(said["generator"]),
            tools=dict(said["tools"]),
        )
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UsageError(
            f"is no manifest of generated files: {reason}", location=Location(f"{shown}/{NAME}"),
            fix="restore it, or delete it and generate again (then nothing that is stale is removed)",
        ) from error  # fmt: skip


def _inside(name: str) -> str:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or not path.parts:
        raise ValueError(f"{name!r} is not in this folder")
    return name
