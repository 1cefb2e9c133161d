"""Schemas that hold together, and one more, in; whether what is valid under the first is valid under that, proved, out.

False means that there is no proof here, not that it is not so.
"""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING, Any

from schemactl.inclusion.evaluate import holds, valid
from schemactl.inclusion.parts import (
    UnreadablePatternError,
    at_index,
    at_key,
    branches,
    closed,
    keys,
    matches,
    own_at_index,
    own_at_key,
    patterns,
    referred,
    saying,
)
from schemactl.model.element import shape
from schemactl.model.jsonschema import Bound, Constraint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from schemactl.inclusion.parts import Part, Parts
    from schemactl.model.jsonschema import Condition

ATOMS = frozenset({"null", "boolean", "integer", "fraction", "string", "array", "object"})
"""Types that exclude each other: a number is an integer or a fraction."""
NUMBERS = frozenset({"integer", "fraction"})
FACETS = tuple(
    facet.name
    for facet in shape(Constraint).facets
    if facet.name not in {"annotations", "extensions", "format", "content"}
)
FORMATS = ("format", "content")
STEPS = 2500
"""How many questions one proof may ask; beyond that there is none."""
_FEW = 64
"""Ranges of so many integers are looked at one by one."""
_DEPTH = 12
_SPLITS = 3
_PROVED = -1


