"""Facts in the default graph, in the graph of each sentence that states them, and as claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from rdflib import Literal, URIRef
from rdflib.term import Node

from kg.graph import identifiers
from kg.graph.literals import confidence_literal
from kg.graph.passages import Passages
from kg.graph.roles import Roles
from kg.graph.statements import Statement, Triple
from kg.graph.vocabulary import (
    CLAIMS_GRAPH,
    GAZETTEER_GRAPH,
    PROV,
    RDF,
    RESOLUTION_GRAPH,
    RW,
    SDO,
)
from kg.model import Claim, Extraction

Quad = tuple[Node, URIRef, Node, URIRef | None]

_CONTAINED = SDO.containedInPlace
_CLAIM_CLASSES = (RW.Claim, RDF.Statement)


class FactWriter:
    """Writes statements with their evidence, every quad once.

    It remembers what several statements share: a role's own triples, and that a place
    lies in another, which a text and the gazetteer may both say.
    """

    def __init__(
        self, extractions: Mapping[str, Extraction], passages: Passages, roles: Roles, base: str
    ) -> None:
        self._extractions = extractions
        self._passages = passages
        self._roles = roles
        self._base = base
        self._shared: set[tuple[object, URIRef | None]] = set()

    def describe(self, statements: Sequence[Statement]) -> Iterator[Quad]:
        """All quads of one fact: of statements that share their triple, and of no other."""
        said = dict.fromkeys(triple for s in statements for triple in (s.triple, *s.more))
        yield from self._write(said, statements[0].role, None)
        by_sentence: dict[tuple[str, int], list[tuple[Statement, Claim]]] = defaultdict(list)
        for statement in statements:
            for evidence in statement.evidence:
                claim = self._extractions[evidence.document].claims[evidence.claim]
                by_sentence[evidence.document, claim.sentence].append((statement, claim))
        digest = identifiers.fact_digest(statements[0].triple, self._base)
        for (document, index), stated in by_sentence.items():
            sentence = self._passages.sentence(document, index)
            said = dict.fromkeys(triple for s, _ in stated for triple in (s.triple, *s.more))
            yield from self._write(said, stated[0][0].role, sentence)
            claim = min((claim for _, claim in stated), key=_surest_first)
            iri = identifiers.claim_iri(sentence, digest)
            yield from _describe_claim(iri, statements[0].triple, claim, sentence)
        if not by_sentence:
            is_place = statements[0].triple[1] == _CONTAINED
            graph = GAZETTEER_GRAPH if is_place else RESOLUTION_GRAPH
            yield from self._write(said, statements[0].role, graph)

    def _write(
        self, said: Mapping[Triple, None], role: URIRef | None, graph: URIRef | None
    ) -> Iterator[Quad]:
        for triple in said:
            if triple[1] != _CONTAINED or self._is_new(triple, graph):
                yield *triple, graph
        if role is not None and self._is_new(role, graph):
            for triple in self._roles.describe(role):
                yield *triple, graph

    def _is_new(self, item: object, graph: URIRef | None) -> bool:
        key = (item, graph)
        if key in self._shared:
            return False
        self._shared.add(key)
        return True


def _describe_claim(iri: URIRef, triple: Triple, claim: Claim, sentence: URIRef) -> Iterator[Quad]:
    subject, predicate, object_ = triple
    for kind in _CLAIM_CLASSES:
        yield iri, RDF.type, kind, CLAIMS_GRAPH
    yield iri, RDF.subject, subject, CLAIMS_GRAPH
    yield iri, RDF.predicate, predicate, CLAIMS_GRAPH
    yield iri, RDF.object, object_, CLAIMS_GRAPH
    yield iri, PROV.wasQuotedFrom, sentence, CLAIMS_GRAPH
    yield iri, RW.confidence, confidence_literal(claim.confidence), CLAIMS_GRAPH
    yield iri, RW.pattern, Literal(claim.pattern), CLAIMS_GRAPH


def _surest_first(claim: Claim) -> tuple[float, int, int, str]:
    return (-claim.confidence, claim.start, claim.end, claim.pattern)
