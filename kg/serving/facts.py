"""The facts of one thing with the sentences that state them, read from its claims alone.

:mod:`kg.graph.facts` reads those of a whole graph; a page must not cost more than what it shows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

import pyoxigraph as ox

from kg.graph.vocabulary import (
    CLAIMS_GRAPH,
    ORG,
    PREDICATES,
    PROV,
    RDF,
    RW,
    SDO,
    SKOS,
    TIME,
)
from kg.lookup.matches import BODIES, read_claims_of
from kg.model import Relation
from kg.serving.passages import Passage, read_passage
from kg.serving.things import Thing, Things

_MOST = 20
"""Sentences of one fact that a page shows; it tells of the others."""

_CLAIMS = ox.NamedNode(str(CLAIMS_GRAPH))
_SUBJECT, _PREDICATE, _OBJECT = (str(each) for each in (RDF.subject, RDF.predicate, RDF.object))
_QUOTED = str(PROV.wasQuotedFrom)
_CONTAINED = ox.NamedNode(str(SDO.containedInPlace))
_MEMBER, _ROLE, _STANDING, _DURING, _BEGINNING, _END, _DAY, _TITLE, _TEXT, _START = (
    ox.NamedNode(str(each))
    for each in (
        *(ORG.member, ORG.role, RW.standing, ORG.memberDuring),
        *(TIME.hasBeginning, TIME.hasEnd, TIME.inXSDDate, SKOS.prefLabel),
        *(SDO.text, SDO.startDate),
    )
)


@dataclass(frozen=True, slots=True)
class Claimed:
    """That a sentence states a fact, as a triple."""

    subject: str
    predicate: str
    object: ox.NamedNode | ox.Literal
    sentence: str
    pattern: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of a thing.

    ``relation`` is one of :class:`kg.model.Relation`, ``is_forward`` whether the thing is its
    subject; a role's subject is its holder. ``other`` is the thing at the other end, None for a
    ``value``. ``title``, ``standing``, ``since`` and ``until`` are a role's, ``day`` is the first
    day of an event at the other end. ``claims`` are what states it, the surest first, ``passages``
    the sentences of the first of these, once :func:`with_passages` has read them.
    """

    digest: str
    relation: Relation
    is_forward: bool
    other: Thing | None = None
    value: str = ""
    title: str = ""
    standing: str = ""
    since: str = ""
    until: str = ""
    day: str = ""
    claims: tuple[Claimed, ...] = ()
    passages: tuple[Passage, ...] = ()

    @property
    def articles(self) -> int:
        """The number of documents that state it."""
        return len({claim.sentence.partition("#")[0] for claim in self.claims})


def read_facts(things: Things, iri: str) -> list[Fact]:
    """The facts of a thing, those that most documents state first."""
    claims: dict[str, list[Claimed]] = defaultdict(list)
    for name in set(read_claims_of(things.store, iri)):
        claims[name.rpartition("&claim=")[2]].append(_read_claim(things, name))
    facts = [
        replace(fact, claims=tuple(sorted(stated, key=_surest_first)))
        for digest, stated in claims.items()
        if (fact := _fact(things, iri, digest, stated[0]))
    ]
    facts += _unstated(things, iri, facts)
    return sorted(facts, key=lambda fact: (-fact.articles, _shown(fact), fact.digest))


def with_passages(things: Things, fact: Fact, iri: str) -> Fact:
    """A fact of the thing with an IRI, and its sentences, in which both its ends are marked."""
    ends = (iri, fact.other.iri) if fact.other else (iri,)
    names = {name.text for end in ends for name in things.names(end)}
    marked = {*names, fact.title, fact.value}
    passages = (
        read_passage(
            things, each.sentence, marked, pattern=each.pattern, confidence=each.confidence
        )
        for each in fact.claims[:_MOST]
    )
    return replace(fact, passages=tuple(passages))


