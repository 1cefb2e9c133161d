"""Where a registry answers otherwise than Confluent's: the one list, of which every line has to show."""

from __future__ import annotations

from dataclasses import dataclass

from conformance.registries import APICURIO_2, APICURIO_3, APICURIO_3_ON_KAFKA

BOTH_3 = (APICURIO_3, APICURIO_3_ON_KAFKA)
EVERY = (*BOTH_3, APICURIO_2)


@dataclass(frozen=True, kw_only=True)
class Deviation:
    """sign: what the test's failure says, as a regular expression, so that no other failure passes for it."""

    registries: tuple[str, ...]
    test: str
    sign: str
    reason: str


DEVIATIONS = (
    Deviation(
        registries=BOTH_3, test="test_an_incompatible_step_has_reasons", sign=r"assert \(\)",
        reason="The answer to `verbose` has no messages; only a refused registration says why.",
    ),
    Deviation(
        registries=(APICURIO_2,), test="test_registering_twice_changes_nothing", sign=r"assert \d+ == \d+",
        reason="A schema that differs in white space alone is another schema, with an id and a version of its own.",
    ),
    Deviation(
        registries=(APICURIO_2,), test="test_references", sign="DID NOT RAISE RefusedError",
        reason="A version that others refer to can be deleted.",
    ),
    Deviation(
        registries=EVERY, test="test_nothing_is_said_for_a_subject", sign=r"assert SubjectConfig\(.* is None",
        reason="Asked for what is said for a subject, it answers what holds: 40408 is not known.",
    ),
    Deviation(
        registries=(APICURIO_2,), test="test_configuration", sign="NONE: 'NONE'.* is .*BACKWARD: 'BACKWARD'",
        reason="The rule of all subjects is not told as a subject's: without its own it seems to have NONE.",
    ),
    Deviation(
        registries=(APICURIO_2,), test="test_none_takes_everything_that_compiles", sign="No artifact with ID",
        reason="NONE cannot be configured for a subject before its first version.",
    ),
    Deviation(
        registries=EVERY, test="test_transitive_looks_at_every_live_version",
        sign=r"assert False\n.*compatible=False",
        reason="Asked as registering would ask, it judges every version, transitive or not.",
    ),
    Deviation(
        registries=BOTH_3, test="test_no_mode_is_said_for_a_subject", sign="READWRITE: 'READWRITE'> is None",
        reason="There is one mode, and each subject answers with it: 40409 is not known.",
    ),
    Deviation(
        registries=BOTH_3, test="test_a_subject_that_is_only_read", sign="DID NOT RAISE RefusedError",
        reason="Modes are taken and change nothing: READONLY is written to.",
    ),
    *(
        Deviation(
            registries=(APICURIO_2,), test=test, sign=r"has no such path \(404\)",
            reason="There are no modes; asking is an error, never an answer.",
        )
        for test in (
            "test_no_mode_is_said_for_a_subject", "test_the_mode_of_all", "test_a_subject_that_is_only_read",
        )
    ),
    Deviation(
        registries=EVERY, test="test_importing", sign="DID NOT RAISE RefusedError",
        reason="Ids cannot be given: the registry takes the schema and chooses its own.",
    ),
    Deviation(
        registries=EVERY, test="test_contexts_have_ids_of_their_own", sign="At index 1 diff",
        reason="A context is a part of the subject's name; ids are those of the whole registry.",
    ),
    Deviation(
        registries=EVERY, test="test_contexts_are_listed", sign=r"<= \{':\.:'\}",
        reason="There is one context, and it is called `:.:`.",
    ),
    Deviation(
        registries=(APICURIO_2,), test="test_a_list_is_whole", sign="gives the first 1000 of its subjects",
        reason="Lists end after 1000 subjects, and there is no way to ask for the others: schemactl says so (exit 3).",
    ),
)  # fmt: skip


def of(registry: str, test: str) -> Deviation | None:
    return next((each for each in DEVIATIONS if registry in each.registries and each.test == test), None)
