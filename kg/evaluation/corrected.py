"""What people corrected in a store, as gold annotations.

Of each document that a correction speaks of, what a person has looked at is annotated: the
things that were merged, split, renamed or retyped, the facts that were accepted and their
ends. All else that the graph has of the document is ``optional``, neither rewarded nor punished.
The format has no place for what is wrong: what it lists nowhere counts as wrong, and so does
a rejected fact, which alone of all that was found is not listed.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import archive
from kg.archive import Archive
from kg.errors import GoldError
from kg.evaluation.gold import CROSS_DOCUMENT, LITERAL_KINDS, RELATIONS
from kg.evaluation.graphs import prediction_from_graph
from kg.evaluation.prediction import PredictedEntity, PredictedFact, Prediction
from kg.graph.store import Graph
from kg.graph.vocabulary import ORG, PREDICATES, SDO
from kg.model import Document
from kg.resolution.bare_words import title_key

if TYPE_CHECKING:
    import pyoxigraph as ox

TEXTS = "texts"
"""The folder of the annotated texts, beside the annotations."""

_THINGS = "SELECT DISTINCT ?thing { GRAPH rw:corrections { ?c prov:generated ?thing } }"
_ACCEPTED = """
SELECT ?s ?p ?o ?body ?title {
  GRAPH rw:corrections { ?c a rw:Acceptance ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o }
  ?s ?p ?o .
  OPTIONAL { ?s org:organization|rw:jurisdiction ?body }
  OPTIONAL { ?s org:role/skos:prefLabel ?title }
}
"""
_DOCUMENTS = """
SELECT DISTINCT ?document {
  { GRAPH rw:corrections { ?c prov:generated ?thing } ?document schema:mentions ?thing }
  UNION
  { GRAPH rw:corrections { ?c a rdf:Statement ; prov:used ?document } ?document rw:sha256 ?digest }
}
"""
_NAMES = """
SELECT DISTINCT ?document ?thing ?name {
  ?sentence nif:referenceContext ?document .
  GRAPH ?sentence { ?thing skos:prefLabel|skos:altLabel ?name }
}
"""
_RELATIONS = {
    **{str(predicate): str(relation) for relation, predicate in PREDICATES.items()},
    str(SDO.superEvent): "part_of",
    str(ORG.subOrganizationOf): "part_of",
    str(SDO.endDate): "date",
}


@dataclass(frozen=True, slots=True)
class _Accepted:
    """A fact that a person found right, in the terms of a prediction."""

    rel: str
    s: str
    o: str
    title: str

    def is_said_by(self, fact: PredictedFact) -> bool:
        if (self.rel, self.s) != (fact.rel, fact.s):
            return False
        if self.rel == "role":
            return (fact.o or "") == self.o and self.title in ("", *fact.titles)
        if self.rel == "date":
            return self.o in str(fact.o).split("/")
        return str(fact.o) == self.o


@dataclass(frozen=True, slots=True)
class _Looked:
    """What people have looked at: things by IRI, and facts."""

    things: frozenset[str]
    facts: tuple[_Accepted, ...]

    def has(self, fact: PredictedFact) -> bool:
        return any(each.is_said_by(fact) for each in self.facts)

    def ends(self) -> frozenset[str]:
        return self.things | {end for fact in self.facts for end in (fact.s, fact.o)}


def export(store: Path, folder: Path) -> int:
    """Write the annotations of a store's corrected documents to ``folder``, with the texts.

    Returns how many documents there are. Raises GoldError where the folder has other files, where
    nothing was corrected or the disk refuses, StoreError where there is no store.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise GoldError(f"{folder}: exists; expected a new or empty folder")
    with Graph.open(store) as graph, Archive.reading(store / archive.FILE, extractor="") as kept:
        wanted = {str(row["document"].value)[-16:] for row in _rows(graph, _DOCUMENTS)}
        held = graph.catalogue.described()
        documents = [kept.with_text(each) for each in held if each.identifier in wanted]
        if not documents:
            raise GoldError(f"{store}: found no document that a correction speaks of")
        looked = _looked(graph)
        annotations = {
            document.identifier: _annotation(graph, document, looked) for document in documents
        }
        try:
            (folder / TEXTS).mkdir(parents=True)
            for document in documents:
                file = folder / TEXTS / f"{document.identifier}.txt"
                file.write_text(document.text, encoding="utf-8", newline="")
                gold = _without_iris(annotations[document.identifier])
                _write(folder / f"{document.identifier}.json", gold)
            _write(folder / CROSS_DOCUMENT, _across(annotations.values()))
        except OSError as error:
            raise GoldError(f"{folder}: cannot be written: {error}") from error
    return len(documents)


