"""fastavro: the claims of our Avro rules are made with it."""

from __future__ import annotations

from schemactl.model.reader import Reader

READER = Reader(name="fastavro", format="avro", library="fastavro 1.13.1")
