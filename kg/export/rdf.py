"""The graph in a format of RDF."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import IO, TYPE_CHECKING

import pyoxigraph as ox
from rdflib import URIRef

from kg.export.metadata import describe
from kg.graph.serialization import DATASET_FORMATS, serialize
from kg.graph.terms import to_ox_quads
from kg.graph.vocabulary import METADATA_GRAPH, ONTOLOGY_GRAPH, PREFIXES, REDIRECTS_GRAPH
from kg.model import EntityType
from kg.settings import Publication

if TYPE_CHECKING:
    from kg.graph.store import Graph

_PREFIXED_TYPES = (*(kind.lower() for kind in EntityType), "role", "membership")
_APART = tuple(
    ox.NamedNode(str(graph)) for graph in (ONTOLOGY_GRAPH, REDIRECTS_GRAPH, METADATA_GRAPH)
)
_DEFAULT = ox.DefaultGraph()


def write(
    graph: Graph,
    output: IO[bytes],
    *,
    format: str,
    asked: Sequence[URIRef] = (),
    dataset: Publication | None = None,
) -> None:
    """Write ``graph`` in one of :data:`kg.graph.serialization.FORMATS`. Raises OSError.

    A format that holds named graphs has the description of the whole in one of them. ``asked`` are
    the graphs, of those that are exported only when asked for, that come along.
    """
    has_graphs = format in DATASET_FORMATS
    graphs: list[Iterable[ox.Quad]] = [*_graphs(graph.store, has_graphs)]
    if has_graphs:
        graphs.append(_described(graph, dataset))
    for name in asked:
        graphs.append(graph.store.quads_for_pattern(None, None, None, ox.NamedNode(str(name))))
    names = prefixes(graph.catalogue.base, format)
    serialize(graphs, output, format=format, prefixes=names)


def write_metadata(
    graph: Graph, output: IO[bytes], *, format: str, dataset: Publication | None = None
) -> None:
    """Write the description of ``graph`` alone. Raises OSError."""
    serialize([_described(graph, dataset)], output, format=format, prefixes=PREFIXES)


def prefixes(base: str, format: str) -> dict[str, str]:
    """The prefixes of the vocabulary; where people read them, one for each type of thing too."""
    if not base or format not in {"ttl", "trig"}:
        return dict(PREFIXES)
    return {**{kind: f"{base}{kind}/" for kind in _PREFIXED_TYPES}, **PREFIXES}


def _graphs(store: ox.Store, all_graphs: bool) -> Iterator[Iterator[ox.Quad]]:
    """The quads of the default graph, then of each named graph that a store of ours keeps."""
    yield store.quads_for_pattern(None, None, None, _DEFAULT)
    names = sorted(store.named_graphs(), key=str) if all_graphs else []
    for name in names:
        if name not in _APART:
            yield store.quads_for_pattern(None, None, None, name)


def _described(graph: Graph, dataset: Publication | None) -> Iterator[ox.Quad]:
    triples = describe(graph, dataset or Publication())
    return to_ox_quads((*triple, METADATA_GRAPH) for triple in triples)
