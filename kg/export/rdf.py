"""The graph in a format of RDF."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import IO, TYPE_CHECKING

import pyoxigraph as ox
from rdflib import URIRef

from kg.graph.serialization import DATASET_FORMATS, serialize
from kg.graph.vocabulary import ONTOLOGY_GRAPH, PREFIXES, REDIRECTS_GRAPH
from kg.model import EntityType

if TYPE_CHECKING:
    from kg.graph.store import Graph

_PREFIXED_TYPES = (*(kind.lower() for kind in EntityType), "role", "membership")
_APART = tuple(ox.NamedNode(str(graph)) for graph in (ONTOLOGY_GRAPH, REDIRECTS_GRAPH))
_DEFAULT = ox.DefaultGraph()


def write(graph: Graph, output: IO[bytes], *, format: str, asked: Sequence[URIRef] = ()) -> None:
    """Write ``graph`` in one of :data:`kg.graph.serialization.FORMATS`. Raises OSError.

    ``asked`` are the graphs, of those that are exported only when asked for, that come along.
    """
    graphs = _graphs(graph.store, format in DATASET_FORMATS, asked)
    serialize(graphs, output, format=format, prefixes=prefixes(graph.catalogue.base, format))


def prefixes(base: str, format: str) -> dict[str, str]:
    """The prefixes of the vocabulary; where people read them, one for each type of thing too."""
    if not base or format not in {"ttl", "trig"}:
        return dict(PREFIXES)
    return {**{kind: f"{base}{kind}/" for kind in _PREFIXED_TYPES}, **PREFIXES}


def _graphs(
    store: ox.Store, all_graphs: bool, asked: Sequence[URIRef]
) -> Iterator[Iterator[ox.Quad]]:
    """The quads of the default graph, then of each named graph of it, then of those asked for."""
    yield store.quads_for_pattern(None, None, None, _DEFAULT)
    names = sorted(store.named_graphs(), key=str) if all_graphs else []
    for name in names:
        if name not in _APART:
            yield store.quads_for_pattern(None, None, None, name)
    for graph in asked:
        yield store.quads_for_pattern(None, None, None, ox.NamedNode(str(graph)))
