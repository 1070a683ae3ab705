"""What an export says of itself, in the words of VoID and DCAT.

https://www.w3.org/TR/void/, https://www.w3.org/TR/vocab-dcat-3/: what it holds, how much of it,
from whose articles and of which time, under which licence, and which version made it. All of it
follows from the graph and the settings: no clock and no path gets into it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pyoxigraph as ox
from rdflib import Literal, URIRef

from kg.graph.literals import integer_literal, text_literal
from kg.graph.terms import Triple, from_ox
from kg.graph.vocabulary import DCAT, DCTERMS, PREFIXES, PROV, RDF, RDFS, SDO, TYPES, VOID
from kg.settings import Publication
from kg.version import VERSION

if TYPE_CHECKING:
    from kg.graph.store import Graph

_PROPERTIES = "SELECT ?of (COUNT(*) AS ?n) { ?s ?of ?o } GROUP BY ?of"
_CLASSES = "SELECT ?of (COUNT(?s) AS ?n) { ?s a ?of } GROUP BY ?of"
_THINGS = "SELECT (COUNT(DISTINCT ?s) AS ?n) { VALUES ?c { %s } ?s a ?c }"
_SOURCES = "SELECT DISTINCT ?s { ?d a schema:NewsArticle ; dcterms:source ?s }"
_TOLD = """SELECT ?iri ?title ?licence ?extractor { GRAPH rw:metadata {
    ?iri a void:Dataset
    OPTIONAL { ?iri dcterms:title ?title } OPTIONAL { ?iri dcterms:license ?licence }
    OPTIONAL { ?iri prov:wasAttributedTo/dcterms:identifier ?extractor }
} } ORDER BY ?iri ?title ?licence ?extractor LIMIT 1"""
_DAYS = "SELECT (MIN(?day) AS ?first) (MAX(?day) AS ?last) { ?d schema:datePublished ?day }"


def describe(graph: Graph, dataset: Publication) -> Iterator[Triple]:
    """The description of ``graph``; none where neither ``dataset`` nor the graph has an IRI.

    It counts the default graph, in which every fact stands once. The ontology does not count. What
    ``dataset`` leaves open is as the export says from which the graph was loaded, if it was.
    """
    dataset, extractor = _completed(graph, dataset)
    base = graph.catalogue.base
    name = dataset.iri or (f"{base}dataset" if base else "")
    if not name:
        return
    iri = URIRef(name)
    yield iri, RDF.type, VOID.Dataset
    yield iri, RDF.type, DCAT.Dataset
    yield from _publication(iri, dataset)
    yield from _counts(iri, graph)
    yield from _sources(iri, graph)
    yield from _maker(iri, extractor)
    if base:
        yield iri, VOID.uriSpace, Literal(base)


def _completed(graph: Graph, dataset: Publication) -> tuple[Publication, str]:
    """With what the graph was told of itself; and the version of the extractor."""
    told = [tuple(term.value if term else "" for term in row) for row in _rows(graph, _TOLD)]
    iri, title, licence, extractor = told[0] if told else ("", "", "", "")
    completed = Publication(dataset.iri or iri, dataset.title or title, dataset.licence or licence)
    return completed, graph.catalogue.extractor or extractor


def _publication(iri: URIRef, dataset: Publication) -> Iterator[Triple]:
    if dataset.title:
        yield iri, DCTERMS.title, text_literal(dataset.title)
    if dataset.licence:
        yield iri, DCTERMS.license, URIRef(dataset.licence)


def _counts(iri: URIRef, graph: Graph) -> Iterator[Triple]:
    properties, classes = _numbers(graph, _PROPERTIES), _numbers(graph, _CLASSES)
    things = _THINGS % " ".join(f"<{class_}>" for class_ in TYPES)
    for predicate, count in (
        (VOID.triples, sum(properties.values())),
        (VOID.entities, int(_rows(graph, things)[0][0].value)),
        (VOID.classes, len(classes)),
        (VOID.properties, len(properties)),
    ):
        yield iri, predicate, integer_literal(count)
    for class_, count in classes.items():
        part = _part(iri, class_)
        yield iri, VOID.classPartition, part
        yield part, VOID["class"], URIRef(class_)
        yield part, VOID.entities, integer_literal(count)
    for property_, count in properties.items():
        part = _part(iri, property_)
        yield iri, VOID.propertyPartition, part
        yield part, VOID.property, URIRef(property_)
        yield part, VOID.triples, integer_literal(count)
    for namespace in _namespaces([*classes, *properties]):
        yield iri, VOID.vocabulary, URIRef(namespace)


def _sources(iri: URIRef, graph: Graph) -> Iterator[Triple]:
    """Whose articles were read, an address by its site; and of which time they are."""
    for (source,) in _rows(graph, _SOURCES):
        if isinstance(source, ox.Literal):
            yield iri, DCTERMS.source, from_ox(source)
        else:
            parts = urlsplit(source.value)
            site = f"{parts.scheme}://{parts.netloc}/" if parts.netloc else source.value
            yield iri, DCTERMS.source, URIRef(site)
    first, last = _rows(graph, _DAYS)[0]
    if first and last:
        period = _within(iri, "period")
        yield iri, DCTERMS.temporal, period
        yield period, RDF.type, DCTERMS.PeriodOfTime
        yield period, DCAT.startDate, from_ox(first)
        yield period, DCAT.endDate, from_ox(last)


def _maker(iri: URIRef, extractor: str) -> Iterator[Triple]:
    agent = _within(iri, "extractor")
    yield iri, PROV.wasAttributedTo, agent
    yield agent, RDF.type, PROV.SoftwareAgent
    yield agent, RDFS.label, Literal("rawabit")
    yield agent, SDO.softwareVersion, Literal(VERSION)
    if extractor:
        yield agent, DCTERMS.identifier, Literal(extractor)


def _rows(graph: Graph, sparql: str) -> list[Any]:
    return list(graph.query(sparql))  # type: ignore[arg-type]


def _numbers(graph: Graph, sparql: str) -> Mapping[str, int]:
    """The numbers of what a query counts, by IRI."""
    return {
        of.value: int(number.value) for of, number in _rows(graph, sparql) if number.value != "0"
    }


def _part(iri: URIRef, term: str) -> URIRef:
    """The name of the part of a dataset that has a class or a property."""
    for prefix, namespace in PREFIXES.items():
        if term.startswith(namespace):
            return _within(iri, f"{prefix}_{term.removeprefix(namespace)}")
    return _within(iri, term.replace("#", "/").rpartition("/")[2])


def _within(iri: URIRef, name: str) -> URIRef:
    """The name of something that the description of a dataset speaks of beside it."""
    return URIRef(f"{iri}{'_' if '#' in iri else '#'}{name}")


def _namespaces(terms: Iterable[str]) -> set[str]:
    return {ns for ns in PREFIXES.values() for term in terms if term.startswith(ns)}
