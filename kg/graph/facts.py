"""The facts of a graph, read back from its default graph, each with its claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

import pyoxigraph as ox
from rdflib import URIRef

from kg.graph.claims import Attributes, Key, triples, values
from kg.graph.identifiers import fact_digest
from kg.graph.inference import inferred_triples
from kg.graph.ontology import ontology_labels
from kg.graph.terms import from_ox
from kg.graph.vocabulary import (
    GAZETTEER_GRAPH,
    ORG,
    PREDICATES,
    PROV,
    RDFS,
    RELATIONS,
    RW,
    SDO,
    SKOS,
    TIME,
    XSD,
)
from kg.model import LITERAL_RELATIONS, Relation

_EDGES = {
    predicate: relation
    for predicate, relation in RELATIONS.items()
    if relation not in LITERAL_RELATIONS and relation is not Relation.ROLE
}
_INTEGER = str(XSD.integer)
_LITERALS = (
    Relation.EDITION,
    Relation.THEME,
    Relation.ATTENDANCE,
    Relation.STATUS,
    Relation.ATTENDANCE_MODE,
)


class FactReader:
    """Reads the facts of a store but those that rules infer, in an order that content decides.

    Facts are given as attributes: ``key`` (the fact's digest), ``relation``, ``claims`` and
    ``label`` or ``value``; see :func:`kg.graph.network.to_networkx`.
    """

    def __init__(
        self, store: ox.Store, base: str, claims: Mapping[Key, tuple[Attributes, ...]]
    ) -> None:
        self._store = store
        self._base = base
        self._claims = claims
        self._gazetteer = _gazetteer_name(store)
        self._inferred = inferred_triples(store)

    def relations(self) -> Iterator[tuple[str, str, Attributes]]:
        """(subject, object, attributes) of every relation between things but roles."""
        labels = ontology_labels("ar")
        for predicate, relation in _EDGES.items():
            for subject, object_ in self._stated(predicate):
                if predicate == SDO.containedInPlace and self._is_located(subject, object_):
                    continue
                fact = self._fact(subject, predicate, object_, relation)
                yield subject, object_.value, {**fact, "label": labels[predicate]}

    def roles(self) -> Iterator[tuple[str, str, Attributes]]:
        """(person, body or place or "", attributes) of every membership."""
        titles, roles = values(self._store, SKOS.prefLabel), values(self._store, ORG.role)
        bodies = values(self._store, ORG.organization) | values(self._store, RW.jurisdiction)
        standings = self._standings()
        periods = {"since": self._ends(TIME.hasBeginning), "until": self._ends(TIME.hasEnd)}
        for membership, person in triples(self._store, ORG.member):
            body = bodies.get(membership, "")
            fact = self._fact(membership, ORG.member, person, Relation.ROLE)
            fact["label" if body else "value"] = titles.get(roles.get(membership, ""), "")
            if membership in standings:
                fact["standing"] = ", ".join(sorted(standings[membership]))
            fact.update(
                (n, dates[membership]) for n, dates in periods.items() if membership in dates
            )
            yield person.value, body, fact

    def literals(self) -> Iterator[tuple[str, Attributes]]:
        """(thing, attributes) of facts with one literal, or a term such as ``EventHeld``."""
        for relation in _LITERALS:
            predicate = PREDICATES[relation]
            for subject, object_ in triples(self._store, predicate):
                fact = self._fact(subject, predicate, object_, relation)
                yield subject, {**fact, "value": _value(object_)}

    def dates(self) -> Iterator[tuple[str, Attributes]]:
        """(event, attributes) of dates; start and end are one where there is one of each."""
        starts, ends = self._dates(SDO.startDate), self._dates(SDO.endDate)
        for event in sorted(starts.keys() | ends.keys()):
            if len(starts[event]) == len(ends[event]) == 1:
                yield event, _span(starts[event][0], ends[event][0])
                continue
            yield from ((event, fact) for fact in starts[event])
            yield from ((event, {**fact, "value": f"../{fact['value']}"}) for fact in ends[event])

    def quotations(self) -> Iterator[tuple[str, Attributes]]:
        """(person, attributes) of what people are quoted with."""
        texts = values(self._store, SDO.text)
        for quotation, person in triples(self._store, SDO.creator):
            fact = self._fact(quotation, SDO.creator, person, Relation.QUOTATION)
            yield person.value, {**fact, "value": texts.get(quotation, "")}

    def _fact(
        self, subject: str, predicate: URIRef, object_: Any, relation: Relation
    ) -> Attributes:
        claims = self._claims.get((f"<{subject}>", f"<{predicate}>", str(object_)), ())
        if claims:
            return {"key": claims[0]["id"], "relation": relation.value, "claims": list(claims)}
        triple = (URIRef(subject), predicate, from_ox(object_))
        key = fact_digest(triple, self._base)
        return {"key": key, "relation": relation.value, "claims": [], "source": self._gazetteer}

    def _stated(self, predicate: URIRef) -> Iterator[tuple[str, Any]]:
        """The triples of a predicate that rules do not infer."""
        name = ox.NamedNode(str(predicate))
        for subject, object_ in triples(self._store, predicate):
            triple = ox.Triple(ox.NamedNode(subject), name, object_)
            if triple not in self._inferred:
                yield subject, object_

    def _is_located(self, subject: str, place: Any) -> bool:
        """Whether a text states what ``containedInPlace`` only repeats."""
        location = ox.NamedNode(str(SDO.location))
        return ox.Quad(ox.NamedNode(subject), location, place) in self._store

    def _standings(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for membership, standing in triples(self._store, RW.standing):
            found[membership].append(_value(standing))
        return found

    def _ends(self, predicate: URIRef) -> dict[str, str]:
        """The beginning or end of each membership."""
        dates, instants = values(self._store, TIME.inXSDDate), values(self._store, predicate)
        return {
            membership: dates[instants[interval]]
            for membership, interval in values(self._store, ORG.memberDuring).items()
            if instants.get(interval) in dates
        }

    def _dates(self, predicate: URIRef) -> dict[str, list[Attributes]]:
        found: dict[str, list[Attributes]] = defaultdict(list)
        for event, date in self._stated(predicate):
            fact = self._fact(event, predicate, date, Relation.DATE)
            found[event].append({**fact, "value": date.value})
        return found


def _span(start: Attributes, end: Attributes) -> Attributes:
    stated = {claim["iri"] for claim in start["claims"]}
    claims = [*start["claims"], *(c for c in end["claims"] if c["iri"] not in stated)]
    return {**start, "claims": claims, "value": f"{start['value']}/{end['value']}"}


def _value(term: Any) -> Any:
    if isinstance(term, ox.NamedNode):
        return term.value.replace("#", "/").rpartition("/")[2]
    return int(term.value) if term.datatype.value == _INTEGER else term.value


def _gazetteer_name(store: ox.Store) -> str:
    agent = values(store, PROV.wasAttributedTo).get(str(GAZETTEER_GRAPH), "")
    return values(store, RDFS.label).get(agent, agent)
