"""What of a graph is drawn: all of it, or the most connected things where it is too large."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx


@dataclass(frozen=True, slots=True)
class Selection:
    """The part of a graph to draw, its nodes and edges in an order that their content decides.

    ``all_nodes`` and ``all_edges`` count the whole graph, ``degrees`` its edges at each node drawn.
    """

    graph: networkx.MultiDiGraph[str]
    degrees: dict[str, int]
    all_nodes: int
    all_edges: int

    @property
    def left_nodes(self) -> int:
        """The number of things left out."""
        return self.all_nodes - len(self.degrees)

    @property
    def left_edges(self) -> int:
        """The number of relations left out."""
        drawn: int = self.graph.number_of_edges()
        return self.all_edges - drawn


def select(graph: networkx.MultiDiGraph[str], *, limit: int) -> Selection:
    """At most ``limit`` things of ``graph``, the most connected, and all relations between them."""
    import networkx as nx

    ranked = sorted(graph, key=lambda node: (-graph.degree(node), node))
    kept = sorted(ranked[:limit])
    chosen = set(kept)
    part: networkx.MultiDiGraph[str] = nx.MultiDiGraph()
    part.add_nodes_from((node, graph.nodes[node]) for node in kept)
    between = [edge for edge in graph.edges(data=True) if edge[0] in chosen and edge[1] in chosen]
    part.add_edges_from(sorted(between, key=_edge_key))
    return Selection(
        graph=part,
        degrees={node: graph.degree(node) for node in kept},
        all_nodes=graph.number_of_nodes(),
        all_edges=graph.number_of_edges(),
    )


def _edge_key(edge: tuple[str, str, dict[str, object]]) -> tuple[str, ...]:
    """An order of edges that does not depend on the order in which a graph was filled."""
    start, end, attributes = edge
    parts = ("relation", "label", "key")
    return start, end, *(str(attributes.get(part, "")) for part in parts)
