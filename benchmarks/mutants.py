"""Mutate a Protobuf decoder that nobody here wrote, and see how many mutants fuzzing kills (`make mutants`).

The decoder is Google's in pure Python, the module `google.protobuf.internal.decoder`. A mutant differs from it in one
place of its syntax tree: a comparison, an operator, a constant, a condition or a statement. Only lines that the
control run executes are mutated; which places are is drawn by a script from all of them. Each mutant gets a process of
its own and three seconds of CPU; it is killed when fuzzing finds something in it that the control does not show.
"""

from __future__ import annotations

import argparse
import ast
import copy
import json
import os
import pickle
import random
import resource
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
MODULE = "google.protobuf.internal.decoder"
EVENT = "planted.Order"
COUNT, GATE = 60, 50
CPU = 3.0
PAGE = """\
# Mutants of a decoder, and how many fuzzing kills

Written by `make mutants`; do not edit. The decoder is that of protobuf {version} in pure Python, which nobody here
wrote ({module}); the schema is tests/planted/order.proto. Of {places:,} places in executed lines, {count} were drawn
(seed {seed}); each mutant had a process and {cpu:g} s of CPU for fuzzing. The control, without a mutant, is clean but
for what is its own: {control}.

**{killed} of {count} killed.** One that survives may do what the decoder does: nobody looked at them one by one.

| line | what is mutated | killed by | at payload |
| --- | --- | --- | --- |
"""


class Places(ast.NodeVisitor):
    """Collects what can be mutated: (path of indexes is avoided) the node's place, and what is done to it."""

    def __init__(self, lines: set[int]) -> None:
        self.lines = lines
        self.found: list[tuple[int, int, str]] = []
        self.count = -1

    def generic_visit(self, node: ast.AST) -> None:
        self.count += 1
        line = getattr(node, "lineno", 0)
        if line in self.lines:
            self.found += [(self.count, line, how) for how in _ways(node)]
        super().generic_visit(node)


COMPARISONS: dict[type, type] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
}
OPERATORS: dict[type, type] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.BitXor: ast.BitAnd,
    ast.Mult: ast.Add,
}


def _ways(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Compare) and type(node.ops[0]) in COMPARISONS:
        yield "another comparison"
    if isinstance(node, ast.BinOp | ast.AugAssign) and type(node.op) in OPERATORS:
        yield "another operator"
    if isinstance(node, ast.Constant) and type(node.value) is int:
        yield "a number off by one"
    if isinstance(node, ast.If | ast.While) and not (isinstance(node.test, ast.Constant)):
        yield "a condition negated"
    if isinstance(node, ast.Raise):
        yield "an error not raised"
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield "a call left out"


class Mutation(ast.NodeTransformer):
    """Changes the node at one place."""

    def __init__(self, place: int, how: str) -> None:
        self.place, self.how, self.count = place, how, -1

    def generic_visit(self, node: ast.AST) -> ast.AST:
        self.count += 1
        here = self.count == self.place
        node = super().generic_visit(node)
        return _mutated(node, self.how) if here else node


def _mutated(node: Any, how: str) -> ast.AST:
    node = copy.copy(node)
    if how == "another comparison":
        node.ops = [COMPARISONS[type(node.ops[0])](), *node.ops[1:]]
    elif how == "another operator":
        node.op = OPERATORS[type(node.op)]()
    elif how == "a number off by one":
        node.value += 1
    elif how == "a condition negated":
        node.test = ast.UnaryOp(op=ast.Not(), operand=node.test)
    else:
        return ast.copy_location(ast.Pass(), node)
    return node


# --- one process: the decoder, mutated or not, and fuzzing


def child(job: dict[str, Any]) -> dict[str, Any]:
    """Fuzz a decoder until it shows what is not known, or its time is over. Tells what was found, and what was run."""
    sys.path.insert(0, str(ROOT / "tests"))
    import google.protobuf.internal.decoder as module  # noqa: PLC0415
    from google.protobuf import descriptor_pb2, descriptor_pool, message_factory  # noqa: PLC0415
    from google.protobuf.internal import type_checkers  # noqa: PLC0415

    schema = pickle.loads(Path(job["schema"]).read_bytes())  # noqa: S301  (the parent wrote it)
    pool = descriptor_pool.DescriptorPool()
    for file in descriptor_pb2.FileDescriptorSet.FromString(schema.image).file:
        pool.Add(file)
    descriptor = pool.FindMessageTypeByName(EVENT)
    tree = ast.parse(Path(str(module.__file__)).read_text())
    if job["how"]:
        tree = Mutation(job["place"], job["how"]).visit(tree)
    names = {id(item): name for name, item in vars(module).items()}
    # the mutant takes the module's place before the message's class is made, which asks it for its decoders
    exec(compile(ast.fix_missing_locations(tree), "mutant", "exec"), module.__dict__)  # noqa: S102
    table = type_checkers.TYPE_TO_DECODER  # which has the decoders from before
    table.update({kind: getattr(module, names[id(decoder)]) for kind, decoder in table.items()})
    return _fuzzed(job, schema, message_factory.GetMessageClass(descriptor))


