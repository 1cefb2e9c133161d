"""A plan in; the Rust module with its trait of handlers, its dispatch and its decoding out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemactl.codegen.languages.rust.naming import Names, variants
from schemactl.codegen.languages.rust.page import define, doc
from schemactl.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemactl.codegen.languages.rust.naming import Types
    from schemactl.model.dispatch import Arm, DispatchPlan

RUNTIME = "schemactl_runtime"
_ANSWERS = {
    "dead_letter": "DeadLetter",
    "handler": "DeadLetter",
    "pause": "Pause",
    "skip": "Skip",
    "fail": "Fail",
}
"""What a handler does not get, such as a frame that is none, is set aside."""
_FAILURE = "Failure<H::Error>"
_DOCS = {"unknown": "A variant that is newer than this code.", "empty": "An event without any variant."}


class Parts:
    """What both modules of a plan, the dispatch and a person's handlers, say in the same words."""

    def __init__(self, plan: DispatchPlan, types: Types) -> None:
        self.plan = plan
        self.types = types
        self.names = Names.of(plan)

    @property
    def event(self) -> str:
        return self.types.path(self.plan.event) if self.plan.event else self.names.event

    def parameters(self, arm: Arm) -> list[str]:
        """Of an arm's method."""
        if self.plan.discriminator == "types":
            return ["&self", f"event: {self.types.payload(arm)}"]
        event = ["&self", f"event: &{self.event}"]
        return [*event, f"payload: {self.types.payload(arm)}"] if arm.type != "none" else event

    def methods(self) -> Iterator[tuple[str, list[str], str]]:
        """Each method that handlers need: its name, its parameters, and what it is for."""
        for arm in self.plan.arms:
            doc = arm.doc or f"`{arm.name}` of `{self.plan.subject}`."
            yield self.names.methods[arm.name], self.parameters(arm), doc
        for word, name in self.names.extra.items():
            extra = [f"event: Option<&{self.event}>", "raw: &[u8]", "error: DispatchError"]
            yield name, ["&self", *extra], _DOCS[word]


def dispatch(parts: Parts) -> str:
    """The module's text, without its head. Raises ConfigError for an enum that is no field of its own in Rust."""
    way = {"oneof": _oneof, "enum": _enum, "types": _types}[parts.plan.discriminator]
    lines = [
        *doc(
            f"Events of {parts.plan.subject}: bytes in, a call of the one method that handles them out.",
            sign="//!",
        ),
        "#![allow(dead_code, deprecated, clippy::doc_lazy_continuation, clippy::large_enum_variant)]",
        "",
        "use super::messages as pb;",
        *_matched(parts),
        f"use super::{RUNTIME}::{{self as runtime, Answer, DispatchError, Failure, Framing, Headers, Outcome}};",
        "",
        f'const SUBJECT: &str = "{parts.plan.subject}";',
        f"const UNKNOWN: Answer = Answer::{_ANSWERS[parts.plan.policy.unknown]};",
        f"const EMPTY: Answer = Answer::{_ANSWERS[parts.plan.policy.empty]};",
        "",
        *_trait(parts),
        "",
        *way(parts),
        "",
        *_handle(parts),
    ]
    return "\n".join(lines) + "\n"


def _matched(parts: Parts) -> Iterator[str]:
    """The enum that is matched, where it is prost's."""
    plan, types = parts.plan, parts.types
    if plan.discriminator == "oneof":
        yield f"use super::messages::{types[plan.event].oneofs[plan.by][1]} as Variant;"
    if plan.discriminator == "enum":
        path = types.path(plan.by_type).replace("pb::", "super::messages::", 1)
        yield f"use {path}{'' if path.endswith('::Kind') else ' as Kind'};"


