"""A plan in; the names of its handlers and types in Python out."""

from __future__ import annotations

from dataclasses import dataclass
from keyword import iskeyword
from typing import TYPE_CHECKING

from schemactl.codegen.names import distinct, methods_of, pascal, snake, value_words
from schemactl.errors import ConfigError
from schemactl.model.location import Location

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from schemactl.model.dispatch import Arm, DispatchPlan

GOOGLE = "google/protobuf/"
"""The files that come with the protobuf package."""
EXTRA = {"unknown": "on_unknown", "empty": "on_empty"}
"""What the policy `handler` asks for besides the arms."""
_SCALARS = {"bool": "bool", "string": "str", "bytes": "bytes", "float": "float", "double": "float"}
"""All other scalars are `int`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The names of one dispatch. methods: each arm's, by the arm's name; extra: by `unknown` and `empty`."""

    function: str
    handlers: str
    methods: Mapping[str, str]
    extra: Mapping[str, str]

    @classmethod
    def of(cls, plan: DispatchPlan) -> Names:
        methods, extra = methods_of(plan, lambda arm: f"on_{_stem(plan, arm)}", EXTRA)
        return cls(function=plan.name, handlers=f"{pascal(plan.name)}Handlers", methods=methods, extra=extra)


def _stem(plan: DispatchPlan, arm: str) -> str:
    """What a method is called after: a field verbatim, a value without its enum's name, a type by its last name."""
    if plan.discriminator == "oneof":
        return arm
    if plan.discriminator == "enum":
        return value_words(plan.by_type, arm)
    return snake(arm.rpartition(".")[2])


def module(file: str) -> str:
    """The module that protoc makes of a file, relative to the target: `order.v1.order_pb2`.

    Raises ConfigError for a path that no import statement can say.
    """
    path = f"{file.removesuffix('.proto').replace('-', '_')}_pb2".replace("/", ".")
    if not all(part.isidentifier() and not iskeyword(part) for part in path.split(".")):
        raise ConfigError(
            "Python cannot import a module of this path", location=Location(file),
            fix="rename the folders and files that are Python keywords or no identifiers",
        )  # fmt: skip
    return path


class Modules:
    """The message modules that a page imports, and how it refers to what is in them."""

    def __init__(self, homes: Mapping[str, tuple[str, str]], names: Iterable[str]) -> None:
        self._homes = homes
        files = sorted({homes[name][0] for name in names if name})
        self._aliases = distinct(files, lambda file: module(file).rpartition(".")[2])

    @property
    def imports(self) -> list[tuple[str, str]]:
        """The module to import from, with its leading dot, and the name to import."""
        return [(_from(file), _as(file, alias)) for file, alias in self._aliases.items()]

    def annotation(self, full_name: str) -> str:
        """A message as the stubs call it: they put `_r_` before keywords. It is never evaluated."""
        file, inner = self._homes[full_name]
        parts = [f"_r_{part}" if iskeyword(part) else part for part in inner.split(".")]
        return ".".join([self._aliases[file], *parts])

    def value(self, full_name: str) -> str:
        """An expression for a message's class or an enum's wrapper."""
        file, inner = self._homes[full_name]
        expression = self._aliases[file]
        for part in inner.split("."):
            expression = f'getattr({expression}, "{part}")' if iskeyword(part) else f"{expression}.{part}"
        return expression

    def payload(self, arm: Arm) -> str:
        """The type of what an arm carries."""
        if arm.type in {"message", "group"}:
            return self.annotation(arm.type_name)
        if arm.type == "enum":
            return f"{self.annotation(arm.type_name)}.ValueType"
        return _SCALARS.get(arm.type, "int")


def _from(file: str) -> str:
    package = module(file).rpartition(".")[0]
    return package if file.startswith(GOOGLE) else f".{package}"


def _as(file: str, alias: str) -> str:
    name = module(file).rpartition(".")[2]
    return name if name == alias else f"{name} as {alias}"
