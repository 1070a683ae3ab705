"""The facts of one thing as its page shows them: seen from it, with links and marked sentences."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pyoxigraph as ox

from kg.facts import StatedFact, Stating, list_facts
from kg.graph.store import Graph
from kg.graph.vocabulary import SDO
from kg.model import Relation
from kg.serving.passages import Passage, read_passage
from kg.serving.things import Thing, Things

_MOST = 20
"""Sentences of one fact that a page shows; it tells of the others."""

_TERMS = frozenset({Relation.STATUS, Relation.ATTENDANCE_MODE})
_START = ox.NamedNode(str(SDO.startDate))


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of a thing.

    ``is_forward`` tells whether the thing is its subject. ``other`` is the thing at the other end,
    None for a ``value``; ``day`` is the first day of an event there. ``stated`` is the fact with
    all its sentences, ``passages`` are the surest of these, once :func:`with_passages` has
    marked them.
    """

    stated: StatedFact
    is_forward: bool
    other: Thing | None = None
    value: str = ""
    day: str = ""
    passages: tuple[Passage, ...] = ()

    @property
    def relation(self) -> Relation:
        """The relation that is stated."""
        return self.stated.relation

    @property
    def articles(self) -> int:
        """The number of documents that state it."""
        return len({sentence.document for sentence in self.stated.sentences})


def read_facts(graph: Graph, things: Things, iri: str, *, language: str) -> list[Fact]:
    """The facts of a thing, those that most documents state first."""
    found = list_facts(graph, thing=iri, language=language)
    facts = [_fact(things, stated, iri) for stated in found]
    known = {_ends(fact) for fact in facts if fact.stated.sentences}
    # The gazetteer repeats where a place lies that a text tells, too.
    facts = [fact for fact in facts if fact.stated.sentences or _ends(fact) not in known]
    return sorted(facts, key=lambda fact: (-fact.articles, _shown(fact), fact.stated.digest))


def with_passages(things: Things, fact: Fact) -> Fact:
    """A fact and some of its sentences, in which both its ends are marked."""
    return replace(fact, passages=read_passages(things, fact.stated, most=_MOST))


def read_passages(things: Things, stated: StatedFact, *, most: int) -> tuple[Passage, ...]:
    """The surest sentences that state a fact, in which both its ends are marked."""
    ends = [end for end in (stated.subject, stated.object) if end]
    names = {name.text for end in ends if end.iri for name in things.names(end.iri)}
    marked = {*names, stated.title or "", *(end.label for end in ends if not end.iri)}
    surest = sorted(stated.sentences, key=_surest_first)[:most]
    return tuple(read_passage(things, each, marked) for each in surest)


def _fact(things: Things, stated: StatedFact, iri: str) -> Fact:
    is_forward = stated.subject.iri == iri
    end = stated.object if is_forward else stated.subject
    if end is None:
        return Fact(stated, is_forward)
    if end.iri is None or stated.relation in _TERMS:
        return Fact(stated, is_forward, value=end.label)
    return Fact(stated, is_forward, other=things.thing(end.iri), day=things.value(end.iri, _START))


def _ends(fact: Fact) -> tuple[Relation, bool, Thing | None]:
    return fact.relation, fact.is_forward, fact.other


def _surest_first(sentence: Stating) -> tuple[float, str]:
    return -sentence.confidence, sentence.iri


def _shown(fact: Fact) -> str:
    return fact.other.label if fact.other else fact.value