def _trait(parts: Parts) -> Iterator[str]:
    yield from doc(
        parts.plan.doc or f"A method for each variant of `{parts.plan.subject}`; none has a default."
    )
    yield f"pub trait {parts.names.handlers}: Send + Sync {{"
    yield "    type Error: Send;"
    for name, parameters, said in parts.methods():
        yield ""
        yield from doc(said, 1)
        end = ") -> impl std::future::Future<Output = Result<(), Self::Error>> + Send;"
        yield from define(f"fn {name}(", parameters, end, 1)
    yield "}"


def _start(parts: Parts, *, raw: bool = True) -> Iterator[str]:
    yield "/// Call the one method for this event; a failure to find one comes before any is called."
    if raw:
        yield "///"
        yield "/// raw: the bytes that the event was decoded from, as prost drops what it does not know."
    given = ["handlers: &H", f"event: &{parts.event}", *(["raw: &[u8]"] if raw else [])]
    start = f"pub async fn dispatch_{parts.names.function}<H: {parts.names.handlers}>("
    yield from define(start, given, f") -> Result<(), {_FAILURE}> {{")
    if not parts.plan.arms and not parts.names.extra:
        yield "    let _ = handlers;"


def _call(parts: Parts, arm: Arm, *given: str) -> str:
    return f"handlers.{parts.names.methods[arm.name]}({', '.join(given)}).await.map_err(Failure::Handler)"


def _refusal(parts: Parts, word: str, error: str) -> str:
    """An error, or what the handler says that the policy wants."""
    if method := parts.names.extra.get(word):
        return f"handlers.{method}(Some(event), raw, {error}).await.map_err(Failure::Handler)"
    return f"Err({error}.into())"


def _oneof(parts: Parts) -> Iterator[str]:
    plan = parts.plan
    message = parts.types[plan.event]
    member, _ = message.oneofs[plan.by]
    known = ", ".join(map(str, plan.known))
    empty = _refusal(parts, "empty", "DispatchError::empty(SUBJECT)")
    unknown = _refusal(parts, "unknown", "DispatchError::unknown(SUBJECT, tags)")
    tags = f"let tags = runtime::unknown_tags(raw, &[{known}], {plan.payloads[0]}, {plan.payloads[1]});"
    yield from _start(parts)
    if plan.policy.strict:
        yield from (f"    {tags}", "    if !tags.is_empty() {", f"        return {unknown};", "    }")
    yield f"    match &event.{member} {{"
    for arm in plan.arms:
        call = _call(parts, arm, "event", parts.types.passed(arm))
        yield f"        Some(Variant::{message.members[arm.number].variant}(payload)) => {call},"
    if plan.policy.strict:
        yield f"        None => {empty},"
    else:
        yield from ("        None => {", f"            {tags}", "            if tags.is_empty() {")
        yield from (
            f"                {empty}",
            "            } else {",
            f"                {unknown}",
            "            }",
        )
        yield "        }"
    yield from ("    }", "}")


def _enum(parts: Parts) -> Iterator[str]:
    plan = parts.plan
    member = parts.types[plan.event].members[plan.number]
    if member.oneof:
        raise ConfigError(
            f"{plan.subject} is in a oneof, which tells whether it is there", location=plan.location,
            fix="dispatch by the oneof",
        )  # fmt: skip
    arms = {arm.number: arm for arm in plan.arms}
    empty = _refusal(parts, "empty", "DispatchError::empty(SUBJECT)")
    unknown = _refusal(parts, "unknown", "DispatchError::unknown(SUBJECT, vec![number])")
    read = (
        f"event.{member.name}.map(Kind::try_from)"
        if member.optional
        else f"Kind::try_from(event.{member.name})"
    )
    some = "Some({})" if member.optional else "{}"
    yield from _start(parts)
    required = plan.presence and not member.optional
    if required:
        yield "    // a required field that is missing reads as the first value"
        yield f"    if runtime::unknown_tags(raw, &[], {plan.number}, {plan.number}).is_empty() {{"
        yield from (f"        return {empty};", "    }")
    if not required and not parts.names.extra:
        yield "    let _ = raw;"
    yield f"    match {read} {{"
    for number, variant in sorted(parts.types[plan.by_type].values.items()):
        told = _call(parts, arms[number], "event") if number in arms else empty
        yield f"        {some.format(f'Ok(Kind::{variant})')} => {told},"
    yield f"        {some.format('Err(prost::UnknownEnumValue(number))')} => {unknown},"
    if member.optional:
        yield f"        None => {empty},"
    yield from ("    }", "}")


