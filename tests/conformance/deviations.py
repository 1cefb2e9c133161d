"""Where a registry answers otherwise than Confluent's: the one list, of which every line has to show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conformance.registries import APICURIO_2, APICURIO_3, APICURIO_3_ON_KAFKA

if TYPE_CHECKING:
    from collections.abc import Iterator

BOTH_3 = (APICURIO_3, APICURIO_3_ON_KAFKA)
EVERY = (*BOTH_3, APICURIO_2)


@dataclass(frozen=True, kw_only=True)
class Deviation:
    """sign: what the test's failure says, as a regular expression, so that no other failure passes for it.

    sometimes: it does not show in every run, for a reason that is the registry's own.
    """

    registries: tuple[str, ...]
    test: str
    sign: str
    reason: str
    sometimes: bool = False


def _deviate(registries: tuple[str, ...], *rows: tuple[str, str, str]) -> Iterator[Deviation]:
    """Rows of (the test's name, sign, reason)."""
    return (Deviation(registries=registries, test=test, sign=sign, reason=why) for test, sign, why in rows)


DEVIATIONS = (
    *_deviate(
        BOTH_3,
        (
            "an_incompatible_step_has_reasons",
            r"assert \(\)",
            "The answer to `verbose` has no messages; only a refused registration says why.",
        ),
        (
            "the_form_of_a_schema_does_not_matter",
            r"assert \d+ == \d+",
            "Protobuf that differs in layout and comments alone is another schema.",
        ),
        (
            "what_is_said_in_words_does_matter",
            "assert 1 == 2",
            "A schema that differs in `doc` alone is the same.",
        ),
        (
            "no_mode_is_said_for_a_subject",
            "READWRITE: 'READWRITE'> is None",
            "There is one mode, and each subject answers with it: 40409 is not known.",
        ),
        *(
            (
                test,
                "DID NOT RAISE RefusedError",
                "Modes are taken and change nothing: READONLY is written to.",
            )
            for test in ("a_subject_that_is_only_read", "reading_is_all_that_read_only_lets")
        ),
        ("forcing_a_mode", "DID NOT RAISE RefusedError", "IMPORT is taken where there are versions."),
        (
            "imports_do_not_overwrite",
            "RuleViolationException: Incompatible",
            "IMPORT judges as every mode does, and takes neither ids nor numbers.",
        ),
        (
            "another_type_does_not_follow",
            "Syntax violation for Avro",
            "The other type's text is called invalid.",
        ),
        (
            "an_id_is_never_given_twice",
            r"assert (\d+) > \1",
            "A schema that was deleted for good has its id back.",
        ),
        (
            "a_changed_reference_is_judged",
            "Syntax violation for Avro",
            "A schema with references cannot be judged.",
        ),
        (
            "a_descriptor_in_base64_is_a_schema",
            "assert 'message Timestamp {' in",
            "A descriptor is kept as it came, and is not the text that it describes.",
        ),
    ),
    *_deviate(
        (APICURIO_2,),
        (
            "registering_twice_changes_nothing",
            r"assert \d+ == \d+",
            "A schema that differs in white space alone is another schema, with an id and a version of its own.",
        ),
        ("the_form_of_a_schema_does_not_matter", r"assert \d+ == \d+", "Schemas are compared as texts."),
        ("references", "DID NOT RAISE RefusedError", "A version that others refer to can be deleted."),
        (
            "configuration",
            "NONE: 'NONE'.* is .*BACKWARD: 'BACKWARD'",
            "The rule of all subjects is not told as a subject's: without its own it seems to have NONE.",
        ),
        *(
            (test, "No artifact with ID", "NONE cannot be configured for a subject before its first version.")
            for test in ("none_takes_everything_that_compiles", "a_changed_reference_is_judged")
        ),
        (
            "each_level_asks_its_own_question",
            "AssertionError: NONE",
            "Under NONE it answers as under BACKWARD.",
        ),
        *(
            (test, r"has no such path \(404\)", "There are no modes; asking is an error, never an answer.")
            for test in (
                "no_mode_is_said_for_a_subject",
                "the_mode_of_all",
                "a_subject_that_is_only_read",
                "forcing_a_mode",
                "reading_is_all_that_read_only_lets",
                "imports_do_not_overwrite",
                "what_is_known_is_told_in_any_mode",
            )
        ),
        (
            "another_type_does_not_follow",
            "compatibility rule on invalid Avro schema|assert False",
            "The other type's text is called invalid, or incompatible without a reason.",
        ),
        (
            "a_descriptor_in_base64_is_a_schema",
            "Syntax violation for Protobuf",
            "A descriptor is no schema: what confluent-kafka's serializer registers is refused.",
        ),
        (
            "a_list_is_whole",
            "gives the first 1000 of its subjects",
            "Lists end after 1000 subjects, and there is no way to ask for the others: schemactl says so (exit 3).",
        ),
    ),
    Deviation(
        registries=(APICURIO_2,),
        test="compatible_with_what_is_not_there",
        sign="DID NOT RAISE RefusedError",
        reason="An invalid schema is called incompatible; at other starts of the server it is called invalid.",
        sometimes=True,
    ),
    *_deviate(
        EVERY,
        (
            "nothing_is_said_for_a_subject",
            r"assert SubjectConfig\(.* is None",
            "Asked for what is said for a subject, it answers what holds: 40408 is not known.",
        ),
        ("importing", "DID NOT RAISE RefusedError", "Ids cannot be given: the registry chooses its own."),
        (
            "contexts_have_ids_of_their_own",
            r"assert \d+ == 1",
            "A context is a part of the subject's name; ids are those of the whole registry.",
        ),
        ("contexts_are_listed", r"<= \{':\.:'\}", "There is one context, and it is called `:.:`."),
        (
            "a_reference_is_meant_in_its_context",
            "Unresolved reference",
            "A reference names its subject in full, context included.",
        ),
        (
            "a_configuration_of_a_context",
            "is <Compatibility.FORWARD|is .*FORWARD",
            "Nothing holds for the subjects of a context alone.",
        ),
        (
            "transitive_looks_at_every_live_version",
            "assert False",
            "Asked as registering would ask, it judges every version, transitive or not.",
        ),
        (
            "normalising_puts_fields_in_order",
            "assert None is not None",
            "Normalising leaves the order of fields.",
        ),
        ("normalising_by_configuration", r"assert \[1, 2\] == \[1\]", "`normalize` cannot be configured."),
        (
            "groups_part_a_history",
            "RuleViolationException: Incompatible",
            "Compatibility groups are not known: every version is judged.",
        ),
        ("a_contract_is_kept", "assert None is not None", "Metadata and rules are taken and forgotten."),
        (
            "a_reference_to_the_latest_becomes_concrete",
            "Unresolved reference",
            "A reference has to name a version.",
        ),
        (
            "a_schema_with_its_references_written_out_is_known",
            "rule on invalid Avro schema",
            "What follows a version with references cannot be judged.",
        ),
        (
            "what_is_referred_to_stays",
            r"assert \[\d+\] == \[\]",
            "What was deleted softly still counts as referring.",
        ),
        ("odd_names[..]", r"fails \(500\)", "A subject cannot be called `..`."),
        (
            "json_schemas",
            "Failed to discover artifact type",
            "JSON without `$schema` or `properties` is not known as a schema.",
        ),
    ),
)


def of(registry: str, test: str) -> Deviation | None:
    """test: its name without `test_`, and with its own parameter: `odd_names[..]`."""
    return next((each for each in DEVIATIONS if registry in each.registries and each.test == test), None)
