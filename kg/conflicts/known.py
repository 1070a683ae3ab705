"""What a graph says, as contradictions are looked for in it; and what a contradiction is."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from kg.arabic import normal_form
from kg.graph.claims import Attributes, read_claims, triples, values
from kg.graph.facts import FactReader
from kg.graph.network import kinds
from kg.graph.vocabulary import ORG, RW, SDO, SKOS
from kg.model import EntityType

if TYPE_CHECKING:
    from kg.graph.store import Graph

_YEAR = re.compile(r"\b(?:1[89]\d\d|20\d\d)\b")


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence that states a fact; ``sentence`` and ``document`` are IRIs, dates ISO text.

    ``original`` is the document that this one is a near-copy of, or else the document itself.
    """

    text: str
    sentence: str
    document: str
    original: str
    title: str | None
    source: str | None
    date: str | None
    confidence: float
    pattern: str


@dataclass(frozen=True, slots=True)
class Side:
    """One of two values that exclude each other.

    ``value`` is an IRI, or a literal's text; ``fact`` the digest that names the fact (the first
    where several say so); ``statements`` are the surest first. What no sentence states has none,
    but the name of its ``origin``.
    """

    value: str
    label: str
    fact: str
    statements: tuple[Statement, ...]
    origin: str = ""

    @property
    def sources(self) -> int:
        """The number of independent sources: near-copies are one, and so is the gazetteer."""
        return len({each.original for each in self.statements}) or 1

    @property
    def confidence(self) -> float:
        """That of the surest statement; 1 where no sentence states it."""
        return max((each.confidence for each in self.statements), default=1.0)

    @property
    def dates(self) -> tuple[str, ...]:
        """The dates of publication that are known, in order."""
        return tuple(sorted({each.date for each in self.statements if each.date}))


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two values that one thing cannot both have; the better supported one first.

    ``thing`` is an IRI, ``label`` says what is contradicted: the post and its body, the event.
    """

    kind: str
    thing: str
    label: str
    sides: tuple[Side, Side]

    @classmethod
    def between(cls, kind: str, thing: str, label: str, sides: tuple[Side, Side]) -> Conflict:
        """The conflict of two sides in either order."""
        one, other = sorted(sides, key=lambda s: (-s.sources, -s.confidence, s.label, s.value))
        return cls(kind, thing, label, (one, other))

    @property
    def rank(self) -> tuple[Any, ...]:
        """Smallest first: where both are well supported, the contradiction is worth most."""
        sources = [side.sources for side in self.sides]
        doubt = -min(side.confidence for side in self.sides)
        values = tuple(side.value for side in self.sides)
        return (-min(sources), -sum(sources), doubt, self.kind, self.label, self.thing, values)


@dataclass(frozen=True)
class Known:
    """The facts of a graph with their statements, and what is known of its things."""

    reader: FactReader
    names: Mapping[str, str]
    kinds: Mapping[str, EntityType]
    originals: Mapping[str, str]
    _places: Sequence[tuple[str, Any]]
    _parents: Sequence[tuple[str, Any]]

    @classmethod
    def read(cls, graph: Graph) -> Known:
        """All that is needed of a graph."""
        store = graph.store
        return cls(
            reader=FactReader(store, graph.catalogue.base, read_claims(store)),
            names=values(store, SKOS.prefLabel),
            kinds=kinds(store),
            originals=values(store, RW.nearCopyOf),
            _places=triples(store, SDO.containedInPlace),
            _parents=triples(store, ORG.subOrganizationOf),
        )

    def name(self, iri: str) -> str:
        """The preferred name of a thing."""
        return self.names.get(iri, iri)

    @cached_property
    def places(self) -> Mapping[str, frozenset[str]]:
        """For each place all that it lies in."""
        return _closure(self._places)

    @cached_property
    def parents(self) -> Mapping[str, frozenset[str]]:
        """For each unit all bodies that it belongs to."""
        return _closure(self._parents)

    def side(self, value: str, label: str, facts: Iterable[Attributes]) -> Side:
        """A value with all facts that say so."""
        facts = sorted(facts, key=lambda fact: str(fact["key"]))
        claims = {claim["iri"]: claim for fact in facts for claim in fact["claims"]}
        statements = sorted(
            map(self._statement, claims.values()), key=lambda s: (-s.confidence, s.sentence)
        )
        origin = "" if statements else str(facts[0].get("source", ""))
        return Side(value, label, str(facts[0]["key"]), tuple(statements), origin)

    def _statement(self, claim: Attributes) -> Statement:
        return Statement(
            text=claim["sentence"],
            sentence=claim["iri"],
            document=claim["document"],
            original=self.originals.get(claim["document"], claim["document"]),
            title=claim["title"],
            source=claim["source"],
            date=claim["date"],
            confidence=claim["confidence"],
            pattern=claim["pattern"],
        )


def are_of_one_time(one: Side, other: Side, within: int) -> bool:
    """Whether two sides may speak of one time, since they were told at most ``within`` days apart.

    A sentence that names an earlier year only speaks of that year. What has no date may be of any.
    """
    days, others = _days(one), _days(other)
    if None in days or None in others:
        return True
    return any(abs((a - b).days) <= within for a in days for b in others if a and b)


def _days(side: Side) -> set[datetime.date | None]:
    return {_day(each) for each in side.statements} or {None}


def _day(statement: Statement) -> datetime.date | None:
    day = datetime.date.fromisoformat(statement.date) if statement.date else None
    years = [int(year) for year in _YEAR.findall(normal_form(statement.text))]
    if not years or (day and max(years) >= day.year - 1):
        return day
    return datetime.date(max(years), 12, 31)


def _closure(edges: Iterable[tuple[str, Any]]) -> dict[str, frozenset[str]]:
    above: dict[str, set[str]] = defaultdict(set)
    for inner, outer in edges:
        above[inner].add(outer.value)
    found = {}
    for inner in list(above):
        seen: set[str] = set()
        new = set(above[inner])
        while new:
            seen |= new
            new = {outer for each in new for outer in above.get(each, ())} - seen
        found[inner] = frozenset(seen)
    return found
