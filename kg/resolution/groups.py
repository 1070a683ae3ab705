"""Groups while they are made: what a cluster stands for, as far as it is decided."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.model import Member
from kg.resolution.features import Value
from kg.resolution.profiles import Profile

Group = tuple[Profile, ...]
"""The clusters of one thing."""


@dataclass(slots=True)
class Grouping:
    """The groups of the types that were grouped before, by which features are compared."""

    group_of: dict[Member, str] = field(default_factory=dict)

    def values(self, profile: Profile, feature: str) -> frozenset[str]:
        """The values of a feature, with other clusters replaced by the thing they stand for."""
        return frozenset(map(self._name, profile.values(feature)))

    def _name(self, value: Value) -> str:
        if isinstance(value, str):
            return value
        return self.group_of.get(value) or text_of(value)

    def add(self, group: Group) -> None:
        """Remember a group under its name."""
        name = name_of(group)
        for profile in group:
            self.group_of[profile.member] = name


def name_of(group: Group) -> str:
    """The name of a group while groups are made: that of its first member."""
    return text_of(min(profile.member for profile in group))


def text_of(member: Member) -> str:
    """A cluster as a text that no other has."""
    return f"{member.document}#{member.cluster}"
