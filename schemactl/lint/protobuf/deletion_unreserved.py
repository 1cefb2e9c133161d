"""A field or enum value is deleted, and its number or name can be used again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemactl.lint.protobuf._reserving import Taken, reservation
from schemactl.model.change import Verb
from schemactl.model.lint import Check, Spot
from schemactl.model.protobuf import Enum, EnumValue, Field, Message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from schemactl.model.change import Change, Step


def _find(step: Step, changes: Sequence[Change]) -> Iterator[Spot]:
    known: dict[str, Taken] = {}
    for change in changes:
        gone, holder = change.old, change.new_owner
        if change.via or not isinstance(holder, Message | Enum) or not isinstance(gone, Field | EnumValue):
            continue
        if not _gave_up_its_number(change) or (isinstance(gone, Field) and gone.extendee):
            continue
        taken = known.get(holder.full_name) or known.setdefault(holder.full_name, Taken(holder))
        numbers = taken.free_number(gone.number)
        names = taken.free_names(gone.names if isinstance(gone, EnumValue) else (gone.name,))
        if numbers or names:
            what = " and ".join([*(["its number"] if numbers else []), *(["its name"] if names else [])])
            verb = "is deleted" if change.verb is Verb.REMOVED else "has another number"
            yield Spot(
                path=f"{holder.full_name}.{gone.name}", location=holder.mark.locate("name"),
                message=f"{gone.name} ({gone.number}) {verb}, and {what} can be used again",
                repair=reservation(holder, step.new, numbers, names),
            )  # fmt: skip


def _gave_up_its_number(change: Change) -> bool:
    return change.verb is Verb.REMOVED or (change.verb is Verb.CHANGED and change.facet == "number")


CHECK = Check(
    id="lint-protobuf-deletion-unreserved",
    since="0.1",
    summary="a field or enum value is deleted, and its number or name is not reserved",
    why=(
        "Data with the number is still in the topics. Whoever takes the number for something else makes readers "
        "take one for the other, and no comparison with the version before shows it (Deleting Fields)."
    ),
    fix="reserve both in the message or enum: `schemactl lint --fix` writes it",
    step=_find,
    bad=(
        """\
syntax = "proto3";
message Event {
  string id = 1;
  string note = 2;
}
""",
        """\
syntax = "proto3";
message Event {
  string id = 1;
}
""",
    ),
    good=(
        """\
syntax = "proto3";
message Event {
  string id = 1;
  string note = 2;
}
""",
        """\
syntax = "proto3";
message Event {
  string id = 1;
  reserved 2;
  reserved "note";
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/proto3/#deleting",),
)
