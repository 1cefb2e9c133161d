"""A rule of ours in; the rules of buf that complain about the same kind of change out, where there are any.

A rule of buf looks at one thing and says nothing of who breaks, so that several of ours meet one of theirs. What buf
says of each rule's bad example is asked of buf itself (tests/profiles/test_buf_live.py).
"""

from __future__ import annotations

_GONE = ("FIELD_NO_DELETE", "FIELD_NO_DELETE_UNLESS_NUMBER_RESERVED", "FIELD_NO_DELETE_UNLESS_NAME_RESERVED")
_TYPE = ("FIELD_SAME_TYPE", "FIELD_WIRE_COMPATIBLE_TYPE", "FIELD_WIRE_JSON_COMPATIBLE_TYPE")
_JSON_TYPE = ("FIELD_SAME_TYPE", "FIELD_WIRE_JSON_COMPATIBLE_TYPE")
_CARDINALITY = (
    "FIELD_SAME_CARDINALITY",
    "FIELD_WIRE_COMPATIBLE_CARDINALITY",
    "FIELD_WIRE_JSON_COMPATIBLE_CARDINALITY",
)
_NAME = ("FIELD_SAME_NAME", "FIELD_SAME_JSON_NAME")
_VALUE_GONE = (
    "ENUM_VALUE_NO_DELETE",
    "ENUM_VALUE_NO_DELETE_UNLESS_NUMBER_RESERVED",
    "ENUM_VALUE_NO_DELETE_UNLESS_NAME_RESERVED",
)
_FILE = (
    "FILE_SAME_JAVA_PACKAGE", "FILE_SAME_JAVA_OUTER_CLASSNAME", "FILE_SAME_JAVA_MULTIPLE_FILES",
    "FILE_SAME_GO_PACKAGE", "FILE_SAME_CSHARP_NAMESPACE", "FILE_SAME_PHP_CLASS_PREFIX", "FILE_SAME_PHP_NAMESPACE",
    "FILE_SAME_PHP_METADATA_NAMESPACE", "FILE_SAME_RUBY_PACKAGE", "FILE_SAME_OBJC_CLASS_PREFIX",
    "FILE_SAME_SWIFT_PREFIX", "FILE_SAME_OPTIMIZE_FOR", "FILE_SAME_CC_ENABLE_ARENAS",
    "FILE_SAME_CC_GENERIC_SERVICES", "FILE_SAME_JAVA_GENERIC_SERVICES", "FILE_SAME_PY_GENERIC_SERVICES",
)  # fmt: skip
_RPC = (
    "RPC_SAME_REQUEST_TYPE", "RPC_SAME_RESPONSE_TYPE", "RPC_SAME_CLIENT_STREAMING", "RPC_SAME_SERVER_STREAMING",
)  # fmt: skip

