"""Quads as rows: their lines of N-Quads, and what is counted of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

import pyoxigraph as ox

from kg.graph import sorting
from kg.graph.terms import Quad, to_ox_quads
from kg.graph.vocabulary import (
    CLAIMS_GRAPH,
    GAZETTEER_GRAPH,
    METADATA_GRAPH,
    RDF,
    RESOLUTION_GRAPH,
    ROMANIZATION_GRAPH,
)

LINES = "line string, `graph` string, predicate string, class string"
"""A line without its end; the kind of its graph, see :data:`KINDS`; of the default graph the
predicate and, of rdf:type, the object."""

DEFAULT, SENTENCES = "default", "sentences"
KINDS = {
    str(graph): name
    for name, graph in (
        ("claims", CLAIMS_GRAPH),
        ("gazetteer", GAZETTEER_GRAPH),
        ("metadata", METADATA_GRAPH),
        ("resolution", RESOLUTION_GRAPH),
        ("romanization", ROMANIZATION_GRAPH),
    )
}
"""The graphs that are counted each by itself; all others are of sentences."""

_TYPE = str(RDF.type)

Line = tuple[str, str, str | None, str | None]


def lines(quads: Iterable[Quad]) -> Iterator[Line]:
    """Quads as rows of :data:`LINES`. Raises StoreError for what is no valid RDF."""
    for quad in to_ox_quads(quads):
        text = sorting.line(quad).decode().removesuffix("\n")
        if not isinstance(quad.graph_name, ox.DefaultGraph):
            yield text, _kind(str(quad.graph_name.value)), None, None
            continue
        predicate = quad.predicate.value
        is_type = predicate == _TYPE and isinstance(quad.object, ox.NamedNode)
        yield text, DEFAULT, predicate, quad.object.value if is_type else None  # type: ignore[union-attr]


@lru_cache(maxsize=64)
def _kind(graph: str) -> str:
    return KINDS.get(graph, SENTENCES)