class Prover:
    """One attempt. What is being proved of a value is taken for granted of the values in it: instances are finite.

    formats: whether a format that only one side has stands in the way, though no validator here asserts it.
    """

    def __init__(self, steps: int = STEPS, *, formats: bool = True) -> None:
        self._left = steps
        self._facets = (*FACETS, *(FORMATS if formats else ()))
        self._asked: dict[tuple[Any, ...], int] = {}
        self._kept: list[Parts] = []  # an identity is another schema's when its own is gone
        self._depth = 0
        self._level = 0

    # --- one schema within another

    def within(self, a: Parts, b: Iterable[Part]) -> bool:
        """Whether all that is valid under `a` is valid under each of `b`."""
        a = closed(a)
        return all(self.part(a, part) for part in closed(b))

    def part(self, a: Parts, b: Part) -> bool:
        """Whether all that is valid under `a` meets what `b` itself says, apart from what it refers to."""
        key = (frozenset(id(part.schema) for part in a), id(b.schema))
        if key in self._asked:
            return self._asked[key] < self._level
        if any(alike(part, b) for part in a):
            return True
        self._left -= 1
        if self._left < 0 or self._depth > _DEPTH:
            return False
        before = len(self._asked)
        self._kept.append((*a, b))
        self._asked[key] = self._level
        self._depth += 1
        proved = all(self.facet(a, b, facet) for facet in self._facets) and self.kids(a, b)
        self._depth -= 1
        if proved:
            self._asked[key] = _PROVED
        else:  # nor does what was proved by taking it for granted hold
            for later in list(self._asked)[before:]:
                del self._asked[later]
        return proved

    def facet(self, a: Parts, b: Part, facet: str) -> bool:
        """Whether all that is valid under `a` is as one facet of `b` says."""
        said = getattr(b.schema, facet)
        if said is None or said is False or said in ((), ""):
            return True
        try:
            return self._split(
                a, lambda each: self._facet(each, b, facet), eager=facet in {"any_of", "one_of"}
            )
        except UnreadablePatternError:
            return False

    def _facet(self, a: Parts, b: Part, facet: str) -> bool:
        few = finite(a)
        if few is not None:
            self._left -= len(few) // _FEW
            return all(holds(b, facet, value) for value in few)
        way = getattr(self, f"_{facet}", None)
        if way is not None and way(a, b.schema if facet in _OF_SCHEMA else b):
            return True
        return self.empty(a)

    def _split(
        self, a: Parts, proves: Callable[[Parts], bool], splits: int = _SPLITS, *, eager: bool = False
    ) -> bool:
        """Prove it of all, or of each branch of a choice that `a` leaves, or of each of its types.

        eager: of the branches first, as is short where what is asked is a choice as well.
        """
        self._left -= 1
        choices = self._choices(a) if splits else []
        if eager and self._each(a, choices, proves, splits, eager=True):
            return True
        if proves(a):
            return True
        if splits == 0 or self._left < 0:
            return False
        kinds = types(a)
        by_type: list[Parts] = (
            [(saying(types=_named(kind)),) for kind in sorted(kinds)] if len(kinds) > 1 else []
        )
        ways = [*([] if eager else choices), *([by_type] if by_type else [])]
        return self._each(a, ways, proves, splits, eager=eager)

    def _each(
        self, a: Parts, ways: list[list[Parts]], proves: Callable[[Parts], bool], splits: int, *, eager: bool
    ) -> bool:
        """Whether it is proved of each case of one of these ways to tell cases apart."""
        return any(
            all(self._split(closed((*a, *case)), proves, splits - 1, eager=eager) for case in way)
            for way in ways
            if len(way) <= _FEW
        )

    def _choices(self, a: Parts) -> list[list[Parts]]:
        """Lists of cases of which each value is in one: branches, or that a condition is met or not."""
        there = {id(part.schema) for part in a}
        ways: list[list[Parts]] = [
            [(branch,) for branch in choice]
            for part in a
            for choice in branches(part)
            if there.isdisjoint(id(branch.schema) for branch in choice)
        ]
        denied = {id(part.schema.negation) for part in a}
        for part in a:
            condition = part.schema.condition
            if condition is not None and id(condition.test) not in there | denied:
                ways.append([tuple(_met(part, condition)), tuple(_unmet(part, condition))])
        return ways

    # --- nothing at all

    def empty(self, a: Parts) -> bool:
        """Whether nothing is valid under `a`."""
        self._left -= 1
        if self._left < 0 or self._depth > _DEPTH:
            return False
        kinds = types(a)
        few = finite(a)
        if not kinds or few == []:
            return True
        if few is not None:
            return False
        self._depth += 1
        nothing = all(self._no(kind, a) for kind in kinds) or self._refused(a)
        self._depth -= 1
        return nothing

    def _no(self, kind: str, a: Parts) -> bool:
        """Whether no value of this type is valid."""
        if kind in NUMBERS:
            low, high = lowest(a), highest(a)
            if low is None or high is None:
                return False
            return low.value > high.value or (low.value == high.value and (low.exclusive or high.exclusive))
        sizes = _SIZES.get(kind)
        if sizes is not None:
            least, most = largest(a, sizes[0]), smallest(a, sizes[1])
            if least is not None and most is not None and least > most:
                return True
        if kind == "object":
            return any(self._never_there(a, key) for part in a for key in part.schema.required)
        return False

    def _never_there(self, a: Parts, key: str) -> bool:
        return self.empty(self.at_key(a, key))

    def _refused(self, a: Parts) -> bool:
        """Whether `not` excludes all that the others allow."""
        for part in a:
            schema = part.schema
            if schema.negation is not None:
                others = tuple(each for each in a if each is not part)
                if others and self.within(others, (part.beside(schema.negation),)):
                    return True
            for choice in (schema.any_of, schema.one_of):
                others = tuple(each for each in a if each is not part)
                if (
                    choice
                    and others
                    and all(self.empty(closed((*others, part.beside(each)))) for each in choice)
                ):
                    return True
        return False

    def apart(self, a: Parts, b: Iterable[Part]) -> bool:
        """Whether nothing is valid under both."""
        a, b = closed(a), closed(b)
        both = (*a, *b)
        return _tagged_apart(a, b) or self._split(both, self.empty, 1)

    # --- what is below

    def at_key(self, a: Parts, key: str) -> Parts:
        """What holds of a property, with `unevaluatedProperties` where nothing else can be about it."""
        return (*at_key(a, key), *_unevaluated(a, key))

    def kids(self, a: Parts, b: Part) -> bool:
        """Whether properties and items are as `b` says, whatever they are called and wherever they stand."""
        kinds = types(a)
        self._level += 1
        try:
            below = ("object" not in kinds or self._keys(a, b)) and (
                "array" not in kinds or self._indices(a, b)
            )
        except UnreadablePatternError:
            below = False
        finally:
            self._level -= 1
        return below or self.empty(a)

    def _keys(self, a: Parts, b: Part) -> bool:
        schema = b.schema
        if not schema.properties and not schema.patterns and all(each.implied for each in schema.additional):
            return True
        return (
            all(self.key(a, b, key) for key in keys((*a, b)))
            and all(self.pattern_keys(a, b, pattern) for pattern in patterns((*a, b)))
            and self.other_keys(a, b)
        )

    def key(self, a: Parts, b: Part, key: str) -> bool:
        return self.within(self.at_key(a, key), map(b.beside, own_at_key(b.schema, key)))

    def pattern_keys(self, a: Parts, b: Part, pattern: str) -> bool:
        """Whether properties of any name that matches are as `b` says; other patterns may match them as well."""
        sure = [part.beside(schema) for part in a for schema in _surely(part.schema, pattern)]
        own = [item for item in b.schema.patterns if item.name == pattern]
        may = [*b.schema.patterns, *(() if own else b.schema.additional)]
        return self.within(closed(sure), map(b.beside, may))

    def other_keys(self, a: Parts, b: Part) -> bool:
        """Whether properties that nothing here names are as `b` says."""
        sure = [part.beside(schema) for part in a for schema in part.schema.additional]
        sure += _unevaluated(a, None)
        return self.within(closed(sure), map(b.beside, b.schema.additional))

    def _indices(self, a: Parts, b: Part) -> bool:
        longest = max(len(part.schema.prefix) for part in (*a, b))
        return all(self.index(a, b, index) for index in range(longest + 1))

    def index(self, a: Parts, b: Part, index: int) -> bool:
        """Whether the item there is as `b` says; behind all prefixes, whether any is."""
        most = smallest(a, "most_items")
        if most is not None and most <= index:
            return True
        return self.within(at_index(a, index), map(b.beside, own_at_index(b.schema, index)))

    def rest(self, a: Parts, b: Part) -> bool:
        """Whether all items behind the first ones that either names are as `b` says."""
        return self.index(a, b, max(len(part.schema.prefix) for part in (*a, b)))

    # --- facets: whether all of `a` are as the schema says

    def _types(self, a: Parts, b: Constraint) -> bool:
        left = types(a) - _atoms(b.types)
        return all(self.empty(closed((*a, saying(types=_named(kind))))) for kind in left)

    def _lower(self, a: Parts, b: Constraint) -> bool:
        if types(a).isdisjoint(NUMBERS):
            return True
        low, asked = lowest(a), b.lower
        assert asked is not None  # noqa: S101
        return low is not None and (low.value, low.exclusive) >= (asked.value, asked.exclusive)

    def _upper(self, a: Parts, b: Constraint) -> bool:
        if types(a).isdisjoint(NUMBERS):
            return True
        high, asked = highest(a), b.upper
        assert asked is not None  # noqa: S101
        return high is not None and (-high.value, high.exclusive) >= (-asked.value, asked.exclusive)

    def _multiple(self, a: Parts, b: Constraint) -> bool:
        kinds = types(a) & NUMBERS
        steps = [Fraction(part.schema.multiple) for part in a if part.schema.multiple]
        steps += [Fraction(1)] if kinds == {"integer"} else []
        return not kinds or any((step / Fraction(b.multiple or 1)).denominator == 1 for step in steps)

    def _shortest(self, a: Parts, b: Constraint) -> bool:
        return "string" not in types(a) or (largest(a, "shortest") or 0) >= (b.shortest or 0)

    def _longest(self, a: Parts, b: Constraint) -> bool:
        return "string" not in types(a) or _no_more(smallest(a, "longest"), b.longest)

    def _fewest_items(self, a: Parts, b: Constraint) -> bool:
        return "array" not in types(a) or (largest(a, "fewest_items") or 0) >= (b.fewest_items or 0)

    def _most_items(self, a: Parts, b: Constraint) -> bool:
        return "array" not in types(a) or _no_more(smallest(a, "most_items"), b.most_items)

    def _fewest_keys(self, a: Parts, b: Constraint) -> bool:
        least = max(largest(a, "fewest_keys") or 0, len({key for part in a for key in part.schema.required}))
        return "object" not in types(a) or least >= (b.fewest_keys or 0)

    def _most_keys(self, a: Parts, b: Constraint) -> bool:
        if "object" not in types(a) or _no_more(smallest(a, "most_keys"), b.most_keys):
            return True
        return any(len(part.schema.properties) <= (b.most_keys or 0) for part in a if _shut(part.schema))

    def _pattern(self, a: Parts, b: Constraint) -> bool:
        return "string" not in types(a) or any(part.schema.pattern == b.pattern for part in a)

    def _format(self, a: Parts, b: Constraint) -> bool:
        return "string" not in types(a) or any(part.schema.format == b.format for part in a)

    def _content(self, a: Parts, b: Constraint) -> bool:
        return "string" not in types(a) or any(part.schema.content == b.content for part in a)

    def _unique(self, a: Parts, b: Constraint) -> bool:
        del b
        most = smallest(a, "most_items")
        return (
            "array" not in types(a)
            or any(part.schema.unique for part in a)
            or (most is not None and most <= 1)
        )

    def _required(self, a: Parts, b: Constraint) -> bool:
        if "object" not in types(a):
            return True
        there = {key for part in a for key in part.schema.required}
        grown = True
        while grown:  # what is there asks for more
            more = {
                key
                for part in a
                for item in part.schema.dependencies
                if item.name in there
                for key in item.required
            }
            grown = not more <= there
            there |= more
        return there >= set(b.required)

    def _dependencies(self, a: Parts, b: Part) -> bool:
        if "object" not in types(a):
            return True
        for item in b.schema.dependencies:
            asked = closed((*a, saying(required=(item.name,))))
            said = saying(required=item.required) if item.schema is None else b.beside(item.schema)
            same = any(item in part.schema.dependencies for part in a)
            if not same and not self.empty(asked) and not self.within(asked, (said,)):
                return False
        return True

    def _names(self, a: Parts, b: Part) -> bool:
        assert b.schema.names is not None  # noqa: S101
        asked = (b.beside(b.schema.names),)
        theirs = [part.beside(part.schema.names) for part in a if part.schema.names is not None]
        if "object" not in types(a) or (theirs and self.within(closed(theirs), asked)):
            return True
        allowed = [key for key in keys(a) if not self.empty(self.at_key(a, key))]
        return any(_shut(part.schema) for part in a) and all(valid(asked, key) for key in allowed)

    def _contains(self, a: Parts, b: Part) -> bool:
        said = b.schema.contains
        assert said is not None  # noqa: S101
        if "array" not in types(a):
            return True
        for part in a:
            own = part.schema.contains
            if own is not None and own.least >= said.least and _no_more(own.most, said.most):
                there = self.within((part.beside(own.item),), (b.beside(said.item),))
                back = said.most is None or self.within((b.beside(said.item),), (part.beside(own.item),))
                if there and back:
                    return True
        return False

    def _ref(self, a: Parts, b: Part) -> bool:
        return self.within(a, referred(b))

    def _any_of(self, a: Parts, b: Part) -> bool:
        choice = [b.beside(each) for each in b.schema.any_of]
        near = [each for each in choice if not _tagged_apart(a, closed((each,)))]
        same = any(alike(part, each) for part in a for each in near)
        return same or any(self.within(a, (each,)) for each in near)

    def _one_of(self, a: Parts, b: Part) -> bool:
        choice = [b.beside(each) for each in b.schema.one_of]
        near = [each for each in choice if not _tagged_apart(a, closed((each,)))]
        return any(
            self.within(a, (each,)) and all(self.apart(a, (other,)) for other in near if other is not each)
            for each in near
        )

    def _negation(self, a: Parts, b: Part) -> bool:
        assert b.schema.negation is not None  # noqa: S101
        return self.apart(a, (b.beside(b.schema.negation),))

    def _condition(self, a: Parts, b: Part) -> bool:
        said = b.schema.condition
        assert said is not None  # noqa: S101
        test = b.beside(said.test)
        then = said.then is None or self.within((*a, test), (b.beside(said.then),)) or self.apart(a, (test,))
        if not then or said.otherwise is None:
            return then
        against = b.beside(saying(negation=said.test).schema)
        return self.within((*a, against), (b.beside(said.otherwise),)) or self.within(a, (test,))

    def _rest_keys(self, a: Parts, b: Part) -> bool:
        rest = b.schema.rest_keys
        assert rest is not None  # noqa: S101
        if "object" not in types(a):
            return True
        about = closed((b,))
        known = [key for key in keys(a) if not _evaluated(about, key)]
        if patterns((*a, *about)) or not all(
            self.within(self.at_key(a, key), (b.beside(rest),)) for key in known
        ):
            return False
        others = [part.beside(schema) for part in a for schema in part.schema.additional]
        others += _unevaluated(a, None)
        return _evaluated(about, None) or self.within(closed(others), (b.beside(rest),))

    def _rest_items(self, a: Parts, b: Part) -> bool:
        if "array" not in types(a):
            return True
        about = closed((b,))
        if any(not all(each.implied for each in part.schema.items) for part in about):
            return True
        most, prefix = smallest(a, "most_items"), max(len(part.schema.prefix) for part in about)
        return most is not None and most <= prefix


