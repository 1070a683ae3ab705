"""The graph as a network of things: for networkx, drawings and network exports.

Nodes are things, by their IRI. A membership is one edge from the person to the body or
place, labelled with its title; every other relation is an edge labelled with its Arabic
name. Facts with a literal, and roles without a body, stand on the node. Every fact keeps
its claims.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import networkx
import pyoxigraph as ox

from kg.graph.claims import Attributes, read_claims, triples, values
from kg.graph.facts import FactReader
from kg.graph.vocabulary import RDF, SKOS, TYPES
from kg.model import EntityType, Relation

if TYPE_CHECKING:
    from kg.graph.store import Graph


def to_networkx(graph: Graph) -> networkx.MultiDiGraph[str]:
    """The things of ``graph`` and their relations; the attributes are values that JSON can hold.

    A node has ``iri``, ``type`` (as ``Person``), ``label``, ``labels`` (all names) and
    ``facts``; its literal facts stand once more as lists of values: ``date``, ``edition``,
    ``theme``, ``attendance``, ``status``, ``attendance_mode``, ``quotation``.

    An edge, and each of ``facts``, has ``relation`` (as ``speaker``), ``claims`` (see
    :func:`kg.graph.claims.read_claims`) and the fact's digest: an edge as its key, a fact as
    ``key``. An edge has a ``label``: the title of a role, or the relation in Arabic; one of
    ``facts`` has a ``value``. A role has ``standing``, ``since`` and ``until`` where they
    are known. What no sentence states has no claims, but the name of its ``source``; what rules
    infer is left out.
    """
    reader = FactReader(graph.store, graph.catalogue.base, read_claims(graph.store))
    network: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    network.add_nodes_from(sorted(_nodes(graph.store).items()))
    for subject, object_, attributes in (*reader.relations(), *reader.roles()):
        if object_:
            network.add_edge(subject, object_, **attributes)
        else:
            _attach(network.nodes[subject], attributes)
    for subject, attributes in (*reader.literals(), *reader.dates(), *reader.quotations()):
        _attach(network.nodes[subject], attributes)
    return network


def _attach(node: Attributes, fact: Attributes) -> None:
    node["facts"].append(fact)
    if fact["relation"] != Relation.ROLE.value:
        node.setdefault(fact["relation"], []).append(fact["value"])


def kinds(store: ox.Store) -> dict[str, EntityType]:
    """The type of each thing by its IRI."""
    found: dict[str, EntityType] = {}
    # Cities and countries are places too; the most telling class decides.
    for class_, kind in sorted(TYPES.items(), key=lambda item: item[1] is EntityType.PLACE):
        for thing, _ in triples(store, RDF.type, class_):
            found.setdefault(thing, kind)
    return found


def _nodes(store: ox.Store) -> dict[str, Attributes]:
    preferred = values(store, SKOS.prefLabel)
    others: dict[str, set[str]] = defaultdict(set)
    for thing, name in triples(store, SKOS.altLabel):
        others[thing].add(name.value)
    return {
        iri: {
            "iri": iri,
            "type": kind.value,
            "label": preferred.get(iri, iri),
            "labels": [preferred.get(iri, iri), *sorted(others[iri] - {preferred.get(iri)})],
            "facts": [],
        }
        for iri, kind in kinds(store).items()
    }
