"""Calls about compatibility, configuration and modes in; what holds, or shall hold, out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from schemactl.errors import RefusedError
from schemactl.model.subject import GLOBAL
from schemactl.server.wire import INVALID_SCHEMA, read_config, read_mode, read_schema, write_config

if TYPE_CHECKING:
    from schemactl.model.subject import Answer
    from schemactl.server.call import Call

NO_SUBJECT, NO_CONFIG, NO_MODE = 40401, 40408, 40409


def compatible(call: Call) -> dict[str, Any]:
    """Whether a schema may follow one version, or the history; `verbose` says why not, or why it is no schema."""
    try:
        said = _asked(call)
    except RefusedError as error:
        if error.code != INVALID_SCHEMA or not call.flag("verbose"):
            raise
        return {"is_compatible": False, "messages": [error.message]}
    answer: dict[str, Any] = {"is_compatible": said.compatible}
    return answer | ({"messages": list(said.messages)} if call.flag("verbose") else {})


def _asked(call: Call) -> Answer:
    number = call.number if "version" in call.path else None
    schema = read_schema(call.object())
    return call.registry.compatible(call.subject, schema, number, normalize=call.flag("normalize"))


def config(call: Call) -> dict[str, Any]:
    place = _place(call)
    effective = place == GLOBAL or call.flag("defaultToGlobal")
    found = call.registry.config(place, effective=effective)
    if found is None:
        raise RefusedError(
            NO_CONFIG, f"Subject '{place}' does not have subject-level compatibility configured"
        )
    return write_config(found)


def set_config(call: Call) -> dict[str, Any]:
    body, place = call.object(), _place(call)
    call.registry.set_config(read_config(body, call.registry.config(place)), place)
    return dict(body)


def delete_config(call: Call) -> dict[str, Any]:
    """Forget what is said here, and tell what that was."""
    place = _place(call)
    before = call.registry.config(place, effective=place == GLOBAL)
    if before is None:
        raise RefusedError(NO_SUBJECT, f"Subject '{place}' not found.")
    call.registry.delete_config(place)
    return write_config(before)


def mode(call: Call) -> dict[str, Any]:
    place = _place(call)
    effective = place == GLOBAL or call.flag("defaultToGlobal")
    found = call.registry.mode(place, effective=effective)
    if found is None:
        raise RefusedError(NO_MODE, f"Subject '{place}' does not have subject-level mode configured")
    return {"mode": found.value}


def set_mode(call: Call) -> dict[str, Any]:
    wanted = read_mode(call.object())
    return {"mode": call.registry.set_mode(wanted, _place(call), force=call.flag("force")).value}


def delete_mode(call: Call) -> dict[str, Any]:
    place = _place(call)
    before = call.registry.mode(place, effective=place == GLOBAL)
    if before is None:
        raise RefusedError(NO_SUBJECT, f"Subject '{place}' not found.")
    call.registry.delete_mode(place)
    return {"mode": before.value}


def _place(call: Call) -> str:
    """The subject or context that is meant, or all."""
    return call.subject if "subject" in call.path else call.context or GLOBAL
