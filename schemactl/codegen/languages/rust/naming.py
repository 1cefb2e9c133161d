"""A plan and the types that prost makes in; the names of its handlers and of what they are given out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from schemactl.codegen.names import distinct, methods_of, pascal
from schemactl.errors import ConfigError
from schemactl.formats.protobuf.prost import GOOGLE, Type, google
from schemactl.formats.protobuf.prost_spelling import camel, snake, value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from schemactl.model.dispatch import Arm, DispatchPlan

EXTRA = {"unknown": "on_unknown", "empty": "on_empty"}
"""What the policy `handler` asks for besides the arms."""
_SCALARS = {
    "double": "f64", "float": "f32", "int64": "i64", "sint64": "i64", "sfixed64": "i64", "uint64": "u64",
    "fixed64": "u64", "uint32": "u32", "fixed32": "u32", "bool": "bool", "string": "String", "bytes": "Vec<u8>",
}  # fmt: skip
"""All other scalars are `i32`, and so are enums: prost leaves what it does not know in them."""
_BORROWED = {"String": "&str", "Vec<u8>": "&[u8]", "()": "&()"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The names of one dispatch. methods: each arm's, by the arm's name; extra: by `unknown` and `empty`."""

    function: str
    handlers: str
    event: str
    methods: Mapping[str, str]
    extra: Mapping[str, str]

    @classmethod
    def of(cls, plan: DispatchPlan) -> Names:
        methods, extra = methods_of(plan, lambda arm: f"on_{_stem(plan, arm)}", EXTRA)
        stem = pascal(plan.name)
        return cls(
            function=plan.name, handlers=f"{stem}Handlers", event=f"{stem}Event", methods=methods, extra=extra
        )


def _stem(plan: DispatchPlan, arm: str) -> str:
    """What a method is called after: a field, a value without its enum's name, a type by its last name."""
    if plan.discriminator == "enum":
        arm = value(plan.by_type.rpartition(".")[2], arm)
    return snake(arm.rpartition(".")[2]).removeprefix("r#").strip("_") or "underscore"


class Types:
    """The types of a target, as its modules refer to them."""

    def __init__(self, types: Mapping[str, Type]) -> None:
        self._types = types

    def __getitem__(self, full_name: str) -> Type:
        return google(full_name) if full_name.startswith(GOOGLE) else self._types[full_name]

    def path(self, full_name: str) -> str:
        """A message's struct or an enum."""
        path = self[full_name].path
        return f"pb::{path}" if full_name in self._types else path

    def payload(self, arm: Arm) -> str:
        """The type of the parameter for what an arm carries."""
        message = arm.type in {"message", "group"}
        owned = self.path(arm.type_name) if message else _SCALARS.get(arm.type, "i32")
        return _BORROWED.get(owned) or (owned if _copied(owned) else f"&{owned}")

    def passed(self, arm: Arm) -> str:
        """What is passed of the reference `payload`; a box is dereferenced by the compiler."""
        return "payload" if self.payload(arm).startswith("&") else "*payload"


def _copied(owned: str) -> bool:
    """Numbers and truth values."""
    return owned.islower() and "::" not in owned


def variants(plan: DispatchPlan) -> dict[str, str]:
    """The variants of the enum for a topic's types, by their full names."""
    return distinct((arm.name for arm in plan.arms), lambda name: camel(name.rpartition(".")[2]))


def refuse(plan: DispatchPlan) -> None:
    """Refuse what would only be found out from a compiler."""
    if not plan.name.isascii():
        raise ConfigError(
            f"{plan.name}: Rust's modules have ASCII names", fix="give the dispatch another name",
            location=plan.location,
        )  # fmt: skip
