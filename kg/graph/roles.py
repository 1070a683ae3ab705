"""The roles of the graph: one ``org:Role`` for each title, whatever its spelling."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rdflib import URIRef
from rdflib.term import Node

from kg.arabic import name_key
from kg.graph.dates import ClaimOf
from kg.graph.identifiers import Name, role_iris
from kg.graph.literals import text_literal
from kg.graph.vocabulary import ORG, RDF, SKOS
from kg.model import Fact, Relation, Resolution


@dataclass(frozen=True, slots=True)
class Roles:
    """Roles by the normal form of their title: IRIs, and the spellings, the usual one first."""

    iris: Mapping[str, URIRef]
    _titles: Mapping[URIRef, tuple[str, ...]]

    @classmethod
    def collect(cls, resolution: Resolution, claim_of: ClaimOf, base: str) -> Roles:
        """The roles of all facts; their names are the titles as the claims spell them."""
        spellings: dict[str, Counter[str]] = defaultdict(Counter)
        anchors: dict[str, tuple[str, int]] = {}
        for fact in resolution.facts:
            if fact.relation is not Relation.ROLE or not fact.title:
                continue
            key = name_key(fact.title)
            spellings[key][fact.title] += 0
            for evidence in fact.evidence:
                claim = claim_of(evidence)
                anchor = (evidence.document, claim.start)
                anchors[key] = min(anchors.get(key, anchor), anchor)
                if claim.title and name_key(claim.title) == key:
                    spellings[key][claim.title] += 1
        titles = {key: usual_first(counts) for key, counts in spellings.items()}
        names = {key: name(spelled, anchors.get(key, (key, 0))) for key, spelled in titles.items()}
        iris = role_iris(names, base)
        return cls(iris, {iris[key]: spelled for key, spelled in titles.items()})

    def key(self, fact: Fact) -> str:
        """The normal form of a fact's title; empty where it has none."""
        return name_key(fact.title) if fact.title else ""

    def titles(self, role: URIRef) -> tuple[str, ...]:
        """The names of a role, the usual one first."""
        return self._titles[role]

    def describe(self, role: URIRef) -> Iterator[tuple[Node, URIRef, Node]]:
        """All triples of a role."""
        preferred, *others = self._titles[role]
        yield role, RDF.type, ORG.Role
        yield role, SKOS.prefLabel, text_literal(preferred)
        for title in others:
            yield role, SKOS.altLabel, text_literal(title)


def name(spelled: Sequence[str], anchor: tuple[str, int]) -> Name:
    """What the IRI of a role is made of: its names, and the first of the claims that give it."""
    return Name("role", spelled[0], anchor)


def usual_first(counts: Counter[str]) -> tuple[str, ...]:
    """The spellings of a title, the one that most claims have first."""
    return tuple(sorted(counts, key=lambda title: (-counts[title], -len(title), title)))