_OF_SCHEMA = frozenset({
    "types", "format", "content", "lower", "upper", "multiple", "shortest", "longest", "fewest_items",
    "most_items", "fewest_keys", "most_keys", "pattern", "unique", "required",
})  # fmt: skip
_SIZES = {
    "string": ("shortest", "longest"),
    "array": ("fewest_items", "most_items"),
    "object": ("fewest_keys", "most_keys"),
}


def alike(one: Part, other: Part) -> bool:
    """Whether two schemas say the same, wherever they stand and whatever their references lead to."""
    if one.schema is other.schema:
        return one.types is other.types
    if one.types is not other.types and _refers(one.schema):
        return False
    return replace(one.schema, role="", name="") == replace(other.schema, role="", name="")


def _refers(schema: Constraint) -> bool:
    """Whether it has a reference whose meaning no digest tells."""
    todo = [schema]
    while todo:
        each = todo.pop()
        if each.ref and not each.seal:
            return True
        todo += [kid for kid in each.children if isinstance(kid, Constraint)]
    return False


def types(a: Parts) -> frozenset[str]:
    """What types a value can be of, as far as `type`, whole multiples and plain values say."""
    found = ATOMS
    for part in a:
        if part.schema.never:
            return frozenset()
        if part.schema.types is not None:
            found &= _atoms(part.schema.types)
        if part.schema.multiple and Fraction(part.schema.multiple).denominator == 1:
            found -= {"fraction"}
    return found


