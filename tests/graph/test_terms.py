"""rdflib's quads as Oxigraph's, in batches."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import RDFS, BNode, Literal, URIRef

from kg.errors import StoreError
from kg.graph import store, terms
from kg.graph.terms import Quad, from_ox_quad, to_ox_quad, to_ox_quads

_GRAPH = URIRef("https://example.org/graph")


def _thing(number: int) -> URIRef:
    return URIRef(f"https://example.org/{number}")


def _quads(count: int) -> list[Quad]:
    """Quads that share some of their terms, by place or by value, of every kind of term."""
    objects = [Literal("اسم", lang="ar"), Literal(7), Literal("plain"), BNode("b"), _thing(0)]
    return [
        (_thing(n // 3), RDFS.label, objects[n % 5], _GRAPH if n % 2 else None)
        for n in range(count)
    ]


@pytest.mark.parametrize("count", [0, 1, 4, 5, 6, 23])
def test_quads_in_batches_are_those_one_by_one(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terms, "_BATCH", 5)
    quads = _quads(count)
    found = list(to_ox_quads(iter(quads)))
    assert found == [to_ox_quad(quad) for quad in quads]
    assert [from_ox_quad(quad) for quad in found] == quads


def test_terms_that_live_for_one_quad_only_are_not_mixed_up() -> None:
    # Each is gone when the next is made, and may get its place in memory.
    made = (
        (URIRef(f"https://example.org/{n}"), RDFS.label, Literal(str(n)), None) for n in range(9999)
    )
    found = [(quad.subject.value, quad.object.value) for quad in to_ox_quads(made)]
    assert found == [(f"https://example.org/{n}", str(n)) for n in range(9999)]


def test_what_is_no_rdf_is_named() -> None:
    wrong = (_thing(1), RDFS.label, Literal("x", lang="ar"), URIRef("no iri"))
    quads = [*_quads(7), wrong, *_quads(3)]
    with pytest.raises(StoreError, match=r"no iri.*expected a quad of valid RDF"):
        list(to_ox_quads(quads))


@pytest.mark.parametrize("count", [0, 1, 9, 10, 11, 35])
def test_a_store_is_filled_batch_by_batch(
    count: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_BATCH", 10)
    quads = [to_ox_quad(quad) for quad in _quads(count)]
    filled = store.fill(tmp_path, iter(quads))
    assert set(filled) == set(quads)
    assert isinstance(filled, ox.Store)
