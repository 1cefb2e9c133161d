"""A number or name that was reserved is not reserved any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemactl.lint.numbers import without, written
from schemactl.lint.protobuf._reserving import Taken, last_number, reservation
from schemactl.model.lint import Check, Spot
from schemactl.model.protobuf import Enum, Message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from schemactl.model.change import Change, Step


def _find(step: Step, changes: Sequence[Change]) -> Iterator[Spot]:
    pairs = {
        change.new_path: (change.old, change.new)
        for change in changes
        if change.facet in {"reserved", "reserved_names"} and not change.via
    }
    for old, new in pairs.values():
        assert isinstance(old, Message | Enum)  # noqa: S101
        assert isinstance(new, Message | Enum)  # noqa: S101
        extensions = new.extension_ranges if isinstance(new, Message) else ()
        numbers = without(old.reserved, (*new.reserved, *extensions))
        names = tuple(name for name in old.reserved_names if name not in new.reserved_names)
        if numbers or names:
            taken = Taken(new)
            told = filter(
                None, (written(numbers, last_number(new)), ", ".join(f'"{name}"' for name in names))
            )
            yield Spot(
                path=new.full_name, location=new.mark.locate("name"),
                message=f"{', '.join(told)} {'is' if _one(numbers, names) else 'are'} not reserved any more",
                repair=reservation(new, step.new, taken.free_numbers(numbers), taken.free_names(names)),
            )  # fmt: skip


def _one(numbers: tuple[tuple[int, int], ...], names: tuple[str, ...]) -> bool:
    return sum(end - start + 1 for start, end in numbers) + len(names) == 1


CHECK = Check(
    id="lint-protobuf-reservation-dropped",
    since="0.1",
    summary="a number or name that was reserved is not reserved any more",
    why=(
        "It was reserved because some version used it for something else, and data of that version may still be "
        "in the topics. Nothing else remembers that (Deleting Fields)."
    ),
    fix="keep it reserved, and take a number and a name that were never used",
    step=_find,
    bad=(
        """\
syntax = "proto3";
message Event {
  reserved 2;
  string id = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  string id = 1;
  string comment = 2;
}
""",
    ),
    good=(
        """\
syntax = "proto3";
message Event {
  reserved 2;
  string id = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  reserved 2;
  string id = 1;
  string comment = 3;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/proto3/#deleting",),
)
