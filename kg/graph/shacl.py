"""SHACL over a store: pySHACL in batches, since it wants its data in memory.

A batch is some nodes with all their triples, and the classes of the nodes that these
point to. Shapes aim at classes; so that they pass over the neighbours, of which a batch
knows the classes alone, they are aimed at classes that only the batch's own nodes get.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

import pyoxigraph as ox
import rdflib
from rdflib import URIRef
from rdflib.namespace import SH
from rdflib.term import Node

from kg.assets import folder
from kg.errors import StoreError
from kg.graph.ontology import SHAPES_FILE, ontology_quads
from kg.graph.terms import from_ox
from kg.graph.vocabulary import CLAIMS_GRAPH, RDF, RDFS, RW, SDO

_BATCH = 4_000
_TYPE = ox.NamedNode(str(RDF.type))
_GRAPHS = (ox.DefaultGraph(), ox.NamedNode(str(CLAIMS_GRAPH)))


@dataclass(frozen=True, slots=True)
class Violation:
    """What broke a shape: ``path`` and ``value`` are None where the node as a whole does.

    ``messages`` are by language.
    """

    node: Node
    shape: str
    path: Node | None
    value: Node | None
    messages: Mapping[str, str]


def find_violations(store: ox.Store) -> Iterator[Violation]:
    """What breaks the shapes in the default graph and the graph of claims, in no promised order.

    Raises StoreError where the shapes' file cannot be read.
    """
    import pyshacl

    shapes = _aimed_shapes()
    for nodes in _batches(_subjects(store)):
        data = _neighbourhood(store, nodes)
        conforms, results, _ = pyshacl.validate(
            data, shacl_graph=shapes, inplace=True, advanced=False, do_owl_imports=False
        )
        if not conforms:
            yield from _violations(results)


def _subjects(store: ox.Store) -> Iterator[ox.NamedNode]:
    seen: set[str] = set()
    for graph in _GRAPHS:
        for quad in store.quads_for_pattern(None, None, None, graph):
            subject = quad.subject
            if isinstance(subject, ox.NamedNode) and subject.value not in seen:
                seen.add(subject.value)
                yield subject


def _batches(nodes: Iterable[ox.NamedNode]) -> Iterator[list[ox.NamedNode]]:
    remaining = iter(nodes)
    while batch := list(islice(remaining, _BATCH)):
        yield batch


def _neighbourhood(store: ox.Store, nodes: Iterable[ox.NamedNode]) -> rdflib.Graph:
    data = rdflib.Graph(bind_namespaces="none")
    for triple in _superclasses():
        data.add(triple)
    neighbours: set[ox.NamedNode] = set()
    for node in nodes:
        subject = from_ox(node)
        for graph in _GRAPHS:
            for quad in store.quads_for_pattern(node, None, None, graph):
                object_ = from_ox(quad.object)  # type: ignore[arg-type]
                data.add((subject, URIRef(quad.predicate.value), object_))
                if quad.predicate == _TYPE:
                    data.add((subject, RDF.type, _aimed(str(object_))))
                elif isinstance(quad.object, ox.NamedNode):
                    neighbours.add(quad.object)
    for neighbour in neighbours:
        for quad in store.quads_for_pattern(neighbour, _TYPE, None, _GRAPHS[0]):
            data.add((from_ox(neighbour), RDF.type, from_ox(quad.object)))  # type: ignore[arg-type]
    return data


@lru_cache(maxsize=1)
def _superclasses() -> tuple[tuple[Node, URIRef, Node], ...]:
    """What is an agent or a thing: no thing of the graph says so itself."""
    wanted = {RW.Agent, SDO.Thing}
    found = (quad[:3] for quad in ontology_quads() if quad[1] == RDFS.subClassOf)
    return tuple(triple for triple in found if triple[2] in wanted)


def _aimed(class_: str) -> URIRef:
    return URIRef(f"{class_}?aimed")


@lru_cache(maxsize=1)
def _aimed_shapes() -> rdflib.Graph:
    """The shapes, aimed at the classes that only the nodes of a batch have."""
    file = folder("ontology") / SHAPES_FILE
    try:
        shapes = rdflib.Graph().parse(file, format="turtle")
    except (OSError, SyntaxError, ValueError) as error:
        raise StoreError(f"{file}: the shapes cannot be read: {error}") from error
    for shape, class_ in list(shapes.subject_objects(SH.targetClass)):
        shapes.remove((shape, SH.targetClass, class_))
        shapes.add((shape, SH.targetClass, _aimed(str(class_))))
    return shapes


def _violations(results: rdflib.Graph) -> Iterator[Violation]:
    # Results about values of sh:node hang below the result that matters.
    inner = set(results.objects(None, SH.detail))
    for result in results.objects(None, SH.result):
        if result in inner:
            continue
        messages = {
            getattr(message, "language", None) or "": str(message)
            for message in results.objects(result, SH.resultMessage)
        }
        node = results.value(result, SH.focusNode)
        yield Violation(
            node=node if node is not None else rdflib.BNode(),
            shape=str(results.value(result, SH.sourceShape)),
            path=results.value(result, SH.resultPath),
            value=results.value(result, SH.value),
            messages=messages,
        )
