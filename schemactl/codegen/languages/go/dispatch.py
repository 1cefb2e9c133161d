"""A plan in; the Go file with its interface of handlers, its dispatch, its decoding and its check out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from schemactl.codegen.languages.go.check import events, finish, recorder, start
from schemactl.codegen.languages.go.code import Types
from schemactl.codegen.languages.go.naming import Names
from schemactl.codegen.languages.go.packages import RUNTIME, package_name
from schemactl.codegen.languages.go.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemactl.codegen.languages.go.code import Code
    from schemactl.model.dispatch import Arm, DispatchPlan

_SCALARS = {
    "double": "float64", "float": "float32", "bool": "bool", "string": "string", "bytes": "[]byte",
    "int32": "int32", "sint32": "int32", "sfixed32": "int32", "uint32": "uint32", "fixed32": "uint32",
    "int64": "int64", "sint64": "int64", "sfixed64": "int64", "uint64": "uint64", "fixed64": "uint64",
}  # fmt: skip
_ACTIONS = {
    "dead_letter": "DeadLetter",
    "pause": "Pause",
    "skip": "Skip",
    "fail": "Failed",
    "handler": "DeadLetter",
}
"""The runtime's word for a policy; that of `handler` is for what its handler is not asked."""


class Words(Protocol):
    """What is asked of a plan's words, whatever its format."""

    plan: DispatchPlan
    names: Names

    def methods(self) -> Iterator[tuple[str, str, str]]: ...
    def page(self, head: str) -> Page: ...


class Parts:
    """What the files of a plan, its dispatch, its test and a person's handlers, say in the same words."""

    def __init__(self, plan: DispatchPlan, code: Code) -> None:
        self.plan = plan
        self.code = code
        self.names = Names.of(plan)
        self.package = package_name(code.base)
        self.types = Types(code, [plan.event, *(arm.type_name for arm in plan.arms)])
        self.arms = _reachable(plan)

    @property
    def event(self) -> str:
        """The type of an event."""
        return f"*{self.types.name(self.plan.event)}" if self.plan.event else "proto.Message"

    def page(self, head: str) -> Page:
        page = Page(head, self.package)
        for path in ("context", "errors", "slices", "sync", "testing", "google.golang.org/protobuf/proto"):
            page.imported(path)
        page.imported(f"{self.code.base}/{RUNTIME}")
        for path, name in self.types.imports.items():
            page.imported(path, name)
        return page

    def signature(self, arm: Arm) -> str:
        """The parameters of an arm's method."""
        if self.plan.discriminator == "types":
            return f"ctx context.Context, event *{self.types.name(arm.type_name)}"
        event = f"ctx context.Context, event {self.event}"
        return f"{event}, payload {self._payload(arm)}" if arm.type != "none" else event

    def _payload(self, arm: Arm) -> str:
        if arm.type in {"message", "group"}:
            return f"*{self.types.name(arm.type_name)}"
        return self.types.name(arm.type_name) if arm.type == "enum" else _SCALARS[arm.type]

    def methods(self) -> Iterator[tuple[str, str, str]]:
        """Each method that handlers need: its name, its parameters, and what it is for."""
        for arm in self.arms:
            yield (
                self.names.methods[arm.name],
                self.signature(arm),
                arm.doc or f"{arm.name} of {self.plan.subject}.",
            )
        docs = {
            "unknown": "A variant that is newer than this code.", "empty": "An event without any variant.",
        }  # fmt: skip
        errors = {"unknown": "UnknownVariantError", "empty": "EmptyPayloadError"}
        for word, name in self.names.extra.items():
            error = f"err *{RUNTIME}.{errors[word]}"
            yield (
                name,
                f"ctx context.Context, event {self.event}, {error}",
                f"{docs[word]} The event may be nil.",
            )

    def dispatch(self, head: str) -> str:
        """The file's text. Raises ConfigError for an event that Go's message code cannot dispatch."""
        page = self.page(head)
        write_handlers(self, page)
        {"oneof": _oneof, "enum": _enum, "types": _types}[self.plan.discriminator](self, page)
        _handle(self, page)
        return page.text

    def check(self, head: str) -> str:
        """The text of the test that guards it."""
        page = self.page(head)
        recorder(self, page)
        start(self, page)
        events(self, page)
        finish(self, page)
        return page.text