def _atoms(names: Iterable[str] | None) -> frozenset[str]:
    return frozenset().union(*(NUMBERS if name == "number" else {name} for name in names or ()))


def _named(atom: str) -> tuple[str, ...]:
    return ("number",) if atom == "fraction" else (atom,)


def finite(a: Parts) -> list[Any] | None:
    """All values that are valid under `a`, if they are few and easily told; else None."""
    listed = [part.schema.values for part in a if part.schema.values is not None]
    if listed:
        shortest = min(listed, key=len)
        return [value for value in map(json.loads, shortest) if valid(a, value)]
    kinds = types(a)
    if not kinds <= {"null", "boolean", "integer"}:
        return None
    low, high = lowest(a), highest(a)
    if "integer" not in kinds:
        numbers: Iterable[int] = ()
    elif low is None or high is None or high.value - low.value > _FEW:
        return None
    else:
        numbers = range(floor(low.value), ceil(high.value) + 1)
    plain = [*((None,) if "null" in kinds else ()), *((False, True) if "boolean" in kinds else ())]
    return [value for value in (*plain, *numbers) if valid(a, value)]


def lowest(a: Parts) -> Bound | None:
    """The strictest lower bound; of integers, the first that it allows."""
    bounds = [part.schema.lower for part in a if part.schema.lower is not None]
    bound = max(bounds, key=lambda each: (each.value, each.exclusive), default=None)
    if bound is None or "fraction" in types(a):
        return bound
    first = floor(bound.value) + 1 if bound.exclusive else ceil(bound.value)
    return Bound(Fraction(first), False, ">")  # noqa: FBT003


