"""Avro's rules: one line a rule."""

from __future__ import annotations

from schemactl.model.rule import Catalogue

CATALOGUE = Catalogue(rules=(), neutral=())
