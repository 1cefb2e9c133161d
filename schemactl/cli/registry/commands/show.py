"""`schemactl registry show`: a subject and a version, or an id, in; the schema and what belongs to it out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from schemactl.cli.formats import Target, format_option
from schemactl.cli.options import common
from schemactl.cli.registry.options import registry_option

if TYPE_CHECKING:
    from schemactl.model.subject import SchemaText, Version
    from schemactl.registry.protocol import Registry


@click.command(help="SUBJECT@N is one version, deleted or not; SUBJECT alone is the newest that is not.")
@click.argument("subject", required=False)
@click.option("--id", "schema_id", type=click.IntRange(min=1), help="The schema that has this id, instead.")
@format_option("text", "json")
@registry_option
@common
def command(subject: str | None, schema_id: int | None, targets: tuple[Target, ...], spec: str) -> None:
    from schemactl.cli.formats import one_stream
    from schemactl.cli.registries import opened
    from schemactl.errors import UsageError
    from schemactl.report.json import dump

    if (subject is None) == (schema_id is None):
        raise UsageError("say a subject, or --id", fix="schemactl registry subjects lists them")
    one_stream(targets)
    with opened(spec) as registry:
        found = _by_id(registry, schema_id) if schema_id else _by_name(registry, subject or "")
    for target in targets:
        target.write(
            _text(found) if target.format == "text" else dump({"schema": "schemactl.version/1", **found})
        )


def _by_name(registry: Registry, typed: str) -> dict[str, Any]:
    subject, _, number = typed.rpartition("@")
    if subject and number.isdecimal():
        return _version(registry.version(subject, int(number), deleted=True))
    return _version(registry.version(typed))


def _by_id(registry: Registry, schema_id: int) -> dict[str, Any]:
    uses = registry.uses(schema_id, deleted=True)
    return {
        "id": schema_id,
        **_schema(registry.schema(schema_id)),
        "uses": [{"subject": subject, "version": number} for subject, number in uses],
    }


def _version(version: Version) -> dict[str, Any]:
    return {
        "subject": version.subject, "version": version.number, "id": version.schema_id,
        "deleted": version.deleted, **_schema(version.schema),
    }  # fmt: skip


def _schema(schema: SchemaText) -> dict[str, Any]:
    references = [
        {"name": each.name, "subject": each.subject, "version": each.version} for each in schema.references
    ]
    return {
        "type": schema.type.value, "references": references, "metadata": schema.metadata,
        "rules": schema.rules, "text": schema.text,
    }  # fmt: skip


def _text(found: dict[str, Any]) -> str:
    """A comment's worth of what it is, then the text itself."""
    where = (
        f"{found['subject']}@{found['version']} · id {found['id']}"
        if "subject" in found
        else f"id {found['id']}"
    )
    lines = [f"{where} · {found['type']}" + (" · deleted" if found.get("deleted") else "")]
    lines += [
        f"refers to {each['name']}: {each['subject']}@{each['version']}" for each in found["references"]
    ]
    lines += [f"is {each['subject']}@{each['version']}" for each in found.get("uses", ())]
    return "\n".join((*lines, "", found["text"].rstrip("\n"), ""))
