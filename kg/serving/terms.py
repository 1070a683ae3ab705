"""The terms of the ontology as its page lists them, in both languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from rdflib import Literal, URIRef

from kg.assets import folder
from kg.graph.ontology import ONTOLOGY_FILE, ontology_quads
from kg.graph.vocabulary import OWL, PREFIXES, RDF, RDFS

_KINDS = {
    OWL.Class: "classes",
    OWL.ObjectProperty: "relations",
    OWL.DatatypeProperty: "values",
    OWL.AnnotationProperty: "values",
    OWL.NamedIndividual: "individuals",
}


@dataclass(frozen=True, slots=True)
class Term:
    """A term that the graph uses; labels and comments are by language, other terms prefixed names.

    ``anchor`` is its place in the page: the name alone for a term of the project's own.
    """

    iri: str
    name: str
    anchor: str
    labels: Mapping[str, str]
    comments: Mapping[str, str]
    above: Sequence[str]
    domain: Sequence[str]
    range: Sequence[str]


def ontology_file() -> Path:
    """The ontology in Turtle."""
    return folder("ontology") / ONTOLOGY_FILE


@cache
def read_terms() -> Mapping[str, Sequence[Term]]:
    """The terms by kind: ``classes``, ``relations``, ``values``, ``individuals``, each sorted."""
    properties: dict[URIRef, dict[URIRef, list[Any]]] = {}
    for subject, predicate, object_, _ in ontology_quads():
        if isinstance(subject, URIRef):
            properties.setdefault(subject, {}).setdefault(predicate, []).append(object_)
    found: dict[str, list[Term]] = {kind: [] for kind in _KINDS.values()}
    for iri, about in properties.items():
        if not _KINDS.keys() & set(about.get(RDF.type, ())):
            continue
        kind = next(_KINDS[each] for each in about[RDF.type] if each in _KINDS)
        found[kind].append(_term(iri, about))
    for terms in found.values():
        terms.sort(key=lambda term: (not term.name.startswith("rw:"), term.name))
    return found


def _term(iri: URIRef, about: Mapping[URIRef, Sequence[Any]]) -> Term:
    above = (*about.get(RDFS.subClassOf, ()), *about.get(RDFS.subPropertyOf, ()))
    return Term(
        iri=str(iri),
        name=_shorten(str(iri)),
        anchor=_shorten(str(iri)).removeprefix("rw:").replace(":", "-"),
        labels=_by_language(about.get(RDFS.label, ())),
        comments=_by_language(about.get(RDFS.comment, ())),
        above=_shortened(above),
        domain=_shortened(about.get(RDFS.domain, ())),
        range=_shortened(about.get(RDFS.range, ())),
    )


def _by_language(literals: Sequence[Any]) -> Mapping[str, str]:
    return {each.language or "": str(each) for each in literals if isinstance(each, Literal)}


def _shortened(terms: Sequence[Any]) -> Sequence[str]:
    return sorted(_shorten(str(each)) for each in terms if isinstance(each, URIRef))


def _shorten(iri: str) -> str:
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri
