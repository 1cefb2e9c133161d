"""Measure schemactl beside `buf breaking` in one run: real schemas and real git repositories in, a table out.

Both programs run in turn on the same repository, so that what else the machine does meets both. A time is
the median of the repetitions; CPU seconds are those of the program and of all its children.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import platform
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import judging
import serving
from packages import ROOT, ClientError, Package, fetch, tool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from judging import Judging

GOOGLE = Package(client="npm", name="google-proto-files", prefix="package/")
RELEASE = "5.0.3"
"""The release with the most files: 8,017."""

OUR_ANSWERS = frozenset({0, 1})
BREAKING = frozenset({0, 100})
"""Exit codes of buf that are answers."""
BUF_CONFIG = "version: v2\nbreaking:\n  use: [WIRE]\n"
IMPORT = re.compile(r'^import (?:public )?"([^"]+)"', re.MULTILINE)
ALONE = """\
## Comparing and judging alone

CPU seconds with nothing compiled and nothing proved, in both directions. The fields that change get another type,
another name, another number, are removed, or move into a oneof, in turn. The last columns compare with the
row above: how many times as many fields, or changed fields, and how many times the CPU. Linear is no more of that."""
OURS = (sys.executable, "-m", "schemactl")


@dataclass(frozen=True, slots=True)
class Cost:
    wall: float
    cpu: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """A command to measure. before: unmeasured preparation of a run. codes: exit codes that are answers."""

    command: Sequence[str]
    codes: frozenset[int] = frozenset({0})
    before: Callable[[], object] = field(default=lambda: None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    what: str
    ours: Cost
    theirs: Cost
    beside: str
    aim: str
    by_cpu: bool = False

    @property
    def ratio(self) -> float:
        return self.ours.cpu / self.theirs.cpu if self.by_cpu else self.ours.wall / self.theirs.wall


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory(prefix="schemactl-bench-") as scratch:
        rows = list(_rows(Path(scratch), quick=options.quick))
        alone = list(_alone(Path(scratch), quick=options.quick))
    page = _page(rows, alone) + "\n" + "\n".join(serving.section(quick=options.quick)) + "\n"
    sys.stdout.write(page)
    if options.write:
        options.write.write_text(page, encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="the small repository only, few repetitions")
    parser.add_argument("--write", type=Path, help="write the page to this file as well")
    return parser.parse_args()


def _rows(scratch: Path, *, quick: bool) -> Iterator[Row]:
    yield _startup(scratch, times=5 if quick else 20)
    files = _files(fetch(GOOGLE, RELEASE))
    small = Repository.create(scratch / "small", _closed(files, 300))
    yield from small.hook(
        "the hook, 1 of 300 files changed", changed=1, times=3 if quick else 15, aims=("≤ buf's",) * 2
    )
    times = 1 if quick else 5
    yield small.cold("300 files, 1 changed, cold", changed=1, times=times, aim="≤ ⅓ of buf's CPU")
    yield small.cold(
        "300 files, all changed, cold", changed=len(small.names), times=times, aim="≤ ⅓ of buf's CPU"
    )
    if quick:
        return
    large = Repository.create(scratch / "large", files)
    name = f"{len(files):,} files"
    yield from large.hook(f"{name}, 3 changed", changed=3, times=5, aims=("", "< 1 s"))
    yield large.cold(f"{name}, all changed, cold", changed=len(files), times=1, aim="≤ 45 CPU-s")


def _alone(scratch: Path, *, quick: bool) -> Iterator[list[Judging]]:
    files = _files(fetch(GOOGLE, RELEASE))
    chosen = _closed(files, 300) if quick else files
    everything = Repository.create(scratch / "alone", chosen)
    name = f"{len(chosen):,} files, all changed"
    yield [judging.repository(everything.folder, name, lambda: everything.change(len(chosen)))]
    if quick:
        yield from judging.messages((250, 500, 1_000), (1, 50, 500), times=3)
    else:
        yield from judging.messages((1_250, 2_500, 5_000, 10_000), (1, 10, 100, 1_000, 5_000), times=5)


def _startup(scratch: Path, *, times: int) -> Row:
    ours, theirs = measure(
        scratch,
        Contender(command=(*OURS, "--help")),
        Contender(command=(sys.executable, "-c", "pass")),
        times,
    )
    return Row(what="start-up: `--help`", ours=ours, theirs=theirs, beside="bare python", aim="≤ 6×")


@dataclass(frozen=True, slots=True)
class Repository:
    """A git repository with some .proto files, committed, and an empty cache folder of its own."""

    folder: Path
    names: tuple[str, ...]
    cache: Path

    @classmethod
    def create(cls, folder: Path, files: dict[str, Path]) -> Repository:
        for name, file in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, folder / name)
        (folder / "buf.yaml").write_text(BUF_CONFIG)
        _git(folder, "init", "--quiet", "--initial-branch=main")
        _git(folder, "add", "--all")
        _git(folder, "commit", "--quiet", "--message=old")
        return cls(folder, tuple(files), folder.with_name(f"{folder.name}-cache"))

    def hook(self, what: str, *, changed: int, times: int, aims: tuple[str, str]) -> Iterator[Row]:
        """Some files changed and staged: what a commit waits for, with an empty cache and with a warm one."""
        names = self.change(changed)
        theirs = Contender(command=(*self.buf, *(f"--path={name}" for name in names)), codes=BREAKING)
        command = (*OURS, "check", "--staged", "--offline")
        for state, before, aim in (("cold", self.forget, aims[0]), ("warm", lambda: None, aims[1])):
            ours = Contender(command=command, codes=OUR_ANSWERS, before=before)
            costs = measure(self.folder, ours, theirs, times, cache=self.cache)
            told = f"{what}, {state}"
            yield Row(what=told, ours=costs[0], theirs=costs[1], beside="`buf breaking --path`", aim=aim)
        self.restore()

    def cold(self, what: str, *, changed: int, times: int, aim: str) -> Row:
        """The whole repository against its last commit, with an empty cache."""
        self.change(changed)
        command = (*OURS, "check", "--against", "git:HEAD")
        ours = Contender(command=command, codes=OUR_ANSWERS, before=self.forget)
        theirs = Contender(command=self.buf, codes=BREAKING)
        costs = measure(self.folder, ours, theirs, times, cache=self.cache)
        self.restore()
        return Row(what=what, ours=costs[0], theirs=costs[1], beside="`buf breaking`", aim=aim, by_cpu=True)

    @property
    def buf(self) -> tuple[str, ...]:
        return (str(tool("@bufbuild/buf")), "breaking", "--against", ".git#ref=HEAD")

    def change(self, count: int) -> tuple[str, ...]:
        """Add a message to so many files, spread over the repository, and stage them."""
        names = self.names[:: max(1, len(self.names) // count)][:count]
        for number, name in enumerate(names):
            with (self.folder / name).open("a", encoding="utf-8") as file:
                file.write(f"\nmessage AddedByBench{number} {{\n  string id = 1;\n}}\n")
        _git(self.folder, "add", "--all")
        return names

    def restore(self) -> None:
        _git(self.folder, "reset", "--quiet", "--hard", "HEAD")
        self.forget()

    def forget(self) -> None:
        shutil.rmtree(self.cache, ignore_errors=True)
        self.cache.mkdir()


def measure(
    folder: Path, ours: Contender, theirs: Contender, times: int, *, cache: Path | None = None
) -> tuple[Cost, Cost]:
    """Run both in turn, after one unmeasured run of each, and give the medians."""
    costs: tuple[list[Cost], list[Cost]] = ([], [])
    for turn in range(times + (times > 1)):
        for contender, into in zip((ours, theirs), costs, strict=True):
            contender.before()
            cost = _run(folder, contender, cache or folder / "no-cache")
            if turn or times == 1:
                into.append(cost)
    return _median(costs[0]), _median(costs[1])


def _run(folder: Path, contender: Contender, cache: Path) -> Cost:
    env = dict(os.environ) | {"SCHEMACTL_CACHE": str(cache), "PYTHONPATH": str(ROOT)}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        contender.command, cwd=folder, env=env, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in contender.codes:
        told = (done.stderr or done.stdout).decode(errors="replace")[-2000:]
        raise SystemExit(f"{' '.join(contender.command)}: exit {done.returncode}\n{told}")
    return Cost(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def _median(costs: list[Cost]) -> Cost:
    return Cost(statistics.median(c.wall for c in costs), statistics.median(c.cpu for c in costs))


def _files(folder: Path) -> dict[str, Path]:
    return {file.relative_to(folder).as_posix(): file for file in sorted(folder.rglob("*.proto"))}


def _closed(files: dict[str, Path], count: int) -> dict[str, Path]:
    """About the first `count` files, with all that they import."""
    chosen: dict[str, Path] = {}
    for name in files:
        if len(chosen) >= count:
            break
        _with_imports(name, files, chosen)
    return chosen


def _with_imports(name: str, files: dict[str, Path], chosen: dict[str, Path]) -> None:
    if name in files and name not in chosen:
        chosen[name] = files[name]
        for imported in re.findall(
            r'^import (?:public )?"([^"]+)"', files[name].read_text("utf-8"), re.MULTILINE
        ):
            _with_imports(imported, files, chosen)


def _git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=bench", "-c", "user.email=bench@example.com", "-c", "gc.auto=0")
    subprocess.run(("git", *who, *arguments), cwd=folder, check=True, stdout=subprocess.DEVNULL)


def _page(rows: list[Row], alone: list[list[Judging]]) -> str:
    lines = [
        "# Benchmarks",
        "",
        "`make bench` writes this page: schemactl and `buf breaking` in turn on the same git",
        f"repositories, with the .proto files of google-proto-files {RELEASE}. Times are medians; CPU is the",
        "program's and its children's.",
        "",
        f"Measured {dt.datetime.now(tz=dt.UTC):%Y-%m-%d} on {_machine()}.",
        "",
        "| what | schemactl | CPU | beside it | | CPU | ratio | aim |",
        "| --- | ---: | ---: | --- | ---: | ---: | ---: | --- |",
    ]
    for row in rows:
        ours, theirs = row.ours, row.theirs
        ratio = f"{row.ratio:.2f}× {'CPU' if row.by_cpu else 'time'}"
        lines.append(
            f"| {row.what} | {ours.wall:.2f} s | {ours.cpu:.2f} s | {row.beside} "
            f"| {theirs.wall:.2f} s | {theirs.cpu:.2f} s | {ratio} | {row.aim} |"
        )
    lines += ["", *ALONE.splitlines(), "", *judging.table(alone)]
    return "\n".join(lines) + "\n"


def _machine() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    text = cpuinfo.read_text(encoding="utf-8") if cpuinfo.exists() else ""
    found = re.search(r"^model name\s*: (.+)$", text, re.MULTILINE)
    model = found[1] if found else platform.processor() or platform.machine()
    return f"{os.cpu_count()} cores, {model}, {platform.system()}, Python {platform.python_version()}"


if __name__ == "__main__":
    try:
        main()
    except (ClientError, serving.MissingError) as error:
        print(f"bench: {error}", file=sys.stderr)
        sys.exit(3)
