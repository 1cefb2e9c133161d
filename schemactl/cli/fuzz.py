"""`schemactl fuzz`: decoders in; what they do with events, with unusual forms of them and with damaged ones, out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from schemactl.cli.formats import Target, format_option
from schemactl.cli.options import common
from schemactl.model.fuzzing import PROPERTIES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from schemactl.cli.project import Project
    from schemactl.fuzz.grammar import Grammar, Payload
    from schemactl.model.fuzzing import Crossed, Fuzzed
    from schemactl.model.module import Module
    from schemactl.model.schema import Schema
    from schemactl.model.source import Source
    from schemactl.report.fuzz import Fuzzing, Report

SECONDS = 10.0
"""How long a run takes where nothing is said."""
CROSSED = 200
"""How many events go each way on each surface with --against."""


@click.command(
    help="Fuzzes the decoder of each EVENT (a type's full name), or of every event that the project's schemas have. "
    "A target gets the payload, and returns what it decoded or raises ValueError; it runs in a process of its own. "
    "The guide docs/guide/fuzzing.md tells what a target may return, and the protocol of cmd: workers."
)
@click.argument("events", nargs=-1, metavar="[EVENT]...")
@click.option(
    "--target",
    default="",
    metavar="TARGET",
    help="pkg.mod:function, or cmd:PROGRAM that speaks the worker protocol. Without: our own decoders.",
)
@click.option(
    "--declared",
    multiple=True,
    metavar="pkg.mod:Error",
    help="Another error by which it may refuse. Repeatable.",
)
@click.option(
    "--ignore", multiple=True, type=click.Choice(list(PROPERTIES)), help="Do not ask for this. Repeatable."
)
@click.option(
    "--seconds",
    type=click.FloatRange(min=0, min_open=True),
    help=f"How long; {SECONDS:g} if nothing is said.",
)
@click.option("--examples", type=click.IntRange(min=1), help="How many payloads for each event, at most.")
@click.option(
    "--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Another one, other payloads."
)
@click.option("--replay", metavar="HEX|FILE", help="Try this payload alone.")
@click.option(
    "--corpus",
    type=click.Path(file_okay=False),
    metavar="DIR",
    help="Payloads to try first; findings are kept there.",
)
@click.option(
    "--against",
    metavar="REF",
    help="Also try another version's events, and ask whether check tells what becomes of them.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=2.0,
    show_default=True,
    help="Seconds for one payload.",
)
@click.option(
    "--memory", type=click.IntRange(min=64), default=1024, show_default=True, help="Megabytes for the target."
)
@click.option(
    "--max-findings", type=click.IntRange(min=1), default=20, show_default=True, help="End with so many."
)
@format_option("text", "json", "junit")
@common
def command(
    events: tuple[str, ...], target: str, declared: tuple[str, ...], ignore: tuple[str, ...], seconds: float | None,
    examples: int | None, seed: int, replay: str | None, corpus: str | None, against: str | None, timeout: float,
    memory: int, max_findings: int, targets: tuple[Target, ...],
) -> int:  # fmt: skip
    from pathlib import Path

    from schemactl.cli.formats import one_stream
    from schemactl.cli.project import open_project

    one_stream(targets)
    session = _Session(
        open_project(), against, target=target, declared=declared, ignored=ignore, seconds=seconds, examples=examples,
        seed=seed, timeout=timeout, memory=memory << 20, findings=max_findings, corpus=Path(corpus) if corpus else None,
    )  # fmt: skip
    report = session.report(events, _payload(replay) if replay is not None else None)
    _report(report, targets)
    return 0 if report.clean else 1


class _Session:
    """One command: its schemas, its budget and its target."""

    def __init__(
        self, project: Project, against: str | None, *, target: str, declared: Sequence[str], ignored: Sequence[str],
        seconds: float | None, examples: int | None, seed: int, timeout: float, memory: int, findings: int,
        corpus: Path | None,
    ) -> None:  # fmt: skip
        from schemactl.cli.look import modules_of
        from schemactl.sources.resolve import current, open_source

        folder = str(project.folder)
        self.new = current(folder)
        self.old: Source | None = open_source(project.spec(against), folder) if against else None
        self.project = project
        self.modules = modules_of(project, (), [source for source in (self.new, self.old) if source])
        self.target, self.declared, self.ignored = target, declared, ignored
        self.seconds = SECONDS if seconds is None and examples is None else seconds
        self.examples, self.seed, self.findings = examples, seed, findings
        self.timeout, self.memory, self.corpus = timeout, memory, corpus
        self.schemas = self._compiled(self.new)

    def _compiled(self, source: Source) -> list[Schema]:
        from schemactl.errors import CompileError
        from schemactl.pipeline import compile_all
        from schemactl.report.places import placed
        from schemactl.sources.cache import Cache

        try:
            return list(compile_all(source, self.modules, cache=Cache.default()))
        except CompileError as error:
            raise placed(error) from error

    def report(self, events: Sequence[str], payload: bytes | None) -> Report:
        from schemactl.report.fuzz import Report

        chosen = list(self._chosen(events))
        share = self.seconds / len(chosen) if self.seconds else None
        fuzzings = tuple(self._fuzzing(schema, event, payload, share) for schema, event in chosen)
        crossed = tuple(self._crossed()) if payload is None else ()
        return Report(fuzzings=fuzzings, against=self.old.label if self.old else "", crossed=crossed)

    def _chosen(self, events: Sequence[str]) -> Iterator[tuple[Schema, str]]:
        """Each event that is asked for, with its schema. Raises UsageError for one that is not there."""
        from schemactl.errors import LookError, UsageError
        from schemactl.fuzz.grammar import event_types

        known = [(schema, name) for schema in self.schemas for name in event_types(schema)]
        if not events and not known:
            raise LookError(
                "the schemas have no event", fix="name a type, or look at events in schemactl.toml"
            )
        asked = [self._named(event) for event in events] if events else [known]
        if self.target and [len(found) for found in asked] != [1]:
            names = ", ".join(f"{schema.format}:{name}" for found in asked for schema, name in found[:6])
            raise UsageError(
                "a target decodes one event, and it is not said which", fix=f"name one of {names}"
            )
        for found in asked:
            yield from found

    def _named(self, event: str) -> list[tuple[Schema, str]]:
        """The types of this name, in each format; `protobuf:` or `avro:` before it says in which."""
        from schemactl.errors import UsageError
        from schemactl.fuzz.grammar import type_names

        form, _, name = event.rpartition(":")
        found = [
            (schema, name)
            for schema in self.schemas
            if form in ("", schema.format) and name in type_names(schema)
        ]
        if not found:
            raise UsageError(f"no schema has the type {event}", fix=_near(name, self.schemas))
        return found

    def _fuzzing(self, schema: Schema, event: str, payload: bytes | None, seconds: float | None) -> Fuzzing:
        from schemactl.fuzz.grammar import grammar
        from schemactl.fuzz.run import Budget
        from schemactl.fuzz.run import Fuzzing as Running
        from schemactl.fuzz.target import opened
        from schemactl.report.fuzz import Fuzzing

        declared, timeout, memory = self.declared, self.timeout, self.memory
        found = grammar(schema, event)
        with opened(self.target, schema, event, declared=declared, seconds=timeout, memory=memory) as target:
            running = Running(found, target, seed=self.seed, ignored=self.ignored)
            budget = Budget(seconds=seconds, examples=self.examples, findings=self.findings)
            tell = _progress(event)
            if payload is not None:
                fuzzed = running.every([_given("replay", payload)], tell=tell)
            else:
                running.every(self._kept(event), tell=tell)
                fuzzed = running.random(budget, tell, self._other(schema, event))
            tell(None)
        self._keep(event, fuzzed)
        return Fuzzing(
            event=event, format=schema.format, target=self.target, fuzzed=fuzzed,
            options=tuple(f"--declared={name}" for name in self.declared),
        )  # fmt: skip

    def _other(self, schema: Schema, event: str) -> Grammar | None:
        """The other version of the event, where its bytes can be read without knowing who wrote them (Protobuf)."""
        from schemactl.fuzz.grammar import grammar, type_names

        if self.old is None or schema.format != "protobuf":
            return None
        others = [other for other in self._compiled(self.old) if event in type_names(other)]
        return grammar(others[0], event) if others else None

    def _kept(self, event: str) -> Iterator[Payload]:
        """The corpus: a folder for each event."""
        folder = self.corpus / event if self.corpus else None
        for file in sorted(folder.glob("*.bin")) if folder and folder.is_dir() else ():
            yield _given(f"corpus {file.name}", file.read_bytes())

    def _keep(self, event: str, fuzzed: Fuzzed) -> None:
        from schemactl.cli.output import write_whole

        if self.corpus is None:
            return
        for fingerprint, found in fuzzed.findings.items():
            folder = self.corpus / event
            folder.mkdir(parents=True, exist_ok=True)
            write_whole(folder / f"{fingerprint}.bin", found.payload)

    def _crossed(self) -> Iterator[tuple[str, Crossed]]:
        """Whether what check says of the step is what events show."""
        from schemactl.formats.format import by_name
        from schemactl.fuzz.cross import crossed
        from schemactl.model.compatibility import Compatibility
        from schemactl.model.effect import Surface
        from schemactl.model.verdict import Policy
        from schemactl.pipeline import NO_PROOFS, check

        if self.old is None:
            return
        policy = Policy(compatibility=Compatibility.FULL, surfaces=frozenset(Surface))
        for module in self.modules:
            for verdict in check(self.old, self.new, (module,), policy, proofs=NO_PROOFS):
                (form,) = by_name((verdict.format,))
                yield _named(module, verdict.format), crossed(verdict, form, CROSSED, self.seed)


def _named(module: Module, form: str) -> str:
    return f"{module.name} {form}" if module.name else form


def _given(made: str, data: bytes) -> Payload:
    from schemactl.fuzz.grammar import Payload

    return Payload(made, data)


def _near(event: str, schemas: Sequence[Schema]) -> str:
    """What may have been meant."""
    from difflib import get_close_matches

    from schemactl.fuzz.grammar import event_types, type_names

    names = [name for schema in schemas for name in type_names(schema)]
    close = get_close_matches(event, names, n=2)
    if close:
        return f"did you mean {' or '.join(close)}?"
    return f"there is {', '.join([name for schema in schemas for name in event_types(schema)][:6]) or 'none'}"


def _payload(words: str) -> bytes:
    """A payload in hex, or a file's bytes. Raises UsageError if it is neither."""
    from pathlib import Path

    from schemactl.errors import UsageError

    try:
        return bytes.fromhex(words)
    except ValueError:
        pass
    try:
        return Path(words).read_bytes()
    except OSError as error:
        message = f"--replay {words[:80]}: this is no hex, and no file: {error.strerror}"
        raise UsageError(message, fix="give the payload as hex, or a file of the corpus") from error


def _progress(event: str) -> Callable[[Fuzzed | None], None]:
    """Tells how far a run is on a terminal, on one line that goes away."""
    import sys

    from schemactl.cli.options import options

    if options().verbosity < 0 or sys.stderr is None or not sys.stderr.isatty():
        return lambda _: None

    def tell(fuzzed: Fuzzed | None) -> None:
        line = ""
        if fuzzed:
            met = f"{100 * len(fuzzed.met & fuzzed.goals) // max(1, len(fuzzed.goals))} %"
            found = len(fuzzed.findings)
            line = (
                f"{event}  {fuzzed.tried:,} payloads · {met} covered · {found} found · {fuzzed.seconds:.0f} s"
            )
        sys.stderr.write(f"\r\x1b[K{line}")
        sys.stderr.flush()

    return tell


def _report(report: Report, targets: Sequence[Target]) -> None:
    from schemactl.cli.options import options
    from schemactl.report import fuzz

    for target in targets:
        if target.format == "text":
            target.write(fuzz.text(report, target.style, detail=options().verbosity))
        else:
            target.write(fuzz.json(report) if target.format == "json" else fuzz.junit(report))
