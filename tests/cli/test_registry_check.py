"""`check --against` a registry: our verdict beside what is deployed, and the registry's own answer."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest
from cli.registries import CONFIG, MAIL, MONEY, ORDER

import schemactl
from schemactl.judging.builtin import BUILTIN
from schemactl.model.compatibility import Compatibility
from schemactl.model.subject import Reference, SchemaText, SchemaType, SubjectConfig

if TYPE_CHECKING:
    from cli.conftest import Files, Run
    from cli.registries import Shop

SCHEMA = json.loads((Path(schemactl.__file__).parent / "report/schemas/check-1.json").read_text())
PROTOBUF = SchemaType.PROTOBUF


def test_unchanged_new_and_changed(shop: Shop) -> None:
    shop.push()
    done = shop.check()
    assert done.code == 0
    assert "3 subjects: 3 unchanged" in done.out
    shop.files.edit("proto/mail/v1/mail.proto", "address = 1;", "address = 1;\n  string subject = 2;")
    shop.files.write("proto/order/v1/more.proto", 'syntax = "proto3";\npackage order.v1;\nmessage More {}\n')
    shop.files.write(
        "schemactl.toml", CONFIG.replace('"order.v1.*"', '"order.v1.More" = "more", "order.v1.*"')
    )
    done = shop.check("-v")
    assert done.code == 0, done
    assert "4 subjects: 1 new, 2 unchanged, 1 changed" in done.out
    assert "more-value (proto/order/v1/more.proto): new" in done.out
    assert "orders-value (proto/order/v1/order.proto): unchanged, version 1" in done.out
    assert "mails-value (proto/mail/v1/mail.proto): compared with version 1 · BACKWARD (embedded:" in done.out
    assert "asked  the registry accepts it" in done.out


def test_a_break_in_what_is_imported_is_each_subjects(shop: Shop) -> None:
    shop.push()
    shop.files.edit("proto/common/v1/money.proto", "int64 units", "string units")
    done = shop.check("-f", "json")
    assert done.code == 1
    jsonschema.validate(done.json, SCHEMA)
    found = {each["subject"]: each for each in done.json["comparisons"]}
    assert set(found) == {"common/v1/money.proto", "orders-value", "mails-value"}
    assert not found["orders-value"]["compatible"]
    (finding,) = [each for each in found["orders-value"]["findings"] if each["breaks"]]
    assert finding["rule"] == "protobuf-field-type-incompatible"
    assert finding["location"] == {"file": "proto/common/v1/money.proto", "line": 6, "column": 3}
    assert finding["witness"]
    assert found["mails-value"]["compatible"]
    (label,) = found["common/v1/money.proto"]["registry"]
    said = found["common/v1/money.proto"]["registry"][label]
    assert label == "embedded:registry.db"
    assert said["compatible"] is False
    assert any("units" in message for message in said["messages"])
    unasked = found["orders-value"]["registry"][label]
    assert unasked["compatible"] is None
    assert unasked["messages"] == ["it refers to what is not registered as it is here: common/v1/money.proto"]
    assert done.json["summary"]["subjects"] == 3


def test_what_no_event_holds_is_nobodys_break(shop: Shop) -> None:
    shop.push()
    shop.files.edit("proto/common/v1/money.proto", "int32 number", "string number")
    assert shop.comparison("orders-value")["findings"] == []
    assert not shop.comparison("common/v1/money.proto")["compatible"]


@pytest.mark.parametrize(("word", "numbers"), [("BACKWARD", [2]), ("BACKWARD_TRANSITIVE", [2, 1])])
def test_transitive_as_the_subject_is_configured(shop: Shop, word: str, numbers: list[int]) -> None:
    shop.push()
    shop.files.edit("proto/mail/v1/mail.proto", "address = 1;", "address = 1;\n  string subject = 2;")
    shop.push()
    with shop.opened() as registry:
        registry.set_config(SubjectConfig(compatibility=Compatibility(word)), "mails-value")
    shop.files.edit("proto/mail/v1/mail.proto", "subject = 2;", "subject = 2;\n  string text = 3;")
    done = shop.check("-f", "json")
    found = [each for each in done.json["comparisons"] if each["subject"] == "mails-value"]
    assert [each["standing"]["version"] for each in found] == numbers
    assert {each["standing"]["compatibility"] for each in found} == {word}


@pytest.mark.parametrize(("selection", "numbers"), [("@latest", [2]), ("@1", [1]), ("@all", [2, 1])])
def test_versions_that_are_asked_for(shop: Shop, selection: str, numbers: list[int]) -> None:
    shop.push()
    shop.files.edit("proto/mail/v1/mail.proto", "address = 1;", "address = 1;\n  string subject = 2;")
    shop.push()
    shop.files.edit("proto/mail/v1/mail.proto", "subject = 2;", "subject = 2;\n  string text = 3;")
    done = shop.run("check", "proto/mail", "--against", f"embedded:registry.db{selection}", "-f", "json")
    assert done.code == 0, done
    assert [each["standing"]["version"] for each in done.json["comparisons"]] == numbers


def test_a_version_that_is_not_there(shop: Shop) -> None:
    shop.push()
    shop.files.edit("proto/mail/v1/mail.proto", "address = 1;", "address = 1;\n  string subject = 2;")
    done = shop.run("check", "--against", "embedded:registry.db@7")
    assert done.code == 3
    assert "mails-value has no version 7" in done.err


def test_number_that_lapsed_and_is_used_again(shop: Shop) -> None:
    shop.push()
    shop.files.edit("proto/mail/v1/mail.proto", "string address = 1;", "string text = 2;")
    shop.push()
    shop.files.edit("proto/mail/v1/mail.proto", "string text = 2;", "string text = 2;\n  string phone = 1;")
    done = shop.run("check", "--against", "embedded:registry.db@all", "-f", "json")
    rules = {
        finding["rule"]
        for each in done.json["comparisons"]
        for finding in each["findings"]
        if finding["breaks"]
    }
    assert "protobuf-field-number-reused" in rules


def test_unchanged_though_not_the_newest(shop: Shop) -> None:
    shop.push()
    shop.files.edit("proto/mail/v1/mail.proto", "address = 1;", "address = 1;\n  string subject = 2;")
    shop.push()
    shop.files.edit("proto/mail/v1/mail.proto", "\n  string subject = 2;", "")
    done = shop.check()
    assert "mails-value (proto/mail/v1/mail.proto): compared with version 2" in done.out
    assert "the registry was not: it is version 1 already, and registering it changes nothing" in done.out


def test_deleted_versions_are_warned_about(shop: Shop) -> None:
    shop.push()
    shop.files.edit("proto/mail/v1/mail.proto", "address = 1;", "address = 1;\n  string subject = 2;")
    shop.push()
    with shop.opened() as registry:
        registry.delete("mails-value", 1)
    said = shop.comparison("mails-value")
    assert "version 1 of it deleted, and not compared" in said["standing"]["warnings"][0]
    assert "note   version 1 of it deleted" in shop.check().out
    assert "::warning file=proto/mail/v1/mail.proto" in shop.check("-f", "github").out
    with shop.opened() as registry:
        registry.delete("mails-value")
    said = shop.comparison("mails-value")
    assert said["standing"]["state"] == "new"
    assert "all its versions are deleted" in said["standing"]["warnings"][0]


def test_another_schema_type(shop: Shop) -> None:
    with shop.opened() as registry:
        registry.register("mails-value", SchemaText(text='"string"'))
    done = shop.check("--trust", "self")
    assert done.code == 1
    assert "mails-value@1 is AVRO, and proto/mail/v1/mail.proto is PROTOBUF" in done.out
    assert "::error file=proto/mail/v1/mail.proto" in shop.check("-f", "github").out


def test_whose_no_counts(shop: Shop) -> None:
    """A registry that asks for more than we do."""
    shop.push()
    with shop.opened() as registry:
        registry.set_config(SubjectConfig(compatibility=Compatibility.FULL), "mails-value")
    shop.files.edit("proto/mail/v1/mail.proto", "string address", "bytes address")
    asked = ("--compatibility", "NONE")
    for trust, code in {"both": 1, "registry": 1, "self": 0}.items():
        done = shop.check(*asked, "--trust", trust)
        assert done.code == code, done
        assert "asked  the registry rejects it" in done.out
        assert "differ we were asked for NONE (--compatibility), and the registry for what is" in done.out
    assert "1 rejection" in shop.check(*asked).out
    assert "rejects it" in shop.check(*asked, "-f", "github").out
    with shop.opened() as registry:
        registry.set_config(SubjectConfig(compatibility=Compatibility.NONE), "mails-value")
    full = ("--compatibility", "FULL")
    for trust, code in {"both": 1, "registry": 0, "self": 1}.items():
        assert shop.check(*full, "--trust", trust).code == code


def test_who_trusts_the_registry_alone_is_not_told_yes_unasked(shop: Shop) -> None:
    shop.push()
    shop.files.edit("proto/common/v1/money.proto", "units = 2;", "units = 2;\n  int32 nanos = 3;")
    assert shop.check().code == 0
    done = shop.check("--trust", "registry")
    assert done.code == 3
    assert "the registry cannot be asked about orders-value" in done.err


def test_an_override_says_what_is_asked_of_a_subject(shop: Shop) -> None:
    shop.push()
    shop.files.edit("proto/mail/v1/mail.proto", "string address", "int32 address")
    override = '[[check.override]]\nmatch = "mails-*"\ncompatibility = "NONE"\n'
    shop.files.write("schemactl.toml", CONFIG + override)
    said = shop.comparison("mails-value", "--trust", "self")
    assert said["compatible"]
    assert said["standing"]["compatibility"] == "NONE"
    assert said["standing"]["origin"] == "[[check.override]]"
    override = '[[check.override]]\nmatch = "proto/mail/**"\nreaders = ["go"]\n'
    shop.files.write("schemactl.toml", CONFIG + override)
    assert shop.comparison("mails-value")["standing"]["compatibility"] == "BACKWARD"


def test_none_of_the_subjects_is_there(shop: Shop) -> None:
    with shop.opened() as registry:
        registry.register("order.v1.OrderPlaced", SchemaText(text='"string"'))
    done = shop.check()
    assert done.code == 0
    assert "none of these subjects is there, but order.v1.OrderPlaced: are they named right?" in done.out


def test_a_registry_that_is_not_there(shop: Shop) -> None:
    done = shop.check()
    assert done.code == 3
    assert "registry.db" in done.err
    assert not (shop.folder / "registry.db").exists()


def test_a_deployed_version_that_our_compiler_refuses(shop: Shop) -> None:
    """Registries hold what other compilers let pass; it cannot be compared with, and that is no yes."""
    shop.push()
    with shop.opened() as registry:
        version = registry.version("mails-value")
    with sqlite3.connect(shop.folder / "registry.db") as base:
        changed = base.execute(
            "UPDATE schema SET text = replace(text, 'string address', 'strin address')"
        ).rowcount
    base.close()
    assert changed
    assert version.number == 1
    shop.files.edit("proto/mail/v1/mail.proto", "address = 1;", "address = 1;\n  string subject = 2;")
    done = shop.check("proto/mail")
    assert done.code == 3
    assert "mails-value@1 does not compile" in done.err or "does not compile" in done.err


def test_offline(shop: Shop) -> None:
    for spec in ("registry", "http://localhost:1", "https://localhost:1@all"):
        done = shop.run("check", "--offline", "--against", spec)
        assert done.code == 2
        assert "needs the network" in done.err
    shop.push()
    assert shop.check("--offline").code == 0


def test_no_event_is_no_pass(run: Run, files: Files) -> None:
    files.write("schemactl.toml", '[[module]]\nname = "m"\nevents = ["nothing.*"]\n')
    files.write("a.proto", 'syntax = "proto3";\nmessage A {}\n')
    done = run("check", "--against", "lock")
    assert done.code == 3
    files.write("schemactl.lock", "{}")
    assert run("check", "--against", "lock").code == 3


def test_staged_files_are_what_is_checked(shop: Shop) -> None:
    shop.push()
    shop.files.edit("proto/mail/v1/mail.proto", "string address", "int32 address")
    assert shop.check("--staged").code == 0
    shop.files.git("add", "-A")
    assert shop.check("--staged").code == 1


def test_avro_types_across_files(run: Run, files: Files, shop: Shop) -> None:
    shop.files.git("rm", "-q", "-r", "proto")
    files.write("schemactl.toml", "")
    files.write(
        "Money.avsc", '{"type":"record","name":"Money","namespace":"c","fields":[{"name":"u","type":"long"}]}'
    )
    order = '{"type":"record","name":"Order","namespace":"o","fields":[{"name":"total","type":"c.Money"}]}'
    files.write("Order.avsc", order)
    shop.push()
    with shop.opened() as registry:
        assert registry.subjects() == ["c.Money", "o.Order"]
        (reference,) = registry.version("o.Order").schema.references
    assert (reference.name, reference.subject, reference.version) == ("c.Money", "c.Money", 1)
    assert shop.check().code == 0
    files.edit("Money.avsc", '"long"', '"string"')
    said = shop.comparison("o.Order")
    assert not said["compatible"]
    assert said["findings"][0]["location"]["file"] == "Money.avsc"


def test_references_are_read_from_the_registry(shop: Shop) -> None:
    """What is deployed may refer to an older version, and under another subject, than the project would."""
    with shop.opened() as registry:
        registry.register(
            "money", SchemaText(text=MONEY.replace("int64 units", "string units"), type=PROTOBUF)
        )
        reference = Reference(name="common/v1/money.proto", subject="money", version=1)
        registry.register("orders-value", SchemaText(text=ORDER, type=PROTOBUF, references=(reference,)))
    said = shop.comparison("orders-value")
    assert said["findings"][0]["path"] == "common.v1.Money.units"
    assert not said["compatible"]


def test_a_group_of_versions_is_compared_with_its_like(shop: Shop) -> None:
    """What the registry parts by a property of the data contract, the project's files have no part in."""
    shop.push()
    other = 'syntax = "proto3";\npackage mail.v1;\n\nmessage MailSent {\n  int32 address = 1;\n}\n'
    with shop.opened() as registry:
        registry.set_config(SubjectConfig(compatibility=Compatibility.BACKWARD, group="major"), "mails-value")
        contract = {"properties": {"major": "2"}}
        registry.register("mails-value", SchemaText(text=other, type=PROTOBUF, metadata=contract))
    shop.files.edit("proto/mail/v1/mail.proto", "address = 1;", "address = 1;\n  string subject = 2;")
    said = shop.comparison("mails-value")
    assert said["standing"]["version"] == 1
    assert said["compatible"]


