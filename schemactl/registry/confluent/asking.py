"""A question to a server in; its answer as JSON, or an error that says what is wrong, out, within a stated time."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any, Final

from schemactl import __version__
from schemactl.errors import RegistryError
from schemactl.registry.confluent.judging import judged
from schemactl.registry.confluent.session import Request
from schemactl.registry.confluent.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Mapping

    from schemactl.registry.confluent.session import Session

UNKNOWN: Final = 401
FIRST_PAUSE: Final = 0.2
LONGEST_PAUSE: Final = 5.0
"""Seconds; a pause is a random part of these, doubled each time."""
HEADERS: Final = {
    "accept": "application/vnd.schemaregistry.v1+json, application/vnd.schemaregistry+json, application/json",
    "user-agent": f"schemactl/{__version__}",
    "confluent-accept-unknown-properties": "true",
}
JSON: Final = {"content-type": "application/vnd.schemaregistry.v1+json"}
FORM: Final = {"content-type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """repeatable: whether asking twice does the same as asking once."""

    method: str
    path: str = ""
    query: Mapping[str, str] = field(default_factory=dict)
    json: Any = None
    form: bytes | None = None
    repeatable: bool = True

    def request(self, credentials: Mapping[str, str]) -> Request:
        headers = {**HEADERS, **credentials}
        body = self.form
        if body is not None:
            headers |= FORM
        elif self.json is not None:
            body, headers = json.dumps(self.json).encode(), headers | JSON
        return Request(method=self.method, path=self.path, query=self.query, body=body, headers=headers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Asks several URLs of one server in turn.

    kind: what an error calls it. where: what it tells people to correct. allowed: what to do where it does not
    know who asks. secrets: what no message may hold.
    """

    kind: str
    urls: tuple[str, ...]
    session: Session = field(repr=False)
    timeout: float
    retries: int
    where: str
    allowed: str
    secrets: frozenset[str] = field(default=frozenset(), repr=False)

    @property
    def label(self) -> str:
        return f"{self.kind} {self.urls[0]}"

    def ask(self, question: Question) -> Any:
        """Raises RefusedError and RegistryError."""
        begun = monotonic()
        renew = self.session.renew
        request = question.request(self.session.credentials())
        attempts = len(self.urls) + self.retries
        seen: dict[str, Trouble] = {}
        for number in range(attempts):
            url = self.urls[number % len(self.urls)]
            left = self.timeout - (monotonic() - begun)
            # a server that hangs must leave time for another attempt, and the last one may take what there is
            reply = self.session.send(url, request, left if number == attempts - 1 else left / 2)
            answer = reply if isinstance(reply, Trouble) else judged(reply, self.clean)
            if not isinstance(answer, Trouble):
                return answer.value
            seen[url] = answer
            if answer.status == UNKNOWN and renew:  # a token that was taken back before its time
                renew()
                renew = None
                request = question.request(self.session.credentials())
                continue
            pause = self._pause(answer, number)
            left = self.timeout - (monotonic() - begun)
            if _final(answer, question) or number == attempts - 1 or pause >= left:
                break
            sleep(pause)
        raise self._failed(question, seen, number + 1, monotonic() - begun)

    def clean(self, words: str) -> str:
        """A server's words without what must not be shown: some repeat what they were sent."""
        for secret in self.secrets:
            words = words.replace(secret, "***")
        return words

    def _pause(self, trouble: Trouble, number: int) -> float:
        if trouble.wait is not None:
            return trouble.wait
        round_, place = divmod(number + 1, len(self.urls))
        if place:  # the next URL has not failed yet
            return 0.0
        longest = min(LONGEST_PAUSE, FIRST_PAUSE * 2.0 ** (round_ - 1))
        return random.uniform(longest / 2, longest)  # noqa: S311  not for secrets

    def _failed(
        self, question: Question, seen: dict[str, Trouble], attempts: int, seconds: float
    ) -> RegistryError:
        last = seen[next(reversed(seen))]
        told = "; ".join(f"{url} {trouble.words}" for url, trouble in seen.items())
        if attempts > 1:
            told += f" ({attempts} attempts in {seconds:.1f} s)"
        if last.wait is not None and not _final(last, question):
            told += f", and wants to be asked again after {last.wait:.0f} s"
        if last.arrived and not question.repeatable:
            told += "; whether it did what it was asked is not known"
        return RegistryError(self.clean(f"{self.kind} {told}"), fix=self._fix(last))

    def _fix(self, trouble: Trouble) -> str:
        if trouble.status in {401, 403}:
            return self.allowed
        return f"{trouble.fix}, or correct {self.where}" if trouble.fix else f"correct {self.where}"


def _final(trouble: Trouble, question: Question) -> bool:
    """Whether asking again is pointless, or not safe."""
    return trouble.lasting or (trouble.arrived and not question.repeatable)