def _reachable(plan: DispatchPlan) -> tuple[Arm, ...]:
    """Values of one number are one case: the first of their names stands for all."""
    if plan.discriminator != "enum":
        return plan.arms
    return tuple({arm.number: arm for arm in reversed(plan.arms)}[number] for number in _numbers(plan))


def _numbers(plan: DispatchPlan) -> dict[int, None]:
    return dict.fromkeys(arm.number for arm in plan.arms)


def write_handlers(parts: Words, page: Page) -> None:
    plan, name = parts.plan, parts.names.handlers
    page.doc(f"{name} has a method for each variant of {plan.subject}; there are no defaults.", "")
    page.line(f"type {name} interface {{")
    for method, parameters, doc in parts.methods():
        page.doc(f"{method}:", doc, 1)
        page.line(f"{method}({parameters}) error", 1)
    page.line("}")
    page.line()


def _start(parts: Parts, page: Page) -> None:
    names = parts.names
    page.doc(
        f"Dispatch{names.event} calls the one method for this event,",
        "or none, and gives an UnknownVariantError or an EmptyPayloadError.",
    )
    page.line(
        f"func Dispatch{names.event}(ctx context.Context, h {names.handlers}, event {parts.event}) error {{"
    )


def _refuse(parts: Parts, page: Page, word: str, more: str, depth: int) -> None:
    """Give an error, or ask the handler that the policy wants."""
    kind = {"unknown": "UnknownVariantError", "empty": "EmptyPayloadError"}[word]
    error = f'&{RUNTIME}.{kind}{{Subject: "{parts.plan.subject}", {more}Event: event}}'
    method = parts.names.extra.get(word)
    page.line(f"return h.{method}(ctx, event, {error})" if method else f"return {error}", depth)


def _unknown(parts: Parts, page: Page, depth: int) -> None:
    first, last = parts.plan.payloads
    page.line(f"if tags := {RUNTIME}.UnknownTags(event, {first}, {last}); len(tags) > 0 {{", depth)
    _refuse(parts, page, "unknown", "Tags: tags, ", depth + 1)
    page.line("}", depth)


def _oneof(parts: Parts, page: Page) -> None:
    plan, oneof = parts.plan, parts.code.oneof(parts.plan)
    package = parts.code.types[plan.event][0]
    _start(parts, page)
    if plan.policy.strict:
        _unknown(parts, page, 1)
    page.line(f"switch p := event.{oneof.getter}().(type) {{", 1)
    for arm in parts.arms:
        kind, member = oneof.wrappers[arm.number]
        page.line(f"case *{parts.types.beside(package, kind)}:", 1)
        page.line(f"return h.{parts.names.methods[arm.name]}(ctx, event, p.{member})", 2)
    page.line("case nil:", 1)
    if not plan.policy.strict:
        _unknown(parts, page, 2)
    _refuse(parts, page, "empty", "", 2)
    page.line("}", 1)
    page.line(f'return {RUNTIME}.Stale("{plan.subject}", event)', 1)
    page.line("}")
    _verify(parts, page, "VerifyOneof", f'"{plan.by}"')


def _enum(parts: Parts, page: Page) -> None:
    plan = parts.plan
    _start(parts, page)
    page.line(f"number, set := {RUNTIME}.EnumNumber(event, {plan.number})", 1)
    page.line("switch {", 1)
    # without presence 0 is not set, and it has no arm then
    page.line("case !set:", 1)
    _refuse(parts, page, "empty", "", 2)
    for arm in parts.arms:
        page.line(f"case number == {arm.number}: // {arm.name}", 1)
        page.line(f"return h.{parts.names.methods[arm.name]}(ctx, event)", 2)
    if plan.presence and all(arm.number for arm in parts.arms):
        page.line("case number == 0:", 1)
        _refuse(parts, page, "empty", "", 2)
    page.line("}", 1)
    _refuse(parts, page, "unknown", "Tags: []int32{number}, ", 1)
    page.line("}")
    _verify(parts, page, "VerifyEnum", str(plan.number))


def _verify(parts: Parts, page: Page, function: str, by: str) -> None:
    """Go has no way to see a new variant when it compiles a switch."""
    plan, name = parts.plan, parts.names.event
    page.line()
    page.doc(
        f"Verify{name} gives {RUNTIME}.ErrStaleDispatch unless dispatch and message code have the same variants:",
        "call it at start-up.",
    )
    page.line(f"func Verify{name}() error {{")
    call = f'return {RUNTIME}.{function}("{plan.subject}", ({parts.event})(nil), {by}, '
    if not parts.arms:
        page.line(f"{call}nil)", 1)
        page.line("}")
        return
    page.line(f"{call}[]{RUNTIME}.Arm{{", 1)
    for arm in parts.arms:
        page.line(f'{{Name: "{arm.name}", Number: {arm.number}}},', 2)
    page.line("})", 1)
    page.line("}")


