"""Ask the fuzzer to find planted bugs, with five seeds, beside plain hypothesis; a table out (`make planted`)."""

from __future__ import annotations

import argparse
import datetime as dt
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from planted.search import FOREIGN, MOST, MOST_PLAIN, foreign, limit_memory, rows, schema  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

SEEDS = 5
HEAD = """\
# How soon planted bugs are found

Written by `make planted`; do not edit. Each decoder of `tests/planted` has one bug, in one method, and is otherwise
correct. A number is the payload at which the bug shows, the median of {seeds} seeds, up to {most:,}; `found` says in
how many of the seeds. Plain hypothesis is a strategy as one writes it in a test: events of the type through the
format's own library, or up to 64 random bytes, compared with the decoder that has no bug, up to {plain:,} examples. It
knows the right answer, which a user does not.

Measured on {day} with hypothesis {version}. {summary}

| format | bug | found | at | by | plain hypothesis found | at |
| --- | --- | --- | --- | --- | --- | --- |
"""


def main() -> None:
    options = _options()
    limit_memory()
    done = _rows_of(options.resume) if options.resume else {}
    table = list(_table(done))
    ours = sum(row[2] == f"{SEEDS} of {SEEDS}" for row in table)
    compared = [row for row in table if row[5]]
    theirs = sum(row[5] == f"{SEEDS} of {SEEDS}" for row in compared)
    summary = (
        f"Of {len(table)} bugs, {ours} are found by every seed; of the {len(compared)} that plain hypothesis was asked "
        f"for too, it finds {theirs} so."
    )
    head = HEAD.format(
        seeds=SEEDS,
        most=MOST,
        plain=MOST_PLAIN,
        day=dt.datetime.now(tz=dt.UTC).date(),
        version=hypothesis.__version__,
        summary=summary,
    )
    page = head + "".join(f"| {' | '.join(row)} |\n" for row in table)
    sys.stdout.write(page)
    if options.write:
        options.write.write_text(page, encoding="utf-8")
    sys.exit(ours != len(table))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", type=Path, help="write the page to this file as well")
    parser.add_argument(
        "--resume", type=Path, help="a page of the same day: rows whose bug every seed found are kept"
    )
    return parser.parse_args()


def _rows_of(page: Path) -> dict[tuple[str, str], tuple[str, ...]]:
    """The rows of a page in which every seed found the bug."""
    lines = [line for line in page.read_text().splitlines() if line.startswith("| ")][1:]
    rows = [
        tuple(cell.strip() for cell in line.strip("|").split(" | ")) for line in lines if "---" not in line
    ]
    return {row[:2]: row for row in rows if row[2] == f"{SEEDS} of {SEEDS}"}


def _table(done: dict[tuple[str, str], tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    yield from (row for row in done.values() if row[0] not in FOREIGN)
    for form, name, found, claims, plain in rows(SEEDS, done):
        sys.stderr.write(f"{form} {name} {found} {plain}\n")
        yield (form, name, *_told(found), claims, *_told(plain))
    with tempfile.TemporaryDirectory() as folder:
        image = Path(folder, "planted.binpb")
        image.write_bytes(schema("protobuf").image)
        for program, bugs in FOREIGN.items():
            script = ROOT / "tests" / "parts" / f"{program}.sh"
            subprocess.run([str(script)], check=True)
            for bug in bugs:
                if (program, bug) in done:
                    yield done[program, bug]
                    continue
                answers = [
                    foreign(str(ROOT / ".parts" / program), bug, number, image) for number in range(SEEDS)
                ]
                found = [at for at, _ in answers]
                claims = ", ".join(sorted({claim for _, claim in answers if claim}))
                sys.stderr.write(f"{program} {bug} {found}\n")
                yield (program, bug, *_told(found), claims, "", "")


def _told(found: list[int]) -> tuple[str, str]:
    hits = [at for at in found if at]
    return f"{len(hits)} of {len(found)}", f"{statistics.median(hits):g}" if hits else "–"


if __name__ == "__main__":
    main()
