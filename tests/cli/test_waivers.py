"""`waive`, `waivers`, and what a check makes of them."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest

import schemactl

if TYPE_CHECKING:
    from cli.conftest import Files, Run

SCHEMA = json.loads((Path(schemactl.__file__).parent / "report/schemas/check-1.json").read_text())
HEAD = ("--against", "git:HEAD")
SAID = ("--reason", "nobody reads it yet", "--owner", "@payments")
FILE = "schemactl-waivers.toml"


@pytest.fixture
def broken(repo: Files) -> Files:
    repo.edit("proto/order.proto", "int64 amount_cents", "string amount_cents")
    return repo


def fingerprint(run: Run) -> str:
    found = run("check", *HEAD, "-f", "json").json["comparisons"][0]["findings"]
    return next(each["fingerprint"] for each in found if each["breaks"])


def test_a_waived_break_is_no_break(run: Run, broken: Files) -> None:
    name = fingerprint(run)
    assert f'   waive  schemactl waive {name} --reason "…"' in run("check", *HEAD).out
    done = run("waive", name, *SAID, *HEAD, "--issue", "https://tracker.example/1")
    assert done.code == 0
    until = datetime.now(UTC).date() + timedelta(days=30)
    assert done.out.startswith(
        f"{name} is waived by @payments until {until}: protobuf-field-type-incompatible"
    )
    done = run("check", *HEAD)
    assert done.code == 0
    assert f"waived by @payments until {until}: nobody reads it yet" in done.out
    assert "0 breaks, 1 waived, 0 compatible changes" in done.out
    told = run("check", *HEAD, "-f", "json").json
    jsonschema.validate(told, SCHEMA)
    assert told["summary"]["waived"] == 1
    (finding,) = [each for each in told["comparisons"][0]["findings"] if each["waiver"]]
    assert finding["waiver"] == {
        "state": "active", "reason": "nobody reads it yet", "owner": "@payments",
        "issue": "https://tracker.example/1", "expires": until.isoformat(),
    }  # fmt: skip
    assert not finding["breaks"]
    assert run("check", *HEAD, "--no-waivers").code == 1
    annotations = run("check", *HEAD, "-f", "github").out
    assert "::warning" in annotations
    assert "waived by @payments" in annotations


def test_what_stands_in_the_file(run: Run, broken: Files) -> None:
    run("waive", "--all", *SAID, *HEAD)
    text = (broken.folder / FILE).read_text()
    assert 'element = "order.v1.OrderPlaced.amount_cents"\nchange = "int64 → string"\n' in text
    assert 'rule = "protobuf-field-type-incompatible"' in text
    assert 'against = "git:' in text


def test_the_same_field_changed_otherwise_is_another_break(run: Run, broken: Files) -> None:
    run("waive", "--all", *SAID, *HEAD)
    broken.edit("proto/order.proto", "string amount_cents", "bytes amount_cents")
    done = run("check", *HEAD)
    assert done.code == 1
    assert "is unknown: there is no such finding" in done.out


def test_a_waiver_is_spent_when_the_break_is_merged(run: Run, broken: Files) -> None:
    run("waive", "--all", *SAID, *HEAD)
    broken.commit()
    done = run("check", *HEAD)
    assert done.code == 0
    assert f"{FILE}:3:1: f-" in done.out
    assert "is spent" in done.out
    assert run("check", *HEAD, "--strict-waivers").code == 1
    assert "is spent" in run("waivers", "list", *HEAD).out
    assert run("waivers", "prune", *HEAD).out.startswith(f"removed {FILE}:3:1: f-")
    assert "[[waiver]]" not in (broken.folder / FILE).read_text()
    assert run("waivers", "prune", *HEAD).out == "nothing is over\n"
    assert run("check", *HEAD, "--strict-waivers").code == 0


def test_who_looks_at_a_part_is_not_told_of_the_rest(run: Run, broken: Files) -> None:
    run("waive", "--all", *SAID, *HEAD)
    broken.commit()
    assert "spent" not in run("check", "proto", *HEAD).out


def dated(files: Files, days: int) -> None:
    """As it will stand there in some days."""
    text = (files.folder / FILE).read_text()
    today = datetime.now(UTC).date()
    for day, moved in (
        (today, today - timedelta(days)),
        (today + timedelta(30), today + timedelta(30 - days)),
    ):
        text = text.replace(f" = {day}", f" = {moved}")
    files.write(FILE, text)


def test_a_waiver_that_ends_soon_and_one_that_ended(run: Run, broken: Files) -> None:
    run("waive", "--all", *SAID, *HEAD)
    dated(broken, 25)
    done = run("check", *HEAD)
    assert done.code == 0
    assert ", in 5 days: nobody reads it yet" in done.out
    assert "is expiring" in run("waivers", "list", *HEAD).out
    run("waive", "--all", *SAID, *HEAD)
    broken.write(FILE, "")
    run("waive", "--all", *SAID, *HEAD)
    dated(broken, 31)
    done = run("check", *HEAD)
    assert done.code == 1
    assert "which is over: nobody reads it yet" in done.out
    findings = run("check", *HEAD, "-f", "json").json["comparisons"][0]["findings"]
    assert [each["waiver"]["state"] for each in findings if each["breaks"]] == ["expired"]
    assert "is expired: it is over" in run("waivers", "list", *HEAD).out
    assert run("waive", "--all", *SAID, *HEAD).code == 0
    assert run("check", *HEAD).code == 0
    assert (broken.folder / FILE).read_text().count("[[waiver]]") == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--all", "--reason", "r"), "a waiver here needs owner"),
        (("--all", "--reason", "", "--owner", "o"), "a waiver here needs reason"),
        (("--all", *SAID, "--expires", "91d"), "--expires is 91 days from now, and [waivers] max-days is 90"),
        (("f-nothing", *SAID), "the check finds no break f-nothing"),
        (SAID, "say which breaks, or --all"),
        (("--all", "f-nothing", *SAID), "say which breaks, or --all"),
    ],
)
def test_what_is_no_waiver(run: Run, broken: Files, arguments: tuple[str, ...], words: str) -> None:
    done = run("waive", *arguments, *HEAD)
    assert done.code == 2
    assert words in done.err
    assert not (broken.folder / FILE).exists()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[[waiver]]\nid = "f-1"\nreason = "r"\nexpires = 2026-01-01\n', "says no owner"),
        ('[[waiver]]\nid = "f-1"\nreasn = "r"\n', "object contains unknown field `reasn`"),
        ('[[waiver]]\nid = "f-1"\nexpires = "soon"\n', "invalid RFC3339"),
        ("[[waiver]\n", "is not TOML"),
        (
            '[[waiver]]\nid = "f-1"\nreason = "r"\nowner = "o"\ncreated = 2026-01-01\nexpires = 2027-01-01\n',
            "holds 365 days, and [waivers] max-days is 90",
        ),
        (
            '[[waiver]]\nid = "f-1"\nreason = "r"\nowner = "o"\nexpires = 2026-01-01\n' * 2,
            "f-1 is waived already",
        ),
    ],
)
def test_a_file_that_is_wrong(run: Run, repo: Files, text: str, words: str) -> None:
    repo.write(FILE, text)
    done = run("check", *HEAD)
    assert done.code == 2
    assert done.err.startswith(f"{FILE}:")
    assert words in done.err


def test_what_a_team_asks_of_waivers(run: Run, broken: Files) -> None:
    broken.write(
        "schemactl.toml", '[waivers]\nfile = "accepted.toml"\nmax-days = 7\nrequire = ["reason", "issue"]\n'
    )
    done = run("waive", "--all", "--reason", "r", *HEAD)
    assert done.code == 2
    assert "needs issue" in done.err
    assert run("waive", "--all", "--reason", 'r\x7f\n"q"', "--issue", "i", *HEAD).code == 0
    text = (broken.folder / "accepted.toml").read_text()
    created = datetime.now(UTC).date()
    assert f"expires = {created + timedelta(days=7)}" in text
    assert run("check", *HEAD).code == 0
    broken.write("schemactl.toml", '[waivers]\nrequire = ["reasn"]\n')
    done = run("check", *HEAD)
    assert done.code == 2
    assert "did you mean reason?" in done.err


def test_nothing_to_waive(run: Run, repo: Files) -> None:
    assert run("waive", "--all", *SAID, *HEAD).out == "there is no break to waive\n"
    assert not (repo.folder / FILE).exists()


def test_a_new_message_is_told_by_what_happened_to_it(run: Run, repo: Files) -> None:
    repo.edit("proto/order.proto", "  string id = 1;\n", "")
    assert run("waive", "--all", *SAID, *HEAD).out == "there is no break to waive\n"
    repo.write("schemactl.toml", "[check]\ntolerate = []\n")
    assert run("waive", "--all", *SAID, *HEAD).code == 0
    assert 'change = "removed"' in (repo.folder / FILE).read_text()