def highest(a: Parts) -> Bound | None:
    """The strictest upper bound; of integers, the last that it allows."""
    bounds = [part.schema.upper for part in a if part.schema.upper is not None]
    bound = max(bounds, key=lambda each: (-each.value, each.exclusive), default=None)
    if bound is None or "fraction" in types(a):
        return bound
    last = ceil(bound.value) - 1 if bound.exclusive else floor(bound.value)
    return Bound(Fraction(last), False, "<")  # noqa: FBT003


def largest(a: Parts, facet: str) -> int | None:
    return max((size for part in a if (size := getattr(part.schema, facet)) is not None), default=None)


def smallest(a: Parts, facet: str) -> int | None:
    return min((size for part in a if (size := getattr(part.schema, facet)) is not None), default=None)


def _no_more(own: int | None, asked: int | None) -> bool:
    return asked is None or (own is not None and own <= asked)


def _surely(schema: Constraint, pattern: str) -> tuple[Constraint, ...]:
    """What a schema says of a property whose name matches a pattern, and of which nothing else is known."""
    own = tuple(item for item in schema.patterns if item.name == pattern)
    return own or (() if schema.patterns else schema.additional)


def _met(part: Part, condition: Condition) -> Iterator[Part]:
    """What holds where a part's condition is met."""
    yield part.beside(condition.test)
    if condition.then is not None:
        yield part.beside(condition.then)


