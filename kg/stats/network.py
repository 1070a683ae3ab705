"""Who is central in the network of things, which communities it has, and who bridges them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kg.graph.centrality import Communities, Neighbours, betweenness, pagerank
from kg.model import EntityType
from kg.stats.values import MEASURES, Bridge, Central, Community, Ranking

if TYPE_CHECKING:
    import networkx

_RANKED = (EntityType.PERSON, EntityType.ORGANIZATION)


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


def describe_communities(
    communities: Communities, central: Sequence[Central]
) -> tuple[Community, ...]:
    """The communities with the names of their members."""
    return tuple(
        Community(len(group), tuple(central[number].label for number in group))
        for group in communities.groups
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
