"""Where a server answers otherwise than the REST suite expects, and why; such a test has to fail there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.rest_servers import APICURIO_2, APICURIO_3

if TYPE_CHECKING:
    from collections.abc import Mapping

_BOTH: Mapping[str, tuple[str, ...]] = {
    "the id alone is told": ("test_register_tells_the_version_too",),
    "neither guid nor time is known": (
        "test_a_version_has_guid_and_time", "test_a_schema_by_its_guid", "test_an_unknown_guid",
    ),
    "what is no version is an unknown one": ("test_what_is_no_version",),
    "subjectPrefix, offset and limit of subjects are ignored": (
        "test_subjects_by_prefix", "test_pages_of_subjects", "test_delete_a_subject",
    ),
    "there is no list of all schemas in this form": ("test_all_schemas",),
    "control characters may stand in a name": ("test_a_name_that_is_none",),
    "metadata and ruleSet are not told": (
        "test_a_schema_that_inherits_is_told", "test_a_data_contract", "test_the_latest_with_metadata"),
    "an empty schema is taken": ("test_an_empty_schema",),
    "format=serialized is no base64": ("test_a_serialised_descriptor",),
    "no messages are told": ("test_messages_if_asked_for",),
    "an empty history is an error (404)": ("test_compatible_with_nothing",),
    "what is no schema has no verdict, even if verbose": ("test_compatibility_of_what_is_no_schema",),
    "a subject without versions is unknown (40401)": ("test_a_subject_says_nothing",),
    "a level that was deleted is told as another one (200)": ("test_the_level_of_a_subject",),
    "the level is all that a configuration has": ("test_a_config_is_changed_by_the_names_that_are_sent",),
    "modes change nothing, or are not there": (
        "test_a_subject_has_no_mode", "test_what_is_no_mode", "test_read_only", "test_import_keeps_ids_and_numbers",
        "test_import_over_what_is_there", "test_an_id_is_given_in_import_only",
    ),
    "a deletion that cannot be is status 409": (
        "test_delete_a_version_twice", "test_delete_permanently_only_what_is_deleted",
    ),
    "contexts share ids, and are no paths": (
        "test_a_context_has_ids_of_its_own", "test_paths_below_a_context",
        "test_subjects_of_the_default_context_alone",
    ),
    "the root is a page for people": ("test_the_root",),
    "there is nothing at this path": ("test_metadata",),
    "errors of HTTP itself have no body, or no code of their own": (
        "test_a_path_that_is_none", "test_a_method_that_is_none", "test_a_body_of_another_type",
        "test_an_answer_of_another_type",
    ),
    "application/json is what is usual": ("test_the_usual_content_type",),
}  # fmt: skip

_IN_3: Mapping[str, tuple[str, ...]] = {
    "a schema of another type has no verdict": ("test_another_type_is_incompatible",),
    "compatibility of Protobuf with references is an error (422)": ("test_compatibility_with_a_reference",),
}

_IN_2: Mapping[str, tuple[str, ...]] = {
    "an import that nothing stands for is taken": ("test_protobuf_without_what_it_imports",),
    "layout is part of what an Avro schema is": ("test_register_again_is_the_same_version",),
    "there are no bare texts, and no subjects, of an id": (
        "test_the_bare_text_of_an_id",
        "test_subjects_of_an_id",
    ),
    "offset and limit of versions are ignored": ("test_pages_of_versions",),
    "what is deleted softly is not listed": ("test_delete_a_version_softly",),
    "there are no modes": ("test_the_global_mode",),
    "what is no level is an error of another form": ("test_what_is_no_level",),
}

SOMETIMES: Mapping[tuple[str, str], str] = {
    (
        APICURIO_2,
        "test_another_type_is_incompatible",
    ): "a schema of another type has a verdict in some runs only",
}
"""Answers that differ from run to run: the one place where a test may fail and need not."""

DEVIATIONS: Mapping[tuple[str, str], str] = {
    (server, test): reason
    for server, tables in ((APICURIO_3, (_BOTH, _IN_3)), (APICURIO_2, (_BOTH, _IN_2)))
    for table in tables
    for reason, tests in table.items()
    for test in tests
}
