"""What no registry looks at in a .proto file: kinds of changes, each with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemactl.model.protobuf import Field
from schemactl.model.rule import added, changed, removed

if TYPE_CHECKING:
    from schemactl.model.change import Change

FACETS = ("number", "name", "json_name", "type", "type_name", "cardinality", "presence", "default")


def of_extension(change: Change) -> bool:
    return isinstance(change.element, Field) and bool(change.element.extendee)


def delimited_otherwise(change: Change) -> bool:
    """A message is delimited by a group's tags in one version, and by its length in the other."""
    return {change.old_value, change.new_value} == {"group", "message"}


EVERYWHERE = (
    (changed("field", *FACETS).where(of_extension), "extensions are not compared"),
    (added("field").where(of_extension), "extensions are not compared"),
    (removed("field").where(of_extension), "extensions are not compared"),
    (changed("field", "type").where(delimited_otherwise), "how a message is delimited is not compared"),
    (changed("field", "default"), "defaults are not compared"),
    (changed("field", "json_name"), "JSON names are not compared"),
    (changed("enum", "closed"), "whether an enum is open or closed is not compared"),
    (changed("enum", "first"), "which value is first is not compared"),
    (changed("message", "message_set"), "message_set_wire_format is not compared"),
)
