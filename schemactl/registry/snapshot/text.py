"""A snapshot in, its text out, and back: deterministic, and readable as a diff."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from schemactl.errors import RegistryError
from schemactl.model.compatibility import Compatibility
from schemactl.model.location import Location
from schemactl.model.subject import Mode, Reference, SchemaText, SchemaType, SubjectConfig, Version
from schemactl.registry.snapshot.snapshot import Held, Snapshot

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMAT = "schemactl.lock/1"
TIME = "%Y-%m-%dT%H:%M:%SZ"
_AGAIN = "take it again: schemactl registry pull"


def dump(snapshot: Snapshot) -> bytes:
    """The file: what was taken, from where and when, and a digest of the subjects."""
    subjects = {name: _held(held) for name, held in sorted(snapshot.held.items())}
    settings = {name: _said(config, mode) for name, (config, mode) in sorted(snapshot.settings.items())}
    content = {"settings": settings, "subjects": subjects}
    told = {
        "schema": FORMAT,
        "pulled": snapshot.taken.astimezone(UTC).strftime(TIME),
        "from": snapshot.origin,
        "digest": _digest(content),
        **content,
    }
    try:
        return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()
    except UnicodeEncodeError:  # half a surrogate pair in somebody's comment
        return (json.dumps(told, indent=1) + "\n").encode()


def load(data: bytes, path: str) -> Snapshot:
    """Read a file. Raises RegistryError if it is none of ours, of a newer version, or was changed by hand."""
    told = _document(data, path)
    if not isinstance(told, dict) or told.get("schema") != FORMAT:
        said = told.get("schema") if isinstance(told, dict) else None
        raise RegistryError(
            f"is not a lock that this version of schemactl reads (schema {said!r}, not {FORMAT!r})",
            fix=f"install the version that wrote it, or {_AGAIN}",
            location=Location(path),
        )
    content = {key: told.get(key) for key in ("settings", "subjects")}
    if told.get("digest") != _digest(content):
        raise RegistryError("was changed after it was written", fix=_AGAIN, location=Location(path))
    try:
        return _snapshot(told, path)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        message = f"is not complete: {type(error).__name__} {error}"
        raise RegistryError(message, fix=_AGAIN, location=Location(path)) from error


def _document(data: bytes, path: str) -> Any:
    try:
        return json.loads(data.decode())
    except UnicodeDecodeError as error:
        message = f"is not UTF-8 (byte {error.start})"
        raise RegistryError(message, fix=_AGAIN, location=Location(path)) from error
    except (json.JSONDecodeError, RecursionError) as error:
        place = (error.lineno, error.colno) if isinstance(error, json.JSONDecodeError) else (1, 1)
        message = f"is not JSON: {getattr(error, 'msg', 'nested too deeply')}"
        raise RegistryError(message, fix=_AGAIN, location=Location(path, *place)) from error


def _digest(content: Mapping[str, Any]) -> str:
    return sha256(json.dumps(content, separators=(",", ":")).encode()).hexdigest()


def _snapshot(told: dict[str, Any], path: str) -> Snapshot:
    return Snapshot(
        origin=told["from"],
        taken=datetime.strptime(told["pulled"], TIME).replace(tzinfo=UTC),
        held={name: _held_of(name, each) for name, each in told["subjects"].items()},
        settings={name: (_config_of(each), _mode_of(each)) for name, each in told["settings"].items()},
        label=f"lock {path}",
    )


def _held(held: Held) -> dict[str, Any]:
    effective = _config(held.effective)
    return {
        **_said(held.config, held.mode),
        **({"effective": effective} if effective else {}),
        "versions": [_version(each) for each in held.versions],
    }


def _held_of(subject: str, told: dict[str, Any]) -> Held:
    return Held(
        versions=tuple(_version_of(subject, each) for each in told["versions"]),
        config=_config_of(told),
        effective=_config_of({"config": told.get("effective")}),
        mode=_mode_of(told),
    )


def _said(config: SubjectConfig | None, mode: Mode | None) -> dict[str, Any]:
    told = {"config": _config(config), "mode": mode and mode.value}
    return {key: value for key, value in told.items() if value}


def _config(config: SubjectConfig | None) -> dict[str, Any] | None:
    if config is None:
        return None
    told = {
        "compatibility": config.compatibility and config.compatibility.value,
        "group": config.group, "normalize": config.normalize, "rest": config.rest,
    }  # fmt: skip
    return {key: value for key, value in told.items() if value is not None}


def _config_of(told: dict[str, Any]) -> SubjectConfig | None:
    said = told.get("config")
    if said is None:
        return None
    word = said.get("compatibility")
    return SubjectConfig(
        compatibility=Compatibility(word) if word else None, group=said.get("group"),
        normalize=said.get("normalize"), rest=said.get("rest"),
    )  # fmt: skip


def _mode_of(told: dict[str, Any]) -> Mode | None:
    return Mode(told["mode"]) if told.get("mode") else None


def _version(version: Version) -> dict[str, Any]:
    schema = version.schema
    told = {
        "version": version.number, "id": version.schema_id, "deleted": version.deleted or None,
        "type": schema.type.value,
        "references": [_reference(each) for each in schema.references] or None,
        "metadata": schema.metadata, "rules": schema.rules, **_text(schema),
    }  # fmt: skip
    return {key: value for key, value in told.items() if value is not None}


def _version_of(subject: str, told: dict[str, Any]) -> Version:
    text = _compact(told["json"]) if "json" in told else "\n".join(told["text"])
    references = tuple(
        Reference(name=each["name"], subject=each["subject"], version=int(each["version"]))
        for each in told.get("references", ())
    )
    schema = SchemaText(
        text=text, type=SchemaType(told["type"]), references=references,
        metadata=told.get("metadata"), rules=told.get("rules"),
    )  # fmt: skip
    return Version(
        subject=subject, number=int(told["version"]), schema_id=int(told["id"]), schema=schema,
        deleted=bool(told.get("deleted")),
    )  # fmt: skip


def _reference(reference: Reference) -> dict[str, Any]:
    return {"name": reference.name, "subject": reference.subject, "version": reference.version}


def _text(schema: SchemaText) -> dict[str, Any]:
    """JSON as registries write it is shown as JSON, since it comes back the same; any other text as its lines."""
    if schema.type is not SchemaType.PROTOBUF:
        try:
            parsed = json.loads(schema.text)
        except (ValueError, RecursionError):
            parsed = None
        if isinstance(parsed, dict | list) and _compact(parsed) == schema.text:
            return {"json": parsed}
    return {"text": schema.text.split("\n")}


def _compact(parsed: Any) -> str:
    return json.dumps(parsed, ensure_ascii=False, separators=(",", ":"))
