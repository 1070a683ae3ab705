"""Facts in the default graph, in the graph of each sentence that states them, and as claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rdflib import Literal, URIRef

from kg.graph import identifiers
from kg.graph.literals import confidence_literal
from kg.graph.passages import Passages
from kg.graph.roles import Roles
from kg.graph.statements import Statement
from kg.graph.terms import Quad, Triple
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

_CONTAINED = SDO.containedInPlace
_CLAIM_CLASSES = (RW.Claim, RDF.Statement)

# rdflib looks each term up where it is used, which is slow.
_TYPE = RDF.type
_SUBJECT = RDF.subject
_PREDICATE = RDF.predicate
_OBJECT = RDF.object
_WAS_QUOTED_FROM = PROV.wasQuotedFrom
_CONFIDENCE = RW.confidence
_PATTERN = RW.pattern


@dataclass(frozen=True, slots=True)
class Stated:
    """That a claim of a document states a fact: ``claim`` indexes its extraction's claims."""

    statement: Statement
    claim: int


class FactWriter:
    """Writes facts, every quad once, into the default graph and where no sentence states them.

    It remembers what several statements share: a role's own triples, and that a place
    lies in another, which a text and the gazetteer may both say.
    """

    def __init__(self, roles: Roles) -> None:
        self._roles = roles
        self._shared: set[tuple[object, URIRef | None]] = set()

    def describe(self, statements: Sequence[Statement]) -> Iterator[Quad]:
        """The quads of one fact: of statements that share their triple, and of no other."""
        said = dict.fromkeys(triple for s in statements for triple in (s.triple, *s.more))
        role = statements[0].role
        yield from self.write(said, role, None)
        if not any(statement.evidence for statement in statements):
            is_place = statements[0].triple[1] == _CONTAINED
            yield from self.write(said, role, GAZETTEER_GRAPH if is_place else RESOLUTION_GRAPH)

    def write(
        self, said: Mapping[Triple, None], role: URIRef | None, graph: URIRef | None
    ) -> Iterator[Quad]:
        """Triples, and those of a role, in a graph; none that was written there before."""
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


def describe_evidence(
    facts: Mapping[Triple, Sequence[Stated]],
    extraction: Extraction,
    passages: Passages,
    roles: Roles,
    base: str,
) -> Iterator[Quad]:
    """Facts in the graphs of a document's sentences that state them, and the claims.

    ``facts`` has what the document states of each fact, by the triple that its claims point to.
    """
    writer = FactWriter(roles)
    for triple, stated in facts.items():
        by_sentence: dict[int, list[tuple[Statement, Claim]]] = defaultdict(list)
        for each in stated:
            claim = extraction.claims[each.claim]
            by_sentence[claim.sentence].append((each.statement, claim))
        digest = identifiers.fact_digest(triple, base)
        for index, pairs in by_sentence.items():
            sentence = passages.sentence(index)
            said = dict.fromkeys(t for s, _ in pairs for t in (s.triple, *s.more))
            yield from writer.write(said, pairs[0][0].role, sentence)
            claim = min((claim for _, claim in pairs), key=_surest_first)
            iri = identifiers.claim_iri(sentence, digest)
            yield from _describe_claim(iri, triple, claim, sentence)


def _describe_claim(iri: URIRef, triple: Triple, claim: Claim, sentence: URIRef) -> Iterator[Quad]:
    subject, predicate, object_ = triple
    for kind in _CLAIM_CLASSES:
        yield iri, _TYPE, kind, CLAIMS_GRAPH
    yield iri, _SUBJECT, subject, CLAIMS_GRAPH
    yield iri, _PREDICATE, predicate, CLAIMS_GRAPH
    yield iri, _OBJECT, object_, CLAIMS_GRAPH
    yield iri, _WAS_QUOTED_FROM, sentence, CLAIMS_GRAPH
    yield iri, _CONFIDENCE, confidence_literal(claim.confidence), CLAIMS_GRAPH
    yield iri, _PATTERN, _pattern_literal(claim.pattern), CLAIMS_GRAPH


@lru_cache(maxsize=1 << 10)
def _pattern_literal(pattern: str) -> Literal:
    return Literal(pattern)


def _surest_first(claim: Claim) -> tuple[float, int, int, str]:
    return (-claim.confidence, claim.start, claim.end, claim.pattern)
