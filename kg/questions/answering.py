"""Answers: the query of a template is run with its slots bound, and its rows are put in words."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Mapping
from typing import Any

import pyoxigraph as ox
from rdflib import URIRef

from kg.drawing.styles import read_styles
from kg.graph.store import Graph
from kg.graph.vocabulary import CLAIMS_GRAPH, DCTERMS, NIF, PROV, RDF, RELATIONS, SDO, SKOS
from kg.questions.naming import Meaning
from kg.questions.replies import Cell, Evidence, Row, Rows
from kg.questions.templates import TITLE, YEAR, Template
from kg.results import shorten

_DEFAULT = ox.DefaultGraph()
_LABELS = tuple(ox.NamedNode(str(each)) for each in (SKOS.prefLabel, DCTERMS.title))
_TEXT, _TITLE = ox.NamedNode(str(NIF.anchorOf)), ox.NamedNode(str(DCTERMS.title))
_CLAIMS = ox.NamedNode(str(CLAIMS_GRAPH))
_SUBJECT, _PREDICATE, _OBJECT = (
    ox.NamedNode(str(each)) for each in (RDF.subject, RDF.predicate, RDF.object)
)
_QUOTED = ox.NamedNode(str(PROV.wasQuotedFrom))
_MOST_READ = 5000
_MOST_ROWS = 200
_Stated = tuple[str, str]
_ENDS = {
    str(SDO.startDate): {"ar": "البداية", "en": "Start"},
    str(SDO.endDate): {"ar": "النهاية", "en": "End"},
}


def run(graph: Graph, template: Template, values: Mapping[str, str], language: str) -> Rows:
    """The rows of an answer, those that most sentences state first.

    ``values`` are, by slot, the IRIs of things, or a title or a year. The sentences are read
    beside the query: in SPARQL the engine would read all claims of the graph for them.
    """
    found: Any = graph.query(template.query, _terms(template, values))
    stated: dict[tuple[Any, ...], set[_Stated]] = {}
    for solution in itertools.islice(found, _MOST_READ):
        shown = tuple(solution[name] for name in template.columns)
        stated.setdefault(shown, set()).update(_statements(graph.store, template, solution))
    order = sorted(
        stated, key=lambda shown: (-len({s for s, _ in stated[shown]}), *map(str, shown))
    )
    rows = (_row(graph.store, shown, stated[shown], language) for shown in order[:_MOST_ROWS])
    return Rows(tuple(rows), is_cut=len(order) > _MOST_ROWS)


def _terms(
    template: Template, values: Mapping[str, str]
) -> Mapping[str, ox.NamedNode | ox.Literal]:
    return {
        slot: ox.Literal(value) if template.slots[slot] in (TITLE, YEAR) else ox.NamedNode(value)
        for slot, value in values.items()
    }


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


def _statements(store: ox.Store, template: Template, solution: Any) -> Iterator[_Stated]:
    """The sentences that state a solution, each with the digest of its fact."""
    if template.fact is None:
        yield solution["sentence"].value, ""
        return
    subject, predicate, object_ = (
        ox.NamedNode(end) if ":" in end else solution[end] for end in template.fact
    )
    for quad in store.quads_for_pattern(None, _SUBJECT, subject, _CLAIMS):
        claim = quad.subject
        wanted = ((_PREDICATE, predicate), (_OBJECT, object_))
        if all(ox.Quad(claim, name, term, _CLAIMS) in store for name, term in wanted):
            for source in store.quads_for_pattern(claim, _QUOTED, None, _CLAIMS):
                yield source.object.value, str(claim).rpartition("&claim=")[2].rstrip(">")  # type: ignore[union-attr]


def _row(
    store: ox.Store, values: tuple[Any, ...], stated: Collection[_Stated], language: str
) -> Row:
    sentences = sorted({sentence for sentence, _ in stated})
    digests = sorted({digest for _, digest in stated if digest})
    return Row(
        cells=tuple(cell(store, value, language) for value in values),
        sentences=len(sentences),
        evidence=_evidence(store, sentences[0]) if sentences else None,
        fact=digests[0] if digests else None,
    )


def _evidence(store: ox.Store, iri: str) -> Evidence:
    document = iri.partition("#")[0]
    return Evidence(iri, _value(store, iri, _TEXT), document, _value(store, document, _TITLE))


def _value(store: ox.Store, iri: str, predicate: ox.NamedNode) -> str:
    quads = store.quads_for_pattern(ox.NamedNode(iri), predicate, None, _DEFAULT)
    return min((quad.object.value for quad in quads), default="")  # type: ignore[union-attr]