def test_none_is_told(shop: Shop) -> None:
    shop.push()
    with shop.opened() as registry:
        registry.set_config(SubjectConfig(compatibility=Compatibility.NONE), "mails-value")
    assert "note   NONE is asked of it there, so that nothing is refused" in shop.check().out


def test_the_lock_does_not_have_a_subject(shop: Shop) -> None:
    shop.push()
    assert shop.registry("pull", "orders-value").code == 0
    done = shop.run("check", "--against", "lock")
    assert done.code == 0
    assert "note   lock schemactl.lock does not have it: it was not there, or not asked for" in done.out


def test_what_a_registry_has_built_in_is_read_from_the_project(shop: Shop) -> None:
    """Registries know some imports without a reference; the project has copies of the files."""
    mail = MAIL.replace("\nmessage", 'import "confluent/type/decimal.proto";\nmessage').replace(
        "address = 1;", "address = 1;\n  confluent.type.Decimal price = 2;"
    )
    for name in ("confluent/meta.proto", "confluent/type/decimal.proto"):
        shop.files.write(f"proto/{name}", BUILTIN[name])
    shop.files.write("proto/mail/v1/mail.proto", mail)
    with shop.opened() as registry:
        registry.register("mails-value", SchemaText(text=mail, type=PROTOBUF))
    shop.files.edit("proto/mail/v1/mail.proto", "price = 2;", "price = 2;\n  string subject = 3;")
    done = shop.check("proto/mail")
    assert done.code == 0, done
    assert "mails-value (proto/mail/v1/mail.proto): compared with version 1" in done.out


def test_json_schemas_that_refer_to_each_other(shop: Shop) -> None:
    shop.files.git("rm", "-q", "-r", "proto")
    topics = 'topics = { "*/order.schema.json" = "orders" }'
    shop.files.write("schemactl.toml", f'[subjects]\nstrategy = "topic"\n{topics}\n')
    money = '{"$id": "https://example.com/money.schema.json", "properties": {"units": {"type": "integer"}}}'
    order = (
        '{"$id": "https://example.com/order.schema.json", "type": "object", "properties": {"total": '
        '{"anyOf": [{"$ref": "money.schema.json"}, {"type": "null"}]}}}'
    )
    shop.files.write("json/money.schema.json", money)
    shop.files.write("json/order.schema.json", order)
    done = shop.push()
    assert [line.split("@")[0].split()[-1] for line in done.out.splitlines()] == [
        "money.schema.json",
        "orders-value",
    ]
    assert "2 subjects: 2 unchanged" in shop.check().out
    shop.files.edit("json/money.schema.json", "integer", "string")
    said = shop.comparison("orders-value")
    assert said["format"] == "jsonschema"
    assert not said["compatible"]
    assert said["findings"][0]["location"]["file"] in {"json/money.schema.json", "json/order.schema.json"}
