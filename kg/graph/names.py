"""Things with their classes and names, and the sentences that name them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from functools import cached_property, lru_cache

from rdflib import URIRef

from kg.arabic import name_key
from kg.graph.literals import degrees_literal, label_literal
from kg.graph.passages import Passages
from kg.graph.terms import Quad
from kg.graph.vocabulary import (
    CLASSES,
    CORRECTIONS_GRAPH,
    GAZETTEER_GRAPH,
    OWL,
    RDF,
    RESOLUTION_GRAPH,
    ROMANIZATION_GRAPH,
    SDO,
    SKOS,
)
from kg.model import Entity, Extraction, Label, PlaceRecord

GEONAMES = "https://sws.geonames.org/{}/"
"""The IRI of a place with this GeoNames id."""
_WIKIDATA = "http://www.wikidata.org/entity/{}"
_ROMANIZED = "ar-Latn"
_COORDINATES = (SDO.latitude, SDO.longitude)

_literal = lru_cache(maxsize=1 << 16)(label_literal)

# rdflib looks each term up where it is used, which is slow.
_TYPE = RDF.type
_MENTIONS = SDO.mentions
_PREF_LABEL = SKOS.prefLabel
_ALT_LABEL = SKOS.altLabel


class Thing:
    """An entity with its IRI, and its names as mentions find them."""

    def __init__(self, entity: Entity, iri: URIRef) -> None:
        self.entity = entity
        self.iri = iri
        labels = [entity.label, *entity.labels]
        self._exact = {label.text: label for label in reversed(labels)}

    @cached_property
    def _by_key(self) -> dict[str, Label]:
        # Most names are found as they are written, and keys take time.
        labels = (self.entity.label, *self.entity.labels)
        return {name_key(label.text): label for label in reversed(labels)}

    def find(self, name: str, is_reference: bool) -> Label | None:
        """The name that a mention uses, or None for a definite reference, which is no name."""
        if is_reference and self.entity.is_named:
            return None
        label = self._exact.get(name)
        if label is None and not is_reference:
            label = self._by_key.get(name_key(name))
        return label

    def property(self, label: Label) -> URIRef:
        """The property that gives the thing this name: preferred, or another."""
        return _PREF_LABEL if label == self.entity.label else _ALT_LABEL


def describe_thing(thing: Thing, used: Set[Label]) -> Iterator[Quad]:
    """A thing's classes, names and links, but not what sentences say of it.

    ``used`` are the names that sentences use. The others are the gazetteer's, our own
    romanizations, resolution's or a correction's.
    """
    entity, iri = thing.entity, thing.iri
    for kind in CLASSES[entity.type]:
        yield iri, _TYPE, kind, None
    for label in dict.fromkeys((entity.label, *entity.labels)):
        statement = (iri, thing.property(label), _literal(label))
        yield *statement, None
        if label not in used:
            yield *statement, _origin(label, entity)
    yield from _links(entity, iri)


def describe_mentions(
    extraction: Extraction, things: Sequence[Thing | None], passages: Passages
) -> Iterator[Quad]:
    """What a document and its sentences mention.

    ``things`` are those that the document's clusters stand for, in their order. The graph of a
    sentence that names a thing holds the thing's classes and the name used there.
    """
    document = passages.document
    found: dict[URIRef, Thing] = {}
    sentences: dict[tuple[URIRef, int], dict[Label, None]] = defaultdict(dict)
    for cluster, thing in zip(extraction.clusters, things, strict=True):
        if thing is None:
            continue
        if thing.iri not in found:
            found[thing.iri] = thing
            yield document, _MENTIONS, thing.iri, None
        for index in cluster.mentions:
            mention = extraction.mentions[index]
            labels = sentences[thing.iri, mention.sentence]
            label = thing.find(mention.name, mention.is_reference)
            if label is not None:
                labels[label] = None
    for (iri, index), labels in sentences.items():
        thing, sentence = found[iri], passages.sentence(index)
        yield document, _MENTIONS, iri, sentence
        for kind in CLASSES[thing.entity.type]:
            yield iri, _TYPE, kind, sentence
        for label in labels:
            yield iri, thing.property(label), _literal(label), sentence


def _origin(label: Label, entity: Entity) -> URIRef:
    if label.language == _ROMANIZED:
        return ROMANIZATION_GRAPH
    if entity.is_renamed and label == entity.label:
        return CORRECTIONS_GRAPH
    return RESOLUTION_GRAPH if entity.place is None else GAZETTEER_GRAPH


def _links(entity: Entity, iri: URIRef) -> Iterator[Quad]:
    """What the gazetteer says: who else names the place, where it lies, and that it is one."""
    if not entity.members:
        for kind in CLASSES[entity.type]:
            yield iri, _TYPE, kind, GAZETTEER_GRAPH
    if entity.place is None:
        return
    links = (
        GEONAMES.format(entity.place.geonames) if entity.place.geonames else "",
        _WIKIDATA.format(entity.place.wikidata) if entity.place.wikidata else "",
    )
    for link in filter(None, links):
        yield iri, OWL.sameAs, URIRef(link), None
        yield iri, OWL.sameAs, URIRef(link), GAZETTEER_GRAPH
    for property, degrees in zip(_COORDINATES, coordinates(entity.place), strict=False):
        yield iri, property, degrees_literal(degrees), None
        yield iri, property, degrees_literal(degrees), GAZETTEER_GRAPH


def coordinates(place: PlaceRecord) -> tuple[float, ...]:
    """Latitude and longitude in degrees of WGS 84; empty where they are not known."""
    if place.latitude is None or place.longitude is None:
        return ()
    return place.latitude, place.longitude
