"""Between rdflib's terms and pyoxigraph's.

pyoxigraph writes language tags in lower case; on the way back they take the case that BCP 47
recommends (``und-Latn``), so that exports show the tags of the contract.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import Any

import pyoxigraph as ox
from rdflib import BNode, Literal, URIRef
from rdflib.term import Node

from kg.errors import StoreError

Triple = tuple[Node, URIRef, Node]
Quad = tuple[Node, URIRef, Node, URIRef | None]
OxTerm = ox.NamedNode | ox.BlankNode | ox.Literal

_DEFAULT = ox.DefaultGraph()
_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
_CACHED_TERMS = 1 << 16
_BATCH = 4096


def to_ox(term: Node) -> OxTerm:
    """An rdflib term as a pyoxigraph term. Raises ValueError for what is no valid RDF."""
    if isinstance(term, URIRef):
        return _named_node(str(term))
    if isinstance(term, Literal):
        if term.language:
            return ox.Literal(str(term), language=term.language)
        if term.datatype is None:
            return ox.Literal(str(term))
        return ox.Literal(str(term), datatype=_named_node(str(term.datatype)))
    if isinstance(term, BNode):
        return ox.BlankNode(str(term))
    raise ValueError(f"found {term!r}; expected an IRI, a literal or a blank node")


def to_ox_quad(quad: Quad) -> ox.Quad:
    """An rdflib quad as a pyoxigraph quad. Raises ValueError for what is no valid RDF."""
    subject, predicate, object_, graph = quad
    name = _DEFAULT if graph is None else to_ox(graph)
    return ox.Quad(to_ox(subject), to_ox(predicate), to_ox(object_), name)  # type: ignore[arg-type]


def to_ox_quads(quads: Iterable[Quad]) -> Iterator[ox.Quad]:
    """rdflib quads as pyoxigraph quads; quicker than one by one where quads share their terms.

    Raises StoreError, which names the quad, for what is no valid RDF.
    """
    quads = iter(quads)
    while batch := tuple(islice(quads, _BATCH)):
        # A term is known by its place in memory, which is its own as long as the batch lives:
        # rdflib's terms are slow to hash. Whole columns are looked up at once, without a step of
        # Python for each quad.
        columns = tuple(zip(*batch, strict=True))
        places = [tuple(map(id, column)) for column in columns]
        terms: dict[int, Node | None] = {}
        for column, there in zip(columns, places, strict=True):
            terms.update(zip(there, column, strict=True))
        try:
            known = {place: _or_default(term) for place, term in terms.items()}
            yield from map(ox.Quad, *(map(known.__getitem__, there) for there in places))
        except ValueError:
            for quad in batch:
                _check(quad)
            raise


def _or_default(term: Node | None) -> Any:
    return _DEFAULT if term is None else to_ox(term)


def _check(quad: Quad) -> None:
    try:
        to_ox_quad(quad)
    except ValueError as error:
        raise StoreError(f"found {quad}; expected a quad of valid RDF: {error}") from error


def from_ox(term: OxTerm) -> URIRef | Literal | BNode:
    """A pyoxigraph term as an rdflib term."""
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.Literal):
        if term.language:
            return Literal(term.value, lang=recommended_case(term.language))
        datatype = term.datatype.value
        if datatype == _XSD_STRING:
            return Literal(term.value)
        return Literal(term.value, datatype=URIRef(datatype), normalize=False)
    return BNode(term.value)


def from_ox_quad(quad: ox.Quad) -> Quad:
    """A pyoxigraph quad as an rdflib quad; the graph is None for the default graph."""
    graph = quad.graph_name
    name = None if isinstance(graph, ox.DefaultGraph) else from_ox(graph)
    return from_ox(quad.subject), from_ox(quad.predicate), from_ox(quad.object), name  # type: ignore[return-value,arg-type]


@lru_cache(maxsize=1024)
def recommended_case(tag: str) -> str:
    """A language tag in the case that BCP 47 recommends: ``ar``, ``und-Latn``, ``ar-AE``."""
    first, *rest = tag.lower().split("-")
    cased = [first]
    for subtag in rest:
        if len(cased[-1]) == 1:
            cased.append(subtag)  # after a singleton everything is lower case
        elif len(subtag) == 4 and subtag.isalpha():
            cased.append(subtag.title())
        else:
            cased.append(subtag.upper() if len(subtag) == 2 else subtag)
    return "-".join(cased)


@lru_cache(maxsize=_CACHED_TERMS)
def _named_node(iri: str) -> ox.NamedNode:
    return ox.NamedNode(iri)
