"""The network of things: who is central in it, which communities it has, and who bridges them.

Two things are neighbours when a sentence states a relation between them (a role joins person
and body). What only the gazetteer knows joins nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model import EntityType
from kg.stats.values import MEASURES, Bridge, Central, Community, Ranking

if TYPE_CHECKING:
    import networkx

LEAST_COMMUNITY = 3
"""The size from which neighbours are a community: a pair says no more than its edge."""

EXACT_NODES = 1000
"""Exact betweenness takes nodes × edges steps; beyond so many nodes a sample stands for all."""

_SEED = 0
_SAMPLE = 200
_DAMPING, _TOLERANCE, _ROUNDS = 0.85, 1e-10, 200
_RANKED = (EntityType.PERSON, EntityType.ORGANIZATION)


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


def find_central(things: networkx.MultiDiGraph[str], neighbours: Neighbours) -> list[Central]:
    """All things that have neighbours, in the order of their numbers."""
    between, ranks = betweenness(neighbours), pagerank(neighbours.graph)
    return [
        Central(
            iri=iri,
            label=neighbours.labels[number],
            type=str(things.nodes[iri]["type"]),
            degree=neighbours.graph.degree[number],
            betweenness=between[number],
            pagerank=ranks[number],
        )
        for number, iri in enumerate(neighbours.iris)
    ]


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


def rank(central: Sequence[Central], top: int) -> tuple[Ranking, ...]:
    """The ``top`` people and organizations by each measure."""
    return tuple(
        Ranking(str(kind), measure, tuple(_ordered(central, measure, str(kind))[:top]))
        for kind in _RANKED
        for measure in MEASURES
    )


def _ordered(central: Sequence[Central], measure: str, kind: str = "") -> list[Central]:
    """Things by a measure; those that it does not tell apart by PageRank, then by name."""
    return sorted(
        (thing for thing in central if not kind or thing.type == kind),
        key=lambda thing: (-getattr(thing, measure), -thing.pagerank, thing.label, thing.iri),
    )


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

    def described(self, central: Sequence[Central]) -> tuple[Community, ...]:
        """The communities with the names of their members."""
        return tuple(
            Community(len(group), tuple(central[number].label for number in group))
            for group in self.groups
        )


def find_bridges(
    neighbours: Neighbours, central: Sequence[Central], communities: Communities, *, top: int
) -> tuple[Bridge, ...]:
    """The things between most others of which neighbours are in several communities.

    A thing counts to its own community.
    """
    homes = {n: index for index, group in enumerate(communities.groups) for n in group}
    numbers = {iri: number for number, iri in enumerate(neighbours.iris)}

    def bridges() -> Iterator[Bridge]:
        for thing in _ordered(central, "betweenness"):
            number = numbers[thing.iri]
            near = {homes[n] for n in (number, *neighbours.graph[number]) if n in homes}
            if len(near) > 1 and thing.betweenness:
                heads = tuple(central[communities.groups[i][0]].label for i in sorted(near))
                yield Bridge(thing.iri, thing.label, thing.type, thing.betweenness, heads)

    return tuple(bridge for bridge, _ in zip(bridges(), range(top), strict=False))
