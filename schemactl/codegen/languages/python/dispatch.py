"""A plan in; the Python module with its abstract handlers, its dispatch and its decoding out."""

from __future__ import annotations

from keyword import iskeyword
from typing import TYPE_CHECKING

from schemactl.codegen.languages.python.naming import Modules, Names
from schemactl.codegen.languages.python.page import Page
from schemactl.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from schemactl.model.dispatch import Arm, DispatchPlan

RUNTIME = "schemactl_runtime"


def dispatch(
    plan: DispatchPlan, homes: Mapping[str, tuple[str, str]], head: str, *, asynchronous: bool
) -> str:
    """The module's text. Raises ConfigError for an event that Python's message classes cannot dispatch."""
    return _Dispatch(plan, homes, head, asynchronous=asynchronous).text()


class Parts:
    """What both modules of a plan, the dispatch and a person's handlers, say in the same words."""

    def __init__(
        self, plan: DispatchPlan, homes: Mapping[str, tuple[str, str]], *, asynchronous: bool
    ) -> None:
        self.plan = plan
        self.names = Names.of(plan)
        payloads = [arm.type_name for arm in plan.arms]
        self.modules = Modules(homes, [*payloads, *filter(None, [plan.event])])
        self.define = "async def" if asynchronous else "def"

    @property
    def event(self) -> str:
        """The annotation of an event."""
        return (
            self.modules.annotation(self.plan.event)
            if self.plan.event
            else f"{self.names.handlers[:-8]}Event"
        )

    def signature(self, arm: Arm) -> list[str]:
        """The parameters of an arm's method."""
        if self.plan.discriminator == "types":
            return ["self", f"event: {self.modules.annotation(arm.type_name)}"]
        event = ["self", f"event: {self.event}"]
        return [*event, f"payload: {self.modules.payload(arm)}"] if arm.type != "none" else event

    def extra_signature(self, word: str) -> list[str]:
        """The parameters of what the policy `handler` asks for."""
        error = {"unknown": "UnknownVariant", "empty": "EmptyPayload"}[word]
        return ["self", f"event: {self.event} | None", f"error: {RUNTIME}.{error}"]

    def methods(self) -> Iterator[tuple[str, list[str], str]]:
        """Each method that handlers need: its name, its parameters, and what it is for."""
        for arm in self.plan.arms:
            yield (
                self.names.methods[arm.name],
                self.signature(arm),
                arm.doc or f"{arm.name} of {self.plan.subject}.",
            )
        docs = {
            "unknown": "A variant that is newer than this code.",
            "empty": "An event without any variant.",
        }
        for word, name in self.names.extra.items():
            yield name, self.extra_signature(word), docs[word]


