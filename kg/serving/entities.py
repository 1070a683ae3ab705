"""What the page of a thing shows: its names, facts in groups, a timeline, neighbours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pyoxigraph as ox

from kg.graph.store import Graph
from kg.graph.vocabulary import OWL, SDO
from kg.model import Relation
from kg.serving.facts import Fact, read_facts, with_passages
from kg.serving.passages import Article, read_article
from kg.serving.things import DEFAULT, Name, Thing, Things

_MENTIONS = ox.NamedNode(str(SDO.mentions))
_SAME = ox.NamedNode(str(OWL.sameAs))
_LATITUDE, _LONGITUDE = (ox.NamedNode(str(each)) for each in (SDO.latitude, SDO.longitude))
_NEIGHBOURS = 24
_ORDER = {relation: number for number, relation in enumerate(Relation)}


@dataclass(frozen=True, slots=True)
class Group:
    """Facts of one relation, seen from one end; ``total`` counts those that are not shown too."""

    relation: Relation
    is_forward: bool
    facts: Sequence[Fact]
    total: int

    @property
    def key(self) -> str:
        """What names the group in an address."""
        return f"{self.relation.value}-{'out' if self.is_forward else 'in'}"


@dataclass(frozen=True, slots=True)
class Moment:
    """Something dated: ``day`` is a date of ISO 8601, or a part of one."""

    day: str
    fact: Fact
    is_end: bool = False


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing with all that its page shows.

    ``neighbours`` are the things that stand in the same sentences, with their number, of
    which ``more`` are not shown; ``articles`` are the documents that speak of it.
    """

    thing: Thing
    names: Sequence[Name]
    groups: Sequence[Group]
    moments: Sequence[Moment]
    neighbours: Sequence[tuple[Thing, int]]
    more: int
    articles: Sequence[Article]
    same: Sequence[str]
    coordinates: tuple[str, str] | None


def read_entity(graph: Graph, iri: str, *, most: int, language: str, whole: str = "") -> Entity:
    """The thing with an IRI; of each group ``most`` facts, of the group ``whole`` all.

    ``language`` is that in which rules that no text states are named.
    """
    things = Things(graph)
    facts = read_facts(graph, things, iri, language=language)
    sentences = _sentences(things, iri)
    beside = _beside(things, iri, sentences)
    documents = {sentence.partition("#")[0] for sentence in sentences}
    articles = [read_article(things, document) for document in documents]
    place = things.value(iri, _LATITUDE), things.value(iri, _LONGITUDE)
    return Entity(
        thing=things.thing(iri),
        names=things.names(iri),
        groups=[
            replace(group, facts=[with_passages(things, fact) for fact in group.facts])
            for group in _groups(facts, most=most, whole=whole)
        ],
        moments=sorted(_moments(facts), key=lambda moment: (moment.day, moment.fact.stated.digest)),
        neighbours=[(things.thing(other), count) for other, count in beside[:_NEIGHBOURS]],
        more=max(len(beside) - _NEIGHBOURS, 0),
        articles=sorted(articles, key=lambda each: (each.date, each.title, each.iri), reverse=True),
        same=sorted(term.value for term in things.objects(iri, _SAME)),  # type: ignore[union-attr]
        coordinates=place if all(place) else None,
    )


def _groups(facts: Sequence[Fact], *, most: int, whole: str) -> Iterator[Group]:
    found: dict[tuple[int, bool], list[Fact]] = {}
    for fact in facts:
        found.setdefault((_ORDER[fact.relation], not fact.is_forward), []).append(fact)
    for _, members in sorted(found.items()):
        group = Group(members[0].relation, members[0].is_forward, members, len(members))
        shown = members if group.key == whole else members[:most]
        yield Group(group.relation, group.is_forward, shown, group.total)


def _moments(facts: Sequence[Fact]) -> Iterator[Moment]:
    for fact in facts:
        if fact.relation is Relation.DATE:
            yield Moment(fact.value, fact)
        elif fact.day:
            yield Moment(fact.day, fact)
        if fact.stated.since:
            yield Moment(fact.stated.since, fact)
        if fact.stated.until:
            yield Moment(fact.stated.until, fact, is_end=True)


def _sentences(things: Things, iri: str) -> list[str]:
    """The sentences that speak of a thing."""
    quads = things.store.quads_for_pattern(None, _MENTIONS, ox.NamedNode(iri), None)
    return [quad.graph_name.value for quad in quads if isinstance(quad.graph_name, ox.NamedNode)]


def _beside(things: Things, iri: str, sentences: Sequence[str]) -> list[tuple[str, int]]:
    """The things in the same sentences with their numbers, those in most sentences first."""
    counts: Counter[str] = Counter()
    for sentence in sentences:
        graph = ox.NamedNode(sentence)
        for quad in things.store.quads_for_pattern(None, _MENTIONS, None, graph):
            counts[quad.object.value] += 1  # type: ignore[union-attr]
    del counts[iri]
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def read_properties(things: Things, iri: str) -> Mapping[str, Sequence[Thing | str]]:
    """All properties of an IRI by predicate, for what has no page of its own kind."""
    found: dict[str, list[Thing | str]] = {}
    for quad in things.store.quads_for_pattern(ox.NamedNode(iri), None, None, DEFAULT):
        term = quad.object
        shown = things.thing(term.value) if isinstance(term, ox.NamedNode) else term.value  # type: ignore[union-attr]
        found.setdefault(quad.predicate.value, []).append(shown)
    return {
        predicate: sorted(shown, key=lambda each: each if isinstance(each, str) else each.label)
        for predicate, shown in sorted(found.items())
    }
