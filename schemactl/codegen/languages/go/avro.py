"""A plan of Avro's in; what its Go files say: handlers, dispatch, decoding by the writer's schema, and the test."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from schemactl.codegen.languages.go.avro_types import RECORDS, Types, field_name
from schemactl.codegen.languages.go.check import finish, recorder, start
from schemactl.codegen.languages.go.dispatch import policy, settle, write_handlers
from schemactl.codegen.languages.go.naming import Names
from schemactl.codegen.languages.go.packages import RUNTIME, package_name
from schemactl.codegen.languages.go.page import Page
from schemactl.errors import ConfigError
from schemactl.model.avro import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemactl.model.dispatch import Arm, DispatchPlan

_GO = {
    "boolean": "bool", "int": "int", "long": "int64", "float": "float32", "double": "float64", "bytes": "[]byte",
    "string": "string",
}  # fmt: skip
"""What hamba/avro reads a primitive branch into."""


class AvroParts:
    """What the files of a plan say in the same words."""

    def __init__(self, plan: DispatchPlan, types: Types, base: str) -> None:
        self.plan = plan
        self.types = types
        self.names = Names.of(plan)
        self._base = base
        for arm in plan.arms:
            if arm.type in {"array", "map"}:
                raise ConfigError(
                    f"{plan.subject}: a branch of a union that is an {arm.type} is not dispatched in Go",
                    fix="put it into a record", location=plan.location,
                )  # fmt: skip

    @property
    def event(self) -> str:
        """The type of an event, without the pointer: of records it is theirs."""
        return (
            f"{RECORDS}.{self.types.names[self.plan.event]}"
            if self.plan.event
            else f"{self.names.event}Event"
        )

    @property
    def payload(self) -> str:
        """The field with the payload; a whole schema that is a union is read into one of ours."""
        record = self.types.definitions.get(self.plan.event)
        return field_name(record, self.plan.by) if isinstance(record, Record) else "Payload"

    @property
    def schema(self) -> str:
        """The reader's schema, as a Go string."""
        if self.plan.event:
            return _quoted(self.types.text_of(self.plan.event))
        branches = [arm.type_name or arm.type for arm in self.plan.arms]
        return _quoted(self.types.text_of_union(branches))

    def kind(self, arm: Arm) -> str:
        """What an arm's value is."""
        if not arm.type_name:
            return _GO[arm.type]
        return f"{'*' * (arm.type == 'record')}{RECORDS}.{self.types.names[arm.type_name]}"

    def page(self, head: str) -> Page:
        page = Page(head, package_name(self._base))
        for path in ("context", "errors", "slices", "sync", "testing"):
            page.imported(path)
        page.imported(f"{self._base}/{RUNTIME}")
        page.imported(f"{self._base}/{RECORDS}")
        return page

    def methods(self) -> Iterator[tuple[str, str, str]]:
        """Each method that handlers need: its name, its parameters, and what it is for."""
        types = self.plan.discriminator == "types"
        for arm in self.plan.arms:
            event = f"event *{self.event}, payload" if self.plan.event else "event"
            yield (
                self.names.methods[arm.name], f"ctx context.Context, {event} {self.kind(arm)}",
                arm.doc or f"{arm.name} of {self.plan.subject}.",
            )  # fmt: skip
        event = "any" if types else f"*{self.event}"
        errors = {"unknown": "UnknownVariantError", "empty": "EmptyPayloadError"}
        for word, name in self.names.extra.items():
            error = f"err *{RUNTIME}.{errors[word]}"
            yield (
                name,
                f"ctx context.Context, event {event}, {error}",
                f"{word} variant. The event may be nil.",
            )

    def dispatch(self, head: str) -> str:
        page = self.page(head)
        write_handlers(self, page)
        if self.plan.discriminator == "types":
            _several(self, page)
        else:
            _union(self, page)
        return page.text

    def check(self, head: str) -> str:
        """The text of the test that guards it."""
        page, plan = self.page(head), self.plan
        recorder(self, page)
        start(self, page)
        types = plan.discriminator == "types"
        if not types:
            page.line(f"if err := Verify{self.names.event}(); err != nil {{", 1)
            page.line("t.Fatal(err)", 2)
            page.line("}", 1)
        page.line(f"events := map[string]{'any' if types else f'*{self.event}'}{{}}", 1)
        for arm in plan.arms:
            value = f"&{self.kind(arm)[1:]}{{}}" if arm.type == "record" else f"*new({self.kind(arm)})"
            event = value if types else f"&{self.event}{{{self.payload}: {value}}}"
            page.line(f'events["{arm.name}"] = {event}', 1)
        finish(self, page)
        return page.text


def _quoted(text: str) -> str:
    """Plain ASCII, of which Go reads what JSON says."""
    return json.dumps(text)


def _begin(parts: AvroParts, page: Page, event: str) -> None:
    name = parts.names.event
    page.doc(
        f"Dispatch{name} calls the one method for this event,",
        "or none, and gives an UnknownVariantError or an EmptyPayloadError.",
    )
    page.line(f"func Dispatch{name}(ctx context.Context, h {parts.names.handlers}, event {event}) error {{")


