"""Entities: the things behind groups of clusters, with their labels and places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from types import MappingProxyType

from kg.gazetteer import Gazetteer
from kg.model import Entity, EntityType, Label, Member, PlaceRecord
from kg.resolution.groups import Group
from kg.resolution.labels import labels

_NO_MENTION = ("", 0)
NO_NAMES: Mapping[Member, str] = MappingProxyType({})


def entities(
    groups: Iterable[Group], gazetteer: Gazetteer, names: Mapping[Member, str] = NO_NAMES
) -> tuple[Entity, ...]:
    """The entities of groups, and of the countries that linked cities lie in; sorted.

    ``names`` are preferred to what the documents say, each by the first cluster of its group.
    """
    found = [entity(group, gazetteer, names.get(group[0].member)) for group in groups]
    known = {entity.place.geonames for entity in found if entity.place is not None}
    codes = {entity.place.country for entity in found if is_linked_city(entity) and entity.place}
    found += known_only(codes, known, gazetteer)
    return tuple(sorted(found, key=order))


def known_only(codes: Set[str], known: Set[int], gazetteer: Gazetteer) -> Iterator[Entity]:
    """The countries with these codes whose GeoNames ids are not among the known ones."""
    for code in codes:
        country = gazetteer.country(code)
        if country is not None and country.geonames not in known:
            yield _known_only(country)


def order(entity: Entity) -> tuple[object, ...]:
    """What entities are sorted by."""
    return entity.type, entity.label.text, entity.anchor, entity.members


def is_linked_city(entity: Entity) -> bool:
    """Whether an entity is a city that the gazetteer knows by an id."""
    return entity.type is EntityType.CITY and entity.place is not None and entity.place.geonames > 0


def entity(group: Group, gazetteer: Gazetteer, name: str | None = None) -> Entity:
    """The entity of a group, under the given name where there is one."""
    first = min(group, key=lambda profile: (profile.member.document, profile.offset))
    preferred, others = labels(group, gazetteer, given=name)
    return Entity(
        type=first.type,
        label=preferred,
        labels=others,
        members=tuple(sorted(profile.member for profile in group)),
        anchor=(first.member.document, first.offset),
        is_named=any(profile.cluster.is_named for profile in group),
        place=first.place,
        is_renamed=name is not None,
    )


def _known_only(country: PlaceRecord) -> Entity:
    english = (Label(country.english, "en"),) if country.english else ()
    return Entity(
        type=EntityType.COUNTRY,
        label=Label(country.name, "ar"),
        labels=english,
        members=(),
        anchor=_NO_MENTION,
        place=country,
    )
