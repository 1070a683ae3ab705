"""rdflib over a store: the same refusals as for queries that kg runs itself."""

from __future__ import annotations

from typing import Any, NoReturn

import pyoxigraph as ox
from oxrdflib import OxigraphStore
from rdflib import Dataset

from kg.errors import QueryError
from kg.graph.queries import refuse


class _ReadOnlyStore(OxigraphStore):
    """Oxigraph's adapter, which neither changes the graph nor calls other servers."""

    def query(self, query: Any, *arguments: Any, **options: Any) -> Any:
        if isinstance(query, str):
            refuse(query)
        return super().query(query, *arguments, **options)

    def add_graph(self, graph: Any) -> None:
        """Nothing: rdflib asks for the default graph, which is always there."""

    def _refuse_change(self, *_: Any, **__: Any) -> NoReturn:
        raise QueryError("a graph is read, and changed only by building it")

    add = addN = remove = update = remove_graph = _refuse_change


def dataset_over(store: ox.Store) -> Dataset:
    """An rdflib Dataset over ``store``; facts are in its default graph."""
    return Dataset(_ReadOnlyStore(store=store))
