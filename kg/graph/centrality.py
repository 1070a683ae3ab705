"""The network of things: how central each is in it, and which communities it has.

Two things are neighbours when a sentence states a relation between them (a role joins person
and body). What only the gazetteer knows joins nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx

LEAST_COMMUNITY = 3
"""The size from which neighbours are a community: a pair says no more than its edge."""

EXACT_NODES = 1000
"""Exact betweenness takes nodes × edges steps; beyond so many nodes a sample stands for all."""

_SEED = 0
_SAMPLE = 200
_DAMPING, _TOLERANCE, _ROUNDS = 0.85, 1e-10, 200


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The simple network of stated relations, its nodes numbered in the order of their IRIs.

    Numbers, since networkx keeps nodes in sets, whose order is fixed for numbers only.
    """

    graph: networkx.Graph[int]
    iris: tuple[str, ...]
    labels: tuple[str, ...]

    @classmethod
    def of(cls, things: networkx.MultiDiGraph[str]) -> Neighbours:
        """The neighbours in what ``Graph.to_networkx`` gives."""
        import networkx

        pairs = Counter(
            tuple(sorted((subject, object)))
            for subject, object, data in things.edges(data=True)
            if data["claims"] and subject != object
        )
        iris = sorted({iri for pair in pairs for iri in pair})
        numbers = {iri: number for number, iri in enumerate(iris)}
        graph: networkx.Graph[int] = networkx.Graph()
        graph.add_nodes_from(range(len(iris)))
        for (one, other), weight in sorted(pairs.items()):
            graph.add_edge(numbers[one], numbers[other], weight=weight)
        return cls(graph, tuple(iris), tuple(things.nodes[iri]["label"] for iri in iris))

    @property
    def sampled(self) -> bool:
        """Whether betweenness is estimated from a sample."""
        return len(self.iris) > EXACT_NODES


def betweenness(neighbours: Neighbours) -> list[float]:
    """The share of shortest paths between two others that lead through each thing, by number.

    After Brandes (2001); beyond :data:`EXACT_NODES` from 200 nodes that a fixed seed chooses
    (Brandes and Pich, 2007).
    """
    import networkx

    sample = _SAMPLE if neighbours.sampled else None
    found: dict[int, float] = networkx.betweenness_centrality(
        neighbours.graph, k=sample, seed=_SEED
    )
    return [round(found[number], 9) for number in range(len(neighbours.iris))]


def pagerank(graph: networkx.Graph[int]) -> list[float]:
    """PageRank (Brin and Page, 1998) by power iteration, of nodes 0, 1, …, each with neighbours.

    networkx's own needs scipy.
    """
    count = len(graph)
    ranks = [1 / count] * count if count else []
    degrees = [graph.degree[node] for node in range(count)]
    for _ in range(_ROUNDS):
        shares = [rank / degree for rank, degree in zip(ranks, degrees, strict=True)]
        following = [
            (1 - _DAMPING) / count + _DAMPING * sum(shares[other] for other in graph[node])
            for node in range(count)
        ]
        change = sum(abs(a - b) for a, b in zip(ranks, following, strict=True))
        ranks = following
        if change < _TOLERANCE:
            break
    return [round(rank, 9) for rank in ranks]


@dataclass(frozen=True, slots=True)
class Communities:
    """The communities of a network as numbers of things, the most central first in each.

    The greatest come first. ``modularity`` says how well all are parted (Newman, 2006).
    """

    groups: tuple[tuple[int, ...], ...]
    modularity: float

    @classmethod
    def of(cls, neighbours: Neighbours, ranks: Sequence[float]) -> Communities:
        """The communities by Louvain's method (Blondel and others, 2008), from a fixed seed.

        ``ranks`` are what :func:`pagerank` gives.
        """
        from networkx.algorithms import community

        if not ranks:
            return cls((), 0.0)
        found: list[set[int]] = community.louvain_communities(neighbours.graph, seed=_SEED)
        ordered = sorted(range(len(ranks)), key=lambda n: (-ranks[n], neighbours.labels[n], n))
        order = {number: place for place, number in enumerate(ordered)}
        groups = [tuple(sorted(group, key=order.__getitem__)) for group in found]
        groups.sort(key=lambda group: (-len(group), order[group[0]]))
        modularity = round(community.modularity(neighbours.graph, found), 9)
        return cls(tuple(g for g in groups if len(g) >= LEAST_COMMUNITY), modularity)
