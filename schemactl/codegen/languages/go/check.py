"""A plan in; the parts of the Go test that finds a variant without its arm, whoever edited what, out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemactl.codegen.languages.go.packages import RUNTIME

if TYPE_CHECKING:
    from schemactl.codegen.languages.go.dispatch import Parts, Words
    from schemactl.codegen.languages.go.page import Page


def recorder(parts: Words, page: Page) -> None:
    """Handlers that remember which of them were called."""
    calls = f"calls{parts.names.event}"
    page.doc(calls, "are the variants that were handled, in their order.")
    page.line(f"type {calls} []string")
    arms = {method: arm for arm, method in parts.names.methods.items()}
    for method, parameters, _ in parts.methods():
        page.line()
        page.line(f"func (c *{calls}) {method}({_nameless(parameters)}) error {{")
        page.line(f'*c = append(*c, "{arms.get(method, method)}")', 1)
        page.line("return nil", 1)
        page.line("}")


def start(parts: Words, page: Page) -> None:
    page.line()
    page.line(f"func Test{parts.names.event}HasAnArmForEachVariant(t *testing.T) {{")


def finish(parts: Words, page: Page) -> None:
    """Every event has to come to its own method, and to no other."""
    name = parts.names.event
    page.line("for arm, event := range events {", 1)
    page.line(f"var calls calls{name}", 2)
    page.line(f"err := Dispatch{name}(context.Background(), &calls, event)", 2)
    page.line("if err != nil || !slices.Equal(calls, []string{arm}) {", 2)
    page.line(f't.Errorf("%s of {parts.plan.subject}: handled %v, error %v", arm, calls, err)', 3)
    page.line("}", 2)
    page.line("}", 1)
    page.line("}")


def events(parts: Parts, page: Page) -> None:
    """An event of each variant, by the arm's name."""
    plan, name = parts.plan, parts.names.event
    if plan.discriminator == "types":
        page.line("events := map[string]proto.Message{}", 1)
        page.line(f"for arm, kind := range {name}Types() {{", 1)
        page.line("events[arm] = kind.ProtoReflect().New().Interface()", 2)
        page.line("}", 1)
        return
    page.line(f"if err := Verify{name}(); err != nil {{", 1)
    page.line("t.Fatal(err)", 2)
    page.line("}", 1)
    if plan.discriminator == "oneof":
        page.line(f'events := {RUNTIME}.EachVariant(({parts.event})(nil), "{plan.by}")', 1)
        return
    page.line(f"events := map[string]{parts.event}{{}}", 1)
    for arm in parts.arms:
        page.line(
            f'events["{arm.name}"] = {RUNTIME}.WithEnum(({parts.event})(nil), {plan.number}, {arm.number})', 1
        )


def _nameless(parameters: str) -> str:
    """Parameters that a method does not use."""
    return ", ".join(f"_ {each.partition(' ')[2]}" for each in parameters.split(", "))