def _cases(parts: AvroParts, page: Page, empty: str, payload: str) -> None:
    """The arms, no event, and what only the writer has."""
    subject, extra = parts.plan.subject, parts.names.extra
    arguments = "event, p" if parts.plan.event else "p"
    for arm in parts.plan.arms:
        page.line(f"case {parts.kind(arm)}:", 1)
        page.line(f"return h.{parts.names.methods[arm.name]}(ctx, {arguments})", 2)
    page.line("case nil:", 1)
    none = f'&{RUNTIME}.EmptyPayloadError{{Subject: "{subject}"{empty}}}'
    page.line(f"return h.{extra['empty']}(ctx, event, {none})" if "empty" in extra else f"return {none}", 2)
    page.line("}", 1)
    unknown = f'{RUNTIME}.UnknownBranch("{subject}", {payload}, event)'
    page.line(
        f"return h.{extra['unknown']}(ctx, event, {unknown})" if "unknown" in extra else f"return {unknown}",
        1,
    )
    page.line("}")


def _union(parts: AvroParts, page: Page) -> None:
    plan, name, event = parts.plan, parts.names.event, parts.event
    if not plan.event:
        page.doc(f"{event} has a record's value,", f"which is one of the branches of {plan.subject}.")
        page.line(f"type {event} struct{{ Payload any }}")
        page.line()
    _begin(parts, page, f"*{event}")
    page.line(f"switch p := event.{parts.payload}.(type) {{", 1)
    _cases(parts, page, ", Event: event", f"event.{parts.payload}")
    schema, reader = f"schema{name}", f"reader{name}"
    page.line()
    page.line(f"const {schema} = {parts.schema}")
    page.line()
    page.line(f'var {reader} = {RUNTIME}.NewAvroReader({RECORDS}.API, {schema}, "{plan.by}")')
    page.line()
    page.doc(
        f"Verify{name} gives {RUNTIME}.ErrStaleDispatch", "unless dispatch and schema have the same variants."
    )
    page.line(f"func Verify{name}() error {{")
    page.line(f'return {RUNTIME}.VerifyUnion("{plan.subject}", {schema}, "{plan.by}", []{RUNTIME}.Arm{{', 1)
    for arm in plan.arms:
        page.line(f'{{Name: "{arm.name}"}},', 2)
    page.line("})", 1)
    page.line("}")
    _head(parts, page)
    page.line(f"event := &{event}{{}}", 1)
    into = "event" if plan.event else "&event.Payload"
    page.line(
        f'if err := {reader}.Read(ctx, "{plan.subject}", {into}, record, framing, writer); err != nil {{', 1
    )
    settle(parts, page)


def _several(parts: AvroParts, page: Page) -> None:
    plan, name = parts.plan, parts.names.event
    _begin(parts, page, "any")
    page.line("switch p := event.(type) {", 1)
    _cases(parts, page, "", "event")
    page.line()
    page.line(f"var readers{name} = map[string]*{RUNTIME}.AvroReader{{")
    for arm in plan.arms:
        schema = _quoted(parts.types.text_of(arm.type_name))
        # a comment between them, since gofmt would align what stands together
        page.line(f"// {arm.type_name}", 1)
        page.line(f'"{arm.type_name}": {RUNTIME}.NewAvroReader({RECORDS}.API, {schema}, ""),', 1)
    page.line("}")
    page.line()
    given = f"record {RUNTIME}.Record, framing {RUNTIME}.Framing, writer {RUNTIME}.WriterSchema"
    page.line(f"func read{name}(ctx context.Context, {given}) (any, error) {{")
    page.line(
        f'frame, text, name, err := {RUNTIME}.Written(ctx, "{plan.subject}", record, framing, writer)', 1
    )
    page.line("if err != nil {", 1)
    page.line("return nil, err", 2)
    page.line("}", 1)
    page.line("switch name {", 1)
    for arm in plan.arms:
        page.line(f'case "{arm.type_name}":', 1)
        page.line(f"event := &{parts.kind(arm)[1:]}{{}}", 2)
        page.line(f"return event, readers{name}[name].Decode(frame.Payload, text, event)", 2)
    page.line("}", 1)
    page.line(f'return nil, &{RUNTIME}.UnknownVariantError{{Subject: "{plan.subject}", Name: name}}', 1)
    page.line("}")
    _head(parts, page)
    page.line(f"event, err := read{name}(ctx, record, framing, writer)", 1)
    page.line("if err != nil {", 1)
    settle(parts, page, known="=")


def _head(parts: AvroParts, page: Page) -> None:
    names = parts.names
    policy(parts, page)
    page.line()
    page.doc(
        f"Handle{names.event} decodes a record and dispatches it:",
        "what becomes of the record. A handler's error is passed on.",
    )
    page.line(
        f"func Handle{names.event}(ctx context.Context, h {names.handlers}, record {RUNTIME}.Record, "
        f"framing {RUNTIME}.Framing, writer {RUNTIME}.WriterSchema) ({RUNTIME}.Outcome, error) {{"
    )
