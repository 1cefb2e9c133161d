"""A schema's text with its places in; where it is no schema of its draft out, by the draft's own meta-schema."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from jsonschema import validators

from schemactl.errors import Problem
from schemactl.formats.jsonschema.drafts import ASSUMED, DRAFTS, LATER, Draft, draft_of
from schemactl.formats.jsonschema.references import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jsonschema.exceptions import ValidationError

    from schemactl.formats.json_reader import Node
    from schemactl.formats.jsonschema.references import Spot

_MOST = 200
"""How many characters of a value an error repeats."""
_KNOWN = ", ".join(f"{draft.uri}{'#' if 'draft-' in draft.uri else ''}" for draft in DRAFTS)


def draft_in(root: Node, problems: list[Problem]) -> Draft | None:
    """The draft that a file says it is of; None, with a problem, if there is no such draft."""
    said = root.members.get("$schema")
    if said is None:
        return ASSUMED
    draft = draft_of(text_of(said))
    if draft is None:
        message = f"$schema names no draft that schemactl knows: {_cut(said.plain())}"
        problems.append(Problem(said.location, message, f"name one of {_KNOWN}"))
    return draft


def wrong(root: Node, draft: Draft) -> Iterator[Problem]:
    """Where a file breaks its draft's rules."""
    for error in _validator(draft).iter_errors(root.plain()):
        for leaf in _leaves(error):
            yield Problem(
                _at(root, leaf.absolute_path).location, _words(leaf), f"correct the schema ({draft.name})"
            )


def unsaid(spots: Iterable[Spot], root: Node) -> Iterator[Problem]:
    """Keywords of later drafts in a file that does not say its draft: readers would pass over them in silence."""
    if "$schema" in root.members:
        return
    for spot in spots:
        for keyword in sorted(LATER & spot.node.members.keys()):
            yield Problem(
                spot.node.members[keyword].location,
                f"{keyword} is of a later draft than {ASSUMED.name}, which a schema without $schema is taken for",
                f'say the draft: "$schema": "{DRAFTS[-1].uri}"',
            )


@cache
def _validator(draft: Draft) -> Any:
    kind: Any = validators.validator_for({"$schema": draft.uri})
    return kind(kind.META_SCHEMA)


def _leaves(error: ValidationError) -> Iterator[ValidationError]:
    """Of a failed choice, what is wrong in the alternative that comes nearest; else the error itself."""
    if not error.context:
        yield error
        return
    deepest = max(error.context, key=lambda inner: len(inner.absolute_path))
    if len(deepest.absolute_path) > len(error.absolute_path):
        yield from _leaves(deepest)
    else:
        yield error


def _at(root: Node, path: Iterable[str | int]) -> Node:
    node = root
    for step in path:
        node = node.members[step] if isinstance(step, str) else node.elements[step]
    return node


def _words(error: ValidationError) -> str:
    """What is wrong, without the meta-schema's own innards."""
    keyword = next((str(step) for step in reversed(error.absolute_path) if isinstance(step, str)), "")
    said = _cut(error.instance)
    wanted = error.validator_value
    if error.validator == "type":
        kinds = wanted if isinstance(wanted, str) else " or ".join(wanted)
        return f"{keyword or 'a schema'} is {said}, and has to be of type {kinds}"
    if error.validator == "enum":
        return f"{keyword} is {said}, and has to be one of {', '.join(map(str, wanted))}"
    if error.context:
        return f"{keyword} is {said}, which no form of it allows"
    return f"{keyword}: {_cut(error.message, quoted=False)}"


def _cut(value: Any, *, quoted: bool = True) -> str:
    text = repr(value) if quoted else str(value)
    return text if len(text) <= _MOST else f"{text[: _MOST - 1]}…"
