"""Transitive compatibilities over the history of a real repository: offline, and with the version that breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from conftest import Done, Files, Run

HEAD = 'syntax = "proto3";\npackage order.v1;\n'


def message(*fields: str) -> str:
    return (
        f"{HEAD}message Order {{\n  string id = 1;\n{''.join(f'  {field}{chr(10)}' for field in fields)}}}\n"
    )


def record(*fields: str) -> str:
    return f'{{"type": "record", "name": "Order", "namespace": "order.v1", "fields": [{", ".join(fields)}]}}'


def versions(repo: Files, path: str, *texts: str) -> None:
    """Commit and tag v1, v2 …; the last one stays in the working tree."""
    for number, text in enumerate(texts[:-1], 1):
        repo.write(path, text)
        repo.commit()
        repo.git("tag", f"v{number}")
    repo.write(path, texts[-1])


def breaking(done: Done) -> list[tuple[str, str]]:
    """The old version and the rule of each break, as JSON tells them."""
    comparisons: list[dict[str, Any]] = done.json["comparisons"]
    return [
        (each["old"].split(":")[1], finding["rule"])
        for each in comparisons
        for finding in each["findings"]
        if finding["breaks"]
    ]


NOTE = '{"name": "note", "type": "string", "default": "%s"}'
SHORT = '{"name": "note", "type": "string"}'
CHAINS = {
    "another type": (
        "a.proto", (message("int32 a = 5;"), message(), message("string b = 5;")),
        ["protobuf-field-type-incompatible", "protobuf-field-number-reused"],
    ),
    "the same type": (
        "a.proto", (message("int32 a = 5;"), message(), message("int32 b = 5;")),
        ["protobuf-field-number-reused"],
    ),
    "a variant": (
        "a.proto",
        tuple(message(f"oneof p {{ string x = 2;{more} }}") for more in (" string a = 5;", "", " string b = 5;")),
        ["protobuf-variant-number-reused"],
    ),
    "an enum value": (
        "a.proto",
        tuple(message("K k = 2;") + f"enum K {{ Z = 0;{more} }}\n" for more in (" A = 5;", "", " B = 5;")),
        ["protobuf-enum-number-reused"],
    ),
    "an avro default": (
        "a.avsc", (record(NOTE % "x"), record(), record(NOTE % "y")), ["avro-field-name-reused"],
    ),
    "a default that is gone": (
        "a.avsc", (record(), record(NOTE % "x"), record(SHORT)), ["avro-field-added-without-default"],
    ),
}  # fmt: skip
each_chain = pytest.mark.parametrize(("path", "texts", "rules"), CHAINS.values(), ids=list(CHAINS))


@each_chain
@pytest.mark.parametrize("spec", ["git:v1..HEAD", "git:tags:v*"])
def test_reuse_is_refused_by_the_version_that_breaks(run: Run, repo: Files, path, texts, rules, spec) -> None:
    versions(repo, path, *texts)
    first = repo.git("rev-parse", "--short=7", "v1")
    done = run("check", "--against", spec, "--compatibility", "BACKWARD_TRANSITIVE", "-f", "json", path)
    assert done.code == 1
    assert {version for version, _ in breaking(done)} == {first}
    assert sorted(rule for _, rule in breaking(done)) == sorted(rules)


@each_chain
def test_and_accepted_of_the_version_before_alone(run: Run, repo: Files, path, texts, rules) -> None:
    versions(repo, path, *texts)
    for spec in ("git:v1..HEAD", "git:tags:v*", "git:HEAD"):
        done = run("check", "--against", spec, "--compatibility", "BACKWARD", path)
        assert done.code == 0, done.out


def test_the_text_names_both_versions_and_proves_it(run: Run, repo: Files) -> None:
    versions(repo, "a.proto", message("int32 a = 5;"), message(), message("int32 b = 5;"))
    first, second = (repo.git("rev-parse", "--short=7", tag) for tag in ("v1", "v2"))
    done = run("check", "--against", "git:tags:v*", "--compatibility", "FULL_TRANSITIVE", "--offline")
    assert done.code == 1
    before, _, after = done.out.partition(f"against git:{first} (v1)")
    assert f"against git:{second} (v2)" in before
    assert "number-reused" not in before
    assert (
        f"a.proto:5:9: protobuf-field-number-reused  Order.b (5): the number was a, git:{second} gave it up, "
        "now it is used again\n" in after
    )
    assert f"was a at {first}:a.proto:5, then given up" in after
    assert "proof  28d209, written by the old schema as a=1234, is read by the new one as b=1234" in after


def test_a_type_that_was_renamed_on_the_way_is_followed(run: Run, repo: Files) -> None:
    text = message("int32 a = 5;", "string c = 6;")
    versions(
        repo, "a.proto", text, text.replace("Order", "Purchase"),
        text.replace("Order", "Basket").replace("int32 a", "int32 b"),
    )  # fmt: skip
    done = run("check", "--against", "git:tags:v*", "--compatibility", "BACKWARD_TRANSITIVE", "a.proto")
    assert "number-reused" not in done.out


def test_versions_named_one_by_one_are_no_chain(run: Run, repo: Files) -> None:
    """Nobody said which one came first."""
    versions(repo, "a.proto", message("int32 a = 5;"), message(), message("int32 b = 5;"))
    done = run(
        "check", "--against", "git:v2", "--against", "git:v1", "--compatibility", "BACKWARD_TRANSITIVE"
    )
    assert done.code == 0, done.out


def test_a_policy_without_breaks_still_passes(run: Run, repo: Files) -> None:
    versions(repo, "a.proto", message("int32 a = 5;"), message(), message("int32 b = 5;"))
    assert run("check", "--against", "git:tags:v*", "--compatibility", "NONE").code == 0
