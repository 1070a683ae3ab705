"""Entities: the things behind groups of clusters, with their labels and places."""

from __future__ import annotations

from collections.abc import Iterable

from kg.gazetteer import Gazetteer
from kg.model import Entity, EntityType, Label, PlaceRecord
from kg.resolution.groups import Group
from kg.resolution.labels import labels

_NO_MENTION = ("", 0)


def entities(groups: Iterable[Group], gazetteer: Gazetteer) -> tuple[Entity, ...]:
    """The entities of groups, and of the countries that linked cities lie in; sorted."""
    found = [_entity(group, gazetteer) for group in groups]
    known = {entity.place.geonames for entity in found if entity.place is not None}
    codes = {entity.place.country for entity in found if is_linked_city(entity) and entity.place}
    for code in codes:
        country = gazetteer.country(code)
        if country is not None and country.geonames not in known:
            found.append(_known_only(country))
    found.sort(key=lambda entity: (entity.type, entity.label.text, entity.anchor, entity.members))
    return tuple(found)


def is_linked_city(entity: Entity) -> bool:
    """Whether an entity is a city that the gazetteer knows by an id."""
    return entity.type is EntityType.CITY and entity.place is not None and entity.place.geonames > 0


def _entity(group: Group, gazetteer: Gazetteer) -> Entity:
    first = min(group, key=lambda profile: (profile.member.document, profile.offset))
    preferred, others = labels(group, gazetteer)
    return Entity(
        type=first.type,
        label=preferred,
        labels=others,
        members=tuple(sorted(profile.member for profile in group)),
        anchor=(first.member.document, first.offset),
        is_named=any(profile.cluster.is_named for profile in group),
        place=first.place,
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
