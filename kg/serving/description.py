"""What the SPARQL service says of itself (https://www.w3.org/TR/sparql11-service-description/)."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pyoxigraph as ox

from kg.errors import StoreError
from kg.graph.catalogue import Catalogue
from kg.graph.serialization import serialize
from kg.graph.vocabulary import (
    CLAIMS_GRAPH,
    DCTERMS,
    GAZETTEER_GRAPH,
    ONTOLOGY_GRAPH,
    PREFIXES,
    PROV,
    RDF,
    REDIRECTS_GRAPH,
    RESOLUTION_GRAPH,
    ROMANIZATION_GRAPH,
    VOID,
)

SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_RESULTS = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "N-Triples", "RDF_XML", "JSON-LD"),
)
_GRAPHS = (
    *(ONTOLOGY_GRAPH, CLAIMS_GRAPH, GAZETTEER_GRAPH),
    *(RESOLUTION_GRAPH, ROMANIZATION_GRAPH, REDIRECTS_GRAPH),
)


def describe(endpoint: str, catalogue: Catalogue, format: str) -> bytes:
    """The description of the service at the address ``endpoint``, in a format of RDF.

    It says how the IRIs of the graph with this ``catalogue`` begin and which version of the
    extractor made it, in the words of an export. Of the named graphs it has those that do not
    stand for a sentence. Raises StoreError where the address is no IRI.
    """
    output = io.BytesIO()
    prefixes = {**PREFIXES, "sd": SD, "formats": _FORMATS}
    try:
        serialize([_quads(endpoint, catalogue)], output, format=format, prefixes=prefixes)
    except ValueError as error:
        raise StoreError(f"{endpoint!r}: expected the address of the service") from error
    return output.getvalue()


def _quads(endpoint: str, catalogue: Catalogue) -> Iterator[ox.Quad]:
    service, data, default = (ox.NamedNode(endpoint + end) for end in ("", "#data", "#default"))
    yield _quad(service, str(RDF.type), SD + "Service")
    yield ox.Quad(service, ox.NamedNode(SD + "endpoint"), service)
    yield _quad(service, SD + "supportedLanguage", SD + "SPARQL11Query")
    for format in _RESULTS:
        yield _quad(service, SD + "resultFormat", _FORMATS + format)
    yield ox.Quad(service, ox.NamedNode(SD + "defaultDataset"), data)
    yield _quad(data, str(RDF.type), SD + "Dataset")
    yield ox.Quad(data, ox.NamedNode(SD + "defaultGraph"), default)
    yield _quad(default, str(RDF.type), SD + "Graph")
    if catalogue.base:
        base = ox.Literal(catalogue.base)
        yield ox.Quad(data, ox.NamedNode(str(VOID.uriSpace)), base)
    if catalogue.extractor:
        maker = ox.NamedNode(f"{endpoint}#extractor")
        yield ox.Quad(data, ox.NamedNode(str(PROV.wasAttributedTo)), maker)
        version = ox.Literal(catalogue.extractor)
        yield ox.Quad(maker, ox.NamedNode(str(DCTERMS.identifier)), version)
    for number, name in enumerate(_GRAPHS, 1):
        graph = ox.NamedNode(f"{endpoint}#graph{number}")
        yield ox.Quad(data, ox.NamedNode(SD + "namedGraph"), graph)
        yield _quad(graph, str(RDF.type), SD + "NamedGraph")
        yield _quad(graph, SD + "name", str(name))


def _quad(subject: ox.NamedNode, predicate: str, object_: str) -> ox.Quad:
    return ox.Quad(subject, ox.NamedNode(predicate), ox.NamedNode(object_))