def _rows(graph: Graph, query: str, **bindings: ox.NamedNode) -> Iterator[Any]:
    found: Any = graph.query(query, bindings)
    yield from found


def _looked(graph: Graph) -> _Looked:
    things = frozenset(row["thing"].value for row in _rows(graph, _THINGS))
    accepted = []
    for row in _rows(graph, _ACCEPTED):
        rel = _RELATIONS[row["p"].value]
        subject, object = row["s"].value, row["o"].value
        title = row["title"].value if row["title"] else ""
        if rel == "role":
            subject, object = object, row["body"].value if row["body"] else ""
        accepted.append(_Accepted(rel, subject, object, title))
    return _Looked(things, tuple(accepted))


def _annotation(graph: Graph, document: Document, looked: _Looked) -> dict[str, Any]:
    """The annotation of a document, its entities still with their IRIs."""
    prediction = prediction_from_graph(graph, sha256=document.sha256)
    names = _names(graph, document)
    ids = {entity.id: f"e{number}" for number, entity in enumerate(prediction.entities, 1)}
    ends = looked.ends()
    found: dict[str, Any] = {"doc": f"{document.identifier}.txt"}
    if document.date is not None:
        found["document_date"] = document.date.isoformat()
    for key, kept in (("entities", True), ("optional_entities", False)):
        found[key] = [
            _entity(entity, ids, names)
            for entity in prediction.entities
            if (entity.id in ends) is kept
        ]
    for key, kept in (("facts", True), ("optional", False)):
        found[key] = [
            fact
            for each in prediction.facts
            if looked.has(each) is kept
            for fact in _facts(each, ids, prediction)
        ]
    return found


def _names(graph: Graph, document: Document) -> Mapping[str, list[str]]:
    """What a document calls each thing, by IRI."""
    import pyoxigraph as ox

    iri = ox.NamedNode(f"{graph.catalogue.base}document/{document.identifier}")
    found: dict[str, list[str]] = defaultdict(list)
    for row in _rows(graph, _NAMES, document=iri):
        found[row["thing"].value].append(row["name"].value)
    return {thing: sorted(names) for thing, names in found.items()}


def _entity(
    entity: PredictedEntity, ids: Mapping[str, str], names: Mapping[str, list[str]]
) -> dict[str, Any]:
    name = entity.labels[0]
    return {
        "id": ids[entity.id],
        "type": entity.type,
        "name": name,
        "aliases": names.get(entity.id) or [name],
        "iri": entity.id,
    }


def _facts(
    fact: PredictedFact, ids: Mapping[str, str], prediction: Prediction
) -> Iterator[dict[str, Any]]:
    if fact.rel not in RELATIONS or fact.s not in ids or (fact.rel == "role" and not fact.titles):
        return
    object: str | int | None = fact.o
    if fact.rel not in LITERAL_KINDS and fact.o is not None:
        if fact.o not in ids:
            return
        object = ids[str(fact.o)]
    found: dict[str, Any] = {"rel": fact.rel, "s": ids[fact.s]}
    if fact.rel == "role":
        # The graph takes titles with and without articles for one, and documents write both.
        bare = (" ".join(title_key(title)) for title in fact.titles)
        found["role"] = list(dict.fromkeys((*fact.titles, *bare)))
    yield {**found, "o": object, "evidence": fact.evidence[0]}


def _without_iris(gold: Mapping[str, Any]) -> dict[str, Any]:
    cut = {
        key: [{k: v for k, v in entity.items() if k != "iri"} for entity in gold[key]]
        for key in ("entities", "optional_entities")
    }
    return {**gold, **cut}


def _across(annotations: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Which entities of several documents are one: those looked at, and the others."""
    found: dict[str, Any] = {}
    every = list(annotations)
    for key, told in (("entities", "clusters"), ("optional_entities", "optional")):
        pairs: dict[str, list[list[str]]] = defaultdict(list)
        for annotation in every:
            for entity in annotation[key]:
                pairs[entity["iri"]].append([annotation["doc"], entity["id"]])
        found[told] = [pairs[iri] for iri in sorted(pairs) if len(pairs[iri]) > 1]
    return found


def _write(file: Path, content: Mapping[str, Any]) -> None:
    file.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
