"""Names for the runtime's objects: the type stubs describe another implementation's classes than upb's."""

from __future__ import annotations

from typing import Any, TypeAlias

FieldDescriptor: TypeAlias = Any
EnumDescriptor: TypeAlias = Any
Descriptor: TypeAlias = Any
Message: TypeAlias = Any
"""Any message object; where the class itself is meant, `google.protobuf.message.Message`."""
