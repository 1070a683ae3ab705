"""Documents and sentences as nodes: their IRIs, and which sentences the graph uses."""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import Literal, URIRef

from kg.graph import identifiers
from kg.graph.literals import date_literal, integer_literal, source_term, text_literal
from kg.graph.terms import Triple
from kg.graph.vocabulary import DCTERMS, NIF, PROV, RDF, RW, SDO
from kg.model import Document, Extraction

# rdflib looks each term up where it is used, which is slow.
_TYPE = RDF.type
_SENTENCE = NIF.Sentence
_REFERENCE_CONTEXT = NIF.referenceContext
_BEGIN_INDEX = NIF.beginIndex
_END_INDEX = NIF.endIndex
_ANCHOR_OF = NIF.anchorOf
_WAS_DERIVED_FROM = PROV.wasDerivedFrom


class Passages:
    """A document, with those of its sentences that the graph speaks of."""

    def __init__(self, extraction: Extraction, base: str) -> None:
        self._extraction = extraction
        self.document = identifiers.document_iri(extraction.document.identifier, base)
        """The IRI of the document."""
        self._used: dict[int, URIRef] = {}

    def sentence(self, index: int) -> URIRef:
        """The IRI of a sentence, which is used from now on."""
        if index not in self._used:
            sentence = self._extraction.sentences[index]
            self._used[index] = identifiers.sentence_iri(
                self.document, sentence.start, sentence.end
            )
        return self._used[index]

    def describe(self) -> Iterator[Triple]:
        """The triples of the document and of the used sentences."""
        document = self._extraction.document
        yield from _document(document, self.document)
        for index, iri in self._used.items():
            sentence = self._extraction.sentences[index]
            yield iri, _TYPE, _SENTENCE
            yield iri, _REFERENCE_CONTEXT, self.document
            yield iri, _BEGIN_INDEX, integer_literal(sentence.start)
            yield iri, _END_INDEX, integer_literal(sentence.end)
            text = document.text[sentence.start : sentence.end]
            yield iri, _ANCHOR_OF, text_literal(text, document.language)
            yield iri, _WAS_DERIVED_FROM, self.document


def _document(document: Document, iri: URIRef) -> Iterator[Triple]:
    yield iri, _TYPE, SDO.NewsArticle
    yield iri, _TYPE, NIF.Context
    yield iri, RW.sha256, Literal(document.sha256)
    if document.title:
        yield iri, DCTERMS.title, text_literal(document.title, document.language)
    for source in filter(None, (document.source, *document.other_sources)):
        yield iri, DCTERMS.source, source_term(source)
    if document.date:
        yield iri, SDO.datePublished, date_literal(document.date.isoformat())
