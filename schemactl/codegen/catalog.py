"""The languages: a name in, what it offers out; a language is loaded when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from schemactl.codegen.language import Language

NAMES = ("python", "go", "rust")
"""Each is `LANGUAGE` in schemactl.codegen.languages.<name>."""


def language(name: str) -> Language:
    loaded: Language = import_module(f"schemactl.codegen.languages.{name}").LANGUAGE
    return loaded
