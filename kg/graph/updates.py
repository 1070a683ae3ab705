"""Updates: from the quads of one generation to those of the next, where little has changed.

Only parts whose fingerprints differ are looked at (see :mod:`kg.graph.ledger`): what the store
holds of them is compared with what they are now, and the difference is removed and added.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass

import pyoxigraph as ox
from rdflib import URIRef

from kg.graph import identifiers
from kg.graph.ledger import Ledger
from kg.graph.mapping import Description, origins
from kg.graph.terms import Quad, to_ox_quads
from kg.graph.vocabulary import (
    CLAIMS_GRAPH,
    CORRECTIONS_GRAPH,
    GAZETTEER_GRAPH,
    NIF,
    ONTOLOGY_GRAPH,
    PROV,
    REDIRECTS_GRAPH,
    RESOLUTION_GRAPH,
    ROMANIZATION_GRAPH,
)
from kg.model import Extraction

GraphName = ox.NamedNode | ox.BlankNode | ox.DefaultGraph

Read = Callable[[Iterable[str]], Iterator[Extraction]]
"""The whole extractions of documents by their identifiers, one after the other."""

_BATCH = 200_000
"""Quads that are added at once at most, so that memory does not grow with the change."""
_DEFAULT = ox.DefaultGraph()
_UNSTATED = (GAZETTEER_GRAPH, RESOLUTION_GRAPH, ROMANIZATION_GRAPH)
_RESOLUTION = ox.NamedNode(str(RESOLUTION_GRAPH))
_OF_WHOLE = (*_UNSTATED, CORRECTIONS_GRAPH)
_CLAIMS = ox.NamedNode(str(CLAIMS_GRAPH))
_OWN = frozenset(
    str(graph) for graph in (*_OF_WHOLE, CLAIMS_GRAPH, ONTOLOGY_GRAPH, REDIRECTS_GRAPH)
)
_CONTEXT = ox.NamedNode(str(NIF.referenceContext))
_QUOTED = ox.NamedNode(str(PROV.wasQuotedFrom))

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs between two ledgers: IRIs of subjects, identifiers of documents."""

    subjects: frozenset[str]
    documents: frozenset[str]

    @classmethod
    def between(cls, old: Ledger, new: Ledger) -> Difference:
        """The parts that one of the two lacks, or that have other fingerprints."""
        return cls(_differing(old.subjects, new.subjects), _differing(old.documents, new.documents))

    @property
    def is_empty(self) -> bool:
        """Whether the graphs are the same."""
        return not (self.subjects or self.documents)


def _differing(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> frozenset[str]:
    changed = {key for key, fingerprint in new.items() if old.get(key) != fingerprint}
    return frozenset(changed.union(old.keys() - new.keys()))


def update(store: ox.Store, difference: Difference, description: Description, read: Read) -> None:
    """Make a store that holds another graph hold what ``description`` says.

    ``difference`` is that of the two graphs. What is neither the graph's nor the ontology's, such
    as a graph of facts inferred from what was there before, is dropped.
    """
    added = _Batch(store)
    _drop_foreign(store, description.base)
    old = {quad for subject in difference.subjects for quad in _of_subject(store, subject)}
    new = set(to_ox_quads(description.whole(difference.subjects)))
    _replace(store, old, new, added)
    present = difference.documents & description.outlines.keys()
    for identifier in sorted(difference.documents - present):
        _replace(store, _of_document(store, identifier, description.base), set(), added)
    for extraction in read(sorted(present)):
        identifier = extraction.document.identifier
        document = set(to_ox_quads(description.document(extraction)))
        _replace(store, _of_document(store, identifier, description.base), document, added)
    added.finish()
    _drop_empty(store, added.graphs)
    _set_origins(store, description.gazetteer)
    _log.info(
        "%d subjects and %d documents of the graph changed: %d quads removed, %d added",
        len(difference.subjects),
        len(difference.documents),
        added.removed,
        added.added,
    )


class _Batch:
    """Quads that are added some time soon, and how many were removed and added.

    ``graphs`` are those from which quads were removed.
    """

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        self._quads: list[ox.Quad] = []
        self.removed = self.added = 0
        self.graphs: set[GraphName] = set()

    def add(self, quads: Set[ox.Quad]) -> None:
        self.added += len(quads)
        self._quads += quads
        if len(self._quads) >= _BATCH:
            self.finish()

    def finish(self) -> None:
        self._store.bulk_extend(self._quads)
        self._quads = []


def _replace(store: ox.Store, old: Set[ox.Quad], new: Set[ox.Quad], batch: _Batch) -> None:
    for quad in old - new:
        store.remove(quad)
        batch.removed += 1
        batch.graphs.add(quad.graph_name)
    batch.add(new - old)


def _of_subject(store: ox.Store, subject: str) -> Iterator[ox.Quad]:
    """What the store holds of a subject of the whole, outside of the graphs of sentences."""
    node = ox.NamedNode(subject)
    yield from store.quads_for_pattern(node, None, None, _DEFAULT)
    for graph in _OF_WHOLE:
        yield from store.quads_for_pattern(node, None, None, ox.NamedNode(str(graph)))


def _of_document(store: ox.Store, identifier: str, base: str) -> set[ox.Quad]:
    """What the store holds of a document, its sentences, their graphs and their claims."""
    document = ox.NamedNode(str(identifiers.document_iri(identifier, base)))
    found = set(store.quads_for_pattern(document, None, None, _DEFAULT))
    found.update(store.quads_for_pattern(document, None, None, _RESOLUTION))
    for context in store.quads_for_pattern(None, _CONTEXT, document, _DEFAULT):
        sentence = context.subject
        assert isinstance(sentence, ox.NamedNode)
        found.update(store.quads_for_pattern(sentence, None, None, _DEFAULT))
        found.update(store.quads_for_pattern(None, None, None, sentence))
        for claim in store.quads_for_pattern(None, _QUOTED, sentence, _CLAIMS):
            found.update(store.quads_for_pattern(claim.subject, None, None, _CLAIMS))
    return found


def _drop_foreign(store: ox.Store, base: str) -> None:
    sentences = str(identifiers.document_iri("", base))
    for graph in list(store.named_graphs()):
        if graph.value not in _OWN and not graph.value.startswith(sentences):
            _log.info("the graph %s is dropped: the graph that it was made from changed", graph)
            store.remove_graph(graph)


def _drop_empty(store: ox.Store, graphs: Iterable[GraphName]) -> None:
    """A graph that has lost all its quads would still be named."""
    for graph in graphs:
        if graph != _DEFAULT and not any(True for _ in _of_graph(store, graph)):
            store.remove_graph(graph)


def _of_graph(store: ox.Store, graph: GraphName) -> Iterator[ox.Quad]:
    return iter(store.quads_for_pattern(None, None, None, graph))


def _set_origins(store: ox.Store, gazetteer: str) -> None:
    used: set[URIRef] = {
        graph
        for graph in _UNSTATED
        if any(True for _ in _of_graph(store, ox.NamedNode(str(graph))))
    }
    every: list[Quad] = list(origins(frozenset(_UNSTATED), gazetteer))
    subjects = {str(quad[0]) for quad in every}
    old = {
        quad
        for subject in subjects
        for quad in store.quads_for_pattern(ox.NamedNode(subject), None, None, _DEFAULT)
    }
    new = set(to_ox_quads(origins(used, gazetteer)))
    for quad in old - new:
        store.remove(quad)
    store.extend(new - old)
