"""How large things are drawn, and which stand together: measures of the network (networkx)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import SettingsError
from kg.graph.centrality import Communities, Neighbours, betweenness, pagerank

if TYPE_CHECKING:
    import networkx

SIZES = ("degree", "betweenness", "pagerank")
"""The measures by which things may be large."""

COLOURS = ("type", "community")
"""What colours may tell."""


@dataclass(frozen=True, slots=True)
class Measures:
    """What is computed of all things that have neighbours; others are in none of it.

    ``values`` are those of the measure ``size``, ``communities`` IRIs, the most central
    first, of the greatest first; there are none where they were not asked for.
    """

    size: str
    values: Mapping[str, float]
    communities: Sequence[Sequence[str]]
    is_sampled: bool
    _scale: float

    @classmethod
    def of(cls, network: networkx.MultiDiGraph[str], *, size: str, communities: bool) -> Measures:
        """The measures of a network. Raises SettingsError for another ``size``."""
        if size not in SIZES:
            raise SettingsError(f"size {size!r}: expected one of {', '.join(SIZES)}")
        near = Neighbours.of(network)
        degrees = [float(near.graph.degree[number]) for number in range(len(near.iris))]
        ranks = pagerank(near.graph) if communities or size == "pagerank" else []
        values = {
            "degree": lambda: degrees,
            "pagerank": lambda: ranks,
            "betweenness": lambda: betweenness(near),
        }[size]()
        groups = Communities.of(near, ranks).groups if communities else ()
        greatest = max(values, default=0.0)
        return cls(
            size=size,
            values=dict(zip(near.iris, values, strict=True)),
            communities=[[near.iris[number] for number in group] for group in groups],
            is_sampled=size == "betweenness" and near.sampled,
            _scale=max(degrees, default=0.0) / greatest if greatest else 0.0,
        )

    def radius(self, iri: str) -> float:
        """The radius of a thing's symbol in page units; its area grows with the measure.

        The greatest by any measure is as large as the thing with most neighbours is by degree.
        """
        return node_size(self.values.get(iri, 0.0) * self._scale)


def node_size(neighbours: float) -> float:
    """The radius of a symbol, in page units: its area grows with the number of neighbours."""
    return round(min(8 + 2.6 * math.sqrt(neighbours), 26), 1)
