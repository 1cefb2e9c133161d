"""A registry with Confluent's REST interface: each question of the protocol as one request."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Self, TypeVar
from urllib.parse import quote

from schemactl.errors import RefusedError, RegistryError
from schemactl.model.subject import GLOBAL, LATEST, Answer, Version
from schemactl.registry.confluent import answers, credentials
from schemactl.registry.confluent.asking import Question

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from types import TracebackType

    from schemactl.model.subject import Mode, SchemaText, SubjectConfig
    from schemactl.registry.endpoint import Endpoint

NO_SUBJECT, NO_VERSION, NO_SCHEMA = 40401, 40402, 40403
NO_CONFIG, NO_MODE = 40408, 40409
INVALID_VERSION = 42202
SMALLEST_PAGE: Final = 500
"""A list that is shorter is whole; where it is longer, some registries may have cut it off."""
T = TypeVar("T")


class ConfluentRegistry:
    """Speaks to one registry until it is closed. Raises ConfigError where the endpoint's secrets or files are not."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint.expanded()
        self.asker = credentials.asker(self.endpoint)
        context = self.endpoint.context.strip(":.")
        self._inside = f":.{context}:" if context else ""

    def __repr__(self) -> str:
        return f"ConfluentRegistry({self.label})"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def label(self) -> str:
        return self.asker.label + (f" (context {self._inside.strip(':')})" if self._inside else "")

    def subjects(self, prefix: str = "", *, deleted: bool = False) -> Sequence[str]:
        prefix = self._full(prefix)
        query = _flags(deleted=deleted) | ({"subjectPrefix": prefix} if prefix else {})
        return sorted(
            self._short(name)
            for name in self._whole("subjects", query, answers.names, page=1)
            if name.startswith(prefix)
        )

    def versions(self, subject: str, *, deleted: bool = False) -> Sequence[int]:
        return sorted(self._whole(f"{self._at(subject)}/versions", _flags(deleted=deleted), answers.numbers))

    def version(self, subject: str, number: int = LATEST, *, deleted: bool = False) -> Version:
        found = self._get(f"{self._at(subject)}/versions/{_number(number)}", answers.version, deleted=deleted)
        return self._shortened(self._marked(subject, found) if deleted else found)

    def schema(self, schema_id: int, subject: str = GLOBAL) -> SchemaText:
        return self._get(f"schemas/ids/{schema_id}", answers.schema, **self._context(subject))

    def uses(
        self, schema_id: int, subject: str = GLOBAL, *, deleted: bool = False
    ) -> Sequence[tuple[str, int]]:
        path = f"schemas/ids/{schema_id}/versions"
        found = self._get(path, answers.uses, deleted=deleted, **self._context(subject))
        return [(self._short(name), number) for name, number in found]

    def find(
        self, subject: str, schema: SchemaText, *, normalize: bool = False, deleted: bool = False
    ) -> Version | None:
        flags = _flags(normalize=normalize, deleted=deleted)
        try:
            # what is found is of the type that was asked for, and Apicurio does not say it again
            found = self._post(
                self._at(subject),
                answers.schema_said(schema),
                partial(answers.version, of=schema.type),
                flags,
            )
        except RefusedError as error:
            if error.code in {NO_SUBJECT, NO_SCHEMA}:
                return None
            raise
        return self._shortened(self._marked(subject, found) if deleted else found)

    def compatible(
        self, subject: str, schema: SchemaText, number: int | None = None, *, normalize: bool = False
    ) -> Answer:
        which = "" if number is None else f"/{_number(number)}"
        path, said = f"compatibility/{self._at(subject)}/versions{which}", answers.schema_said(schema)
        try:
            answer = self._post(path, said, answers.answer, _flags(normalize=normalize))
        except RefusedError as error:
            nothing = {None: {NO_SUBJECT}, LATEST: {NO_SUBJECT, NO_VERSION}}
            if error.code in nothing.get(number, ()):
                return Answer(compatible=True)  # so Confluent's answers itself: there is nothing to break
            raise
        if answer.compatible:
            return answer
        # asked for its reasons at once, Confluent's would call an invalid schema incompatible (42201 is lost)
        return self._post(path, said, answers.answer, _flags(normalize=normalize, verbose=True))

    def register(
        self,
        subject: str,
        schema: SchemaText,
        *,
        normalize: bool = False,
        schema_id: int | None = None,
        number: int | None = None,
    ) -> Version:
        said = answers.schema_said(schema)
        said |= {} if schema_id is None else {"id": schema_id}
        said |= {} if number is None else {"version": number}
        path, read = f"{self._at(subject)}/versions", partial(self._added, subject, schema)
        added = self._post(path, said, read, _flags(normalize=normalize))
        if added.number:
            return added
        found = self.find(subject, schema, normalize=normalize)  # older registries tell the id alone
        return found if found and found.schema_id == added.schema_id else self._of_id(added)

    def delete(self, subject: str, number: int | None = None, *, permanent: bool = False) -> Sequence[int]:
        which = "" if number is None else f"/versions/{_number(number)}"
        question = Question(
            method="DELETE",
            path=f"{self._at(subject)}{which}",
            query=_flags(permanent=permanent),
            repeatable=False,
        )
        return sorted(self._ask(question, answers.number_or_numbers))

    def referenced_by(self, subject: str, number: int = LATEST) -> Sequence[int]:
        path = f"{self._at(subject)}/versions/{_number(number)}/referencedby"
        return sorted(self._get(path, answers.numbers))

    def config(self, subject: str = GLOBAL, *, effective: bool = False) -> SubjectConfig | None:
        read = answers.held if effective or not self._full(subject) else answers.config
        return self._said("config", subject, read, NO_CONFIG, effective=effective)

    def set_config(self, config: SubjectConfig, subject: str = GLOBAL) -> SubjectConfig:
        return self._put(self._of("config", subject), answers.config_said(config), answers.config, {})

    def delete_config(self, subject: str = GLOBAL) -> None:
        self._remove("config", subject, NO_CONFIG)

    def mode(self, subject: str = GLOBAL, *, effective: bool = False) -> Mode | None:
        return self._said("mode", subject, answers.mode, NO_MODE, effective=effective)

    def set_mode(self, mode: Mode, subject: str = GLOBAL, *, force: bool = False) -> Mode:
        return self._put(self._of("mode", subject), {"mode": mode.value}, answers.mode, _flags(force=force))

    def delete_mode(self, subject: str = GLOBAL) -> None:
        self._remove("mode", subject, NO_MODE)

    def contexts(self) -> Sequence[str]:
        return sorted(self._whole("contexts", {}, answers.names))

    def close(self) -> None:
        self.asker.session.close()

    def _ask(self, question: Question, read: Callable[[Any], T]) -> T:
        return answers.understood(read, self.asker.ask(question), self.asker)

    def _get(self, path: str, read: Callable[[Any], T], **query: str | bool) -> T:
        return self._ask(Question(method="GET", path=path, query=_flags(**query)), read)

    def _post(self, path: str, said: Any, read: Callable[[Any], T], query: Mapping[str, str]) -> T:
        return self._ask(Question(method="POST", path=path, query=query, json=said), read)

    def _put(self, path: str, said: Any, read: Callable[[Any], T], query: Mapping[str, str]) -> T:
        return self._ask(Question(method="PUT", path=path, query=query, json=said), read)

    def _whole(
        self, path: str, query: Mapping[str, str], read: Callable[[Any], list[T]], page: int = SMALLEST_PAGE
    ) -> list[T]:
        """A list, with what is left when a registry gives no more than so much at once.

        page: the smallest number of items after which there may be more.
        """
        found = dict.fromkeys(self._get(path, read, **query))
        size = len(found)
        while size >= page:
            more = self._get(path, read, **query, offset=str(len(found)))
            size = len(set(more) - found.keys())
            if more and not size:
                self._not_cut_off(path, query, found)
            found |= dict.fromkeys(more)
        return list(found)

    def _not_cut_off(self, path: str, query: Mapping[str, str], found: Collection[object]) -> None:
        """Apicurio gives 1000 items, deleted ones among them, and its version 2 never gives the others.

        That is told, for a list that lacks something would pass for one that has it all.
        """
        every = len(self._get(path, list, **{**query, "deleted": "true"}))
        if not every % SMALLEST_PAGE or not len(found) % SMALLEST_PAGE:
            raise RegistryError(
                f"{self.asker.label} gives the first {every} of its {path}, and not what comes after them",
                fix="ask about subjects by their names",
            )

    def _said(
        self, what: str, subject: str, read: Callable[[Any], T], none: int, *, effective: bool
    ) -> T | None:
        own = self._full(subject)
        query: dict[str, bool] = {"defaultToGlobal": True} if own and effective else {}
        try:
            return self._get(self._of(what, subject), read, **query)
        except RefusedError as error:
            if error.code == NO_SUBJECT and effective:  # what holds for all holds for one that is to come
                return self._get(what, read)
            if error.code in {none, NO_SUBJECT}:
                return None
            raise

    def _remove(self, what: str, subject: str, none: int) -> None:
        try:
            self._ask(
                Question(method="DELETE", path=self._of(what, subject), repeatable=False), lambda _: None
            )
        except RefusedError as error:
            if error.code != none:
                raise

    def _added(self, subject: str, schema: SchemaText, value: Any) -> Version:
        """What registering answers: the id always, the rest where it differs from what was given, or is new."""
        given = {**answers.schema_said(schema), "subject": self._full(subject), "version": 0}
        return self._shortened(
            answers.version(given | {key: each for key, each in value.items() if each is not None})
        )

    def _of_id(self, added: Version) -> Version:
        """The newest version of the subject that has the id that was given."""
        numbers = [
            number for name, number in self.uses(added.schema_id, added.subject) if name == added.subject
        ]
        return replace(added, number=max(numbers, default=0))

    def _marked(self, subject: str, version: Version) -> Version:
        """Whether it is deleted, of registries that do not say so."""
        try:
            live = not version.deleted and version.number in self.versions(subject)
        except RefusedError:
            live = False
        return version if live else replace(version, deleted=True)

    def _full(self, subject: str) -> str:
        """A name as the registry knows it: in our context, unless it says another."""
        return subject if subject.startswith(":.") else self._inside + subject

    def _short(self, subject: str) -> str:
        return subject.removeprefix(self._inside) if self._inside else subject

    def _shortened(self, version: Version) -> Version:
        return replace(version, subject=self._short(version.subject))

    def _at(self, subject: str) -> str:
        return f"subjects/{_quoted(self._full(subject))}"

    def _of(self, what: str, subject: str) -> str:
        name = self._full(subject)
        return f"{what}/{_quoted(name)}" if name else what

    def _context(self, subject: str) -> dict[str, str]:
        name = self._full(subject)
        return {"subject": name} if name else {}


def _flags(**values: str | bool) -> dict[str, str]:
    """A query: what is true, and what is text."""
    return {key: "true" if value is True else str(value) for key, value in values.items() if value}


def _number(number: int) -> str:
    if number < 1 and number != LATEST:
        raise RefusedError(INVALID_VERSION, f"{number} is no version", fix="versions are 1 and more")
    return "latest" if number == LATEST else str(number)


def _quoted(name: str) -> str:
    """One segment of a path, whatever the name holds; a server must not take `..` for the folder above."""
    return name.replace(".", "%2E") if name in {".", ".."} else quote(name, safe="")
