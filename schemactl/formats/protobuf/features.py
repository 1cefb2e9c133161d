"""Syntax, edition and options in; the resolved features of each declaration out.

Source: Protocol Buffers documentation, "Feature Settings for Editions" (defaults per edition, and the
lexical scopes through which a feature is inherited).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from google.protobuf import descriptor_pb2 as pb

if TYPE_CHECKING:
    from google.protobuf.descriptor_pb2 import FeatureSet, FieldDescriptorProto, FileDescriptorProto


@dataclass(frozen=True, slots=True)
class Features:
    """The features that decide what bytes mean."""

    presence: str
    closed: bool
    packed: bool
    utf8: bool
    delimited: bool

    def overlaid(self, own: FeatureSet) -> Features:
        """These features as a declaration with settings of its own sees them."""
        changes: dict[str, str | bool] = {}
        if own.field_presence:
            changes["presence"] = _PRESENCE[own.field_presence]
        if own.enum_type:
            changes["closed"] = own.enum_type == pb.FeatureSet.CLOSED
        if own.repeated_field_encoding:
            changes["packed"] = own.repeated_field_encoding == pb.FeatureSet.PACKED
        if own.utf8_validation:
            changes["utf8"] = own.utf8_validation == pb.FeatureSet.VERIFY
        if own.message_encoding:
            changes["delimited"] = own.message_encoding == pb.FeatureSet.DELIMITED
        return replace(self, **changes) if changes else self  # type: ignore[arg-type]


_PRESENCE = {
    pb.FeatureSet.EXPLICIT: "explicit",
    pb.FeatureSet.IMPLICIT: "implicit",
    pb.FeatureSet.LEGACY_REQUIRED: "required",
}
_PROTO2 = Features(presence="explicit", closed=True, packed=False, utf8=False, delimited=False)
_PROTO3 = Features(presence="implicit", closed=False, packed=True, utf8=True, delimited=False)
_EDITIONS = Features(presence="explicit", closed=False, packed=True, utf8=True, delimited=False)


def of_file(file: FileDescriptorProto) -> Features:
    """The features that a file's declarations inherit. Editions 2023 and 2024 share these defaults."""
    defaults = {"proto3": _PROTO3, "editions": _EDITIONS}.get(file.syntax, _PROTO2)
    return defaults.overlaid(file.options.features) if file.options.HasField("features") else defaults


def presence(field: FieldDescriptorProto, features: Features) -> str:
    """A field's presence: `implicit`, `explicit`, `required`, or `none` where it is repeated."""
    if field.label == pb.FieldDescriptorProto.LABEL_REPEATED:
        return "none"
    if field.label == pb.FieldDescriptorProto.LABEL_REQUIRED:
        return "required"
    is_message = field.type in (pb.FieldDescriptorProto.TYPE_MESSAGE, pb.FieldDescriptorProto.TYPE_GROUP)
    always = is_message or field.HasField("oneof_index") or bool(field.extendee)
    return "explicit" if always and features.presence == "implicit" else features.presence
