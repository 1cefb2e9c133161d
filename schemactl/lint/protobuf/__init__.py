"""Protobuf's checks, in the order of a reading: one line a check."""

from __future__ import annotations

from schemactl.lint.protobuf import (
    closed_enum_in_list,
    deletion_unreserved,
    enum_zero_value,
    json_name_collision,
    message_order_changed,
    oneof_interleaved,
    required_field,
    reservation_dropped,
)

CHECKS = (
    deletion_unreserved.CHECK,
    reservation_dropped.CHECK,
    message_order_changed.CHECK,
    required_field.CHECK,
    enum_zero_value.CHECK,
    closed_enum_in_list.CHECK,
    oneof_interleaved.CHECK,
    json_name_collision.CHECK,
)
