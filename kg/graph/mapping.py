"""From entities and facts to quads: the contract of the vocabulary, to the letter.

:func:`describe` yields rdflib 4-tuples ``(subject, predicate, object, graph)``; ``graph`` is
None for the default graph. Every quad comes once, in no promised order; nothing is entailed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rdflib import Literal, URIRef
from rdflib.term import Node

from kg.graph import identifiers
from kg.graph.evidence import FactWriter
from kg.graph.names import describe_entity
from kg.graph.passages import Passages
from kg.graph.roles import Roles
from kg.graph.statements import Triple, state
from kg.graph.vocabulary import (
    GAZETTEER_GRAPH,
    PROV,
    RDFS,
    RESOLUTION_GRAPH,
    ROMANIZATION_GRAPH,
    RW,
)
from kg.model import Extraction, Resolution

Quad = tuple[Node, URIRef, Node, URIRef | None]

_GEONAMES = URIRef("https://www.geonames.org/")
_UNSTATED = frozenset({GAZETTEER_GRAPH, RESOLUTION_GRAPH, ROMANIZATION_GRAPH})


def describe(
    resolution: Resolution,
    extractions: Mapping[str, Extraction],
    base: str,
    *,
    gazetteer: str = "GeoNames",
) -> Iterator[Quad]:
    """All quads of a graph.

    ``extractions`` are by document identifier; ``base`` begins every IRI; ``gazetteer`` is
    the name and version of the gazetteer that places were linked to. Raises SettingsError
    for a base that cannot begin an IRI, KgError for a status of an event that is unknown.
    """
    identifiers.check_base(base)
    passages = Passages(extractions, base)
    graphs: set[URIRef] = set()
    for quad in _things_and_facts(resolution, extractions, passages, base):
        if quad[3] in _UNSTATED:
            graphs.add(quad[3])
        yield quad
    for triple in passages.describe():
        yield *triple, None
    for triple in _origins(graphs, gazetteer):
        yield *triple, None


def _things_and_facts(
    resolution: Resolution, extractions: Mapping[str, Extraction], passages: Passages, base: str
) -> Iterator[Quad]:
    iris = identifiers.entity_iris(resolution.entities, base)
    roles = Roles.collect(resolution, extractions, base)
    for entity, iri in zip(resolution.entities, iris, strict=True):
        yield from describe_entity(entity, iri, extractions, passages)
    writer = FactWriter(extractions, passages, roles, base)
    for statements in state(resolution, extractions, iris, roles, base):
        yield from writer.describe(statements)


def _origins(graphs: set[URIRef], gazetteer: str) -> Iterator[Triple]:
    """Where the graphs come from that hold what no sentence states."""
    if GAZETTEER_GRAPH in graphs:
        yield GAZETTEER_GRAPH, PROV.wasAttributedTo, _GEONAMES
        yield _GEONAMES, RDFS.label, Literal(gazetteer)
    if ROMANIZATION_GRAPH in graphs:
        yield ROMANIZATION_GRAPH, PROV.wasGeneratedBy, RW.Romanization
    if RESOLUTION_GRAPH in graphs:
        yield RESOLUTION_GRAPH, PROV.wasGeneratedBy, RW.Resolution
