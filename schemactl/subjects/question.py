"""What is asked of a project's subjects, as the command line and the configuration have it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schemactl.model.compatibility import Compatibility
    from schemactl.model.document import Candidate
    from schemactl.model.naming import Naming
    from schemactl.model.source import Source
    from schemactl.model.verdict import Policy, PolicyOverride
    from schemactl.pipeline import Proofs
    from schemactl.sources.cache import Cache


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is the same for every subject, and what some are asked instead.

    new: where the project's files are. selection: LATEST, a number, `all`, or "" for as the subject is configured.
    compatibility: what the user says it is, whatever else is said; None if nothing is said.
    """

    new: Source
    naming: Naming
    policy: Policy
    proofs: Proofs
    overrides: Sequence[PolicyOverride] = ()
    selection: str | int = ""
    compatibility: Compatibility | None = None
    cache: Cache | None = None

    def asked(
        self, candidate: Candidate, configured: Compatibility | None, registry: str
    ) -> tuple[Compatibility, str]:
        """A subject's compatibility and who says so: the command line, the configuration, the registry.

        configured: what holds in the registry, which `registry` is the name of.
        """
        if self.compatibility:
            return self.compatibility, "--compatibility"
        override = self._override(candidate)
        if override and override.compatibility:
            return override.compatibility, "[[check.override]]"
        return (configured, registry) if configured else (self.policy.compatibility, "[check]")

    def policy_for(self, candidate: Candidate, compatibility: Compatibility) -> Policy:
        """The policy for one subject, in the readers that its module or an override names."""
        override, readers = self._override(candidate), candidate.document.module.readers
        policy = replace(self.policy, readers=readers) if readers else self.policy
        policy = override.over(policy) if override else policy
        return replace(policy, compatibility=compatibility)

    def _override(self, candidate: Candidate) -> PolicyOverride | None:
        """The first that matches."""
        words = (candidate.subject, candidate.document.path)
        matching = (each for each in self.overrides if any(fnmatchcase(word, each.match) for word in words))
        return next(matching, None)
