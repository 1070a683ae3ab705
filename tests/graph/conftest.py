"""The small annotated corpus as quads and as a graph."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kg.graph.catalogue import Catalogue
from kg.graph.mapping import describe
from kg.graph.store import Graph
from kg.graph.terms import Quad
from tests.graph.example import BASE, corpus


@pytest.fixture(scope="session")
def quads() -> list[Quad]:
    """All quads of the example."""
    resolution, extractions = corpus()
    return list(describe(resolution, extractions, BASE, gazetteer="GeoNames 2026-11-20"))


@pytest.fixture(scope="session")
def graph(quads: list[Quad]) -> Iterator[Graph]:
    """The example as a graph in memory."""
    with Graph.of(quads, catalogue=Catalogue(base=BASE)) as graph:
        yield graph
