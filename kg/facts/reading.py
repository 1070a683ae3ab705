"""The reading of facts out of a store, with the sentences that state them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
from rdflib import URIRef

from kg.errors import FindError
from kg.facts.stated import End, StatedFact, Stating
from kg.graph.identifiers import fact_digest
from kg.graph.inference import inferred_graphs
from kg.graph.terms import from_ox
from kg.graph.vocabulary import (
    CLAIMS_GRAPH,
    DCTERMS,
    GAZETTEER_GRAPH,
    NIF,
    ORG,
    PROV,
    RDF,
    RDFS,
    RELATIONS,
    RESOLUTION_GRAPH,
    RW,
    SDO,
    SKOS,
    TIME,
)
from kg.lookup.matches import read_claims_of
from kg.model import Relation
from kg.results import shorten

if TYPE_CHECKING:
    from kg.graph.store import Graph

DIGEST = re.compile("[0-9a-f]{10}")
"""What names a fact: ``H`` of its claims' IRIs."""

_MARK = "&claim="
_DEFAULT = ox.DefaultGraph()
_CLAIMS = ox.NamedNode(str(CLAIMS_GRAPH))
_SUBJECT = ox.NamedNode(str(RDF.subject))
_LABEL = ox.NamedNode(str(RDFS.label))
_UNSTATED = tuple(ox.NamedNode(str(graph)) for graph in (GAZETTEER_GRAPH, RESOLUTION_GRAPH))
_ORDER = {relation: number for number, relation in enumerate(Relation)}


def find_fact(graph: Graph, digest: str) -> StatedFact:
    """The fact with this digest. Raises FindError where the graph has none.

    It reads all claims; who looks for many facts does so in a :class:`FactIndex`.
    """
    _check(digest)
    reader = _Reader(graph.store, graph.catalogue.base)
    claims = (claim for claim in reader.claims() if claim.endswith(_MARK + digest))
    return _find(digest, reader.stated(claims), reader.unstated())


class FactIndex:
    """The facts of a graph by their digests: all claims are read once, and then a fact's own alone.

    It holds the IRIs of the claims.
    """

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        reader = self._reader()
        self._claims = sorted(reader.claims(), key=_digest_of)
        self._unstated = dict(reader.unstated_subjects())

    def find(self, digest: str) -> StatedFact:
        """The fact with this digest. Raises FindError where the graph has none."""
        _check(digest)
        start = bisect_left(self._claims, digest, key=_digest_of)
        end = bisect_right(self._claims, digest, start, key=_digest_of)
        reader, subject = self._reader(), self._unstated.get(digest)
        unstated = reader.unstated(subject) if subject else ()
        return _find(digest, reader.stated(self._claims[start:end]), unstated)

    def _reader(self) -> _Reader:
        return _Reader(self._graph.store, self._graph.catalogue.base)


def _digest_of(claim: str) -> str:
    return claim.rpartition(_MARK)[2]


def _check(digest: str) -> None:
    if not DIGEST.fullmatch(digest):
        raise FindError(f"found {digest!r}; expected the digest of a fact: 10 hex digits")


def _find(digest: str, *found: Iterable[StatedFact]) -> StatedFact:
    fact = next((fact for fact in chain(*found) if fact.digest == digest), None)
    if fact is None:
        raise FindError(
            f"found no fact {digest}; expected the digest of a fact of the graph "
            "('kg list --facts' and 'kg query' show them)"
        )
    return fact


def list_facts(
    graph: Graph, *, thing: str | None = None, language: str = "en"
) -> tuple[StatedFact, ...]:
    """All facts of a graph, or those of the thing with this IRI, by relation and names.

    Where a fact comes from that no sentence states is told in ``language`` (``ar`` or ``en``).
    """
    reader = _Reader(graph.store, graph.catalogue.base, language)
    claims = reader.claims() if thing is None else read_claims_of(graph.store, thing)
    found = [*reader.stated(claims), *reader.unstated(thing)]
    return tuple(
        sorted(
            found,
            key=lambda fact: (
                _ORDER[fact.relation],
                fact.subject.label,
                fact.object.label if fact.object else "",
                fact.digest,
            ),
        )
    )


