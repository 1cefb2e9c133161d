"""Why a reader does another thing than its table in schemactl/readers says: each reason, and its sign."""

from __future__ import annotations

from oracle.page import Class, Oracle

from schemactl.model.effect import Outcome, Surface
from schemactl.readers.catalog import NAMES

PROFILES = Oracle(
    title="What readers' tables say",
    asked=(
        "What schemactl/readers says of each wire cell of each change, in every case, every rule's examples, pairs at "
        "which readers part and pairs that are generated, against what that reader does with the bytes of every value "
        "that is tried. A cell that loses, misreads or rejects is right where a value shows it; an ok cell, where none "
        "shows anything that another change does not account for. upb and fastavro are what the rules say; prost is "
        "asked of proto2 and proto3 alone, and the avro package not of logical types. Of ProtoJSON, upb, Go and Java "
        "are asked as well in the pairs that people wrote. Java is asked dynamically, of enums also in generated code."
    ),
    columns=NAMES,
    classes=(
        Class(
            "an entry without a name",
            "where a map's enum has no name for an entry's number, Java's dynamic messages read its first value; its "
            "generated code sets the entry aside, as the table says and another test asks",
            lambda cell: cell.reader == "java" and cell.claim is Outcome.LOSES and cell.of_map,
        ),
        Class(
            "extensions in ProtoJSON",
            "Java's JsonFormat takes no extension at all, changed or not: so it says nothing of a change",
            lambda cell: cell.reader == "java" and cell.surface is Surface.JSON and cell.of_extension,
        ),
        Class(
            "text taken for a message",
            "whether prost takes a text for a message hangs on it: those that are tried meet a field of another type",
            lambda cell: (cell.reader, cell.rule) == ("prost", "protobuf-field-type-reinterpreted"),
        ),
    ),
)  # fmt: skip