def _surest_first(claim: Claimed) -> tuple[float, str]:
    return -claim.confidence, claim.sentence


def _shown(fact: Fact) -> str:
    return fact.other.label if fact.other else fact.value


def _read_claim(things: Things, name: str) -> Claimed:
    quads = things.store.quads_for_pattern(ox.NamedNode(name), None, None, _CLAIMS)
    # A claim has two classes, and one of everything else.
    found = {quad.predicate.value: quad.object for quad in quads}
    return Claimed(
        subject=found[_SUBJECT].value,  # type: ignore[union-attr]
        predicate=found[_PREDICATE].value,  # type: ignore[union-attr]
        object=found[_OBJECT],  # type: ignore[arg-type]
        sentence=found[_QUOTED].value,  # type: ignore[union-attr]
        pattern=found[str(RW.pattern)].value,  # type: ignore[union-attr]
        confidence=float(found[str(RW.confidence)].value),  # type: ignore[union-attr]
    )


def _fact(things: Things, iri: str, digest: str, claim: Claimed) -> Fact | None:
    relation = _relations().get(claim.predicate)
    if relation is None:
        return None
    if relation is Relation.ROLE:
        return _role(things, iri, digest, claim)
    if relation is Relation.QUOTATION:
        text = things.value(claim.subject, _TEXT)
        return Fact(digest, relation, is_forward=True, value=text)
    is_forward = claim.subject == iri
    if isinstance(claim.object, ox.Literal):
        return Fact(digest, relation, is_forward, value=claim.object.value)
    if relation in (Relation.STATUS, Relation.ATTENDANCE_MODE):
        term = claim.object.value.replace("#", "/").rpartition("/")[2]
        return Fact(digest, relation, is_forward, value=term)
    other = things.thing(claim.object.value if is_forward else claim.subject)
    return Fact(digest, relation, is_forward, other, day=things.value(other.iri, _START))


def _role(things: Things, iri: str, digest: str, claim: Claimed) -> Fact:
    membership, person = claim.subject, claim.object.value
    ends = [term.value for each in BODIES for term in things.objects(membership, each)]  # type: ignore[union-attr]
    body = min(ends, default="")
    is_forward = person == iri
    other = body if is_forward else person
    standing = things.value(membership, _STANDING)
    return Fact(
        digest,
        Relation.ROLE,
        is_forward,
        other=things.thing(other) if other else None,
        title=things.value(things.value(membership, _ROLE), _TITLE),
        standing=standing.rpartition("#")[2],
        since=_day(things, membership, _BEGINNING),
        until=_day(things, membership, _END),
    )


def _day(things: Things, membership: str, end: ox.NamedNode) -> str:
    interval = things.value(membership, _DURING)
    instant = things.value(interval, end) if interval else ""
    return things.value(instant, _DAY) if instant else ""


def _unstated(things: Things, iri: str, facts: Collection[Fact]) -> Iterator[Fact]:
    """What lies where, as far as no sentence states it."""
    known = {
        (fact.is_forward, fact.other.iri)
        for fact in facts
        if fact.relation is Relation.LOCATION and fact.other
    }
    outward = [(True, term.value) for term in things.objects(iri, _CONTAINED)]  # type: ignore[union-attr]
    inward = [(False, subject) for subject in things.subjects(_CONTAINED, iri)]
    for is_forward, other in (*outward, *inward):
        if (is_forward, other) not in known:
            yield Fact("", Relation.LOCATION, is_forward, things.thing(other))


@cache
def _relations() -> Mapping[str, Relation]:
    """The relation that a claim's predicate stands for."""
    return {
        **{str(predicate): relation for relation, predicate in PREDICATES.items()},
        str(SDO.endDate): Relation.DATE,
        str(SDO.superEvent): Relation.PART_OF,
        str(ORG.subOrganizationOf): Relation.PART_OF,
        str(SDO.containedInPlace): Relation.LOCATION,
    }
