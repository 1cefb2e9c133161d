"""A server's reply in; the JSON it holds, a registry's no, or why neither can be had, out."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Final

from schemactl.errors import RefusedError
from schemactl.registry.confluent.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Callable

    from schemactl.registry.confluent.session import Reply

LONGEST_WORDS: Final = 600
LONGEST_REASONS: Final = 20_000
TRANSIENT: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
CONFLICT: Final = 409
REFUSALS: Final = frozenset({404, CONFLICT, 422})
CODE: Final = 1000
"""A registry's own error codes begin with the status: 40401. Below, it is the web server that speaks."""
WRONG_PATH: Final = (
    "give the URL below which /subjects is, such as http://HOST:8081 or http://HOST:8080/apis/ccompat/v7"
)


@dataclass(frozen=True, slots=True)
class Said:
    """A body that was read."""

    value: Any


def judged(reply: Reply, clean: Callable[[str], str]) -> Said | Trouble:
    """Raises RefusedError if the registry looked and its answer is no. clean: takes secrets out of words."""
    value = _json(reply)
    if 200 <= reply.status < 300:  # noqa: PLR2004
        return value or Said(None)
    code, words = _no(value)
    words = clean(words)
    if reply.status in REFUSALS and (code >= CODE or code == CONFLICT):
        # newer registries refine 409 (40901), and Apicurio's answers 409 with other codes of the API
        raise RefusedError(CONFLICT if code // 100 == CONFLICT else code, _printable(words, LONGEST_REASONS))
    return _trouble(reply, _printable(words), _printable(clean(reply.headers.get("location", ""))))


def _json(reply: Reply) -> Said | Trouble | None:
    """None: there is no body."""
    if not reply.body.strip():
        return None
    try:
        return Said(json.loads(reply.body))
    except (ValueError, RecursionError):
        kind = reply.headers.get("content-type", "").partition(";")[0] or "something"
        page = (
            "a web page"
            if "html" in kind or reply.body.lstrip()[:1] == b"<"
            else f"{_printable(kind)} that is not JSON"
        )
        return Trouble(words=f"answers with {page}: that is no registry", fix=WRONG_PATH, lasting=True)


def _no(value: Said | Trouble | None) -> tuple[int, str]:
    """The registry's error code (0: none) and its words."""
    said = value.value if isinstance(value, Said) else None
    if not isinstance(said, dict):
        return 0, ""
    code = said.get("error_code")
    words = said.get("message") or said.get("error_description") or said.get("error") or ""
    return (code if isinstance(code, int) else 0), str(words)


def _trouble(reply: Reply, words: str, location: str) -> Trouble:
    status, said = reply.status, f": {words}" if words else ""
    if 300 <= status < 400:  # noqa: PLR2004
        target = re.split(r"[?#]", location)[0]
        to = f" to {re.sub('//[^/]*@', '//', target)}" if target else ""
        return Trouble(
            words=f"points elsewhere{to} ({status})", fix="give the URL that is meant", lasting=True
        )
    known = {
        400: ("does not understand the question (400)", "look whether this is a registry"),
        401: ("does not know who asks (401)", ""),
        403: ("does not allow it (403)", ""),
        404: ("has no such path (404)", WRONG_PATH),
        405: ("does not allow this method there (405)", WRONG_PATH),
        413: ("finds the schema too large (413)", "raise its limit, or that of the proxy before it"),
        422: ("does not take what it was sent (422)", "look whether it knows this type of schema"),
        429: ("is asked too often (429)", "ask again later"),
    }  # fmt: skip
    what, fix = known.get(status, (f"fails ({status})", "look into its log"))
    return Trouble(
        words=f"{what}{said}", fix=fix, arrived=status != 429, lasting=status not in TRANSIENT,  # noqa: PLR2004
        wait=_wait(reply) if status in TRANSIENT else None, status=status,
    )  # fmt: skip


def _wait(reply: Reply) -> float | None:
    """Retry-After in seconds (RFC 9110, section 10.2.3: a number, or a date)."""
    said = reply.headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d{1,9}", said):
        return float(said)
    try:
        until = parsedate_to_datetime(said)
    except (TypeError, ValueError, OverflowError):
        return None
    return max(0.0, (until.replace(tzinfo=until.tzinfo or UTC) - datetime.now(UTC)).total_seconds())


def _printable(words: str, longest: int = LONGEST_WORDS) -> str:
    """A server's words on one line, not longer than a person reads."""
    shown = "".join(letter if letter.isprintable() else " " for letter in words[: 4 * longest])
    one = " ".join(shown.split())
    return one if len(one) <= longest else f"{one[:longest]}…"
