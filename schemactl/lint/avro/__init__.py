"""Avro's checks, in the order of a reading: one line a check."""

from __future__ import annotations

from schemactl.lint.avro import (
    alias_collision,
    decimal_without_scale,
    enum_default_misplaced,
    enum_without_default,
    logical_type_ignored,
    null_not_first,
    nullable_without_default,
    record_without_namespace,
)

CHECKS = (
    nullable_without_default.CHECK,
    null_not_first.CHECK,
    enum_without_default.CHECK,
    enum_default_misplaced.CHECK,
    alias_collision.CHECK,
    decimal_without_scale.CHECK,
    logical_type_ignored.CHECK,
    record_without_namespace.CHECK,
)