class _Dispatch(Parts):
    def __init__(
        self, plan: DispatchPlan, homes: Mapping[str, tuple[str, str]], head: str, *, asynchronous: bool
    ) -> None:
        super().__init__(plan, homes, asynchronous=asynchronous)
        self.homes = homes
        self.call = "await " if asynchronous else ""
        self.page = Page(
            head, f"Events of {plan.subject}: bytes in, a call of the one method that handles them out."
        )
        if plan.discriminator == "enum":
            self.modules = Modules(homes, [plan.event, plan.by_type])

    def text(self) -> str:
        page = self.page
        page.name("__future__", "annotations")
        page.name("abc", "ABC")
        page.name("abc", "abstractmethod")
        page.name(".", RUNTIME)
        for module, name in self.modules.imports:
            page.name(module, name)
        page.line()
        self._verified()
        self._handlers()
        {"oneof": self._oneof, "enum": self._enum, "types": self._types}[self.plan.discriminator]()
        self._record()
        return page.text

    def _verified(self) -> None:
        """At import, before the first event: message code and dispatch were generated together."""
        plan, page = self.plan, self.page
        if plan.discriminator == "types":
            union = " | ".join(dict.fromkeys(self.modules.value(arm.type_name) for arm in plan.arms))
            page.name("typing", "TypeAlias")
            page.line(f"{self.event}: TypeAlias = {union}")
            page.line(f"TYPES: dict[str, type[{self.event}]] = {{")
            for arm in plan.arms:
                page.line(f'"{arm.type_name}": {self.modules.value(arm.type_name)},', 1)
            page.line("}")
        else:
            kind = self.modules.value(plan.event if plan.discriminator == "oneof" else plan.by_type)
            by = f', "{plan.by}"' if plan.discriminator == "oneof" else ""
            arms = ", ".join(f'"{arm.name}": {arm.number}' for arm in plan.arms)
            page.line(
                f'{RUNTIME}.verify_{plan.discriminator}("{plan.subject}", {kind}.DESCRIPTOR{by}, {{{arms}}})'
            )
        page.line()
        page.line()

    def _handlers(self) -> None:
        page = self.page
        page.line(f"class {self.names.handlers}(ABC):")
        page.doc(self.plan.doc or f"A method for each variant of {self.plan.subject}; none has a default.", 1)
        for name, parameters, doc in self.methods():
            page.line()
            page.line("@abstractmethod", 1)
            # positional: a person may call the parameters otherwise
            page.define(f"{self.define} {name}(", [*parameters, "/"], ") -> None:", 1)
            page.doc(doc, 2)
        page.line()
        page.line()

    def _start(self) -> None:
        name = f"{self.define} dispatch_{self.names.function}("
        self.page.define(name, [f"handlers: {self.names.handlers}", f"event: {self.event}"], ") -> None:")
        self.page.doc(
            "Call the one method for this event. Raises UnknownVariant and EmptyPayload before any is called.",
            1,
        )

    def _oneof(self) -> None:
        plan, page = self.plan, self.page
        page.name("typing", "assert_never")
        self._start()
        if plan.policy.strict:
            first, last = plan.payloads
            page.line(f"if tags := {RUNTIME}.unknown_tags(event, {first}, {last}):", 1)
            self._refuse("unknown", f'{RUNTIME}.UnknownVariant("{plan.subject}", tags=tags, event=event)', 2)
            page.line("return", 2) if "unknown" in self.names.extra else None
        page.line(f'match event.WhichOneof("{plan.by}"):', 1)
        for arm in plan.arms:
            page.line(f'case "{arm.name}":', 2)
            self._arm(arm)
        page.line("case None:", 2)
        first, last = plan.payloads
        if not plan.policy.strict:
            page.line(f"if tags := {RUNTIME}.unknown_tags(event, {first}, {last}):", 3)
            self._refuse("unknown", f'{RUNTIME}.UnknownVariant("{plan.subject}", tags=tags, event=event)', 4)
            page.line("else:", 3)
        depth = 3 if plan.policy.strict else 4
        self._refuse("empty", f'{RUNTIME}.EmptyPayload("{plan.subject}", event=event)', depth)
        page.line("case _ as never:", 2)
        page.line("assert_never(never)", 3)

    def _arm(self, arm: Arm) -> None:
        value = _attribute(arm.name)
        self.page.line(f"{self.call}handlers.{self.names.methods[arm.name]}(event, {value})", 3)

    def _refuse(self, word: str, error: str, depth: int) -> None:
        """Raise, or ask the handler that the policy wants."""
        method = self.names.extra.get(word)
        self.page.line(f"{self.call}handlers.{method}(event, {error})" if method else f"raise {error}", depth)

    def _enum(self) -> None:
        plan, page = self.plan, self.page
        self._start()
        value = _attribute(plan.by)
        empty = f'{RUNTIME}.EmptyPayload("{plan.subject}", event=event)'
        page.line(f"match {value}:", 1)
        if plan.presence:
            # an unset field reads as the first value, and so does a closed enum's unknown one
            page.line(f'case _ if not event.HasField("{plan.by}"):', 2)
            page.line(f"if {RUNTIME}.unknown_tags(event, {plan.number}, {plan.number}):", 3)
            self._refuse(
                "unknown",
                f'{RUNTIME}.UnknownVariant("{plan.subject}", tags=({plan.number},), event=event)',
                4,
            )
            page.line("else:", 3)
            self._refuse("empty", empty, 4)
        for arm in plan.arms:
            page.line(f"case {arm.number}:  # {arm.name}", 2)
            page.line(f"{self.call}handlers.{self.names.methods[arm.name]}(event)", 3)
        if all(arm.number for arm in plan.arms):
            page.line("case 0:", 2)
            self._refuse("empty", empty, 3)
        page.line("case number:", 2)
        self._refuse("unknown", f'{RUNTIME}.UnknownVariant("{plan.subject}", tags=(number,), event=event)', 3)

    def _types(self) -> None:
        self.page.name("typing", "assert_never")
        self._start()
        self.page.line("match event:", 1)
        for arm in self.plan.arms:
            self.page.line(f"case {self.modules.value(arm.type_name)}():", 2)
            self.page.line(f"{self.call}handlers.{self.names.methods[arm.name]}(event)", 3)
        self.page.line("case _ as never:", 2)
        self.page.line("assert_never(never)", 3)

    def _record(self) -> None:
        """Decoding in front of the dispatch."""
        plan, page = self.plan, self.page
        types = plan.discriminator == "types"
        page.line()
        page.line()
        parameters = [
            f"handlers: {self.names.handlers}",
            "value: bytes | None",
            f"headers: {RUNTIME}.Headers = ()",
            "*",
        ]
        parameters += [f"name_of: {RUNTIME}.NameOf"] if types else []
        parameters += [f"framing: {RUNTIME}.Framing = {RUNTIME}.confluent"]
        page.define(f"{self.define} handle_{self.names.function}(", parameters, f") -> {RUNTIME}.Outcome:")
        page.doc(
            "Decode a record's value and dispatch it; what becomes of the record. What a handler raises is passed on.",
            1,
        )
        kind = "TYPES, name_of" if types else self.modules.value(plan.event)
        reading = "read_one" if types else "read"
        page.line(f'event = {RUNTIME}.{reading}("{plan.subject}", {kind}, value, headers, framing)', 1)
        page.line(f"if isinstance(event, {RUNTIME}.DispatchError):", 1)
        self._unreadable()
        page.line("try:", 1)
        page.line(f"{self.call}dispatch_{self.names.function}(handlers, event)", 2)
        page.line(f"except {RUNTIME}.Unhandled as error:", 1)
        page.line("if error.event is not event:", 2)
        page.line("raise  # a handler dispatched something else", 3)
        page.line(f"return {self._outcome('error')}", 2)
        page.line(f"return {RUNTIME}.Handled()", 1)

    def _unreadable(self) -> None:
        """What could not be read has no event; a policy's handler is told even so."""
        page = self.page
        for word, error in (("unknown", "UnknownVariant"), ("empty", "EmptyPayload")):
            if method := self.names.extra.get(word):
                page.line(f"if isinstance(event, {RUNTIME}.{error}):", 2)
                page.line(f"{self.call}handlers.{method}(None, event)", 3)
                page.line(f"return {RUNTIME}.Handled()", 3)
        page.line(f"return {self._outcome('event')}", 2)

    def _outcome(self, error: str) -> str:
        policy = self.plan.policy
        return f'{RUNTIME}.outcome({error}, unknown="{policy.unknown}", empty="{policy.empty}")'


def _attribute(name: str) -> str:
    """A field of the event; no statement can say a keyword, and no type checker likes what looks private."""
    return f'getattr(event, "{name}")' if iskeyword(name) or name.startswith("_") else f"event.{name}"


def refuse(plan: DispatchPlan) -> None:
    """Refuse what a person would only find out from a traceback."""
    if any(arm.name == "WhichOneof" for arm in plan.arms):
        raise ConfigError(
            f"{plan.subject}: a field called WhichOneof hides the method of Python's message class",
            fix="rename the field", location=plan.location,
        )  # fmt: skip