def _types(parts: Parts) -> Iterator[str]:
    plan, names = parts.plan, variants(parts.plan)
    yield f"/// An event of `{plan.subject}`."
    yield "#[derive(Clone, Debug, PartialEq)]"
    yield f"pub enum {parts.event} {{"
    for arm in plan.arms:
        yield f"    {names[arm.name]}({parts.types.path(arm.type_name)}),"
    yield from ("}", "", f"impl {parts.event} {{", "    /// The event of a type, by its full name.")
    yield "    pub fn decode(type_name: &str, payload: &[u8]) -> Result<Self, DispatchError> {"
    yield "        match type_name {"
    for arm in plan.arms:
        yield f'            "{arm.name}" => Ok(Self::{names[arm.name]}(runtime::decoded(type_name, payload)?)),'
    yield "            _ => Err(DispatchError::unknown_type(SUBJECT, type_name.to_owned())),"
    yield from ("        }", "    }", "}", "")
    yield from _start(parts, raw=False)
    yield "    match event {"
    for arm in plan.arms:
        passed = parts.types.passed(arm).replace("payload", "event")
        yield f"        {parts.event}::{names[arm.name]}(event) => {_call(parts, arm, passed)},"
    yield from ("    }", "}")


def _handle(parts: Parts) -> Iterator[str]:
    """Decoding in front of the dispatch."""
    names, types = parts.names, parts.plan.discriminator == "types"
    yield "/// Decode a record's value and dispatch it; what becomes of the record. What a handler returns is passed on."
    if types:
        yield "///"
        yield "/// name_of: the full name of a record's type, by its schema."
    named = ", N: Fn(&runtime::Frame<'_>) -> Result<String, DispatchError>" if types else ""
    generic = f"<H: {names.handlers}{named}>"
    given = ["handlers: &H", "value: Option<&[u8]>", "headers: Headers<'_>", "framing: Framing"]
    given += ["name_of: N"] if types else []
    yield from define(
        f"pub async fn handle_{names.function}{generic}(", given, f") -> Result<Outcome, {_FAILURE}> {{"
    )
    yield "    let read = runtime::framed(SUBJECT, value, headers, framing).and_then(|frame| {"
    if types:
        yield f"        {parts.event}::decode(&name_of(&frame)?, frame.payload)"
    else:
        yield f'        let event: {parts.event} = runtime::decoded("{parts.plan.event}", frame.payload)?;'
        yield "        Ok((event, frame.payload))"
    yield "    });"
    event = "event" if types else "(event, raw)"
    yield f"    let {event} = match read {{"
    yield f"        Ok({'event' if types else 'read'}) => {'event' if types else 'read'},"
    for word, error in (("unknown", "UnknownVariant"), ("empty", "EmptyPayload")):
        if method := names.extra.get(word):
            yield f"        Err(error @ DispatchError::{error} {{ .. }}) => {{"
            yield f"            let handled = handlers.{method}(None, value.unwrap_or_default(), error).await;"
            yield "            return handled.map(|()| Outcome::Handled).map_err(Failure::Handler);"
            yield "        }"
    yield "        Err(error) => return runtime::settled(Err(error.into()), UNKNOWN, EMPTY),"
    yield "    };"
    call = f"dispatch_{names.function}(handlers, &event{'' if types else ', raw'})"
    yield f"    runtime::settled({call}.await, UNKNOWN, EMPTY)"
    yield "}"