def _unmet(part: Part, condition: Condition) -> Iterator[Part]:
    """What holds where it is not."""
    yield part.beside(saying(negation=condition.test).schema)
    if condition.otherwise is not None:
        yield part.beside(condition.otherwise)


def _tagged_apart(a: Parts, b: Parts) -> bool:
    """Whether both are objects of which one property tells, by the values listed for it, which of both it is."""
    if types((*a, *b)) != {"object"}:
        return False
    ours, theirs = _tags(a), _tags(b)
    return any(ours[key].isdisjoint(theirs[key]) for key in ours.keys() & theirs.keys())


def _tags(parts: Parts) -> dict[str, set[str]]:
    """The values listed for each property that has to be there."""
    found: dict[str, set[str]] = {}
    for key in {key for part in parts for key in part.schema.required}:
        own = (item for part in parts for item in part.schema.properties if item.name == key)
        for values in (set(item.values) for item in own if item.values is not None):
            found[key] = found[key] & values if key in found else values
    return found


def _shut(schema: Constraint) -> bool:
    """Whether a schema allows no properties but those that it names."""
    return not schema.patterns and any(each.never for each in schema.additional)


def _evaluated(parts: Parts, key: str | None) -> bool:
    """Whether some part is about a property, whatever the value; None: about one that nobody names."""
    for part in parts:
        schema = part.schema
        named = key is not None and any(item.name == key for item in schema.properties)
        matched = key is not None and any(matches(item.name, key) for item in schema.patterns)
        if named or matched or not all(each.implied for each in schema.additional):
            return True
    return False


def _unevaluated(a: Parts, key: str | None) -> list[Part]:
    """What `unevaluatedProperties` says of a property, where nothing else can be about it."""
    rests = [part for part in a if part.schema.rest_keys is not None]
    if not rests or _evaluated(a, key) or any(map(_chooses, a)) or (key is None and patterns(a)):
        return []
    return [part.beside(part.schema.rest_keys) for part in rests if part.schema.rest_keys is not None]


def _chooses(part: Part) -> bool:
    """Whether the value decides which schemas are about it."""
    schema = part.schema
    return bool(
        schema.any_of
        or schema.one_of
        or schema.condition
        or any(item.schema is not None for item in schema.dependencies)
    )
