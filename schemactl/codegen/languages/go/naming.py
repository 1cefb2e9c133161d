"""A plan in; the names of its handlers, functions and files in Go out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from schemactl.codegen.names import methods_of, pascal, value_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from schemactl.model.dispatch import DispatchPlan

EXTRA = {"unknown": "OnUnknown", "empty": "OnEmpty"}
"""What the policy `handler` asks for besides the arms."""
_MACHINES = re.compile(
    r".*_(aix|android|darwin|dragonfly|freebsd|hurd|illumos|ios|js|linux|nacl|netbsd|openbsd|plan9|solaris|wasip1"
    r"|windows|zos|386|amd64|amd64p32|arm|armbe|arm64|arm64be|loong64|mips|mipsle|mips64|mips64le|mips64p32"
    r"|mips64p32le|ppc|ppc64|ppc64le|riscv|riscv64|s390|s390x|sparc|sparc64|wasm|test)"
)
"""What at the end of a file's name tells go for which machines the file is (go/build, goodOSArchFile)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The names of one dispatch. methods: each arm's, by the arm's name; extra: by `unknown` and `empty`."""

    stem: str
    event: str
    methods: Mapping[str, str]
    extra: Mapping[str, str]

    @classmethod
    def of(cls, plan: DispatchPlan) -> Names:
        methods, extra = methods_of(plan, lambda arm: f"On{_stem(plan, arm)}", EXTRA)
        return cls(stem=stem(plan.name), event=exported(plan.name), methods=methods, extra=extra)

    @property
    def handlers(self) -> str:
        return f"{self.event}Handlers"

    @property
    def service(self) -> str:
        """What a person's type is called, until they call it otherwise."""
        return f"{self.event}Service"

    @property
    def declared(self) -> tuple[str, ...]:
        """All names at the top of the package."""
        return (
            self.handlers, self.service, f"Dispatch{self.event}", f"Handle{self.event}", f"Verify{self.event}",
        )  # fmt: skip


def stem(name: str) -> str:
    """The start of a file's name that go does not overlook, as it does `_1.go` and, elsewhere, `a_windows.go`."""
    name = name.lstrip("_.") or "x"
    return f"{name}_" if _MACHINES.fullmatch(name) else name


def exported(name: str) -> str:
    word = pascal(name).lstrip("_")
    return word if word[:1].isalpha() else f"X{word}"


def _stem(plan: DispatchPlan, arm: str) -> str:
    """What a method is called after: a field, a value without its enum's name, a type by its last name."""
    if plan.discriminator == "enum":
        arm = value_words(plan.by_type, arm)
    return pascal(arm.rpartition(".")[2])
