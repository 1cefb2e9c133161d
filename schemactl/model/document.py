"""A schema file as a registry would hold it: its text, and the files that it refers to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from schemactl.model.module import Module
    from schemactl.model.schema import FormatName


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Document:
    """One file. path: in the project; name: as the texts of others say it, and so what a reference to it is called.

    key: what the format's compiler calls the file (Protobuf: its import path; else its path).
    needs: the files that it refers to itself, in the order of the text; below: these, and all that those need, what is
    needed first.
    """

    format: FormatName
    module: Module
    path: str
    name: str
    key: str
    data: bytes = field(repr=False)
    needs: tuple[Document, ...] = field(default=(), repr=False)
    below: tuple[Document, ...] = field(default=(), repr=False)

    @property
    def text(self) -> str:
        return self.data.decode("utf-8-sig")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Candidate:
    """A file that a project would have a registry hold under a subject.

    events: full names of what the subject carries; empty where others only refer to it.
    """

    subject: str
    document: Document
    events: tuple[str, ...] = ()

    @property
    def files(self) -> tuple[Document, ...]:
        """All that a reader of the subject needs, the file itself last."""
        return (*self.document.below, self.document)
