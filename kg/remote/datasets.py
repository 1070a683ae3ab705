"""Whether the graphs at an endpoint are laid out as kg has them.

Facts stand in the default graph, once each, and everything else in named graphs. Servers may have
the union of all graphs as the default graph, in which a fact counts once more for each sentence
and claims stand beside facts; or they have none.
"""

from __future__ import annotations

from kg.client import DEFAULT_GRAPH
from kg.errors import StoreError
from kg.graph.vocabulary import RW
from kg.remote.endpoint import Endpoint

# A claim stands in the graph of claims alone.
_CLAIM = f"ASK {{ ?claim a <{RW.Claim}> }}"


def check_graphs(endpoint: Endpoint, default_graph: str = "") -> None:
    """Raise StoreError where the facts cannot be told from the rest, or there are none.

    ``default_graph`` is the named graph that holds them, where they are in one.
    """
    if default_graph:
        if not endpoint.is_true(f"ASK {{ GRAPH <{default_graph}> {{ ?s ?p ?o }} }}"):
            raise StoreError(
                f"{endpoint.address}: found nothing in the graph {default_graph}, which "
                f"{DEFAULT_GRAPH} names; expected the facts there"
            )
        return
    if not endpoint.is_true("ASK { ?s ?p ?o }"):
        raise StoreError(
            f"{endpoint.address}: found an empty default graph; expected the facts there, or the "
            f"name of their graph in {DEFAULT_GRAPH}"
        )
    if endpoint.is_true(_CLAIM):
        raise StoreError(
            f"{endpoint.address}: found claims among the facts: its default graph is the union of "
            f"all graphs; expected the facts alone, or the name of their graph in {DEFAULT_GRAPH}"
        )
