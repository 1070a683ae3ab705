"""What of a graph is drawn: what a choice leaves, and of that what one picture can hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.drawing.choice import Choice

if TYPE_CHECKING:
    import networkx

    Edge = tuple[str, str, str, dict[str, Any]]
    """Subject, object, digest of the fact, and attributes."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The part of a graph that a choice asks for.

    ``network`` holds all things and facts of the texts asked for; ``things`` are those that the
    choice leaves, in the order in which a limit keeps them: the nearest to the focus first, then
    the most connected. ``unknown`` counts IRIs of a query's answer that are no things.
    """

    network: networkx.MultiDiGraph[str]
    things: Sequence[str]
    unknown: int = 0

    @classmethod
    def of(cls, network: networkx.MultiDiGraph[str], choice: Choice) -> Selection:
        """What ``choice`` leaves of a network, as ``Graph.to_networkx`` gives it."""
        told = _told_since(network, choice) if choice.since else network
        fitting = {
            iri
            for iri, kind in told.nodes(data="type")
            if (not choice.types or str(kind) in choice.types)
            and (choice.found is None or iri in choice.found)
        }
        steps = (
            dict.fromkeys(fitting, 0)
            if choice.focus is None
            else _steps(told, choice.focus, choice.hops, fitting)
        )
        things = sorted(steps, key=lambda iri: (steps[iri], -told.degree(iri), iri))
        unknown = sum(iri not in network for iri in choice.found or ())
        return cls(told, things, unknown)

    def part(self, limit: int | None) -> Part:
        """The first ``limit`` things, or all, with all facts between them."""
        import networkx as nx

        kept = sorted(self.things[:limit])
        graph: networkx.MultiDiGraph[str] = nx.MultiDiGraph()
        graph.add_nodes_from((iri, self.network.nodes[iri]) for iri in kept)
        graph.add_edges_from(sorted(self.between(kept), key=_edge_key))
        all_edges = graph.number_of_edges()
        if len(kept) < len(self.things):
            all_edges = sum(1 for _ in self.between(self.things))
        return Part(graph, len(self.things), all_edges)

    def between(self, things: Iterable[str]) -> Iterator[Edge]:
        """The facts that join two of ``things``."""
        chosen = set(things)
        edges = self.network.edges(keys=True, data=True)
        return (edge for edge in edges if edge[0] in chosen and edge[1] in chosen)


@dataclass(frozen=True, slots=True)
class Part:
    """Things that are drawn one by one, nodes and edges in an order that their content decides.

    ``all_nodes`` and ``all_edges`` count the selection that it is a part of.
    """

    graph: networkx.MultiDiGraph[str]
    all_nodes: int
    all_edges: int

    @property
    def left_nodes(self) -> int:
        """The number of things left out."""
        drawn: int = self.graph.number_of_nodes()
        return self.all_nodes - drawn

    @property
    def left_edges(self) -> int:
        """The number of relations left out."""
        drawn: int = self.graph.number_of_edges()
        return self.all_edges - drawn


def _told_since(network: networkx.MultiDiGraph[str], choice: Choice) -> networkx.MultiDiGraph[str]:
    """The facts that texts of a day and later ones state, with their ends; the focus stays.

    Days are compared as texts of ISO 8601; what has no date is not known to be so late.
    """
    import networkx as nx

    def told(fact: Mapping[str, Any]) -> list[Any]:
        return [claim for claim in fact["claims"] if (claim["date"] or "") >= choice.since]

    kept: networkx.MultiDiGraph[str] = nx.MultiDiGraph()
    for subject, object_, key, attributes in network.edges(keys=True, data=True):
        if claims := told(attributes):
            kept.add_edge(subject, object_, key, **{**attributes, "claims": claims})
    for iri, attributes in network.nodes(data=True):
        facts = [
            {**fact, "claims": claims}
            for fact in attributes.get("facts", ())
            if (claims := told(fact))
        ]
        if facts or iri in kept or iri == choice.focus:
            kept.add_node(iri, **{**attributes, "facts": facts})
    return kept


def _steps(
    network: networkx.MultiDiGraph[str], focus: str, most: int, fitting: set[str]
) -> dict[str, int]:
    """How many facts lead from the focus to each thing that fits, over such things alone."""
    steps = {focus: 0}
    edge = [focus]
    for step in range(1, most + 1):
        further: list[str] = []
        for here in edge:
            for other in (*network.successors(here), *network.predecessors(here)):
                if other in fitting and other not in steps:
                    steps[other] = step
                    further.append(other)
        edge = further
    return steps


def _edge_key(edge: Edge) -> tuple[str, ...]:
    """An order of edges that does not depend on the order in which a graph was filled."""
    start, end, key, attributes = edge
    return start, end, *(str(attributes.get(part, "")) for part in ("relation", "label")), str(key)
