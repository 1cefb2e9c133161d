"""What holds for a project, as model values: without a file, the defaults."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from schemactl.model.lint import Leniency
from schemactl.model.module import Module
from schemactl.model.naming import Naming
from schemactl.model.verdict import Policy
from schemactl.model.waiver import Terms

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from schemactl.config.positions import Positions
    from schemactl.config.settings import Settings
    from schemactl.model.dispatch import Choice, Target
    from schemactl.model.verdict import PolicyOverride
    from schemactl.registry.endpoint import Endpoint


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """What a project asks of check, lint and generate; and, where a file was found, its path and words.

    shown: the path as a person in the folder of `load` would type it. said: the file's own tables, settings: all
    of them with the defaults, stands: where its keys stand.
    """

    modules: tuple[Module, ...] = (Module(),)
    policy: Policy = field(default_factory=Policy)
    against: tuple[str, ...] = ("auto",)
    leniency: Leniency = field(default_factory=Leniency)
    registry_profiles: tuple[str, ...] = ()
    overrides: tuple[PolicyOverride, ...] = ()
    naming: Naming = field(default_factory=Naming)
    terms: Terms = field(default_factory=Terms)
    choices: tuple[Choice, ...] = ()
    targets: tuple[Target, ...] = ()
    registries: Mapping[str, Endpoint] = field(default_factory=dict)
    path: Path | None = None
    shown: str = ""
    settings: Settings | None = field(default=None, repr=False)
    said: dict[str, Any] = field(default_factory=dict, repr=False)
    stands: Positions = field(default_factory=dict, repr=False)
