"""Features: what a document says around a cluster that tells things of one name apart or together.

===========  ===================================================  ===============================
feature      of                                                   values
===========  ===================================================  ===============================
body         people                                               the bodies of their roles
title        people                                               the titles of their roles
city         people, all that has a location                      where their roles or they are
site         local bodies, places, conferences                    the city that tells them apart
country      people, bodies that every country has one of         ISO 3166 codes
person       bodies                                               names of those with a role there
parent       bodies                                               names of the body they belong to
unit_of      units of which every body may have one               the same
home         bodies                                               the country in their name, or that
                                                                  which the document is about
owner        initiatives                                          who runs them
conference   sessions                                             what they are a part of
edition      conferences                                          numbers
period       conferences                                          years, as the text states them
published    conferences                                          the year of the document
day          meetings                                             full dates
===========  ===================================================  ===============================
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from kg.gazetteer import Gazetteer
from kg.model import Claim, Cluster, EntityType, Extraction, Member, PlaceRecord, Relation
from kg.resolution.bare_words import title_key, words_of
from kg.resolution.linking import Links, city_in_name
from kg.resolution.names import body_key, event_key, nation, person_key, place_key
from kg.resolution.short_forms import short_forms
from kg.resolution.words import shipped

Value = Member | str
"""A value of a feature: another cluster of the document, or a text."""
Features = Mapping[str, frozenset[Value]]

_YEAR_DIGITS = 4
_DAY_DIGITS = 10
_PLACES = frozenset({EntityType.CITY, EntityType.COUNTRY, EntityType.PLACE})
_EVENTS = frozenset({EntityType.CONFERENCE, EntityType.SESSION, EntityType.MEETING})


def clusters_of_mentions(extraction: Extraction) -> dict[int, int]:
    """The cluster of each mention that has one."""
    return {
        mention: index
        for index, cluster in enumerate(extraction.clusters)
        for mention in cluster.mentions
    }


def features(extraction: Extraction, links: Links, gazetteer: Gazetteer) -> tuple[Features, ...]:
    """The features of each cluster of a document."""
    draft = _Draft(extraction, links, gazetteer)
    draft.add_claims()
    draft.add_names()
    draft.add_places_of_venues()
    draft.add_sites()
    draft.add_places_of_roles()
    return tuple(
        {name: _shared(frozenset(values)) for name, values in found.items()}
        for found in draft.found
    )


@lru_cache(maxsize=1 << 14)
def _shared(values: frozenset[Value]) -> frozenset[Value]:
    """One set for all that has the same values: most of them have the same few."""
    return values


def place_identity(cluster: Cluster, record: PlaceRecord | None) -> str:
    """What a place is known by everywhere: its row in the gazetteer, else its name."""
    if record is None:
        return f"{cluster.type}:{' '.join(place_key(cluster.name))}"
    return record_identity(record)


def record_identity(record: PlaceRecord) -> str:
    """A row of the gazetteer: its id, or for want of one what sets it apart."""
    if record.geonames:
        return f"geonames:{record.geonames}"
    return f"{record.type}:{' '.join(words_of(record.name))}:{record.country}"


@dataclass(slots=True)
class _Draft:
    """The features of one document while they are gathered."""

    extraction: Extraction
    links: Links
    gazetteer: Gazetteer
    found: list[dict[str, set[Value]]] = field(init=False)
    cluster_of: dict[int, int] = field(init=False)

    def __post_init__(self) -> None:
        self.found = [defaultdict(set) for _ in self.extraction.clusters]
        self.cluster_of = clusters_of_mentions(self.extraction)

    @property
    def clusters(self) -> Sequence[Cluster]:
        return self.extraction.clusters

    def add_claims(self) -> None:
        for claim in self.extraction.claims:
            subject = self.cluster_of.get(claim.subject)
            if subject is None:
                continue
            if claim.relation is Relation.ROLE and claim.title:
                self.found[subject]["title"].add(" ".join(title_key(claim.title)))
            if claim.object is None:
                _add_literal(claim, self.found[subject])
            elif (target := self.cluster_of.get(claim.object)) is not None:
                self._add_relation(claim.relation, subject, target)

    def _add_relation(self, relation: Relation, subject: int, target: int) -> None:
        subject_type = self.clusters[subject].type
        match relation:
            case Relation.ROLE:
                self.found[subject]["body"].add(self._member(target))
                holder = person_key(self.clusters[subject].name)
                if len(holder) > 1:
                    self.found[target]["person"].add(" ".join(holder))
            case Relation.LOCATION if self.clusters[target].type is EntityType.CITY:
                self.found[subject]["city"].add(self._identity(target))
            case Relation.PART_OF if subject_type in _EVENTS:
                self.found[subject]["conference"].add(self._member(target))
            case Relation.PART_OF:
                self._add_parent(subject, target)
            case Relation.RUNS:
                self.found[target]["owner"].add(self._member(subject))

    def _add_parent(self, unit: int, parent: int) -> None:
        """The names under which other documents may speak of a unit's body."""
        if self.clusters[parent].type is not EntityType.ORGANIZATION:
            return
        full = body_key(self.clusters[parent].name, self.gazetteer)
        names = {
            full,
            *(name for name, _ in short_forms(EntityType.ORGANIZATION, full, self.gazetteer)),
        }
        values = {" ".join(name) for name in names}
        self.found[unit]["parent"] |= values
        head = body_key(self.clusters[unit].name, self.gazetteer)[:1]
        if head and head[0] in shipped().part_head:
            self.found[unit]["unit_of"] |= values

    def add_names(self) -> None:
        """What the names say: the year and edition of an event, the country or city of a body."""
        for index, cluster in enumerate(self.clusters):
            if cluster.type is EntityType.CONFERENCE:
                for name in cluster.names:
                    _, years, edition = event_key(name)
                    self.found[index]["period"].update(map(str, years))
                    if edition:
                        self.found[index]["edition"].add(str(edition))
                if self.extraction.document.date:
                    self.found[index]["published"].add(str(self.extraction.document.date.year))
            elif cluster.type is EntityType.ORGANIZATION:
                country = self._country_of_body(cluster)
                if country:
                    self.found[index]["country"].add(country)
                if home := self._nation_of(cluster) or self.links.home:
                    self.found[index]["home"].add(home)

    def add_sites(self) -> None:
        """The city of what has one city only, and of which other cities may have a like one."""
        heads = shipped().local_head
        for cluster, found in zip(self.clusters, self.found, strict=True):
            words = body_key(cluster.name, self.gazetteer)
            is_local = cluster.type is EntityType.ORGANIZATION and words[:1] and words[0] in heads
            if is_local or cluster.type in {EntityType.PLACE, EntityType.CONFERENCE}:
                found["site"] |= found.get("city", set())

    def _country_of_body(self, cluster: Cluster) -> str:
        """The country of a body that every country has one of; empty for all others."""
        known = shipped()
        raw, words = words_of(cluster.name), body_key(cluster.name, self.gazetteer)
        if words[:1] and words[0] not in known.country_body:
            return ""
        if known.international & {*raw, " ".join(raw)}:
            return ""
        if code := self._nation_of(cluster):
            return code
        if any(self.gazetteer.match(raw, index) for index in range(1, len(raw))):
            return ""  # «شرطة دبي» says by itself where it is
        return self.links.home

    def _nation_of(self, cluster: Cluster) -> str:
        """The country whose adjective a body's name has; empty for none."""
        words = body_key(cluster.name, self.gazetteer)
        return next((code for word in words if (code := nation(word, self.gazetteer))), "")

    def add_places_of_venues(self) -> None:
        """The city of a place: stated, else of an event there, else (of a venue) the main one."""
        held: dict[int, set[Value]] = defaultdict(set)
        for claim in self.extraction.claims:
            if claim.relation is Relation.LOCATION and claim.object is not None:
                event, place = self.cluster_of.get(claim.subject), self.cluster_of.get(claim.object)
                if event is not None and place is not None:
                    held[place] |= self.found[event].get("city", set())
        for index, cluster in enumerate(self.clusters):
            if cluster.type is EntityType.PLACE and not self.found[index].get("city"):
                if held.get(index):
                    self.found[index]["city"] |= held[index]
                elif self.links.city is not None and self._is_venue(cluster):
                    self.found[index]["city"].add(self._identity(self.links.city))

    def _is_venue(self, cluster: Cluster) -> bool:
        """Whether a place is of a kind that every city has, and no place is named in its name."""
        raw, words = words_of(cluster.name), body_key(cluster.name, self.gazetteer)
        known = shipped()
        return words[0] in known.local_head | known.other_head and not any(
            found is not None and not found.common_word
            for found in (self.gazetteer.match(raw, index) for index in range(1, len(raw)))
        )

    def add_places_of_roles(self) -> None:
        """Where people have their roles: in the place or at the body's place."""
        for found in self.found:
            for member in found.get("body", ()):
                assert isinstance(member, Member)
                target = member.cluster
                record = self.links.places.get(target)
                if self.clusters[target].type is EntityType.CITY:
                    found["city"].add(self._identity(target))
                elif self.clusters[target].type not in _PLACES:
                    found["city"] |= self.found[target].get("city", set())
                    named = city_in_name(self.clusters[target].name, self.gazetteer)
                    if named is not None:
                        found["city"].add(record_identity(named))
                    found["country"] |= self.found[target].get("country", set())
                if record is not None and record.country:
                    found["country"].add(record.country)

    def _member(self, index: int) -> Member:
        return Member(self.extraction.document.identifier, index)

    def _identity(self, index: int) -> str:
        return place_identity(self.clusters[index], self.links.places.get(index))


def _add_literal(claim: Claim, found: dict[str, set[Value]]) -> None:
    literal = str(claim.literal)
    match claim.relation:
        case Relation.EDITION:
            found["edition"].add(literal)
        case Relation.DATE:
            for date in literal.split("/"):
                found["period"].add(date[:_YEAR_DIGITS])
                if len(date) == _DAY_DIGITS:
                    found["day"].add(date)
