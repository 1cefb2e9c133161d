"""A profile's name in; the profile out. Names are known without loading what they stand for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from schemactl.errors import UsageError

if TYPE_CHECKING:
    from schemactl.profiles.profile import Profile

NAMES: dict[str, str] = {
    "confluent@8": "confluent",
    "confluent@8.3": "confluent",
    "confluent@7.6": "confluent",
    "confluent@7.6.0": "confluent",
    "karapace@6": "karapace",
    "apicurio@3": "apicurio",
    "apicurio@2.6": "apicurio",
}
"""Each profile with the module that has it."""


def by_name(name: str) -> Profile:
    """Raises UsageError, with all names, for one that is not known."""
    if name not in NAMES:
        raise UsageError(f"there is no registry profile {name}", fix=f"take one of these: {', '.join(NAMES)}")
    profiles: dict[str, Profile] = import_module(f"schemactl.profiles.{NAMES[name]}").PROFILES
    return profiles[name]
