"""`schemactl generate`: what is written, what is told, what --check finds, and what is refused, and where."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from importlib import resources
from typing import TYPE_CHECKING

import jsonschema
import pytest

if TYPE_CHECKING:
    from conftest import Done, Files, Run

TABLE = '[generate.python]\nout = "src/events"\n'
EVENT = """\
syntax = "proto3";
package shop.v1;
message Event {
  string id = 1;
  oneof payload {
    Made made = 10;
%s  }
}
message Made {}
"""
ANOTHER = "    string sold = 11;\n"
OUT = "src/events"
DISPATCH, HANDLERS = f"{OUT}/event_dispatch.py", f"{OUT}/event_handlers.py"


@pytest.fixture
def shop(files: Files, run: Run) -> Files:
    """A project whose code has been generated."""
    files.write("schemactl.toml", TABLE)
    files.write("shop/v1/event.proto", EVENT % "")
    assert run("generate").code == 0
    return files


def states(done: Done) -> dict[str, str]:
    """The state of every file; the whole object is of the schema that the package has."""
    schema = json.loads(resources.files("schemactl.report").joinpath("schemas/generate-1.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(done.json, schema)
    return {each["file"]: each["state"] for target in done.json["targets"] for each in target["files"]}


def differing(done: Done) -> dict[str, str]:
    return {file: state for file, state in states(done).items() if state not in {"same", "yours"}}


def everything(files: Files) -> dict[str, bytes]:
    return {
        str(path.relative_to(files.folder)): path.read_bytes()
        for path in files.folder.rglob("*")
        if path.is_file()
    }


def test_what_is_written_is_told(files: Files, run: Run) -> None:
    files.write("schemactl.toml", TABLE)
    files.write("shop/v1/event.proto", EVENT % "")
    done = run("generate")
    assert (done.code, done.err) == (0, "")
    assert done.out == "python → src/events\n   shop.v1.Event.payload: made\n9 created · 9 files\n"
    assert (files.folder / HANDLERS).exists()


def test_what_is_current_passes_the_check(shop: Files, run: Run) -> None:
    done = run("generate", "--check", "-f", "json")
    assert done.code == 0
    assert differing(done) == {}
    assert done.json["current"] is True
    assert done.json["targets"][0]["dispatches"] == [
        {
            "name": "event",
            "event": "shop.v1.Event",
            "by": "payload",
            "discriminator": "oneof",
            "arms": ["made"],
        }
    ]


def test_drift_fails_the_check_with_a_difference_and_writes_nothing(shop: Files, run: Run) -> None:
    shop.write("shop/v1/event.proto", EVENT % ANOTHER)
    before = everything(shop)
    done = run("generate", "--check")
    assert done.code == 1
    assert f"{DISPATCH}: out of date\n" in done.out
    assert '+        case "sold":\n' in done.out
    assert f"{HANDLERS}: has no on_sold" in done.out
    assert everything(shop) == before


def test_a_missing_handler_is_told_with_what_to_paste_and_a_persons_file_is_kept(
    shop: Files, run: Run
) -> None:
    shop.edit(HANDLERS, "raise NotImplementedError", "print(event.id)")
    mine = (shop.folder / HANDLERS).read_bytes()
    shop.write("shop/v1/event.proto", EVENT % ANOTHER)
    done = run("generate")
    assert done.code == 0
    assert f"{HANDLERS}: has no on_sold, and does not compile without; paste:\n\n    def on_sold(" in done.out
    assert "payload: str" in done.out
    assert done.out.endswith(" written, 1 handler missing · 9 files\n")
    assert (shop.folder / HANDLERS).read_bytes() == mine
    told = run("generate", "-f", "json").json["targets"][0]["handlers"][0]
    snippet = told["missing"][0]["snippet"]
    shop.write(HANDLERS, mine + b"\n" + "\n".join(f"    {line}" for line in snippet.splitlines()).encode())
    assert "missing" not in run("generate").out


def test_a_handler_whose_variant_is_gone_is_told(shop: Files, run: Run) -> None:
    shop.edit("shop/v1/event.proto", "made = 10", "built = 10")
    done = run("generate")
    assert f"{HANDLERS}: on_made has no variant of shop.v1.Event.payload any more" in done.out
    assert f"{HANDLERS}: has no on_built" in done.out


def test_handlers_that_are_no_python_are_told(shop: Files, run: Run) -> None:
    shop.write(HANDLERS, "class Handlers(:\n")
    assert f"{HANDLERS}: cannot be read: line 1: invalid syntax" in run("generate").out


def test_an_edit_by_hand_is_found_and_written_over(shop: Files, run: Run) -> None:
    text = (shop.folder / DISPATCH).read_bytes()
    shop.write(DISPATCH, text + b"# mine\n")
    done = run("generate", "--check")
    assert done.code == 1
    assert f"{DISPATCH}: edited by hand\n" in done.out
    assert "-# mine\n" in done.out
    assert f"{DISPATCH}: written over a hand edit\n" in run("generate").out
    assert (shop.folder / DISPATCH).read_bytes() == text


def test_a_file_that_was_deleted_is_made_again(shop: Files, run: Run) -> None:
    (shop.folder / DISPATCH).unlink()
    assert differing(run("generate", "--check", "-f", "json")) == {DISPATCH: "new"}
    run("generate")
    assert run("generate", "--check").code == 0


def test_what_a_schema_left_behind_goes_unless_somebody_edited_it(shop: Files, run: Run) -> None:
    shop.write("other/v1/other.proto", EVENT.replace("shop", "other").replace("Event", "Other") % "")
    run("generate")
    stub = f"{OUT}/other/v1/other_pb2.pyi"
    shop.write(stub, "# mine\n")
    (shop.folder / "other/v1/other.proto").unlink()
    assert run("generate", "--check").code == 1
    done = run("generate", "-f", "json")
    found = differing(done)
    assert found.pop(f"{OUT}/schemactl-manifest.json") == "changed"
    assert found == {
        stub: "kept", f"{OUT}/other_dispatch.py": "stale", f"{OUT}/other/__init__.py": "stale",
        f"{OUT}/other/v1/__init__.py": "stale", f"{OUT}/other/v1/other_pb2.py": "stale",
    }  # fmt: skip
    assert (shop.folder / stub).read_text() == "# mine\n"
    assert (shop.folder / OUT / "other_handlers.py").exists()
    assert not (shop.folder / OUT / "other_dispatch.py").exists()
    assert differing(run("generate", "--check", "-f", "json")) == {stub: "kept"}
    (shop.folder / stub).unlink()
    run("generate")
    assert run("generate", "--check").code == 0


def test_a_file_of_somebody_else_is_never_written_over(files: Files, run: Run) -> None:
    files.write("schemactl.toml", TABLE)
    files.write("shop/v1/event.proto", EVENT % "")
    files.write(DISPATCH, "print('mine')\n")
    done = run("generate")
    assert done.code == 2
    assert done.err.startswith(f"{DISPATCH}:1:1: this file was not generated by schemactl")
    assert not (files.folder / HANDLERS).exists()


@pytest.mark.parametrize(
    "text", [
        "<<<<<<< HEAD", "[]", '{"schema": "x"}', '{"schema": "schemactl.manifest/1"}',
        '{"schema": "schemactl.manifest/1", "files": {"../x.py": "a"}, "schemas": "", "generator": 1, "tools": {}}',
    ],
)  # fmt: skip
def test_a_broken_manifest_is_refused(shop: Files, run: Run, text: str) -> None:
    shop.write(f"{OUT}/schemactl-manifest.json", text)
    done = run("generate")
    assert done.code == 2
    assert done.err.startswith(f"{OUT}/schemactl-manifest.json:1:1: is no manifest of generated files")


def test_nothing_is_written_if_something_cannot_be(shop: Files, run: Run) -> None:
    """A folder stands where a file has to go: everything else stays, or goes back."""
    shop.write("shop/v1/event.proto", EVENT % ANOTHER)
    shop.write("zoo/v1/zoo.proto", EVENT.replace("shop", "zoo").replace("Event", "Zoo") % "")
    (shop.folder / OUT / "zoo_handlers.py").mkdir()
    before = everything(shop)
    done = run("generate")
    assert done.code == 2
    assert done.err.startswith(f"{OUT}/zoo_handlers.py:1:1: cannot be read: Is a directory")
    assert everything(shop) == before


def test_a_disk_that_takes_no_more_changes_nothing(shop: Files) -> None:
    """The system refuses files of more than two kibibytes, as a full disk does in the middle of the work."""
    shop.write("shop/v1/event.proto", EVENT % ANOTHER)
    shop.write("new/v1/new.proto", EVENT.replace("shop", "new").replace("Event", "New") % "")
    before = everything(shop)
    done = subprocess.run(
        ["bash", "-c", f"ulimit -f 2; exec {sys.executable} -m schemactl generate"],
        cwd=shop.folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2, done.stderr
    assert "cannot be written: File too large; nothing was changed" in done.stderr
    assert everything(shop) == before
    assert not (shop.folder / OUT / "new").exists()


DISPATCHED = TABLE + "[[generate.dispatch]]\n"
EVENTS = DISPATCHED + 'type = "shop.v1.Event"\n'


@pytest.mark.parametrize(
    ("configuration", "place", "message", "fix"),
    [
        (
            DISPATCHED + 'type = "shop.v1.Evnt"',
            "4:1", "there is no type shop.v1.Evnt in the schemas", "did you mean shop.v1.Event?",
        ),
        (
            EVENTS + 'by = "paylod"',
            "5:1", "paylod is neither a oneof nor a field of shop.v1.Event", "did you mean payload?",
        ),
        (
            EVENTS + 'by = "id"',
            "5:1", "id is neither a oneof nor a single enum of shop.v1.Event", "known: payload",
        ),
        (
            DISPATCHED + 'type = "shop.v1.Made"',
            "4:1", "say by what shop.v1.Made is told apart", "it has neither",
        ),
        (
            DISPATCHED + 'name = "x"',
            "3:1", "generate.dispatch[0]: name one type, or the types", "",
        ),
        (
            DISPATCHED + 'types = ["shop.v1.Event", "shop.v1.Made"]',
            "4:1", "generate.dispatch[0]: types of a topic need a name", "",
        ),
        (
            EVENTS + 'payloads = "9-3"',
            "5:1", "generate.dispatch[0]: 9-3 is no range", "",
        ),
        (
            EVENTS + 'unknown = "ignore"',
            "5:1", "generate.dispatch[0].unknown: 'ignore' is not known", "known: dead_letter",
        ),
        (
            EVENTS + '[[generate.dispatch]]\ntype = "shop.v1.Event"',
            "5:1", "two dispatches are called", "",
        ),
        (
            '[generate.python]\nout = "../x"',
            "2:1", "generate.python.out: ../x is not a folder inside the project", "",
        ),
        (
            '[generate.python]\nout = "/x"',
            "2:1", "generate.python.out: /x is not a folder inside the project", "",
        ),
        (
            '[generate.python]\nout = "."',
            "2:1", "generate.python.out: . is not a folder inside the project", "",
        ),
        (
            '[generate.python]\nout = "shop/v1/event.proto"',
            "2:1", "generate.python.out: shop/v1/event.proto is or is in a file", "",
        ),
        (
            '[generate.python]\nout = "shop/v1/event.proto/x"',
            "2:1", "generate.python.out: shop/v1/event.proto/x is or is in a file", "",
        ),
        (
            '[generate.python]\nout = "x"\nmodules = ["y"]',
            "3:1", "generate.python.modules: 'y' is not known", "known: default",
        ),
        (
            "[generate.python]\nasync = true",
            "1:1", "generate.python: object missing required field `out`", "",
        ),
        (
            '[generate.python]\nout = "x"\nasink = true',
            "3:1", "unknown key generate.python.asink", "did you mean async?",
        ),
        (
            '[generate.pyton]\nout = "x"',
            "1:1", "unknown key generate.pyton", "did you mean python?",
        ),
    ],
)  # fmt: skip
def test_a_wrong_configuration_is_refused_where_it_is_wrong(
    files: Files, run: Run, configuration: str, place: str, message: str, fix: str
) -> None:
    files.write("schemactl.toml", configuration)
    files.write("shop/v1/event.proto", EVENT % "")
    before = everything(files)
    done = run("generate")
    assert done.code == 2
    assert done.err.startswith(f"schemactl.toml:{place}: {message}")
    assert f"fix    {fix}" in done.err
    assert everything(files) == before


def test_two_oneofs_have_to_be_chosen_from(files: Files, run: Run) -> None:
    files.write("schemactl.toml", TABLE)
    files.write(
        "a.proto",
        'syntax = "proto3";\nmessage A {\n  oneof x { int32 a = 1; }\n  oneof y { int32 b = 2; }\n}\n',
    )
    done = run("generate")
    assert done.code == 2
    assert done.err.startswith("a.proto:2:1: A can be told apart by x or by y\n")
    assert '[[generate.dispatch]] type = "A" by = "…"' in done.err


def test_no_event_is_no_silence(files: Files, run: Run) -> None:
    files.write("schemactl.toml", TABLE)
    files.write("a.proto", 'syntax = "proto3";\nmessage A {}\n')
    assert run("generate").err.startswith("schemactl: there is nothing to dispatch")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("pyhton",), "schemactl: pyhton is no language that is generated\n   fix    did you mean python?"),
        (("python",), "schemactl: nothing says where python goes"),
        ((), "schemactl: nothing says where python goes"),
        (("--check", "--watch"), "schemactl: --check looks once, and --watch again and again"),
    ],
)
def test_a_wrong_command_line(files: Files, run: Run, arguments: tuple[str, ...], message: str) -> None:
    files.write("a.proto", EVENT % "")
    done = run("generate", *arguments)
    assert done.code == 2
    assert done.err.startswith(message)


def test_avro_is_not_silently_left_out(files: Files, run: Run) -> None:
    files.write("schemactl.toml", TABLE)
    field = {"name": "p", "type": [{"type": "record", "name": name, "fields": []} for name in "AB"]}
    files.write("e.avsc", json.dumps({"type": "record", "name": "a.E", "fields": [field]}))
    done = run("generate")
    assert done.code == 2
    assert "a.E.p is avro, which python is not generated from yet" in done.err


def test_a_schema_that_does_not_compile(shop: Files, run: Run) -> None:
    shop.write("shop/v1/event.proto", "syntax = 1;")
    before = everything(shop)
    assert run("generate").code == 1
    assert everything(shop) == before


def test_a_file_is_never_an_option_of_protoc(files: Files, run: Run) -> None:
    files.write("schemactl.toml", TABLE)
    files.write("-oevil.proto", EVENT % "")
    done = run("generate")
    assert done.code == 1
    assert "-oevil.proto:1:1: no code is made of a file that begins so" in done.err
    assert not (files.folder / OUT).exists()


def test_other_versions_of_generators_are_named_where_files_differ(shop: Files, run: Run) -> None:
    manifest = f"{OUT}/schemactl-manifest.json"
    said = json.loads((shop.folder / manifest).read_text())
    said["tools"]["mypy-protobuf"] = "0.1"
    shop.write(manifest, json.dumps(said))
    assert run("generate", "--check").code == 0
    shop.write("shop/v1/event.proto", EVENT % ANOTHER)
    assert "   mypy-protobuf was 0.1, here it is " in run("generate", "--check").out


def test_watch_generates_again_until_it_is_interrupted(shop: Files) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "schemactl", "generate", "--watch"], cwd=shop.folder,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as watching:  # fmt: skip
        assert watching.stdout
        assert watching.stderr
        try:
            while "nothing to do" not in watching.stdout.readline():
                pass
            shop.write("shop/v1/event.proto", "syntax = 1;")
            while "does not compile" not in watching.stderr.readline():
                pass
            shop.write("shop/v1/event.proto", EVENT % ANOTHER)
            while "written" not in watching.stdout.readline():
                pass
            assert "on_sold" in (shop.folder / DISPATCH).read_text()
        finally:
            watching.send_signal(signal.SIGINT)
        watching.communicate(timeout=20)
    assert watching.returncode == 130
