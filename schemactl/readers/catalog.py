"""A reader's name in; its table out."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from schemactl.model.reader import Reader

REFERENCES = ("upb", "fastavro")
"""The readers that the rules' claims are made with, and that are asked unless others are named."""
NAMES = (*REFERENCES, "go", "java", "prost", "avro-java", "avro-python")


def reader(name: str) -> Reader:
    """The reader of that name, which is one of NAMES: only its file is loaded."""
    return import_module(f"schemactl.readers.{name.replace('-', '_')}").READER  # type: ignore[no-any-return]