BUF: dict[str, tuple[str, ...]] = {
    "protobuf-field-removed": (*_GONE, "EXTENSION_NO_DELETE", "PACKAGE_EXTENSION_NO_DELETE"),
    "protobuf-required-field-added": ("MESSAGE_SAME_REQUIRED_FIELDS",),
    "protobuf-required-field-removed": (*_GONE, "MESSAGE_SAME_REQUIRED_FIELDS"),
    "protobuf-variant-removed": _GONE,
    "protobuf-json-key-removed": _GONE,
    "protobuf-json-key-taken-over": _NAME,
    "protobuf-json-key-given-away": _GONE,
    "protobuf-field-renumbered": _GONE,
    "protobuf-required-field-renumbered": (*_GONE, "MESSAGE_SAME_REQUIRED_FIELDS"),
    "protobuf-variant-renumbered": _GONE,
    "protobuf-field-name-moved": _NAME,
    "protobuf-field-renamed": _NAME,
    "protobuf-json-name-changed": _NAME,
    "protobuf-json-name-dropped": ("FIELD_SAME_JSON_NAME",),
    "protobuf-json-name-introduced": ("FIELD_SAME_JSON_NAME",),
    "protobuf-json-name-reused": _NAME,
    "protobuf-field-made-extension": _GONE,
    "protobuf-field-type-incompatible": _TYPE,
    "protobuf-field-type-reinterpreted": _TYPE,
    "protobuf-field-type-narrowed": _JSON_TYPE,
    "protobuf-field-type-widened": _JSON_TYPE,
    "protobuf-bytes-field-parsed": _TYPE,
    "protobuf-field-to-bytes": _JSON_TYPE,
    "protobuf-field-type-restricted": _TYPE,
    "protobuf-field-type-relaxed": _TYPE,
    "protobuf-required-field-type-incompatible": _TYPE,
    "protobuf-required-field-type-restricted": _TYPE,
    "protobuf-required-field-type-relaxed": _TYPE,
    "protobuf-field-type-undefined": _TYPE,
    "protobuf-field-type-misread-by-old-readers": _TYPE,
    "protobuf-field-type-misread-by-new-readers": _TYPE,
    "protobuf-json-type-incompatible": _JSON_TYPE,
    "protobuf-json-type-reinterpreted": _JSON_TYPE,
    "protobuf-json-type-narrowed": _JSON_TYPE,
    "protobuf-json-type-widened": _JSON_TYPE,
    "protobuf-json-type-rounded": _TYPE,
    "protobuf-json-type-refined": _TYPE,
    "protobuf-json-type-misread": _TYPE,
    "protobuf-json-type-refused": _TYPE,
    "protobuf-json-type-undefined": _TYPE,
    "protobuf-field-code-type-changed": _JSON_TYPE,
    "protobuf-field-type-equivalent": _JSON_TYPE,
    "protobuf-field-type-name-changed": _TYPE,
    "protobuf-well-known-type-changed": _TYPE,
    "protobuf-field-code-option-changed": ("FIELD_SAME_JSTYPE", "FIELD_SAME_CPP_STRING_TYPE"),
    "protobuf-field-to-repeated": _CARDINALITY,
    "protobuf-field-to-singular": _CARDINALITY,
    "protobuf-required-field-to-repeated": (*_CARDINALITY, "MESSAGE_SAME_REQUIRED_FIELDS"),
    "protobuf-repeated-field-to-required": (*_CARDINALITY, "MESSAGE_SAME_REQUIRED_FIELDS"),
    "protobuf-presence-tracked": ("FIELD_SAME_CARDINALITY",),
    "protobuf-presence-dropped": ("FIELD_SAME_CARDINALITY",),
    "protobuf-retyped-presence-tracked": ("FIELD_SAME_CARDINALITY",),
    "protobuf-retyped-presence-dropped": ("FIELD_SAME_CARDINALITY",),
    "protobuf-field-made-required": (*_CARDINALITY, "MESSAGE_SAME_REQUIRED_FIELDS"),
    "protobuf-field-made-optional": (*_CARDINALITY, "MESSAGE_SAME_REQUIRED_FIELDS"),
    "protobuf-default-changed": ("FIELD_SAME_DEFAULT",),
    "protobuf-oneof-merged": ("FIELD_SAME_ONEOF",),
    "protobuf-oneof-separated": ("FIELD_SAME_ONEOF", "ONEOF_NO_DELETE"),
    "protobuf-oneof-switched": ("FIELD_SAME_ONEOF",),
    "protobuf-oneof-regrouped": ("FIELD_SAME_ONEOF",),
    "protobuf-variant-moved-in": ("FIELD_SAME_ONEOF",),
    "protobuf-variant-moved-out": ("FIELD_SAME_ONEOF",),
    "protobuf-variant-switched": ("FIELD_SAME_ONEOF",),
    "protobuf-enum-value-removed": _VALUE_GONE,
    "protobuf-closed-enum-value-removed": _VALUE_GONE,
    "protobuf-required-enum-value-removed": _VALUE_GONE,
    "protobuf-enum-value-renumbered": _VALUE_GONE,
    "protobuf-closed-enum-value-renumbered": _VALUE_GONE,
    "protobuf-required-enum-value-renumbered": _VALUE_GONE,
    "protobuf-enum-value-moved": ("ENUM_VALUE_SAME_NAME",),
    "protobuf-enum-value-renamed": ("ENUM_VALUE_SAME_NAME",),
    "protobuf-enum-default-moved": ("ENUM_VALUE_SAME_NAME",),
    "protobuf-enum-json-name-changed": ("ENUM_VALUE_SAME_NAME",),
    "protobuf-enum-json-name-dropped": ("ENUM_VALUE_SAME_NAME",),
    "protobuf-enum-json-value-removed": _VALUE_GONE,
    "protobuf-enum-alias-removed": ("ENUM_VALUE_SAME_NAME",),
    "protobuf-enum-closed": ("ENUM_SAME_TYPE",),
    "protobuf-required-enum-closed": ("ENUM_SAME_TYPE",),
    "protobuf-enum-opened": ("ENUM_SAME_TYPE",),
    "protobuf-required-enum-opened": ("ENUM_SAME_TYPE",),
    "protobuf-enum-first-value-changed": ("FIELD_SAME_DEFAULT",),
    "protobuf-enum-removed": ("ENUM_NO_DELETE", "PACKAGE_ENUM_NO_DELETE"),
    "protobuf-enum-name-changed": (*_TYPE, "ENUM_NO_DELETE"),
    "protobuf-event-removed": ("MESSAGE_NO_DELETE", "PACKAGE_MESSAGE_NO_DELETE"),
    "protobuf-message-removed": ("MESSAGE_NO_DELETE", "PACKAGE_MESSAGE_NO_DELETE"),
    "protobuf-event-moved": ("FILE_SAME_PACKAGE", "PACKAGE_NO_DELETE"),
    "protobuf-event-renamed": ("MESSAGE_NO_DELETE",),
    "protobuf-message-name-changed": (*_TYPE, "MESSAGE_NO_DELETE"),
    "protobuf-packable-message-renamed": (*_TYPE, "MESSAGE_NO_DELETE"),
    "protobuf-service-removed": ("SERVICE_NO_DELETE", "PACKAGE_SERVICE_NO_DELETE"),
    "protobuf-method-removed": ("RPC_NO_DELETE",),
    "protobuf-method-changed": _RPC,
    "protobuf-file-code-option-changed": _FILE,
}
"""Each rule with buf's names, where buf has any."""

