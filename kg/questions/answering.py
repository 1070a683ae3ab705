"""Answers: the query of a template is run with its slots bound, and its rows are put in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyoxigraph as ox
from rdflib import URIRef

from kg.drawing.styles import read_styles
from kg.graph.store import Graph
from kg.graph.vocabulary import DCTERMS, NIF, RELATIONS, SDO, SKOS
from kg.questions.naming import Meaning
from kg.questions.replies import Cell, Evidence, Row
from kg.questions.templates import Template
from kg.results import shorten

_DEFAULT = ox.DefaultGraph()
_LABELS = tuple(ox.NamedNode(str(each)) for each in (SKOS.prefLabel, DCTERMS.title))
_TEXT, _TITLE = ox.NamedNode(str(NIF.anchorOf)), ox.NamedNode(str(DCTERMS.title))
_ENDS = {
    str(SDO.startDate): {"ar": "البداية", "en": "Start"},
    str(SDO.endDate): {"ar": "النهاية", "en": "End"},
}


def run(
    graph: Graph, template: Template, bound: Mapping[str, Meaning], language: str, *, most: int
) -> tuple[tuple[Row, ...], bool]:
    """The rows of an answer, ``most`` of them at most, and whether there are more."""
    terms = {name: meaning.term for name, meaning in bound.items()}
    found: Any = graph.query(template.query, terms)
    rows: list[Row] = []
    for solution in found:
        if len(rows) == most:
            return tuple(rows), True
        cells = tuple(cell(graph.store, solution[name], language) for name in template.columns)
        # A query that groups nothing gives one row of nothing.
        if any(each.text for each in cells):
            rows.append(_row(graph.store, solution, cells))
    return tuple(rows), False


def sparql(template: Template, bound: Mapping[str, Meaning]) -> str:
    """The query for people to read and to run: what is bound stands in it as VALUES.

    It is made for showing; what :func:`run` runs is the template's query, and nothing else.
    """
    head, _, body = template.query.partition("WHERE {\n")
    values = "".join(
        f"  VALUES ?{name} {{ {meaning.term} }}\n" for name, meaning in sorted(bound.items())
    )
    return f"{head}WHERE {{\n{values}{body}"


def cell(store: ox.Store, term: Any, language: str) -> Cell:
    """A term as it is read: the name of a thing, the word for a relation or a standing."""
    if term is None:
        return Cell("")
    if not isinstance(term, ox.NamedNode):
        return Cell(str(term.value))
    iri = term.value
    if iri in _ENDS:
        return Cell(_ENDS[iri][language])
    styles = read_styles()
    if URIRef(iri) in RELATIONS:
        return Cell(styles["relations"][RELATIONS[URIRef(iri)].value][language])
    for predicate in _LABELS:
        if label := _value(store, iri, predicate):
            return Cell(label, iri)
    local = iri.replace("#", "/").rpartition("/")[2]
    word = styles["words"][language].get(local)
    return Cell(word) if word else Cell(shorten(iri), iri)


def _row(store: ox.Store, solution: Any, cells: tuple[Cell, ...]) -> Row:
    evidence = solution["evidence"]
    try:
        fact = solution["fact"]
    except KeyError:
        fact = None
    return Row(
        cells=cells,
        sentences=int(solution["sentences"].value),
        evidence=_evidence(store, evidence.value) if evidence is not None else None,
        fact=fact.value if fact is not None else None,
    )


def _evidence(store: ox.Store, iri: str) -> Evidence:
    document = iri.partition("#")[0]
    return Evidence(iri, _value(store, iri, _TEXT), document, _value(store, document, _TITLE))


def _value(store: ox.Store, iri: str, predicate: ox.NamedNode) -> str:
    quads = store.quads_for_pattern(ox.NamedNode(iri), predicate, None, _DEFAULT)
    return min((quad.object.value for quad in quads), default="")  # type: ignore[union-attr]
