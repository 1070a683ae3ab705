"""The project's ontology as quads of its own graph."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

import pyoxigraph as ox
from rdflib import URIRef

from kg.assets import folder
from kg.errors import StoreError
from kg.graph.terms import Quad, from_ox
from kg.graph.vocabulary import ONTOLOGY_GRAPH, RDFS

ONTOLOGY_FILE = "rawabit.ttl"
SHAPES_FILE = "shapes.ttl"
CHECKS_FILE = "checks.toml"
CONTEXT_FILE = "context.jsonld"


def ontology_quads() -> Iterator[Quad]:
    """The ontology, in the graph ``https://w3id.org/rawabit``. Raises StoreError if broken."""
    yield from _read()


def ontology_digest() -> str:
    """The SHA-256 of the ontology's file, in hex digits."""
    return hashlib.sha256((folder("ontology") / ONTOLOGY_FILE).read_bytes()).hexdigest()


@lru_cache(maxsize=1)
def _read() -> tuple[Quad, ...]:
    file = folder("ontology") / ONTOLOGY_FILE
    try:
        return tuple(
            (from_ox(q.subject), from_ox(q.predicate), from_ox(q.object), ONTOLOGY_GRAPH)  # type: ignore[misc]
            for q in ox.parse(path=file)
        )
    except (OSError, SyntaxError) as error:
        raise StoreError(f"{file}: the ontology cannot be read: {error}") from error


@lru_cache(maxsize=2)
def ontology_labels(language: str) -> Mapping[URIRef, str]:
    """The names of terms in Arabic (``ar``) or English (``en``); see :func:`ontology_quads`."""
    return MappingProxyType(
        {
            subject: str(label)
            for subject, predicate, label, _ in _read()
            if predicate == RDFS.label and getattr(label, "language", None) == language
            if isinstance(subject, URIRef)
        }
    )
