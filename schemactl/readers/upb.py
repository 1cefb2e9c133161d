"""upb, which reads in Python, Ruby and PHP: the claims of our Protobuf rules are made with it."""

from __future__ import annotations

from schemactl.model.reader import Reader

READER = Reader(name="upb", format="protobuf", library="protobuf (Python)")
