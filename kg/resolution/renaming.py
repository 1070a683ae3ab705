"""Renaming: which bodies became which, as far as the table of renamings knows.

They stay two things, since each did what the documents say of it, and are linked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from kg.gazetteer import Gazetteer
from kg.model import Entity, EntityType, Member
from kg.resolution.aliases import renamings
from kg.resolution.bare_words import Key
from kg.resolution.groups import Group
from kg.resolution.names import body_key

_T = TypeVar("_T")


def renamed(
    groups: Iterable[Group], entities: Sequence[Entity], gazetteer: Gazetteer
) -> tuple[tuple[int, int], ...]:
    """Pairs of an old and a new body, as indices of the entities that the groups became; sorted."""
    index = {member: at for at, entity in enumerate(entities) for member in entity.members}
    bodies: dict[Key, list[tuple[int, frozenset[str]]]] = defaultdict(list)
    for group in groups:
        for key, countries in bodies_of(group):
            bodies[key].append((index[group[0].member], countries))
    return tuple(sorted(pairs(bodies, gazetteer)))


def bodies_of(group: Group) -> Iterator[tuple[Key, frozenset[str]]]:
    """The names of a group's body with the countries that documents say it is of, if it is one."""
    if group[0].type is EntityType.ORGANIZATION:
        countries = _countries(group)
        for key in {profile.key for profile in group}:
            yield key, countries


def pairs(
    bodies: Mapping[Key, Sequence[tuple[_T, frozenset[str]]]], gazetteer: Gazetteer
) -> set[tuple[_T, _T]]:
    """Pairs of an old and a new body, by the names and countries of bodies."""
    found: set[tuple[_T, _T]] = set()
    for each in renamings():
        old, new = (
            [
                at
                for at, countries in bodies.get(body_key(name, gazetteer), ())
                if not (each.country and countries) or each.country in countries
            ]
            for name in (each.old, each.new)
        )
        found.update((a, b) for a in old for b in new if a != b)
    return found


def names_told(gazetteer: Gazetteer) -> frozenset[Key]:
    """The names of bodies that the table tells of."""
    return frozenset(
        body_key(name, gazetteer) for each in renamings() for name in (each.old, each.new)
    )


def _countries(group: Group) -> frozenset[str]:
    values = frozenset().union(*(profile.values("country") for profile in group))
    return frozenset(value for value in values if not isinstance(value, Member))
