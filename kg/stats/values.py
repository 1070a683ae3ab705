"""The numbers of a graph as values."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

MEASURES = ("degree", "betweenness", "pagerank")
"""The measures by which things are ranked, named as the fields of :class:`Central`."""


@dataclass(frozen=True, slots=True)
class Central:
    """A thing in the middle of the network.

    ``degree`` counts its neighbours; ``betweenness`` is the share of shortest paths between
    others that lead through it; ``pagerank`` is a share of all visits of a random walk.
    """

    iri: str
    label: str
    type: str
    degree: int
    betweenness: float
    pagerank: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """The most central things of a type by one of :data:`MEASURES`, the first first."""

    type: str
    measure: str
    things: tuple[Central, ...]


@dataclass(frozen=True, slots=True)
class Community:
    """Things with more relations among themselves than to others; the most central first."""

    size: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bridge:
    """A thing with neighbours in several communities, each named by its most central member."""

    iri: str
    label: str
    type: str
    betweenness: float
    communities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Period:
    """What came in with the articles of a day, a month or a year.

    ``start`` is ``2017-03-10``, ``2017-03`` or ``2017``. Things and facts count where they are
    met first.
    """

    start: str
    documents: int
    things: int
    facts: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two things that the same sentences name."""

    one: str
    other: str
    sentences: int
    documents: int


@dataclass(frozen=True, slots=True)
class Company:
    """Which things of a type the same sentences name: the pairs that most sentences name.

    ``circle`` are the things of the first pairs; ``counts`` has for each of them the
    number of sentences that it shares with each of them.
    """

    type: str
    pairs: tuple[Pair, ...]
    circle: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts by type and relation, growth, central people and bodies, communities, company.

    ``facts`` counts what sentences state; ``unstated`` what only the gazetteer adds; ``inferred``
    what rules conclude, by rule (of two rules with one conclusion each counts it).
    ``growth`` leaves out ``undated`` documents. ``people`` and ``bodies`` are the rankings by
    PageRank. ``communities`` are the greatest first; ``modularity`` says how well they are
    parted (0 to 1). ``sampled`` tells that betweenness was estimated from a sample of things.
    """

    documents: int
    sentences: int
    entities: Mapping[str, int]
    facts: Mapping[str, int]
    unstated: int
    inferred: Mapping[str, int]
    growth: tuple[Period, ...]
    undated: int
    rankings: tuple[Ranking, ...]
    sampled: bool
    communities: tuple[Community, ...]
    modularity: float
    bridges: tuple[Bridge, ...]
    company: tuple[Company, ...]

    @property
    def people(self) -> tuple[Central, ...]:
        """The most central people by PageRank."""
        return self.ranking("Person", "pagerank")

    @property
    def bodies(self) -> tuple[Central, ...]:
        """The most central organizations by PageRank."""
        return self.ranking("Organization", "pagerank")

    def ranking(self, type: str, measure: str) -> tuple[Central, ...]:
        """The most central things of a type by a measure."""
        return next(r.things for r in self.rankings if (r.type, r.measure) == (type, measure))

    def as_text(self, *, members: int = 6) -> str:
        """Tables for reading; see :func:`kg.stats.text.as_text`."""
        from kg.stats.text import as_text

        return as_text(self, members=members)

    def as_json(self) -> str:
        """Everything as JSON with a final newline."""
        content = {**asdict(self), "people": self.people, "bodies": self.bodies}
        return json.dumps(content, ensure_ascii=False, indent=2, default=asdict) + "\n"

    def as_page(self, *, title: str = "", language: str = "ar") -> str:
        """An HTML page with figures; see :func:`kg.stats.page.render_page`."""
        from kg.stats.page import render_page

        return render_page(self, title=title, language=language)
