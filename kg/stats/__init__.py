"""What a graph holds, in numbers: counts, growth, central people and bodies, communities.

Everything follows from the graph: the same graph gives the same numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.graph.centrality import Communities, Neighbours
from kg.graph.claims import Attributes
from kg.graph.inference import counts
from kg.graph.mentions import count_mentions
from kg.model import EntityType, Relation
from kg.query import run
from kg.stats.company import find_company
from kg.stats.growth import measure_growth
from kg.stats.network import describe_communities, find_bridges, find_central, rank
from kg.stats.values import Central, Community, Stats

if TYPE_CHECKING:
    import networkx

    from kg.graph.store import Graph

__all__ = ["Central", "Community", "Stats", "measure"]

_DOCUMENTS = "SELECT (COUNT(DISTINCT ?d) AS ?n) { ?d a nif:Context }"
_DATED = "SELECT (COUNT(DISTINCT ?d) AS ?n) { ?d a nif:Context ; schema:datePublished ?day }"
_SENTENCES = "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s a nif:Sentence }"
_COMPANY = (EntityType.PERSON, EntityType.ORGANIZATION)


def measure(graph: Graph, *, top: int = 10) -> Stats:
    """The statistics of a graph, with the ``top`` of everything that is ranked."""
    things = graph.to_networkx()
    facts = _facts(things)
    neighbours = Neighbours.of(things)
    central = find_central(things, neighbours)
    communities = Communities.of(neighbours, [thing.pagerank for thing in central])
    documents = _count(graph, _DOCUMENTS)
    return Stats(
        documents=documents,
        sentences=_count(graph, _SENTENCES),
        entities=_by_type(things),
        facts=_by_relation(facts),
        unstated=sum(not fact["claims"] for fact in facts),
        inferred=counts(graph.store),
        growth=measure_growth(graph.store, count_mentions(graph.store).values(), facts),
        undated=documents - _count(graph, _DATED),
        rankings=rank(central, top),
        sampled=neighbours.sampled,
        communities=describe_communities(communities, central),
        modularity=communities.modularity,
        bridges=find_bridges(neighbours, central, communities, top=top),
        company=tuple(
            find_company(graph.store, _labels(things, kind), str(kind), top=top)
            for kind in _COMPANY
        ),
    )


def _count(graph: Graph, query: str) -> int:
    return int(run(graph, query).rows[0][0].value)


def _facts(things: networkx.MultiDiGraph[str]) -> list[Attributes]:
    """All facts: those on nodes (literals, roles without a body) and those on edges."""
    found = [data for _, _, data in things.edges(data=True)]
    return found + [fact for _, data in things.nodes(data=True) for fact in data["facts"]]


def _by_relation(facts: Sequence[Attributes]) -> dict[str, int]:
    found = Counter(fact["relation"] for fact in facts if fact["claims"])
    return {str(relation): found[relation] for relation in Relation if found[relation]}


def _by_type(things: networkx.MultiDiGraph[str]) -> dict[str, int]:
    kinds = Counter(data["type"] for _, data in things.nodes(data=True))
    return {str(kind): kinds[kind] for kind in EntityType if kinds[kind]}


def _labels(things: networkx.MultiDiGraph[str], kind: EntityType) -> dict[str, str]:
    return {iri: data["label"] for iri, data in things.nodes(data=True) if data["type"] == kind}
