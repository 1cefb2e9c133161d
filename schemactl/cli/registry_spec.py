"""What --against was given in; which registry or lock, and which versions, out, if it is about one."""

from __future__ import annotations

from dataclasses import dataclass

from schemactl.model.subject import LATEST

ALL = "all"
_KINDS = ("registry", "embedded", "http", "https", "lock")
_LOCAL = ("embedded", "lock")


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrySpec:
    """spec: what is opened. selection: which versions are compared: LATEST, a number, ALL, "" as is configured."""

    spec: str
    selection: str | int = ""

    @property
    def kind(self) -> str:
        return self.spec.partition(":")[0]

    @property
    def local(self) -> bool:
        """Whether no network is needed."""
        return self.kind in _LOCAL


def spec_of(typed: str) -> RegistrySpec | None:
    """`registry:prod@all`, `http://host@latest`, `embedded:FILE@3`, `lock`; None for what is no registry."""
    spec, _, word = typed.rpartition("@")
    words: dict[str, str | int] = {"latest": LATEST, ALL: ALL}
    selection = words.get(word, int(word) if word.isdecimal() else "")
    found = RegistrySpec(spec=spec, selection=selection) if spec and selection else RegistrySpec(spec=typed)
    return found if found.kind in _KINDS else None
