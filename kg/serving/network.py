"""The network of a graph in memory: who is joined with whom, by which facts, told by whom.

The explorer asks for neighbours, paths and parts many times, so these are answered without a
query. One network is read for each generation; it never changes.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.graph.store import Graph

_DETAILS = ("standing", "since", "until")


@dataclass(frozen=True, slots=True)
class Telling:
    """By whom and how surely a fact is told; of texts that agree in all three there is one.

    ``date`` is the text's, ``source`` its publisher, or the name of the gazetteer, which has no
    ``confidence``. What is not known is None.
    """

    date: str | None
    source: str | None
    confidence: float | None


@dataclass(frozen=True, slots=True)
class Node:
    """A thing; ``degree`` is the number of its neighbours in the whole graph."""

    iri: str
    type: str
    label: str
    degree: int


@dataclass(frozen=True, slots=True)
class Edge:
    """A fact that joins two things: ``fact`` is its digest, ``title`` that of a role.

    ``details`` are a role's standing, since and until, where they are known.
    """

    fact: str
    relation: str
    subject: str
    object: str
    title: str
    sentences: int
    told: tuple[Telling, ...]
    details: Mapping[str, str]

    def other(self, iri: str) -> str:
        """The end that is not the thing with an IRI."""
        return self.object if self.subject == iri else self.subject


@dataclass(frozen=True, slots=True)
class Choice:
    """What is asked for: types of things, and facts that one telling fits in every respect.

    An empty set or text asks for nothing in particular. Days are compared as texts
    of ISO 8601; what has no date fits none.
    """

    types: frozenset[str] = frozenset()
    relations: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    since: str = ""
    until: str = ""
    confidence: float = 0.0

    def takes(self, edge: Edge) -> bool:
        """Whether a fact is asked for."""
        if self.relations and edge.relation not in self.relations:
            return False
        return any(map(self._takes, edge.told))

    def _takes(self, telling: Telling) -> bool:
        if self.sources and (telling.source or "") not in self.sources:
            return False
        if (self.since or self.until) and telling.date is None:
            return False
        if self.since and str(telling.date) < self.since:
            return False
        if self.until and str(telling.date)[: len(self.until)] > self.until:
            return False
        return telling.confidence is None or telling.confidence >= self.confidence


@dataclass(frozen=True, slots=True)
class Path:
    """A shortest path: the things in order, none where there is no path; and how many there are."""

    things: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Network:
    """The things of a graph, and the facts that join each with others."""

    nodes: Mapping[str, Node]
    edges: Mapping[str, Sequence[Edge]] = field(repr=False)

    @classmethod
    def of(cls, graph: Graph) -> Network:
        """The network of a graph: all things, and all facts between two but what rules infer."""
        network = graph.to_networkx()
        edges: dict[str, list[Edge]] = defaultdict(list)
        for subject, object_, key, attributes in network.edges(keys=True, data=True):
            edge = _edge(subject, object_, str(key), attributes)
            edges[subject].append(edge)
            if object_ != subject:
                edges[object_].append(edge)
        nodes = {
            iri: Node(iri, str(known["type"]), known["label"], _degree(iri, edges.get(iri, ())))
            for iri, known in network.nodes(data=True)
        }
        return cls(nodes, {iri: tuple(sorted(each, key=_order)) for iri, each in edges.items()})

    def neighbours(self, iri: str, choice: Choice) -> list[str]:
        """The things joined with one by facts that are asked for, the most connected first."""
        others = {edge.other(iri) for edge in self.edges.get(iri, ()) if choice.takes(edge)} - {iri}
        return self.ranked(other for other in others if self._fits(other, choice))

    def between(self, some: Iterable[str], others: Collection[str], choice: Choice) -> list[Edge]:
        """The facts asked for from ``some`` things to ``some`` or ``others``, each once."""
        first = [iri for iri in dict.fromkeys(some) if iri in self.nodes]
        within = {*first, *others}
        found = {
            (edge.fact, edge.subject, edge.object): edge
            for iri in first
            for edge in self.edges.get(iri, ())
            if edge.other(iri) in within and choice.takes(edge)
        }
        return sorted(found.values(), key=_order)

    def connected(self, choice: Choice) -> list[str]:
        """All things of the types asked for that facts asked for join, the most connected first."""
        return self.ranked(
            iri
            for iri, edges in self.edges.items()
            if self._fits(iri, choice) and any(map(choice.takes, edges))
        )

    def ranked(self, iris: Iterable[str]) -> list[str]:
        """Things in their order: the most connected first, then by IRI."""
        return sorted(iris, key=lambda iri: (-self.nodes[iri].degree, iri))

    def path(self, start: str, end: str, choice: Choice) -> Path:
        """A shortest path over facts asked for; of several the one through the least connected.

        What stands between is of the types asked for; the two ends may be of any. Things with
        few neighbours say more of how two are joined than a country that all are joined with.
        """
        steps, counts = self._search(start, end, choice)
        if end not in steps:
            return Path((), 0)
        things = [end]
        while things[-1] != start:
            here = things[-1]
            before = [
                each for each in self._joined(here, choice) if self._is_before(each, here, steps)
            ]
            things.append(min(before, key=lambda iri: (self.nodes[iri].degree, iri)))
        return Path(tuple(reversed(things)), counts[end])

    def _search(
        self, start: str, end: str, choice: Choice
    ) -> tuple[Mapping[str, int], Mapping[str, int]]:
        """Steps from ``start`` to each thing no further than ``end``, and numbers of paths."""
        steps, counts = {start: 0}, {start: 1}
        waiting = deque([start])
        while waiting:
            here = waiting.popleft()
            if end in steps and steps[here] >= steps[end]:
                break
            for other in self._joined(here, choice):
                if other != end and not self._fits(other, choice):
                    continue
                if other not in steps:
                    steps[other] = steps[here] + 1
                    counts[other] = 0
                    waiting.append(other)
                if steps[other] == steps[here] + 1:
                    counts[other] += counts[here]
        return steps, counts

    @staticmethod
    def _is_before(iri: str, here: str, steps: Mapping[str, int]) -> bool:
        return steps.get(iri) == steps[here] - 1

    def _joined(self, iri: str, choice: Choice) -> Iterator[str]:
        taken = (edge.other(iri) for edge in self.edges.get(iri, ()) if choice.takes(edge))
        return iter(dict.fromkeys(taken))

    def _fits(self, iri: str, choice: Choice) -> bool:
        return not choice.types or self.nodes[iri].type in choice.types


def _edge(subject: str, object_: str, key: str, attributes: Mapping[str, Any]) -> Edge:
    relation = str(attributes["relation"])
    claims = attributes["claims"]
    told = {Telling(each["date"], each["source"], each["confidence"]) for each in claims}
    return Edge(
        fact=key,
        relation=relation,
        subject=subject,
        object=object_,
        title=attributes["label"] if relation == "role" else "",
        sentences=len({each["iri"] for each in claims}),
        told=tuple(sorted(told, key=_telling_order))
        or (Telling(None, attributes.get("source") or None, None),),
        details={name: attributes[name] for name in _DETAILS if attributes.get(name)},
    )


def _degree(iri: str, edges: Iterable[Edge]) -> int:
    return len({edge.other(iri) for edge in edges} - {iri})


def _order(edge: Edge) -> tuple[str, str, str, str]:
    return edge.subject, edge.object, edge.relation, edge.fact


def _telling_order(telling: Telling) -> tuple[str, str, float]:
    return telling.date or "", telling.source or "", telling.confidence or 0.0
