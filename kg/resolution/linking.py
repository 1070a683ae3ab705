"""Linking: which place of the gazetteer a document means, and which country it is about.

A name of several places is decided by what stands beside it («طرابلس اللبنانية»), else by the
countries that the document speaks of, else by population where one place is far larger than all
others; else it stays open. What is said to lie in a country where the gazetteer has no place of
its name («قرطبة التركي») is not linked. Each document is linked by itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from kg.gazetteer import Gazetteer
from kg.model import Cluster, EntityType, Extraction, PlaceRecord, Relation
from kg.resolution.bare_words import words_of
from kg.resolution.context import adjectives, prevailing, said_of, stated_beside
from kg.resolution.names import nation, place_key

_LINKED = frozenset({EntityType.CITY, EntityType.COUNTRY, EntityType.PLACE})
_MENTIONED = 10
_HOME = 100
_CAPITAL = 10
"""So many times its people a place counts in a country that the document mentions, in the Arab
country that it clearly mentions most, and where it is a capital. Chosen so that a large capital
stands against a town of its name in a document about the town's country (الدوحة, طرابلس), and
another city does not (زنجبار in Yemen). Of other lands Arabic papers tell of famous cities."""
_ARAB = frozenset(re.findall("..", "SAAEQAKWBHOMYEIQJOPSSYLBEGSDLYTNDZMAMRSODJKM"))
_DOMINANCE = 4.0
_DOMINANCE_IN_CONTEXT = 1.5
"""How many times heavier than the next the first candidate must be; less where context has
spoken for one of the two."""


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
    stated = _stated_countries(extraction, candidates, gazetteer)
    mentioned = _mentioned(candidates, extraction.clusters)
    if any(len(records) > 1 for records in candidates.values()):
        mentioned.update(adjectives(extraction, gazetteer))
    places: dict[int, PlaceRecord] = {}
    for index, records in candidates.items():
        if _is_elsewhere(records, said_of(extraction.clusters[index], extraction, gazetteer)):
            continue
        within = [record for record in records if record.country in stated[index]]
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
    extraction: Extraction,
    candidates: Mapping[int, tuple[PlaceRecord, ...]],
    gazetteer: Gazetteer,
) -> dict[int, set[str]]:
    """By cluster, the countries that the text says it lies in."""
    cluster_of = {
        mention: index
        for index, cluster in enumerate(extraction.clusters)
        for mention in cluster.mentions
    }
    countries = {
        extraction.mentions[mention].start: record.country
        for index, records in candidates.items()
        for mention in extraction.clusters[index].mentions
        for record in records
        if _is_country(record)
    }
    stated = {
        index: stated_beside(extraction.clusters[index], extraction, countries, gazetteer)
        if len(records) > 1
        else set()
        for index, records in candidates.items()
    }
    for claim in extraction.claims:
        if claim.relation is Relation.LOCATION and claim.object is not None:
            place, inside = cluster_of.get(claim.object, -1), cluster_of.get(claim.subject, -1)
            if inside in candidates:
                records = filter(_is_country, candidates.get(place, ()))
                stated[inside].update(record.country for record in records)
    return stated


def _is_elsewhere(records: Iterable[PlaceRecord], said: set[str]) -> bool:
    """Whether a city is said to be of countries where no city of its name is known."""
    known = {record.country for record in records if record.type is EntityType.CITY}
    return bool(said) and bool(known) and "" not in known and not said & known


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
    home = prevailing(mentioned)
    weighed = sorted(
        (
            (-_weight(record, mentioned, home), record.geonames, record.name, record)
            for record in records
        ),
        key=lambda item: item[:3],
    )
    first = weighed[0][3]
    if len(weighed) == 1:
        return first
    in_context = any(mentioned.get(record.country) for *_, record in weighed[:2])
    enough = _DOMINANCE_IN_CONTEXT if in_context else _DOMINANCE
    return first if -weighed[0][0] >= enough * -weighed[1][0] else None


def _weight(record: PlaceRecord, mentioned: Mapping[str, int], home: str) -> int:
    people = max(record.population, 1) * (_CAPITAL if record.is_capital else 1)
    if record.country == home and home in _ARAB:
        return people * _HOME
    return people * _MENTIONED if mentioned.get(record.country) else people


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
    return prevailing(counts)


def _main_city(extraction: Extraction) -> int | None:
    counts = [
        (len(cluster.mentions), index)
        for index, cluster in enumerate(extraction.clusters)
        if cluster.type is EntityType.CITY
    ]
    most = max((count for count, _ in counts), default=0)
    cities = [index for count, index in counts if count == most]
    return cities[0] if len(cities) == 1 else None