def _types(parts: Parts, page: Page) -> None:
    plan = parts.plan
    _start(parts, page)
    page.line("switch event := event.(type) {", 1)
    for arm in parts.arms:
        page.line(f"case *{parts.types.name(arm.type_name)}:", 1)
        page.line(f"return h.{parts.names.methods[arm.name]}(ctx, event)", 2)
    page.line("case nil:", 1)
    _refuse(parts, page, "empty", "", 2)
    page.line("}", 1)
    _refuse(parts, page, "unknown", "Name: string(event.ProtoReflect().Descriptor().FullName()), ", 1)
    page.line("}")
    page.line()
    name = parts.names.event
    page.doc(f"{name}Types are the types of {plan.subject},", "by their full names.")
    page.line(f"func {name}Types() map[string]proto.Message {{")
    page.line(f"return {RUNTIME}.TypesOf(", 1)
    for arm in parts.arms:
        page.line(f"(*{parts.types.name(arm.type_name)})(nil),", 2)
    page.line(")", 1)
    page.line("}")


def policy(parts: Words, page: Page) -> None:
    said = parts.plan.policy
    page.line()
    page.line(
        f"var policy{parts.names.event} = {RUNTIME}.Policy{{Unknown: {RUNTIME}.{_ACTIONS[said.unknown]}, "
        f"Empty: {RUNTIME}.{_ACTIONS[said.empty]}}}"
    )


def _handle(parts: Parts, page: Page) -> None:
    """Decoding in front of the dispatch."""
    plan, names = parts.plan, parts.names
    types = plan.discriminator == "types"
    policy(parts, page)
    if not types:
        page.line()
        page.line(f"var verified{names.event} = sync.OnceValue(Verify{names.event})")
    page.line()
    page.doc(
        f"Handle{names.event} decodes a record and dispatches it:",
        "what becomes of the record. A handler's error is passed on.",
    )
    more = f", nameOf {RUNTIME}.NameOf" if types else ""
    page.line(
        f"func Handle{names.event}(ctx context.Context, h {names.handlers}, record {RUNTIME}.Record, "
        f"framing {RUNTIME}.Framing{more}) ({RUNTIME}.Outcome, error) {{"
    )
    if types:
        called = f'{RUNTIME}.ReadOne(ctx, "{plan.subject}", {names.event}Types(), nameOf, record, framing)'
        page.line(f"event, err := {called}", 1)
        page.line("if err != nil {", 1)
    else:
        page.line(f"if err := verified{names.event}(); err != nil {{", 1)
        page.line(f"return {RUNTIME}.Outcome{{Err: err}}, err", 2)
        page.line("}", 1)
        page.line(f"event := &{parts.event[1:]}{{}}", 1)
        page.line(f'if err := {RUNTIME}.Read("{plan.subject}", event, record, framing); err != nil {{', 1)
    settle(parts, page, known="=" if types else ":=")


def settle(parts: Words, page: Page, known: str = ":=") -> None:
    """What becomes of a record that cannot be read; otherwise, of one that is dispatched."""
    name = parts.names.event
    _unreadable(parts, page)
    page.line(f"return policy{name}.Settle(err)", 2)
    page.line("}", 1)
    page.line(f"err {known} Dispatch{name}(ctx, h, event)", 1)
    page.line(f"if {RUNTIME}.OfDispatch(err, event) {{", 1)
    page.line(f"return policy{name}.Settle(err)", 2)
    page.line("}", 1)
    page.line(f"return {RUNTIME}.Answered(err)", 1)
    page.line("}")


def _unreadable(parts: Words, page: Page) -> None:
    """What could not be read has no event; a policy's handler is told even so."""
    words = {"unknown": "UnknownVariantError", "empty": "EmptyPayloadError"}
    for word, kind in words.items():
        if method := parts.names.extra.get(word):
            page.line(f"var {word} *{RUNTIME}.{kind}", 2)
            page.line(f"if errors.As(err, &{word}) {{", 2)
            page.line(f"return {RUNTIME}.Answered(h.{method}(ctx, nil, {word}))", 3)
            page.line("}", 2)
