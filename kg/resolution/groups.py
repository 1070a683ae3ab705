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
        return self.group_of.get(value) or _text(value)

    def add(self, group: Group) -> None:
        """Remember a group under its first member."""
        first = _text(min(profile.member for profile in group))
        for profile in group:
            self.group_of[profile.member] = first


def _text(member: Member) -> str:
    return f"{member.document}#{member.cluster}"
