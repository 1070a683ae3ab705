"""The graph that is published now, however often another one is."""

from __future__ import annotations

from pathlib import Path

from kg.graph import generations
from kg.graph.store import Graph


class CurrentGraph:
    """The published graph of a store, opened anew where another one has been published.

    A graph that was given goes on to be readable; its generation may be removed once nobody
    holds it any more.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._name = ""
        self._graph: Graph | None = None

    def get(self) -> Graph:
        """The graph. Raises StoreError where there is no store, or one that cannot be read."""
        name = generations.published_name(self._folder)
        if self._graph is None or name != self._name:
            # A third generation may come in between; it is noticed the next time.
            self._graph = Graph.open(self._folder)
            self._name = name
        return self._graph
