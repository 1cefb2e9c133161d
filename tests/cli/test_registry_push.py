"""`registry plan` and `push`: everything checked first, what is referred to first, and safe to repeat."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click
import jsonschema
import pytest
from cli.registries import AT, CONFIG, TOPICS

import schemactl
from schemactl.cli.options import Options
from schemactl.cli.registry.planning import carried_out, look, planned
from schemactl.errors import RefusedError
from schemactl.model.compatibility import Compatibility
from schemactl.model.subject import Mode, SchemaText, SchemaType, SubjectConfig

if TYPE_CHECKING:
    from cli.conftest import Run
    from cli.registries import Shop

SCHEMAS = Path(schemactl.__file__).parent / "report/schemas"
PLAN = json.loads((SCHEMAS / "plan-1.json").read_text())
ERROR = json.loads((SCHEMAS / "error-1.json").read_text())
CHECK = json.loads((SCHEMAS / "check-1.json").read_text())


def test_the_first_push_and_the_second(shop: Shop) -> None:
    done = shop.push()
    assert done.out.splitlines() == [
        "registered  common/v1/money.proto@1, id 1",
        "registered  mails-value@1, id 2",
        "registered  orders-value@1, id 3",
    ]
    assert shop.push().out == "nothing to register: the registry has it all\n"
    with shop.opened() as registry:
        (reference,) = registry.version("orders-value").schema.references
    assert (reference.name, reference.subject, reference.version) == ("common/v1/money.proto",) * 2 + (1,)


def test_a_plan_changes_nothing(shop: Shop) -> None:
    shop.opened().close()
    for command in (("plan",), ("push", "--dry-run")):
        done = shop.registry(*command)
        assert done.code == 0
        assert "strategy topic · 3 subjects: 3 new" in done.out
        assert (
            "new       orders-value           proto/order/v1/order.proto (order.v1.OrderPlaced)" in done.out
        )
        assert "refers to common/v1/money.proto" in done.out
    with shop.opened() as registry:
        assert registry.subjects() == []


def test_a_change_in_what_is_referred_to_makes_new_versions(shop: Shop) -> None:
    shop.push()
    shop.files.edit("proto/common/v1/money.proto", "units = 2;", "units = 2;\n  int32 nanos = 3;")
    plan = shop.registry("plan", "-f", "json").json
    jsonschema.validate(plan, PLAN)
    for each in plan["subjects"]:
        for one in each["comparisons"]:
            jsonschema.validate(one, {**CHECK["$defs"]["comparison"], "$defs": CHECK["$defs"]})
    actions = {each["subject"]: each["action"] for each in plan["subjects"]}
    assert actions == {
        "common/v1/money.proto": "changed", "mails-value": "unchanged", "orders-value": "changed",
    }  # fmt: skip
    done = shop.push("-f", "json").json
    jsonschema.validate(done, PLAN)
    registered = {each["subject"]: each["registered"] for each in done["subjects"]}
    assert registered["mails-value"] is None
    assert registered["orders-value"]["version"] == 2
    with shop.opened() as registry:
        (reference,) = registry.version("orders-value").schema.references
    assert reference.version == 2


def test_nothing_is_registered_if_anything_is_refused(shop: Shop) -> None:
    shop.push()
    shop.files.edit("proto/mail/v1/mail.proto", "string address", "int32 address")
    shop.files.edit("proto/common/v1/money.proto", "units = 2;", "units = 2;\n  int32 nanos = 3;")
    done = shop.registry("push")
    assert done.code == 1
    assert "refused   mails-value" in done.out
    assert "protobuf-field-type-incompatible" in done.out
    assert not done.out.rstrip().endswith(
        " · 0.00 s"
    )  # it compiles and asks: that takes its time, and it is told
    with shop.opened() as registry:
        assert registry.versions("common/v1/money.proto") == [1]
    refused = shop.registry("plan", "-f", "json")
    assert refused.code == 1
    assert not refused.json["ok"]


def test_a_failure_on_the_way_is_told_and_can_be_gone_on_from(shop: Shop) -> None:
    """The registry takes the first two, and is read-only for the third."""
    shop.opened().close()
    with shop.opened() as registry:
        registry.set_mode(Mode.READONLY, "orders-value")
    done = shop.registry("push")
    assert done.code == 1
    assert done.out.splitlines() == [
        "registered  common/v1/money.proto@1, id 1",
        "registered  mails-value@1, id 2",
        "not done    orders-value",
    ]
    assert "orders-value: " in done.err
    assert "(2 registered before it, 1 not done)" in done.err
    assert "then push again: it goes on from here" in done.err
    done = shop.registry("push", "-f", "json")
    assert done.code == 1
    jsonschema.validate(done.json, ERROR)
    assert done.json["pending"] == ["orders-value"]
    assert done.json["registered"] == []
    with shop.opened() as registry:
        registry.delete_mode("orders-value")
    assert shop.push().out == "registered  orders-value@1, id 3\n"


WAIVER = ("--reason", "all consumers are deployed", "--owner", "@mails", "--against", "embedded:registry.db")
FORCED = ("--with-compatibility", "NONE", "--i-understand")


def test_past_the_registry_only_with_a_waiver(shop: Shop) -> None:
    shop.push()
    with shop.opened() as registry:
        own = SubjectConfig(compatibility=Compatibility.FULL)
        registry.set_config(own, "mails-value")
    shop.files.edit("proto/mail/v1/mail.proto", "string address", "int32 address")
    assert shop.registry("push", *FORCED).code == 1
    assert shop.run("waive", "--all", *WAIVER).code == 0
    done = shop.registry("push")
    assert done.code == 1
    assert "mails-value: the break is waived, and the registry refuses it all the same" in done.out
    assert "--with-compatibility NONE --i-understand" in done.out
    done = shop.push(*FORCED)
    assert (
        done.out == "registered  mails-value@2, id 4 (forced: its compatibility was NONE for that moment)\n"
    )
    with shop.opened() as registry:
        assert registry.config("mails-value") == own
        assert registry.config("orders-value") is None


def test_what_is_configured_for_all_holds_again_after_forcing(shop: Shop) -> None:
    shop.push()
    shop.files.edit("proto/common/v1/money.proto", "int64 units", "string units")
    assert shop.run("waive", "--all", *WAIVER).code == 0
    assert "3 subjects" not in shop.push(*FORCED).out
    with shop.opened() as registry:
        assert registry.config("common/v1/money.proto") is None
        assert registry.versions("orders-value") == [1, 2]


@pytest.mark.parametrize("words", [FORCED[:2], FORCED[2:]])
def test_forcing_takes_both_words(shop: Shop, words: tuple[str, ...]) -> None:
    done = shop.registry("push", *words)
    assert done.code == 2
    assert "go together" in done.err


def test_an_expired_waiver_forces_nothing(shop: Shop) -> None:
    shop.push()
    shop.files.edit("proto/mail/v1/mail.proto", "string address", "int32 address")
    assert shop.run("waive", "--all", *WAIVER).code == 0
    text = (shop.folder / "schemactl-waivers.toml").read_text()
    over = "\n".join(
        "expires = 2020-02-02"
        if line.startswith("expires")
        else "created = 2020-02-01"
        if "created" in line
        else line
        for line in text.splitlines()
    )
    shop.files.write("schemactl-waivers.toml", over)
    done = shop.registry("push", *FORCED)
    assert done.code == 1
    assert "waived by @mails until 2020-02-02, which is over" in done.out


def test_a_registry_that_was_faster_by_a_version_is_a_no(shop: Shop) -> None:
    """Between the check and the registration another client registers what ours does not go with."""
    shop.push()
    shop.files.edit("proto/mail/v1/mail.proto", "address = 1;", "address = 1;\n  string subject = 2;")
    text = 'syntax = "proto3";\npackage mail.v1;\nmessage MailSent {\n  string address = 1;\n  int32 subject = 2;\n}\n'
    with click.Context(click.Command("test"), obj=Options()), shop.opened() as registry:
        work = planned(look(), registry, forcing=False)
        assert not work.plan.refused
        registry.register("mails-value", SchemaText(text=text, type=SchemaType.PROTOBUF))
        with pytest.raises(RefusedError) as caught:
            carried_out(work, registry, lambda plan: None)
    assert caught.value.code == 409


def test_subjects_that_two_files_would_be(shop: Shop) -> None:
    shop.opened().close()
    shop.files.write(
        "proto/order/v1/other.proto", 'syntax = "proto3";\npackage order.v1;\nmessage Other {}\n'
    )
    done = shop.registry("plan")
    assert done.code == 2
    assert done.err.startswith(
        "schemactl.toml:6:1: subject orders-value would be both proto/order/v1/order.proto"
    )


def test_events_without_a_topic(shop: Shop) -> None:
    shop.opened().close()
    shop.files.write("schemactl.toml", CONFIG.replace(', "mail.v1.*" = "mails"', ""))
    done = shop.registry("plan")
    assert done.code == 2
    assert done.err.startswith(
        "proto/mail/v1/mail.proto:4:1: which topic carries mail.v1.MailSent is not said"
    )
    shop.files.write("schemactl.toml", CONFIG.replace('"mails"', '""'))
    assert "mail" not in shop.push().out


@pytest.mark.parametrize(
    ("words", "subject"),
    [
        ('strategy = "record"', "mail.v1.MailSent"),
        ('strategy = "topic-record"', "mails-mail.v1.MailSent"),
        ('strategy = "topic"', "mails-value"),
        ('strategy = "template"\ntemplate = "{package}:{message}/{part}"', "mail.v1:MailSent/value"),
    ],
)
def test_every_strategy(shop: Shop, words: str, subject: str) -> None:
    config = CONFIG.replace('strategy = "topic"', words)
    shop.files.write("schemactl.toml", config if "topic" in words else config.replace(TOPICS, ""))
    shop.push()
    assert subject in shop.registry("subjects").out


@pytest.mark.parametrize(
    ("words", "subject"),
    [
        ('match = "mail.v1.MailSent"\nsubject = "sent"', "sent"),
        ('match = "proto/mail/*"\nkey = true', "mails-key"),
        ('match = "mail.*"\ntopic = "letters"', "letters-value"),
        ('match = "proto/common/v1/money.proto"\nsubject = "money"', "money"),
    ],
)
def test_every_override(shop: Shop, words: str, subject: str) -> None:
    shop.files.write("schemactl.toml", f"{CONFIG}[[subjects.override]]\n{words}\n")
    shop.push()
    assert subject in shop.registry("subjects").out.split()
    assert shop.check().code == 0


def test_files_that_refer_to_each_other_in_a_circle(run: Run, shop: Shop) -> None:
    shop.files.git("rm", "-q", "-r", "proto")
    shop.files.write("schemactl.toml", '[[module]]\nname = "m"\nevents = ["A", "B"]\n')
    for one, other in (("A", "B"), ("B", "A")):
        shop.files.write(
            f"{one}.avsc",
            f'{{"type":"record","name":"{one}","fields":[{{"name":"x","type":["null","{other}"],"default":null}}]}}',
        )
    done = run("registry", "push", *AT)
    assert done.code == 1
    assert "A.avsc:1:1: refers to B.avsc, which refers back to it" in done.err


def test_a_schema_that_does_not_compile_pushes_nothing(shop: Shop) -> None:
    shop.files.write("proto/order/v1/bad.proto", "message {")
    done = shop.registry("push")
    assert done.code == 1
    assert "proto/order/v1/bad.proto:1:" in done.err


def test_a_plan_says_when_the_names_look_wrong(shop: Shop) -> None:
    with shop.opened() as registry:
        for name in "abcd":
            registry.register(name, SchemaText(text='"string"'))
    done = shop.registry("plan")
    assert (
        "note   none of these subjects is there, but a, b, c, …: are they named right? ([subjects])"
        in done.out
    )


def test_what_an_older_version_is_already_is_not_registered_again(shop: Shop) -> None:
    shop.push()
    shop.files.edit("proto/mail/v1/mail.proto", "address = 1;", "address = 1;\n  string subject = 2;")
    shop.push()
    shop.files.edit("proto/mail/v1/mail.proto", "\n  string subject = 2;", "")
    assert (
        "unchanged mails-value            proto/mail/v1/mail.proto (mail.v1.MailSent) · version 1"
        in shop.registry("plan").out
    )
    assert shop.push().out == "nothing to register: the registry has it all\n"