def _fuzzed(job: dict[str, Any], schema: Any, message: Any) -> dict[str, Any]:
    from schemactl.fuzz.cases import cases  # noqa: PLC0415
    from schemactl.fuzz.grammar import grammar  # noqa: PLC0415
    from schemactl.fuzz.host import Host  # noqa: PLC0415
    from schemactl.fuzz.judge import Judge  # noqa: PLC0415

    resource.setrlimit(resource.RLIMIT_DATA, (1 << 30, 1 << 30))
    spent = time.process_time()
    seconds = CPU * 5 if job["control"] else CPU
    end = int(spent + seconds) + (120 if job["control"] else 5)  # who comes so far is in a loop
    resource.setrlimit(resource.RLIMIT_CPU, (end, end + 2))
    found_grammar = grammar(schema, EVENT)
    host, judge = Host(message.FromString), Judge(found_grammar)
    lines: set[int] = set()
    found: dict[str, Any] = {}
    for at, payload in enumerate(cases(found_grammar, job["seed"]), 1):
        if time.process_time() - spent > seconds:
            break
        if job["control"]:
            sys.settrace(lambda frame, _event, _arg: _tracer(frame, lines))
        answer = host.answer(payload.data)
        sys.settrace(None)
        breach = judge.breach(payload.data, answer)
        if breach and breach.fingerprint not in job["known"]:
            found.setdefault(breach.fingerprint, (breach.claim, at, breach.detail))
            if not job["control"]:
                break
    return {"found": found, "lines": sorted(lines), "tried": at}


def _tracer(frame: Any, lines: set[int]) -> Any:
    if frame.f_code.co_filename != "mutant":
        return None

    def within(inner: Any, _event: str, _arg: Any) -> Any:
        lines.add(inner.f_lineno)
        return within

    return within(frame, "", None)


# --- the parent


def ask(job: dict[str, Any]) -> dict[str, Any]:
    """Run one child. A child that dies, or has to be stopped, is one that fuzzing kills."""
    environment = os.environ | {
        "PROTOCOL_BUFFERS_PYTHON_IMPLEMENTATION": "python",
        "PYTHONPATH": str(ROOT),
        "PYTHONHASHSEED": "0",
    }
    command = [sys.executable, __file__, "--child", json.dumps(job)]
    try:
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, check=False, timeout=600
        )
    except subprocess.TimeoutExpired:
        return {"found": {"hang": ("ends", 0, "")}}
    if done.returncode:
        last = (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]
        return {"found": {"crash": ("survives" if done.returncode < 0 else "declared", 0, last[:80])}}
    return json.loads(done.stdout.splitlines()[-1])


def main() -> None:
    options = _options()
    if options.child:
        sys.stdout.write(json.dumps(child(json.loads(options.child))))
        return
    sys.path.insert(0, str(ROOT / "tests"))
    from compiled import single  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        schema = Path(folder, "schema")
        schema.write_bytes(pickle.dumps(single("protobuf", (ROOT / "tests/planted/order.proto").read_text())))
        base = {"schema": str(schema), "seed": 0, "how": "", "place": 0, "known": [], "control": False}
        control = ask({**base, "control": True})
        if "lines" not in control:
            sys.exit(f"the control does not end well: {control['found']}")
        again = ask({**base, "known": list(control["found"])})
        if again["found"]:
            sys.exit(f"the control is not steady: {again['found']}")
        source = Path(str(find_spec(MODULE).origin)).read_text()  # type: ignore[union-attr]
        places = Places(set(control["lines"]))
        places.visit(ast.parse(source))
        chosen = sorted(random.Random(options.seed).sample(places.found, COUNT), key=lambda item: item[1])  # noqa: S311
        jobs = [
            {**base, "place": place, "how": how, "known": list(control["found"])} for place, _, how in chosen
        ]
        with ThreadPoolExecutor(2) as pool:
            answers = list(pool.map(ask, jobs))
    _tell(options, control, places, list(zip(chosen, answers, strict=True)))


def _tell(options: Any, control: Any, places: Places, told: list[Any]) -> None:
    killed = sum(bool(answer["found"]) for _, answer in told)
    own = (
        "; ".join(sorted({f"`{claim}` ({detail})" for claim, _, detail in control["found"].values()}))
        or "nothing"
    )
    page = PAGE.format(
        version=version("protobuf"),
        module=MODULE,
        places=len(places.found),
        count=COUNT,
        seed=options.seed,
        cpu=CPU,
        control=own,
        killed=killed,
    )
    for (_, line, how), answer in told:
        claim, at, _ = next(iter(answer["found"].values()), ("survived", 0, ""))
        page += f"| {line} | {how} | {claim} | {at or ''} |\n"
    sys.stdout.write(page)
    if options.write:
        options.write.write_text(page, encoding="utf-8")
    sys.exit(killed < GATE)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", type=Path, help="write the page to this file as well")
    parser.add_argument("--seed", type=int, default=1, help="which places are drawn")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
