"""A thing of a document while its mentions are gathered."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.model import EntityType

BODIES = frozenset({EntityType.ORGANIZATION, EntityType.PLACE})
"""Types of which a name may be the one or the other («مركز»)."""


@dataclass(slots=True, eq=False)
class Thing:
    """A thing under construction; ``mentions`` ascend, ``keys`` map normal names to names.

    ``organizers`` are the words of the bodies that sentences say held an event.
    """

    type: EntityType
    mentions: list[int] = field(default_factory=list)
    keys: dict[str, str] = field(default_factory=dict)
    heads: set[str] = field(default_factory=set)
    gender: str = ""
    geonames: int = 0
    edition: int | None = None
    organizers: frozenset[str] = frozenset()
    named: bool = True


def is_of_others(thing: Thing, organizers: frozenset[str]) -> bool:
    """Whether sentences say that others held it than those whose words are given."""
    return bool(thing.organizers and organizers) and thing.organizers.isdisjoint(organizers)
