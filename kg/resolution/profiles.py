"""Profiles: what resolution knows of one cluster, from its own document and the gazetteer alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from kg.gazetteer import Gazetteer
from kg.model import Cluster, EntityType, Extraction, Member, PlaceRecord
from kg.resolution.bare_words import Key
from kg.resolution.features import Features, Value, features
from kg.resolution.linking import link
from kg.resolution.names import fullness, is_of_father, is_relational, key

_BRACKETS = re.compile(r"\s*([^()]*\w)\s*\(\s*(\w[^()]*)\)\s*")
_NOTHING: frozenset[Value] = frozenset()


@dataclass(frozen=True, slots=True)
class Profile:
    """A cluster as resolution compares it.

    ``key`` is the comparison key of its fullest name and ``keys`` those of all its names;
    ``spellings`` counts how often mentions spell its names so. ``offset`` is that of its first
    mention. ``is_relational``: its name means something only in its document. ``of_father``: those
    of its keys that a name with «بن» or «بنت» has.
    """

    member: Member
    cluster: Cluster
    key: Key
    keys: frozenset[Key]
    offset: int
    is_relational: bool
    spellings: Mapping[str, int] = field(hash=False)
    features: Features = field(hash=False)
    place: PlaceRecord | None = None
    of_father: frozenset[Key] = frozenset()

    @property
    def type(self) -> EntityType:
        """The type of the cluster."""
        return self.cluster.type

    def values(self, feature: str) -> frozenset[Value]:
        """The values of a feature; empty where nothing is known."""
        return self.features.get(feature, _NOTHING)


def profiles(extraction: Extraction, gazetteer: Gazetteer) -> tuple[Profile, ...]:
    """The profiles of a document's clusters, in their order."""
    links = link(extraction, gazetteer)
    found = features(extraction, links, gazetteer)
    return tuple(
        _profile(extraction, index, found[index], links.places.get(index), gazetteer)
        for index in range(len(extraction.clusters))
    )


def _profile(
    extraction: Extraction,
    index: int,
    found: Features,
    place: PlaceRecord | None,
    gazetteer: Gazetteer,
) -> Profile:
    cluster = extraction.clusters[index]
    names = (cluster.name, *cluster.names)
    # A name of which nothing is left to compare («2017») is compared as it stands.
    keys = {
        key(cluster.type, part, gazetteer) or (part,) for name in names for part in _parts(name)
    }
    fullest = max(keys, key=fullness)
    mentions = [extraction.mentions[mention] for mention in cluster.mentions]
    spellings = dict.fromkeys(names, 0)
    for mention in mentions:
        if mention.name in spellings:
            spellings[mention.name] += 1
    return Profile(
        member=Member(extraction.document.identifier, index),
        cluster=cluster,
        key=fullest,
        keys=_shared(frozenset(keys)),
        offset=min((mention.start for mention in mentions), default=0),
        is_relational=is_relational(cluster.type, fullest, cluster.name),
        spellings=spellings,
        features=found,
        place=place,
        of_father=_shared(
            frozenset(
                key(cluster.type, name, gazetteer)
                for name in names
                if is_of_father(cluster.type, name)
            )
        ),
    )


@lru_cache(maxsize=1 << 14)
def _shared(keys: frozenset[Key]) -> frozenset[Key]:
    """One set for all that have the same names, since sets take room."""
    return keys


def _parts(name: str) -> tuple[str, ...]:
    """«وكالة الأنباء السعودية (واس)» as the name and the acronym."""
    found = _BRACKETS.fullmatch(name)
    return (found[1], found[2]) if found else (name,)
