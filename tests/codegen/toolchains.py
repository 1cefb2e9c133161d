"""What the conformance tests ask of each language: to generate into, to compile with the real tools, and to run."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest
from crates import Rust

if TYPE_CHECKING:
    from collections.abc import Sequence

    from projects import Project

BIN = Path(sys.executable).parent


class Toolchain(Protocol):
    name: str

    def configuration(self, more: str = "") -> str:
        """The table of this language; `more` goes before it."""
        ...

    def prepare(self, project: Project) -> None:
        """Write what a project of this language needs besides the generated code; skip if a tool is missing."""
        ...

    def complaints(self, project: Project) -> str:
        """What compilers, linters and formatters have against the project; "" if all of them accept it."""
        ...

    def without_arm(self, project: Project, dispatch: str, arm: int) -> Path:
        """A copy of the dispatch file beside it that lacks the arm of this number, to be compiled too."""
        ...

    def without_handler(self, project: Project, dispatch: str, arm: int) -> None:
        """Take the handler of an arm out of the person's file."""
        ...

    def classify(self, project: Project, dispatch: str, records: Sequence[bytes | None]) -> list[str]:
        """What a built program prints for each record: see test_classification."""
        ...


class Python:
    name = "python"
    out = "src/events"

    def configuration(self, more: str = "") -> str:
        return f'{more}\n[generate.python]\nout = "{self.out}"\n'

    def prepare(self, project: Project) -> None:
        project.write(
            "pyrightconfig.json",
            '{"typeCheckingMode": "strict", "include": ["src"], "pythonVersion": "3.11"}',
        )

    def complaints(self, project: Project) -> str:
        source = str(project.folder / "src")
        return "".join(
            answer(command, project.folder)
            for command in (
                [*MYPY, source], [*PYRIGHT, "-p", "."], [*RUFF, "check", "--isolated", source],
                [*RUFF, "format", "--isolated", "--check", source],
            )
        )  # fmt: skip

    def without_arm(self, project: Project, dispatch: str, arm: int) -> Path:
        text = project.read(f"{self.out}/{dispatch}_dispatch.py")
        cut, count = re.subn(rf'        case "arm_{arm}":\n.*\n', "", text)
        assert count == 1
        path = project.folder / self.out / f"{dispatch}_without_{arm}.py"
        path.write_text(cut)
        return path

    def without_handler(self, project: Project, dispatch: str, arm: int) -> None:
        path = f"{self.out}/{dispatch}_handlers.py"
        cut, count = re.subn(rf"    def on_arm_{arm}\((.*\n)+?        raise.*\n\n?", "", project.read(path))
        assert count == 1
        project.write(path, cut)

    def classify(self, project: Project, dispatch: str, records: Sequence[bytes | None]) -> list[str]:
        project.write("src/classify.py", _CLASSIFY.replace("DISPATCH", dispatch))
        lines = "".join(f"{'-' if record is None else record.hex()}\n" for record in records)
        done = subprocess.run(
            [sys.executable, "src/classify.py"], cwd=project.folder, input=lines, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout.splitlines()


_CLASSIFY = """\
import sys

from events import DISPATCH_dispatch, schemactl_runtime
from events.DISPATCH_handlers import Handlers

for line in sys.stdin.read().splitlines():
    value = None if line == "-" else bytes.fromhex(line)
    try:
        outcome = DISPATCH_dispatch.handle_DISPATCH(Handlers(), value, framing=schemactl_runtime.plain)
    except NotImplementedError as error:
        frame = error.__traceback__
        while frame.tb_next:
            frame = frame.tb_next
        print("handled", frame.tb_frame.f_code.co_name.removeprefix("on_"))
        continue
    tags = getattr(outcome.error, "tags", ())
    print(type(outcome).__name__, type(outcome.error).__name__, *tags)
"""


class Go:
    name = "go"
    out = "internal/events"

    def configuration(self, more: str = "") -> str:
        return f'{more}\n[generate.go]\nout = "{self.out}"\n'

    def prepare(self, project: Project) -> None:
        if shutil.which("go") is None:
            pytest.skip("go is not installed")
        project.write("go.mod", "module example.com/shop\n\ngo 1.24\n")

    def complaints(self, project: Project) -> str:
        """gofmt answers 0 whatever it finds; tests are part of what is generated."""
        tidy(project.folder)
        unformatted = subprocess.run(
            ["gofmt", "-l", "."], cwd=project.folder, capture_output=True, text=True, check=True
        )
        return unformatted.stdout + "".join(
            answer(command, project.folder)
            for command in (
                ["go", "build", "./..."],
                ["go", "vet", "./..."],
                [*STATICCHECK, "./..."],
                GO_TEST,
            )
        )

    def without_arm(self, project: Project, dispatch: str, arm: int) -> Path:
        """A package of its own: in this one, everything in the copy would be declared twice."""
        here, beside = (project.folder / f"{self.out}{end}" for end in ("", f"_without_{arm}"))
        beside.mkdir()
        name = f"{dispatch}_dispatch.gen.go"
        cut, count = re.subn(rf"\tcase \*\w+\.\w+_Arm_{arm}:\n.*\n", "", (here / name).read_text())
        assert count == 1
        (beside / name).write_text(cut)
        shutil.copy(here / f"{dispatch}_dispatch_gen_test.go", beside)
        return beside

    def without_handler(self, project: Project, dispatch: str, arm: int) -> None:
        path = f"{self.out}/{dispatch}_handlers.go"
        cut, count = re.subn(rf"func \(.*\) OnArm{arm}\(.*\n.*\n}}\n", "", project.read(path))
        assert count == 1
        project.write(path, cut)

    def classify(self, project: Project, dispatch: str, records: Sequence[bytes | None]) -> list[str]:
        event = "".join(word.capitalize() for word in dispatch.split("_"))
        project.write("cmd/classify/main.go", _CLASSIFY_GO.replace("EVENT", event))
        tidy(project.folder)
        lines = "".join(f"{'-' if record is None else record.hex()}\n" for record in records)
        done = subprocess.run(
            ["go", "run", "./cmd/classify"], cwd=project.folder, input=lines, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout.splitlines()


def tidy(folder: Path) -> None:
    """What the generated code imports goes into go.mod, as a person would do it."""
    done = subprocess.run(["go", "mod", "tidy"], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


_CLASSIFY_GO = """\
package main

import (
	"bufio"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"regexp"
	"strings"

	"example.com/shop/internal/events"
	"example.com/shop/internal/events/schemactl"
)

func main() {
	handled := regexp.MustCompile(`\\.On(\\w+) is not written yet`)
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		var record schemactl.Record
		if lines.Text() != "-" {
			value, err := hex.DecodeString(lines.Text())
			if err != nil {
				panic(err)
			}
			record.Value = append([]byte{}, value...)
		}
		outcome, err := events.HandleEVENT(context.Background(), &events.EVENTService{}, record, schemactl.Plain)
		if found := handled.FindStringSubmatch(fmt.Sprint(err)); found != nil {
			fmt.Println("handled", strings.ToLower(found[1]))
			continue
		}
		said := []any{outcome.Action, schemactl.ErrorType(outcome.Err)}
		if unknown := (*schemactl.UnknownVariantError)(nil); errors.As(outcome.Err, &unknown) {
			for _, tag := range unknown.Tags {
				said = append(said, tag)
			}
		}
		fmt.Println(said...)
	}
}
"""

STATICCHECK = ("go", "run", "honnef.co/go/tools/cmd/staticcheck@v0.7.0")
GO_TEST = ("go", "test", "./...")
MYPY = (sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "--cache-dir=/dev/null")
PYRIGHT = (str(BIN / "pyright"), "--pythonpath", sys.executable)
RUFF = (str(BIN / "ruff"),)


def answer(command: Sequence[str], folder: Path) -> str:
    """What a program prints, if it does not accept; "" if it does."""
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return f"{' '.join(command[:2])}: {done.stdout}{done.stderr}\n" if done.returncode else ""


TOOLCHAINS: tuple[Toolchain, ...] = (Python(), Go(), Rust())
"""Whoever adds a language adds a line here."""
