"""The claims of a graph, read back: which sentences state a fact, and how surely."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pyoxigraph as ox
from rdflib import URIRef

from kg.graph.vocabulary import CLAIMS_GRAPH, DCTERMS, NIF, PROV, RDF, RW, SDO

Attributes = dict[str, Any]
"""Values that JSON can hold."""

Key = tuple[str, str, str]
"""A fact: subject, predicate and object as N-Triples writes them."""

_CLAIMS = ox.NamedNode(str(CLAIMS_GRAPH))
_DEFAULT = ox.DefaultGraph()


def read_claims(store: ox.Store) -> dict[Key, tuple[Attributes, ...]]:
    """All claims by the fact that they state, in the order of documents and sentences.

    A claim has ``id`` (the fact's digest), ``sentence`` (its text), ``iri`` (the sentence's),
    ``confidence``, ``pattern``, ``document`` (its IRI), and the document's ``title``, ``source``
    and ``date``, each None where it is not known.
    """
    texts = values(store, NIF.anchorOf)
    begins = values(store, NIF.beginIndex)
    details = {
        "title": values(store, DCTERMS.title),
        "source": values(store, DCTERMS.source),
        "date": values(store, SDO.datePublished),
    }
    found: dict[Key, list[tuple[tuple[str, int], Attributes]]] = defaultdict(list)
    for claim, properties in _properties(store).items():
        sentence = properties[PROV.wasQuotedFrom].value
        document = sentence.partition("#")[0]
        attributes = {
            "id": claim.rpartition("&claim=")[2],
            "sentence": texts.get(sentence, ""),
            "iri": sentence,
            "confidence": float(properties[RW.confidence].value),
            "pattern": properties[RW.pattern].value,
            "document": document,
            **{name: known.get(document) for name, known in details.items()},
        }
        key = (
            str(properties[RDF.subject]),
            str(properties[RDF.predicate]),
            str(properties[RDF.object]),
        )
        found[key].append(((document, int(begins.get(sentence, 0))), attributes))
    return {
        key: tuple(attributes for _, attributes in sorted(claims, key=lambda claim: claim[0]))
        for key, claims in found.items()
    }


def triples(
    store: ox.Store, predicate: URIRef, object_: URIRef | None = None
) -> list[tuple[str, Any]]:
    """(subject's IRI, object) of the default graph's triples with a predicate, in order."""
    name = None if object_ is None else ox.NamedNode(str(object_))
    quads = store.quads_for_pattern(None, ox.NamedNode(str(predicate)), name, _DEFAULT)
    found = [(quad.subject.value, quad.object) for quad in quads]  # type: ignore[union-attr]
    return sorted(found, key=lambda pair: (pair[0], str(pair[1])))


def values(store: ox.Store, predicate: URIRef) -> dict[str, str]:
    """The value of a property of which nothing has two, by the IRI of what has it."""
    return {subject: object_.value for subject, object_ in triples(store, predicate)}


def _properties(store: ox.Store) -> dict[str, dict[URIRef, Any]]:
    names: dict[str, URIRef] = {}
    found: dict[str, dict[URIRef, Any]] = defaultdict(dict)
    for quad in store.quads_for_pattern(None, None, None, _CLAIMS):
        name = names.setdefault(quad.predicate.value, URIRef(quad.predicate.value))
        found[quad.subject.value][name] = quad.object  # type: ignore[union-attr]
    return found
