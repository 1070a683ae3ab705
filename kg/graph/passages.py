"""Documents and sentences as nodes: their IRIs, and which sentences the graph uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rdflib import Literal, URIRef
from rdflib.term import Node

from kg.graph import identifiers
from kg.graph.literals import date_literal, integer_literal, source_term, text_literal
from kg.graph.vocabulary import DCTERMS, NIF, PROV, RDF, RW, SDO
from kg.model import Document, Extraction

Triple = tuple[Node, URIRef, Node]


class Passages:
    """The documents of a graph, with those of their sentences that the graph speaks of."""

    def __init__(self, extractions: Mapping[str, Extraction], base: str) -> None:
        self._extractions = extractions
        self._documents = {
            identifier: identifiers.document_iri(identifier, base) for identifier in extractions
        }
        self._used: dict[tuple[str, int], URIRef] = {}

    def document(self, identifier: str) -> URIRef:
        """The IRI of a document."""
        return self._documents[identifier]

    def sentence(self, document: str, index: int) -> URIRef:
        """The IRI of a sentence, which is used from now on."""
        key = (document, index)
        if key not in self._used:
            sentence = self._extractions[document].sentences[index]
            iri = self._documents[document]
            self._used[key] = identifiers.sentence_iri(iri, sentence.start, sentence.end)
        return self._used[key]

    def describe(self) -> Iterator[Triple]:
        """The triples of all documents and of the used sentences."""
        for identifier, iri in self._documents.items():
            yield from _document(self._extractions[identifier].document, iri)
        for (identifier, index), iri in self._used.items():
            extraction = self._extractions[identifier]
            sentence = extraction.sentences[index]
            yield iri, RDF.type, NIF.Sentence
            yield iri, NIF.referenceContext, self._documents[identifier]
            yield iri, NIF.beginIndex, integer_literal(sentence.start)
            yield iri, NIF.endIndex, integer_literal(sentence.end)
            text = extraction.document.text[sentence.start : sentence.end]
            yield iri, NIF.anchorOf, text_literal(text, extraction.document.language)
            yield iri, PROV.wasDerivedFrom, self._documents[identifier]


def _document(document: Document, iri: URIRef) -> Iterator[Triple]:
    yield iri, RDF.type, SDO.NewsArticle
    yield iri, RDF.type, NIF.Context
    yield iri, RW.sha256, Literal(document.sha256)
    if document.title:
        yield iri, DCTERMS.title, text_literal(document.title, document.language)
    for source in filter(None, (document.source, *document.other_sources)):
        yield iri, DCTERMS.source, source_term(source)
    if document.date:
        yield iri, SDO.datePublished, date_literal(document.date.isoformat())