ALONE = {
    "ENUM_SAME_JSON_FORMAT": "the option says what the compiler accepts; no data changes",
    "EXTENSION_MESSAGE_NO_DELETE": "a range holds no data; the extensions in it are judged as fields",
    "FIELD_SAME_JAVA_UTF8_VALIDATION": "a string is UTF-8 by specification, checked or not",
    "FIELD_SAME_UTF8_VALIDATION": "a string is UTF-8 by specification, checked or not",
    "FILE_NO_DELETE": "a file's declarations are judged one by one, wherever they went",
    "FILE_SAME_SYNTAX": "what a syntax implies (presence, open enums) is judged in each declaration",
    "MESSAGE_NO_REMOVE_STANDARD_DESCRIPTOR_ACCESSOR": "it is about a method in generated C++",
    "MESSAGE_SAME_JSON_FORMAT": "the option says what the compiler accepts; no data changes",
    "RESERVED_ENUM_NO_DELETE": "a reservation guards later versions; dropping it harms no data",
    "RESERVED_MESSAGE_NO_DELETE": "a reservation guards later versions; dropping it harms no data",
    "RPC_SAME_IDEMPOTENCY_LEVEL": "it is advice to clients; no event is read with it",
}
"""buf's rules without one of ours, each with the reason."""
