"""`registry pull` and `check --against lock`: what is deployed, without a network."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from cli.registries import AT

from schemactl.model.compatibility import Compatibility
from schemactl.model.subject import Mode, SchemaText, SubjectConfig
from schemactl.registry.snapshot.text import _digest

if TYPE_CHECKING:
    from cli.conftest import Done
    from cli.registries import Shop


def lock(shop: Shop) -> str:
    done = shop.registry("pull")
    assert done.code == 0, done
    return (shop.folder / "schemactl.lock").read_text()


def against(shop: Shop, *more: str) -> Done:
    return shop.run("check", "--against", "lock", "--offline", *more)


def test_the_lock_is_checked_without_the_registry(shop: Shop) -> None:
    shop.push()
    lock(shop)
    (shop.folder / "registry.db").unlink()
    done = against(shop)
    assert done.code == 0
    assert "against lock schemactl.lock · 3 subjects: 3 unchanged" in done.out
    assert "ago, from embedded:registry.db" in done.out
    shop.files.edit("proto/common/v1/money.proto", "int64 units", "string units")
    done = against(shop)
    assert done.code == 1
    assert "orders-value (proto/order/v1/order.proto): compared with version 1" in done.out
    assert "asked" not in done.out


def test_the_lock_is_deterministic_and_a_readable_diff(shop: Shop) -> None:
    shop.push()
    first, second = lock(shop).splitlines(), lock(shop).splitlines()
    assert [line for line in first if "pulled" not in line] == [
        line for line in second if "pulled" not in line
    ]
    assert '      "  string address = 1;",' in first


def test_versions_that_are_deleted_and_what_is_configured_are_in_it(shop: Shop) -> None:
    shop.push()
    shop.files.edit("proto/mail/v1/mail.proto", "address = 1;", "address = 1;\n  string subject = 2;")
    shop.push()
    with shop.opened() as registry:
        registry.delete("mails-value", 1)
        registry.set_config(SubjectConfig(compatibility=Compatibility.FULL), "mails-value")
    told = json.loads(lock(shop))["subjects"]["mails-value"]
    assert [each.get("deleted", False) for each in told["versions"]] == [True, False]
    assert told["config"]["compatibility"] == "FULL"
    shop.files.edit("proto/mail/v1/mail.proto", "subject = 2;", "subject = 2;\n  string text = 3;")
    done = against(shop)
    assert "note   version 1 of it deleted" in done.out
    assert "FULL (lock schemactl.lock)" in done.out


def test_an_old_lock(shop: Shop) -> None:
    shop.push()
    text = lock(shop)
    pulled = json.loads(text)["pulled"]
    old = (datetime.now(UTC) - timedelta(days=9)).strftime("%Y-%m-%dT%H:%M:%SZ")
    shop.files.write("schemactl.lock", text.replace(pulled, old))
    assert "9 days ago" in against(shop, "--max-age", "2w").out
    done = against(shop, "--max-age", "7d")
    assert done.code == 3
    assert "schemactl.lock is 9 days old, and --max-age allows 7 days" in done.err
    assert against(shop, "--max-age", "soon").code == 2


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ('"id": 1', '"id": 7', "was changed after it was written"),
        ("schemactl.lock/1", "schemactl.lock/9", "not a lock that this version of schemactl reads"),
        ("{", "<<<<<<< HEAD\n{", "schemactl.lock:1:1: is not JSON"),
        ("string address", "\udcff", "is not UTF-8"),
    ],
)
def test_a_lock_that_cannot_be_believed(shop: Shop, before: str, after: str, words: str) -> None:
    shop.push()
    text = lock(shop).replace(before, after, 1)
    shop.files.write("schemactl.lock", text.encode("utf-8", "surrogateescape"))
    done = against(shop)
    assert done.code == 3
    assert words in done.err
    assert "registry pull" in done.err


@pytest.mark.parametrize("content", ["[]", "{}", '{"schema": "schemactl.lock/1"}', "[" * 100_000])
def test_something_else_than_a_lock(shop: Shop, content: str) -> None:
    shop.files.write("schemactl.lock", content)
    assert against(shop).code == 3


def test_a_whole_lock_that_lacks_something(shop: Shop) -> None:
    content = {"settings": {}, "subjects": {"a": {"versions": [{"version": 1}]}}}
    told = {
        "schema": "schemactl.lock/1",
        "pulled": "2026-01-01T00:00:00Z",
        "from": "x",
        "digest": _digest(content),
    }
    shop.files.write("schemactl.lock", json.dumps(told | content))
    done = against(shop)
    assert done.code == 3
    assert "is not complete: KeyError" in done.err


def test_no_lock(shop: Shop) -> None:
    done = against(shop)
    assert done.code == 3
    assert "schemactl.lock cannot be read: No such file or directory" in done.err
    assert against(shop, "--trust", "registry").code == 2


def test_a_lock_elsewhere(shop: Shop) -> None:
    shop.push()
    assert (
        shop.registry("pull", "mails-value", "nobody", "-o", "deployed.json").err
        == "not in the registry: nobody\n"
    )
    done = shop.run("check", "proto/mail", "--against", "lock:deployed.json")
    assert done.code == 0
    assert "against lock deployed.json" in done.out


def test_avro_comes_back_as_it_was(shop: Shop) -> None:
    shop.files.git("rm", "-q", "-r", "proto")
    shop.files.write("schemactl.toml", "")
    shop.files.write("E.avsc", '{ "type": "record", "name": "E", "doc": "Ünï",\n "fields": [] }')
    shop.push()
    told = json.loads(lock(shop))["subjects"]["E"]["versions"][0]
    assert told["json"]["doc"] == "Ünï"
    done = against(shop)
    assert "1 subject: 1 unchanged" in done.out
    assert shop.run("registry", "import", "schemactl.lock", "--registry", "embedded:copy.db").code == 0
    with shop.opened("copy.db") as copy, shop.opened() as registry:
        assert copy.version("E").schema == registry.version("E").schema


def test_moving_a_whole_registry(shop: Shop) -> None:
    """Ids, numbers, deleted versions, references, configurations and modes; and going on after a break."""
    shop.push()
    shop.files.edit("proto/common/v1/money.proto", "units = 2;", "units = 2;\n  int32 nanos = 3;")
    shop.push()
    with shop.opened() as registry:
        registry.delete("orders-value", 1)
        registry.set_config(SubjectConfig(compatibility=Compatibility.FULL_TRANSITIVE))
        registry.set_config(SubjectConfig(compatibility=Compatibility.NONE), "mails-value")
        registry.set_mode(Mode.READONLY, "orders-value")
    assert shop.registry("export", "-o", "all.json").code == 0
    to = ("--registry", "embedded:copy.db")
    with shop.opened("copy.db"):
        pass
    dry = shop.run("registry", "import", "all.json", "--dry-run", *to)
    assert dry.out == "embedded:copy.db would get 5 versions and 1 deletion, of 3 subjects\n"
    done = shop.run("registry", "import", "all.json", *to)
    assert done.out == "embedded:copy.db has got 5 versions and 1 deletion, of 3 subjects\n"
    again = shop.run("registry", "import", "all.json", *to)
    assert again.out.splitlines()[0] == "embedded:copy.db has got 0 versions and 0 deletions, of 3 subjects"
    with shop.opened("copy.db") as copy:
        assert copy.versions("orders-value") == [2]
        assert copy.versions("orders-value", deleted=True) == [1, 2]
        assert copy.config() == SubjectConfig(compatibility=Compatibility.FULL_TRANSITIVE)
        assert copy.mode("orders-value") is Mode.READONLY
        assert copy.mode("mails-value") is None
    assert shop.run("registry", "export", "-o", "copy.json", *to).code == 0
    one, other = (json.loads((shop.folder / name).read_text()) for name in ("all.json", "copy.json"))
    assert one["subjects"] == other["subjects"]
    assert one["settings"] == other["settings"]


def test_nothing_is_imported_over_something_else(shop: Shop) -> None:
    shop.push()
    assert shop.registry("export", "-o", "all.json").code == 0
    with shop.opened("number.db") as other:
        other.register("mails-value", SchemaText(text='"string"'))
    done = shop.run("registry", "import", "all.json", "--registry", "embedded:number.db")
    assert done.code == 1
    assert "mails-value@1 is there with another schema, as id 1; here it is id 2" in done.err
    with shop.opened("id.db") as other:
        other.register("other", SchemaText(text='"string"'))
    done = shop.run("registry", "import", "all.json", "--registry", "embedded:id.db")
    assert done.code == 1
    assert "id 1 of common/v1/money.proto@1 is another schema's there" in done.err
    with shop.opened("id.db") as other:
        assert other.subjects() == ["other"]


def test_through_a_pipe(shop: Shop) -> None:
    shop.push()
    export = [sys.executable, "-m", "schemactl", "registry", "export", "-o", "-", *AT]
    told = subprocess.run(export, cwd=shop.folder, check=True, capture_output=True).stdout
    take = [sys.executable, "-m", "schemactl", "registry", "import", "-", "--registry", "embedded:copy.db"]
    done = subprocess.run(take, cwd=shop.folder, check=True, capture_output=True, input=told, text=False)
    assert done.stdout.decode() == "embedded:copy.db has got 3 versions and 0 deletions, of 3 subjects\n"