class _Reader:
    """Reads facts out of a store, one by one."""

    def __init__(self, store: ox.Store, base: str, language: str = "en") -> None:
        self._store, self._base, self._language = store, base, language
        self._documents: dict[str, list[str | None]] = {}

    def claims(self) -> Iterator[str]:
        """The IRIs of all claims."""
        for quad in self._store.quads_for_pattern(None, _SUBJECT, None, _CLAIMS):
            yield quad.subject.value  # type: ignore[union-attr]

    def stated(self, claims: Iterable[str]) -> Iterator[StatedFact]:
        """The facts that claims are about, each once."""
        by_digest: dict[str, set[str]] = defaultdict(set)
        for claim in claims:
            by_digest[_digest_of(claim)].add(claim)
        for digest, iris in by_digest.items():
            read = [self._properties(iri, _CLAIMS) for iri in iris]
            sentences = sorted(map(self._stating, read), key=_in_text)
            first = read[0]
            triple = (first[RDF.subject], first[RDF.predicate], first[RDF.object])
            yield self._fact(digest, triple, tuple(each for each in sentences))

    def unstated(self, thing: str | None = None) -> Iterator[StatedFact]:
        """The facts that no sentence states; those of a thing, where one is given."""
        origins: dict[ox.Triple, str] = {}
        for graph in self._unstated_graphs:
            for triple in self._triples(graph, thing):
                # What two rules conclude is one fact.
                origins.setdefault(triple, self._origins[graph.value])
        for triple, origin in origins.items():
            terms = (triple.subject, triple.predicate, triple.object)
            yield self._fact(self._digest(triple), terms, (), origin)

    def unstated_subjects(self) -> Iterator[tuple[str, str]]:
        """The digests of the facts that no sentence states, and the IRIs of their subjects."""
        for graph in self._unstated_graphs:
            for triple in self._triples(graph, None):
                yield self._digest(triple), triple.subject.value  # type: ignore[union-attr]

    def _triples(self, graph: ox.NamedNode, thing: str | None) -> Iterator[ox.Triple]:
        """The facts in a graph, or those that a thing is an end of."""
        node = None if thing is None else ox.NamedNode(thing)
        for predicate in RELATIONS:
            name = ox.NamedNode(str(predicate))
            for quad in self._store.quads_for_pattern(node, name, None, graph):
                yield quad.triple
            if node is not None:
                for quad in self._store.quads_for_pattern(None, name, node, graph):
                    yield quad.triple

    def _digest(self, triple: ox.Triple) -> str:
        terms = (triple.subject, triple.predicate, triple.object)
        subject, relation, object_ = map(from_ox, terms)  # type: ignore[arg-type]
        return fact_digest((subject, relation, object_), self._base)

    def _fact(
        self,
        digest: str,
        triple: tuple[Any, Any, Any],
        sentences: tuple[Stating, ...],
        origin: str | None = None,
    ) -> StatedFact:
        subject, predicate, object_ = triple
        relation = RELATIONS[URIRef(predicate.value)]
        if relation is Relation.ROLE:
            return self._role(digest, subject.value, object_.value, sentences)
        if relation is Relation.QUOTATION:
            text = self._value(subject.value, SDO.text) or ""
            return StatedFact(digest, relation, self._end(object_), End(text), sentences)
        ends = (self._end(subject), self._end(object_))
        return StatedFact(digest, relation, *ends, sentences, origin=origin)

    def _role(
        self, digest: str, membership: str, person: str, sentences: tuple[Stating, ...]
    ) -> StatedFact:
        known = self._properties(membership, _DEFAULT)
        body = known.get(ORG.organization) or known.get(RW.jurisdiction)
        role, period = known.get(ORG.role), known.get(ORG.memberDuring)
        ends = [
            self._value(self._value(period.value, end), TIME.inXSDDate) if period else None
            for end in (TIME.hasBeginning, TIME.hasEnd)
        ]
        return StatedFact(
            digest,
            Relation.ROLE,
            self._end(ox.NamedNode(person)),
            self._end(body) if body else None,
            sentences,
            title=self._value(role.value, SKOS.prefLabel) if role else None,
            standing=", ".join(map(_local, self._values(membership, RW.standing))) or None,
            since=ends[0],
            until=ends[1],
        )

    def _end(self, term: Any) -> End:
        if not isinstance(term, ox.NamedNode):
            return End(term.value)
        label = self._value(term.value, SKOS.prefLabel)
        return End(label, term.value) if label else End(_local(term.value), term.value)

    def _stating(self, claim: dict[URIRef, Any]) -> Stating:
        sentence = claim[PROV.wasQuotedFrom].value
        document = sentence.partition("#")[0]
        if document not in self._documents:
            properties = (DCTERMS.title, DCTERMS.source, SDO.datePublished)
            self._documents[document] = [self._value(document, each) for each in properties]
        title, source, date = self._documents[document]
        return Stating(
            iri=sentence,
            text=self._value(sentence, NIF.anchorOf) or "",
            document=document,
            title=title,
            source=source,
            date=date,
            pattern=claim[RW.pattern].value,
            confidence=float(claim[RW.confidence].value),
        )

    def _properties(self, subject: str, graph: ox.NamedNode | ox.DefaultGraph) -> dict[URIRef, Any]:
        quads = self._store.quads_for_pattern(ox.NamedNode(subject), None, None, graph)
        return {URIRef(quad.predicate.value): quad.object for quad in quads}

    def _value(self, subject: str | None, predicate: URIRef) -> str | None:
        """The value of a property, of several the first."""
        return next(iter(self._values(subject, predicate)), None) if subject else None

    def _values(self, subject: str, predicate: URIRef) -> list[str]:
        node, name = ox.NamedNode(subject), ox.NamedNode(str(predicate))
        quads = self._store.quads_for_pattern(node, name, None, _DEFAULT)
        return sorted(quad.object.value for quad in quads)  # type: ignore[union-attr]

    @cached_property
    def _unstated_graphs(self) -> tuple[ox.NamedNode, ...]:
        """The graphs of what no sentence states, those of rules last."""
        return *_UNSTATED, *inferred_graphs(self._store)

    @cached_property
    def _origins(self) -> dict[str, str]:
        """Who wrote the graphs of what no sentence states, by their IRIs."""
        found = {}
        for graph in self._unstated_graphs:
            writer = self._value(graph.value, PROV.wasAttributedTo) or self._value(
                graph.value, PROV.wasGeneratedBy
            )
            found[graph.value] = self._label(writer) or shorten(writer or graph.value)
        return found

    def _label(self, iri: str | None) -> str | None:
        """The label in the reader's language, else in any."""
        if iri is None:
            return None
        quads = self._store.quads_for_pattern(ox.NamedNode(iri), _LABEL, None, _DEFAULT)
        labels = sorted(
            (term.language != self._language, term.value)
            for term in (quad.object for quad in quads)
            if isinstance(term, ox.Literal)
        )
        return labels[0][1] if labels else None


def _in_text(sentence: Stating) -> tuple[str, int]:
    """Documents one after the other, and each from its beginning."""
    return sentence.document, int(sentence.iri.rpartition("=")[2].partition(",")[0])


def _local(iri: str) -> str:
    """The last part of a term's IRI, as ``EventHeld``."""
    return iri.replace("#", "/").rpartition("/")[2]
