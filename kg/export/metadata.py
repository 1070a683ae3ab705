"""What an export says of itself, in the words of VoID and DCAT.

https://www.w3.org/TR/void/, https://www.w3.org/TR/vocab-dcat-3/: what it holds, how much of it,
from whose articles and of which time, under which licence, and which version made it. All of it
follows from the graph and the settings: no clock and no path gets into it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

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


@dataclass(frozen=True, slots=True)
class Summary:
    """What a description counts and lists.

    ``properties`` and ``classes`` count the triples of the default graph by their IRI; ``things``
    is the number of things. ``sources`` are the publishers' terms, ``first`` and ``last`` the days
    of the articles as literals, where any is known.
    """

    properties: Mapping[str, int]
    classes: Mapping[str, int]
    things: int
    sources: Sequence[Literal | URIRef]
    first: Literal | None = None
    last: Literal | None = None


def describe(graph: Graph, dataset: Publication) -> Iterator[Triple]:
    """The description of ``graph``; none where neither ``dataset`` nor the graph has an IRI.

    It counts the default graph, in which every fact stands once. The ontology does not count. What
    ``dataset`` leaves open is as the export says from which the graph was loaded, if it was.
    """
    dataset, extractor = _completed(graph, dataset)
    yield from describe_summary(_summarize(graph), graph.catalogue.base, extractor, dataset)


def describe_summary(
    summary: Summary, base: str, extractor: str, dataset: Publication
) -> Iterator[Triple]:
    """The description of a graph that was counted; see :func:`describe`."""
    name = dataset.iri or (f"{base}dataset" if base else "")
    if not name:
        return
    iri = URIRef(name)
    yield iri, RDF.type, VOID.Dataset
    yield iri, RDF.type, DCAT.Dataset
    yield from _publication(iri, dataset)
    yield from _counts(iri, summary)
    yield from _sources(iri, summary)
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


def _summarize(graph: Graph) -> Summary:
    things = _THINGS % " ".join(f"<{class_}>" for class_ in TYPES)
    first, last = _rows(graph, _DAYS)[0]
    return Summary(
        properties=_numbers(graph, _PROPERTIES),
        classes=_numbers(graph, _CLASSES),
        things=int(_rows(graph, things)[0][0].value),
        sources=[from_ox(source) for (source,) in _rows(graph, _SOURCES)],  # type: ignore[misc]
        first=from_ox(first) if first else None,  # type: ignore[arg-type]
        last=from_ox(last) if last else None,  # type: ignore[arg-type]
    )


def _counts(iri: URIRef, summary: Summary) -> Iterator[Triple]:
    properties, classes = summary.properties, summary.classes
    for predicate, count in (
        (VOID.triples, sum(properties.values())),
        (VOID.entities, summary.things),
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


def _sources(iri: URIRef, summary: Summary) -> Iterator[Triple]:
    """Whose articles were read, an address by its site; and of which time they are."""
    for source in summary.sources:
        yield iri, DCTERMS.source, site_of(source)
    if summary.first is not None and summary.last is not None:
        period = _within(iri, "period")
        yield iri, DCTERMS.temporal, period
        yield period, RDF.type, DCTERMS.PeriodOfTime
        yield period, DCAT.startDate, summary.first
        yield period, DCAT.endDate, summary.last


def site_of(source: Literal | URIRef) -> Literal | URIRef:
    """A publisher as it is, and of an address the site that it is of."""
    if isinstance(source, Literal):
        return source
    parts = urlsplit(str(source))
    return URIRef(f"{parts.scheme}://{parts.netloc}/" if parts.netloc else str(source))


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
