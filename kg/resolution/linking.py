"""Linking: which place of the gazetteer a document means, and which country it is about.

A name of several places is decided by the countries that the document mentions, else by
population where one place is far larger than all others; else it stays open. Each
document is linked by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from kg.gazetteer import Gazetteer
from kg.model import Cluster, EntityType, Extraction, PlaceRecord, Relation
from kg.resolution.names import nation, place_key, words_of

_LINKED = frozenset({EntityType.CITY, EntityType.COUNTRY, EntityType.PLACE})
_CONTEXT_WEIGHT = 10
"""A place in a country that the document mentions counts like one with so many times its people."""
_DOMINANCE = 4.0
_DOMINANCE_IN_CONTEXT = 1.5
"""How many times heavier than the next the first candidate must be; less where context has
spoken for one of the two."""
_CLEAR = 2
"""A country is a document's home where it is mentioned so many times as often as any other."""


@dataclass(frozen=True, slots=True)
class Links:
    """What linking found in a document.

    ``places`` are the records by cluster; ``home`` is the code of the country that the
    document is about and ``city`` the cluster of the city that it mentions most, each empty or
    None where that is not clear.
    """

    places: Mapping[int, PlaceRecord]
    home: str
    city: int | None


def link(extraction: Extraction, gazetteer: Gazetteer) -> Links:
    """The places of a document."""
    candidates = {
        index: found
        for index, cluster in enumerate(extraction.clusters)
        if cluster.type in _LINKED and (found := _candidates(cluster, gazetteer))
    }
    stated = _stated_countries(extraction, candidates)
    mentioned = _mentioned(candidates, extraction.clusters)
    places: dict[int, PlaceRecord] = {}
    for index, records in candidates.items():
        within = [record for record in records if record.country in stated.get(index, ())]
        record = _decide(within or records, mentioned)
        if record is not None:
            places[index] = record
    return Links(places, _home(places, extraction, gazetteer), _main_city(extraction))


@lru_cache(maxsize=1 << 14)
def city_in_name(name: str, gazetteer: Gazetteer) -> PlaceRecord | None:
    """The city that a body's name names («بلدية دبي»), the largest of its name; None for none."""
    words = words_of(name)
    for index in range(1, len(words)):
        for word in (words[index], words[index].removeprefix("ب")):
            found = gazetteer.match((*words[:index], word, *words[index + 1 :]), index)
            if found and not found.common_word and found.records[0].type is EntityType.CITY:
                return found.records[0]
    return None


def _candidates(cluster: Cluster, gazetteer: Gazetteer) -> tuple[PlaceRecord, ...]:
    """The places that all known names of a cluster allow, else those of its fullest known name."""
    names = [found for name in cluster.names if (found := _lookup(name, cluster.type, gazetteer))]
    if not names:
        return ()
    common = [record for record in names[0] if all(record in other for other in names[1:])]
    return tuple(common) or names[0]


def _lookup(name: str, type: EntityType, gazetteer: Gazetteer) -> tuple[PlaceRecord, ...]:
    found = gazetteer.lookup(name)
    if type is not EntityType.PLACE:
        found = found or gazetteer.lookup(" ".join(place_key(name)))
    return tuple(record for record in found if record.type is type)


def _stated_countries(
    extraction: Extraction, candidates: Mapping[int, tuple[PlaceRecord, ...]]
) -> dict[int, set[str]]:
    """By cluster, the countries that the text says it lies in."""
    cluster_of = {
        mention: index
        for index, cluster in enumerate(extraction.clusters)
        for mention in cluster.mentions
    }
    stated: dict[int, set[str]] = {}
    for claim in extraction.claims:
        if claim.relation is Relation.LOCATION and claim.object is not None:
            place, inside = cluster_of.get(claim.object), cluster_of.get(claim.subject)
            if place is not None and place in candidates and inside is not None:
                countries = {record.country for record in candidates[place] if _is_country(record)}
                stated.setdefault(inside, set()).update(countries)
    return stated


def _is_country(record: PlaceRecord) -> bool:
    return record.type is EntityType.COUNTRY


def _mentioned(
    candidates: Mapping[int, tuple[PlaceRecord, ...]], clusters: tuple[Cluster, ...]
) -> Counter[str]:
    """How often countries are mentioned, themselves or by places that can only lie in them."""
    mentioned: Counter[str] = Counter()
    for index, records in candidates.items():
        countries = {record.country for record in records}
        if len(countries) == 1:
            mentioned[countries.pop()] += len(clusters[index].mentions)
    return mentioned


def _decide(records: Iterable[PlaceRecord], mentioned: Mapping[str, int]) -> PlaceRecord | None:
    weighed = sorted(
        ((-_weight(record, mentioned), record.geonames, record.name, record) for record in records),
        key=lambda item: item[:3],
    )
    first = weighed[0][3]
    if len(weighed) == 1:
        return first
    in_context = {mentioned.get(record.country) for *_, record in weighed[:2]} - {None}
    enough = _DOMINANCE_IN_CONTEXT if in_context else _DOMINANCE
    return first if -weighed[0][0] >= enough * -weighed[1][0] else None


def _weight(record: PlaceRecord, mentioned: Mapping[str, int]) -> int:
    people = max(record.population, 1)
    return people * _CONTEXT_WEIGHT if mentioned.get(record.country) else people


def _home(places: Mapping[int, PlaceRecord], extraction: Extraction, gazetteer: Gazetteer) -> str:
    """The country that places and nationalities in names speak of, where one clearly prevails."""
    counts: Counter[str] = Counter()
    for index, cluster in enumerate(extraction.clusters):
        if index in places:
            counts[places[index].country] += len(cluster.mentions)
        elif cluster.type is EntityType.ORGANIZATION:
            for code in {nation(word, gazetteer) for word in place_key(cluster.name)}:
                counts[code] += len(cluster.mentions)
    del counts[""]
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or (len(ranked) > 1 and ranked[0][1] < _CLEAR * ranked[1][1]):
        return ""
    return ranked[0][0]


def _main_city(extraction: Extraction) -> int | None:
    counts = [
        (len(cluster.mentions), index)
        for index, cluster in enumerate(extraction.clusters)
        if cluster.type is EntityType.CITY
    ]
    most = max((count for count, _ in counts), default=0)
    cities = [index for count, index in counts if count == most]
    return cities[0] if len(cities) == 1 else None
