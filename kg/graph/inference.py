"""Inference: what follows from a graph by rules, added to it and taken away again.

What a rule concludes stands in the default graph and in the rule's own graph, which is
described by the rule (``prov:wasGeneratedBy``). Only what the graph did not hold before counts as
concluded, so that taking it away leaves the graph as it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

import pyoxigraph as ox
from rdflib import Literal

from kg.graph.rules import Rule
from kg.graph.terms import Quad, to_ox, to_ox_quads
from kg.graph.vocabulary import INFERRED_GRAPHS, PREFIXES, PROV, RDFS

_DEFAULT = ox.DefaultGraph()
_REJECTED = """
SELECT ?s ?p ?o {
  GRAPH rw:corrections { ?c a rw:Rejection ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o }
}
"""
_WAS_GENERATED_BY = ox.NamedNode(str(PROV.wasGeneratedBy))


def infer(store: ox.Store, rules: Sequence[Rule]) -> dict[str, int]:
    """Add all that follows by ``rules``; how much each one concludes, by its name.

    The rules look at the same graph in rounds, each seeing what all concluded before, until
    nothing new follows; their order says nothing. A triple that two rules conclude stands in
    the graphs of both. What people have rejected does not follow.
    """
    rejected = _rejected(store)
    concluded: dict[Rule, set[ox.Triple]] = {rule: set() for rule in rules}
    known: set[ox.Triple] = set()
    while True:
        for rule, triples in concluded.items():
            triples.update(
                triple
                for triple in _follow(store, rule)
                if triple in known or not (triple in rejected or _holds(store, triple))
            )
        new = set[ox.Triple]().union(*concluded.values()) - known
        if not new:
            break
        known |= new
        store.bulk_extend(ox.Quad(t.subject, t.predicate, t.object) for t in new)
    for rule, triples in concluded.items():
        if triples:
            graph = cast("ox.NamedNode", to_ox(rule.graph))
            store.bulk_extend(ox.Quad(t.subject, t.predicate, t.object, graph) for t in triples)
            store.bulk_extend(to_ox_quads(_describe(rule)))
    return {rule.name: len(triples) for rule, triples in concluded.items()}


def withdraw(store: ox.Store) -> None:
    """Take away all that rules concluded, and what is said of them."""
    for graph in inferred_graphs(store):
        for quad in list(store.quads_for_pattern(None, None, None, graph)):
            store.remove(ox.Quad(quad.subject, quad.predicate, quad.object))
        store.remove_graph(graph)
        for described in list(store.quads_for_pattern(graph, _WAS_GENERATED_BY, None, _DEFAULT)):
            store.remove(described)
            rule = cast("ox.NamedNode", described.object)
            for quad in list(store.quads_for_pattern(rule, None, None, _DEFAULT)):
                store.remove(quad)


def inferred_graphs(store: ox.Store) -> tuple[ox.NamedNode, ...]:
    """The graphs of what rules concluded, in the order of their names."""
    # They are few, and each is described; of all graphs there is one for each sentence.
    described = store.quads_for_pattern(None, _WAS_GENERATED_BY, None, _DEFAULT)
    found = {quad.subject for quad in described if isinstance(quad.subject, ox.NamedNode)}
    inferred = (graph for graph in found if graph.value.startswith(INFERRED_GRAPHS))
    return tuple(sorted(inferred, key=lambda graph: graph.value))


def inferred_triples(store: ox.Store) -> frozenset[ox.Triple]:
    """All that rules concluded."""
    return frozenset(
        quad.triple
        for graph in inferred_graphs(store)
        for quad in store.quads_for_pattern(None, None, None, graph)
    )


def counts(store: ox.Store) -> Mapping[str, int]:
    """How much each rule concluded, by its name; those that concluded nothing are left out."""
    return {
        graph.value.removeprefix(INFERRED_GRAPHS): sum(
            1 for _ in store.quads_for_pattern(None, None, None, graph)
        )
        for graph in inferred_graphs(store)
    }


def _rejected(store: ox.Store) -> frozenset[ox.Triple]:
    rows = cast("Any", store.query(_REJECTED, prefixes=dict(PREFIXES)))
    return frozenset(ox.Triple(row["s"], row["p"], row["o"]) for row in rows)


def _follow(store: ox.Store, rule: Rule) -> Iterator[ox.Triple]:
    return iter(cast("Any", store.query(rule.text)))


def _holds(store: ox.Store, triple: ox.Triple) -> bool:
    return ox.Quad(triple.subject, triple.predicate, triple.object) in store


def _describe(rule: Rule) -> Iterator[Quad]:
    yield rule.graph, PROV.wasGeneratedBy, rule.iri, None
    for language, title, description in (
        ("ar", rule.title_ar, rule.description_ar),
        ("en", rule.title_en, rule.description_en),
    ):
        yield rule.iri, RDFS.label, Literal(title, lang=language), None
        yield rule.iri, RDFS.comment, Literal(description, lang=language), None
