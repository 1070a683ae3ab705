"""What a graph holds, in numbers: counts, central people and bodies, communities.

Centrality and communities are computed on the network of things: two things are
neighbours when a sentence states a relation between them (a role joins person and
body). What only the gazetteer knows joins nothing. The same graph gives the same numbers.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from kg.model import EntityType, Relation
from kg.query import run

if TYPE_CHECKING:
    import networkx

    from kg.graph.store import Graph

LEAST_COMMUNITY = 3
"""The size from which neighbours are a community: a pair says no more than its edge."""

_SEED = 0
# Exact betweenness takes nodes × edges steps; from here on a sample of nodes stands for all.
_EXACT_NODES, _SAMPLE = 1000, 200
_DAMPING, _TOLERANCE, _ROUNDS = 0.85, 1e-10, 200
_DOCUMENTS = "SELECT (COUNT(DISTINCT ?d) AS ?n) { ?d a nif:Context }"
_SENTENCES = "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s a nif:Sentence }"


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
class Community:
    """Things with more relations among themselves than to others; the most central first."""

    size: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts by type and relation, the central people and bodies, and the communities.

    ``facts`` counts what sentences state; ``unstated`` what only the gazetteer adds; ``inferred``
    what rules conclude, by rule (of two rules with one conclusion each counts it).
    ``communities`` are the greatest first; ``modularity`` says how well they are parted (0 to 1).
    """

    documents: int
    sentences: int
    entities: Mapping[str, int]
    facts: Mapping[str, int]
    unstated: int
    inferred: Mapping[str, int]
    people: tuple[Central, ...]
    bodies: tuple[Central, ...]
    communities: tuple[Community, ...]
    modularity: float

    def as_text(self, *, members: int = 6) -> str:
        """Tables for reading; of each community the first ``members`` are named."""
        parts = [
            _pairs("Graph", {"documents": self.documents, "sentences": self.sentences}),
            _pairs("Entities", {**self.entities, "all": sum(self.entities.values())}),
            _pairs("Facts", {**self.facts, "all": sum(self.facts.values())}),
        ]
        if self.unstated:
            parts.append(f"Facts that no sentence states (from the gazetteer): {self.unstated}")
        if self.inferred:
            parts.append(_pairs("Facts that rules infer", self.inferred))
        parts += [
            _central("Central people", self.people),
            _central("Central organizations", self.bodies),
            _communities(self.communities, self.modularity, members),
        ]
        return "\n\n".join(filter(None, parts)) + "\n"

    def as_json(self) -> str:
        """Everything as JSON with a final newline."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=2) + "\n"


def measure(graph: Graph, *, top: int = 10) -> Stats:
    """The statistics of a graph, with the ``top`` most central people and bodies."""
    from kg.graph.inference import counts

    things = graph.to_networkx()
    network, iris = _neighbours(things)
    central = _centrality(things, network, iris)
    communities, modularity = _find_communities(network, iris, central)
    facts, unstated = _facts(things)
    kinds = Counter(data["type"] for _, data in things.nodes(data=True))
    return Stats(
        documents=_count(graph, _DOCUMENTS),
        sentences=_count(graph, _SENTENCES),
        entities={str(kind): kinds[kind] for kind in EntityType if kinds[kind]},
        facts=facts,
        unstated=unstated,
        inferred=counts(graph.store),
        people=_first(central, EntityType.PERSON, top),
        bodies=_first(central, EntityType.ORGANIZATION, top),
        communities=communities,
        modularity=modularity,
    )


def _count(graph: Graph, query: str) -> int:
    return int(run(graph, query).rows[0][0].value)


def _facts(things: networkx.MultiDiGraph[str]) -> tuple[dict[str, int], int]:
    """Facts by relation, those on nodes (literals, roles without a body) and those on edges."""
    found = [data for _, _, data in things.edges(data=True)]
    found += [fact for _, data in things.nodes(data=True) for fact in data["facts"]]
    counts = Counter(fact["relation"] for fact in found if fact["claims"])
    ordered = {str(relation): counts[relation] for relation in Relation if counts[relation]}
    return ordered, sum(not fact["claims"] for fact in found)


def _neighbours(things: networkx.MultiDiGraph[str]) -> tuple[networkx.Graph[int], list[str]]:
    """The simple network of stated relations, its nodes numbered in the order of their IRIs.

    Numbers, since networkx keeps nodes in sets, whose order is fixed for numbers only.
    """
    import networkx

    pairs = Counter(
        tuple(sorted((subject, object)))
        for subject, object, data in things.edges(data=True)
        if data["claims"] and subject != object
    )
    iris = sorted({iri for pair in pairs for iri in pair})
    numbers = {iri: number for number, iri in enumerate(iris)}
    network: networkx.Graph[int] = networkx.Graph()
    network.add_nodes_from(range(len(iris)))
    for (one, other), weight in sorted(pairs.items()):
        network.add_edge(numbers[one], numbers[other], weight=weight)
    return network, iris


def _centrality(
    things: networkx.MultiDiGraph[str], network: networkx.Graph[int], iris: Sequence[str]
) -> list[Central]:
    """All things that have neighbours, the most central first."""
    import networkx

    sample = _SAMPLE if len(iris) > _EXACT_NODES else None
    between: dict[int, float] = networkx.betweenness_centrality(network, k=sample, seed=_SEED)
    ranks = _pagerank(network)
    found = [
        Central(
            iri=iri,
            label=things.nodes[iri]["label"],
            type=things.nodes[iri]["type"],
            degree=network.degree[number],
            betweenness=round(between[number], 9),
            pagerank=round(ranks[number], 9),
        )
        for number, iri in enumerate(iris)
    ]
    return sorted(found, key=lambda thing: (-thing.pagerank, thing.label, thing.iri))


def _pagerank(network: networkx.Graph[int]) -> list[float]:
    """PageRank by power iteration (networkx's own needs scipy); every node has a neighbour."""
    count = len(network)
    ranks = [1 / count] * count if count else []
    degrees = [network.degree[node] for node in range(count)]
    for _ in range(_ROUNDS):
        shares = [rank / degree for rank, degree in zip(ranks, degrees, strict=True)]
        following = [
            (1 - _DAMPING) / count + _DAMPING * sum(shares[other] for other in network[node])
            for node in range(count)
        ]
        change = sum(abs(a - b) for a, b in zip(ranks, following, strict=True))
        ranks = following
        if change < _TOLERANCE:
            break
    return ranks


def _find_communities(
    network: networkx.Graph[int], iris: Sequence[str], central: Sequence[Central]
) -> tuple[tuple[Community, ...], float]:
    from networkx.algorithms import community

    if not iris:
        return (), 0.0
    groups: list[set[int]] = community.louvain_communities(network, seed=_SEED)
    place = {thing.iri: index for index, thing in enumerate(central)}
    members = [sorted(place[iris[number]] for number in group) for group in groups]
    found = [
        Community(len(group), tuple(central[index].label for index in group))
        for group in sorted(members, key=lambda group: (-len(group), group))
        if len(group) >= LEAST_COMMUNITY
    ]
    return tuple(found), round(community.modularity(network, groups), 9)


def _first(central: Sequence[Central], kind: EntityType, top: int) -> tuple[Central, ...]:
    return tuple([thing for thing in central if thing.type == kind][:top])


def _pairs(title: str, counts: Mapping[str, int]) -> str:
    width = max(16, *map(len, counts))
    return "\n".join([title, *(f"  {name:<{width}}{count:>8}" for name, count in counts.items())])


def _central(title: str, things: Sequence[Central]) -> str:
    if not things:
        return ""
    # The name stands last: a right-to-left name before numbers turns a line round on a terminal.
    lines = [title, f"  {'degree':>8}{'betweenness':>13}{'PageRank':>10}"]
    lines += [
        f"  {thing.degree:>8}{thing.betweenness:>13.3f}{thing.pagerank:>10.3f}  {thing.label}"
        for thing in things
    ]
    return "\n".join(lines)


def _communities(communities: Sequence[Community], modularity: float, members: int) -> str:
    if not communities:
        return ""
    lines = [f"Communities ({len(communities)}; modularity {modularity:.3f})"]
    for found in communities:
        names = found.members[:members]
        more = "، …" if found.size > len(names) else ""
        lines.append(f"  {found.size:>4}  {'، '.join(names)}{more}")
    return "\n".join(lines)
