"""Why a reader does another thing than its table in schemactl/readers says: each reason, and its sign."""

from __future__ import annotations

from oracle.page import Class, Oracle

from schemactl.readers.catalog import NAMES

PROFILES = Oracle(
    title="What readers' tables say",
    asked=(
        "What schemactl/readers says of each wire cell of each change, in every case, every rule's examples, pairs at "
        "which readers part and pairs that are generated, against what that reader does with the bytes of every value "
        "that is tried. A cell that loses, misreads or rejects is right where a value shows it; an ok cell, where none "
        "shows anything that another change does not account for. upb and fastavro are what the rules say; prost is "
        "asked of proto2 and proto3 alone, and the avro package not of logical types. Of ProtoJSON, upb and Go are "
        "asked as well, in the pairs that people wrote."
    ),
    columns=NAMES,
    classes=(
        Class(
            "text taken for a message",
            "whether prost takes a text for a message hangs on it: those that are tried meet a field of another type",
            lambda cell: (cell.reader, cell.rule) == ("prost", "protobuf-field-type-reinterpreted"),
        ),
    ),
)  # fmt: skip
