"""Things with their classes and names, and the sentences that name them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from rdflib import Literal, URIRef
from rdflib.term import Node

from kg.arabic import name_key
from kg.graph.literals import label_literal
from kg.graph.passages import Passages
from kg.graph.vocabulary import (
    CLASSES,
    GAZETTEER_GRAPH,
    OWL,
    RDF,
    RESOLUTION_GRAPH,
    ROMANIZATION_GRAPH,
    SDO,
    SKOS,
)
from kg.model import Entity, Extraction, Label, Mention

Quad = tuple[Node, URIRef, Node, URIRef | None]

_GEONAMES = "https://sws.geonames.org/{}/"
_WIKIDATA = "http://www.wikidata.org/entity/{}"
_ROMANIZED = "ar-Latn"


def describe_entity(
    entity: Entity, iri: URIRef, extractions: Mapping[str, Extraction], passages: Passages
) -> Iterator[Quad]:
    """A thing's classes, names and links, in the default graph and where they come from.

    The graph of a sentence that names the thing holds its classes and the name used there. Names
    that no sentence uses are the gazetteer's, our own romanizations, or resolution's.
    """
    names = _names(entity)
    for kind in CLASSES[entity.type]:
        yield iri, RDF.type, kind, None
    for predicate, name in names.values():
        yield iri, predicate, name, None
    sentences = _labels_by_sentence(entity, extractions)
    for document in dict.fromkeys(document for document, _ in sentences):
        yield passages.document(document), SDO.mentions, iri, None
    used: set[Label] = set()
    for (document, index), labels in sentences.items():
        sentence = passages.sentence(document, index)
        yield passages.document(document), SDO.mentions, iri, sentence
        for kind in CLASSES[entity.type]:
            yield iri, RDF.type, kind, sentence
        for label in labels:
            yield iri, *names[label], sentence
        used.update(labels)
    for label in names.keys() - used:
        yield iri, *names[label], _origin(label, entity)
    yield from _links(entity, iri)


def _names(entity: Entity) -> dict[Label, tuple[URIRef, Literal]]:
    names = {entity.label: (SKOS.prefLabel, label_literal(entity.label))}
    for label in entity.labels:
        names.setdefault(label, (SKOS.altLabel, label_literal(label)))
    return names


def _labels_by_sentence(
    entity: Entity, extractions: Mapping[str, Extraction]
) -> dict[tuple[str, int], dict[Label, None]]:
    """The labels used in each sentence that mentions the thing, by (document, sentence)."""
    finder = _LabelFinder(entity)
    found: dict[tuple[str, int], dict[Label, None]] = defaultdict(dict)
    for member in entity.members:
        extraction = extractions[member.document]
        for index in extraction.clusters[member.cluster].mentions:
            mention = extraction.mentions[index]
            labels = found[member.document, mention.sentence]
            label = finder.find(mention)
            if label is not None:
                labels[label] = None
    return found


class _LabelFinder:
    """Finds which of a thing's names a mention uses."""

    def __init__(self, entity: Entity) -> None:
        labels = [entity.label, *entity.labels]
        self._is_named = entity.is_named
        self._exact = {label.text: label for label in reversed(labels)}
        self._by_key = {name_key(label.text): label for label in reversed(labels)}

    def find(self, mention: Mention) -> Label | None:
        """The name, or None for a definite reference, which is no name."""
        if mention.is_reference and self._is_named:
            return None
        label = self._exact.get(mention.name)
        if label is None and not mention.is_reference:
            label = self._by_key.get(name_key(mention.name))
        return label


def _origin(label: Label, entity: Entity) -> URIRef:
    if label.language == _ROMANIZED:
        return ROMANIZATION_GRAPH
    return RESOLUTION_GRAPH if entity.place is None else GAZETTEER_GRAPH


def _links(entity: Entity, iri: URIRef) -> Iterator[Quad]:
    """What the gazetteer says: who else names the place, and the place where no text does."""
    if not entity.members:
        for kind in CLASSES[entity.type]:
            yield iri, RDF.type, kind, GAZETTEER_GRAPH
    if entity.place is None:
        return
    links = (
        _GEONAMES.format(entity.place.geonames) if entity.place.geonames else "",
        _WIKIDATA.format(entity.place.wikidata) if entity.place.wikidata else "",
    )
    for link in filter(None, links):
        yield iri, OWL.sameAs, URIRef(link), None
        yield iri, OWL.sameAs, URIRef(link), GAZETTEER_GRAPH
