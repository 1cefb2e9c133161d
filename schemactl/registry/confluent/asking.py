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
    from collections.abc import Callable, Mapping

    from schemactl.registry.confluent.judging import Said
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
class Failure:
    """status: that of the last answer, 0 if there was none."""

    error: RegistryError
    status: int


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
        outcome = self._outcome(question)
        if isinstance(outcome, Failure) and outcome.status == UNKNOWN and self.session.renew:
            self.session.renew()  # a token may be taken back before its time
            outcome = self._outcome(question)
        if isinstance(outcome, Failure):
            raise outcome.error
        return outcome.value

    def _outcome(self, question: Question) -> Said | Failure:
        begun = monotonic()
        credentials = self.session.credentials()
        request, clean = question.request(credentials), self._cleaner(credentials)
        attempts = len(self.urls) + self.retries
        seen: dict[str, Trouble] = {}
        for number in range(attempts):
            url, left = self.urls[number % len(self.urls)], self.timeout - (monotonic() - begun)
            # a server that hangs must leave time for another attempt, and the last one may take what there is
            reply = self.session.send(url, request, left if number == attempts - 1 else left / 2)
            answer = reply if isinstance(reply, Trouble) else judged(reply, clean)
            if not isinstance(answer, Trouble):
                return answer
            seen[url] = answer
            pause, left = self._pause(answer, number), self.timeout - (monotonic() - begun)
            if _final(answer, question) or number == attempts - 1 or pause >= left:
                break
            sleep(pause)
        return self._failure(question, seen, number + 1, monotonic() - begun)

    def shown(self, words: str) -> str:
        """Without the secrets that were configured."""
        return self._cleaner({})(words)

    def _cleaner(self, credentials: Mapping[str, str]) -> Callable[[str], str]:
        """Takes out of a server's words what must not be shown: some repeat what they were sent."""
        sent = {value.rpartition(" ")[2] for name, value in credentials.items() if name == "Authorization"}

        def clean(words: str) -> str:
            for secret in sorted(self.secrets | sent, key=len, reverse=True):
                words = words.replace(secret, "***")
            return words

        return clean

    def _pause(self, trouble: Trouble, number: int) -> float:
        if trouble.wait is not None:
            return trouble.wait
        round_, place = divmod(number + 1, len(self.urls))
        if place:  # the next URL has not failed yet
            return 0.0
        longest = min(LONGEST_PAUSE, FIRST_PAUSE * 2.0 ** (round_ - 1))
        return random.uniform(longest / 2, longest)  # noqa: S311  not for secrets

    def _failure(
        self, question: Question, seen: dict[str, Trouble], attempts: int, seconds: float
    ) -> Failure:
        last = seen[next(reversed(seen))]
        told = "; ".join(f"{url} {trouble.words}" for url, trouble in seen.items())
        if attempts > 1:
            told += f" ({attempts} attempts in {seconds:.1f} s)"
        if last.wait is not None and not _final(last, question):
            told += f", and wants to be asked again after {last.wait:.0f} s"
        if last.arrived and not question.repeatable:
            told += "; whether it did what it was asked is not known"
        return Failure(error=RegistryError(f"{self.kind} {told}", fix=self._fix(last)), status=last.status)

    def _fix(self, trouble: Trouble) -> str:
        if trouble.status in {401, 403}:
            return self.allowed
        return f"{trouble.fix}, or correct {self.where}" if trouble.fix else f"correct {self.where}"


def _final(trouble: Trouble, question: Question) -> bool:
    """Whether asking again is pointless, or not safe."""
    return trouble.lasting or (trouble.arrived and not question.repeatable)
