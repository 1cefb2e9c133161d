"""JSON Schema's elements: what identifies them and what can change; keywords that say one thing are one facet."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from schemactl.model.element import Element, NamedType, facet, key, kids

if TYPE_CHECKING:
    from collections.abc import Hashable
    from fractions import Fraction

TYPES = ("null", "boolean", "integer", "number", "string", "array", "object")


@dataclass(frozen=True, slots=True)
class Bound:
    """How small or how large a number may be; exclusive: it may not be that number."""

    value: Fraction
    exclusive: bool
    sign: str
    """`>` for a lower bound, `<` for an upper one."""

    def __str__(self) -> str:
        value = self.value.numerator if self.value.denominator == 1 else float(self.value)
        return f"{self.sign}{'' if self.exclusive else '='} {value}"


@dataclass(frozen=True, slots=True)
class Condition:
    """`if`, and what holds `then` or `else`; either may be missing."""

    test: Constraint
    then: Constraint | None
    otherwise: Constraint | None

    def __str__(self) -> str:
        return f"if {self.test} then {self.then or 'anything'} else {self.otherwise or 'anything'}"


@dataclass(frozen=True, slots=True)
class Contains:
    """Between `least` and `most` (None: any number) items are as this says."""

    item: Constraint
    least: int
    most: int | None

    def __str__(self) -> str:
        return f"{self.least} to {'any number' if self.most is None else self.most} of {self.item}"


@dataclass(frozen=True, slots=True)
class Dependency:
    """An object that has the property `name` has `required` as well, and is as `schema` says."""

    name: str
    required: tuple[str, ...] = ()
    schema: Constraint | None = None

    def __str__(self) -> str:
        return f"{self.name} → {self.schema or ', '.join(self.required)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraint(Element):
    """A schema where it is used: what the values at one place of an instance may be. None and () say nothing.

    role, name: the keyword that holds it, and its name or index there; both "" for a root.
    never: nothing is valid (`false`). values: of `enum` or `const`, as canonical JSON.
    shortest … most_keys: the `min…` and `max…` of strings, arrays and objects.
    ref: the full name of the definition that holds here as well.
    any_of, one_of, negation, names (propertyNames), rest_keys and rest_items (unevaluated…): schemas whose
    changes cannot be told one by one, since a narrower part may make the whole wider.
    annotations: what says nothing about values, as JSON (title, default, examples, …).
    extensions: keywords that the draft does not define, as JSON.
    seal: below such keywords, a digest of the definitions that `ref` leads to; "" elsewhere.
    text: the schema's own text in one line. implied: it is not written: what is not said of is anything.
    """

    KIND: ClassVar[str] = "schema"

    role: str = key(default="")
    name: str = key(default="")
    never: bool = facet(default=False)
    types: tuple[str, ...] | None = facet(default=None)
    values: tuple[str, ...] | None = facet(default=None)
    lower: Bound | None = facet(default=None)
    upper: Bound | None = facet(default=None)
    multiple: str | None = facet(default=None)
    shortest: int | None = facet(default=None)
    longest: int | None = facet(default=None)
    pattern: str | None = facet(default=None)
    format: str | None = facet(default=None)
    content: str = facet(default="")
    fewest_items: int | None = facet(default=None)
    most_items: int | None = facet(default=None)
    unique: bool = facet(default=False)
    contains: Contains | None = facet(default=None)
    fewest_keys: int | None = facet(default=None)
    most_keys: int | None = facet(default=None)
    required: tuple[str, ...] = facet(default=())
    dependencies: tuple[Dependency, ...] = facet(default=())
    names: Constraint | None = facet(default=None)
    rest_keys: Constraint | None = facet(default=None)
    rest_items: Constraint | None = facet(default=None)
    any_of: tuple[Constraint, ...] = facet(default=())
    one_of: tuple[Constraint, ...] = facet(default=())
    negation: Constraint | None = facet(default=None)
    condition: Condition | None = facet(default=None)
    ref: str = facet(default="", link=True)
    annotations: str = facet(default="{}")
    extensions: str = facet(default="{}")
    properties: tuple[Constraint, ...] = kids()
    patterns: tuple[Constraint, ...] = kids()
    additional: tuple[Constraint, ...] = kids()
    prefix: tuple[Constraint, ...] = kids()
    items: tuple[Constraint, ...] = kids()
    all_of: tuple[Constraint, ...] = kids()
    seal: str = field(default="", repr=False)
    text: str = field(default="", repr=False, compare=False)
    implied: bool = field(default=False, repr=False, compare=False)

    def __str__(self) -> str:
        return self.text

    @property
    def beside(self) -> tuple[Constraint, ...]:
        """The schemas in it that are about the same value as it is, whatever they mean for it."""
        condition = self.condition
        tested = (condition.test, condition.then, condition.otherwise) if condition else ()
        depended = (item.schema for item in self.dependencies)
        found = (*self.all_of, *self.any_of, *self.one_of, self.negation, *tested, *depended)
        return tuple(schema for schema in found if schema is not None)

    @property
    def held(self) -> tuple[Constraint, ...]:
        """Every schema that stands right in it."""
        below = (*self.properties, *self.patterns, *self.additional, *self.prefix, *self.items)
        other = (self.names, self.rest_keys, self.rest_items, self.contains.item if self.contains else None)
        return (*below, *self.beside, *(schema for schema in other if schema is not None))

    @property
    def label(self) -> str:
        return f"{self.role}/{escaped(self.name)}" if self.name else self.role

    def path_in(self, owner: str) -> str:
        """A JSON Pointer (RFC 6901) behind the file's name."""
        whole = owner if "#" in owner else f"{owner}#"
        return f"{whole}/{self.label}" if self.role else whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition(NamedType):
    """A schema that references lead to. full_name: its file and its pointer, as `a.schema.json#/$defs/Money`."""

    KIND: ClassVar[str] = "definition"
    ROAMS: ClassVar[bool] = True

    full_name: str = key()
    schemas: tuple[Constraint, ...] = kids()

    @property
    def schema(self) -> Constraint:
        return self.schemas[0]

    @property
    def likeness(self) -> tuple[Hashable, ...]:
        """By its last name, then by what it says."""
        return (self.full_name.rpartition("/")[2], self.schema.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class File(Element):
    """What the data of one file's schema is: a reference to the definition that is the whole file.

    name: as references say it. id: its `$id`. draft: such as `2020-12`.
    """

    KIND: ClassVar[str] = "file"

    name: str = key()
    draft: str = facet()
    id: str = facet(default="")
    schemas: tuple[Constraint, ...] = kids()

    @property
    def likeness(self) -> tuple[Hashable, ...]:
        """By its `$id`; a file that merely says the same is another file."""
        return (self.id,) if self.id else ()


def escaped(name: str) -> str:
    """A name as a JSON Pointer has it."""
    return name.replace("~", "~0").replace("/", "~1")


def canonical(value: Any) -> str:
    """A JSON value's text, the same for all values that JSON Schema holds equal (Core, Instance Equality)."""
    return json.dumps(_plain(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
