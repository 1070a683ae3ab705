"""Inference: added in graphs of its own, whatever the order, and taken away without a trace."""

from __future__ import annotations

import random
from collections.abc import Iterable

import pyoxigraph as ox
import pytest

from kg.graph.inference import counts, infer, inferred_graphs, inferred_triples, withdraw
from kg.graph.rules import choose, shipped
from kg.graph.shapes import validate
from kg.graph.store import Graph
from kg.graph.terms import Quad, to_ox_quads

ORIGIN = "SELECT ?g ?rule { ?g prov:wasGeneratedBy ?rule FILTER(STRENDS(STR(?g), '#attendance')) }"
LABELS = """
SELECT (LANG(?l) AS ?n) {
  <https://w3id.org/rawabit/rules#attendance> rdfs:label|rdfs:comment ?l
}
"""


@pytest.fixture
def store(quads: list[Quad]) -> ox.Store:
    """The small annotated corpus."""
    return holding(to_ox_quads(quads))


def holding(quads: Iterable[ox.Quad]) -> ox.Store:
    store = ox.Store()
    store.bulk_extend(quads)
    return store


def lines(store: ox.Store) -> list[str]:
    return sorted(map(str, store))


def test_conclusions_stand_in_the_default_graph_and_in_the_rules(store: ox.Store) -> None:
    before = set(store)
    found = infer(store, choose())
    assert {name for name, count in found.items() if count} >= {
        "attendance",
        "conference-attendance",
        "location-in-place",
        "place-in-place",
        "session-place",
    }
    assert counts(store) == {name: count for name, count in found.items() if count}
    concluded = inferred_triples(store)
    assert all(ox.Quad(*triple) in store for triple in concluded)
    assert not any(ox.Quad(*triple) in before for triple in concluded)
    assert before < set(store)


def test_each_graph_tells_its_rule_which_has_names(store: ox.Store) -> None:
    infer(store, choose(["attendance"]))
    graph = Graph(store)
    assert [tuple(term.value for term in row) for row in graph.query(ORIGIN)] == [  # type: ignore[union-attr]
        (
            "https://w3id.org/rawabit/inferred#attendance",
            "https://w3id.org/rawabit/rules#attendance",
        )
    ]
    assert sorted(row["n"].value for row in graph.query(LABELS)) == ["ar", "ar", "en", "en"]  # type: ignore[union-attr]
    assert [name.value for name in inferred_graphs(store)] == [
        "https://w3id.org/rawabit/inferred#attendance"
    ]


def test_what_is_inferred_is_taken_away_without_a_trace(store: ox.Store) -> None:
    before = lines(store)
    infer(store, choose())
    assert lines(store) != before
    withdraw(store)
    assert lines(store) == before
    assert inferred_graphs(store) == ()
    withdraw(store)
    assert lines(store) == before


def test_the_order_of_rules_and_quads_says_nothing(quads: list[Quad]) -> None:
    def inferred(seed: int) -> list[str]:
        chance = random.Random(seed)
        shuffled, rules = list(quads), list(choose())
        chance.shuffle(shuffled)
        chance.shuffle(rules)
        store = holding(to_ox_quads(shuffled))
        infer(store, rules)
        return lines(store)

    assert inferred(0) == inferred(1) == inferred(2)


def test_inferring_again_from_what_was_there_before_gives_the_same(store: ox.Store) -> None:
    infer(store, choose())
    once = lines(store)
    withdraw(store)
    infer(store, choose())
    assert lines(store) == once


def test_fewer_rules_conclude_no_more(store: ox.Store) -> None:
    infer(store, choose())
    all_of_them = inferred_triples(store)
    for name in shipped():
        withdraw(store)
        infer(store, choose([name]))
        assert inferred_triples(store) <= all_of_them


def test_two_rules_that_conclude_the_same_both_have_it() -> None:
    store = holding(
        _quads(
            ("panel", "https://schema.org/superEvent", "summit"),
            ("panel", "https://w3id.org/rawabit#speaker", "aisha"),
            ("summit", "https://w3id.org/rawabit#opener", "aisha"),
        )
    )
    assert infer(store, choose(["attendance", "conference-attendance"])) == {
        "attendance": 2,
        "conference-attendance": 1,
    }
    assert len(inferred_triples(store)) == 2
    before = lines(store)
    withdraw(store)
    infer(store, choose(["conference-attendance", "attendance"]))
    assert lines(store) == before


def test_a_long_chain_is_followed_to_its_end() -> None:
    contained = "https://schema.org/containedInPlace"
    store = holding(_quads(*((f"p{n:02}", contained, f"p{n + 1:02}") for n in range(12))))
    assert infer(store, choose(["place-in-place"])) == {"place-in-place": 12 * 11 // 2}


def test_what_was_rejected_does_not_follow(store: ox.Store) -> None:
    infer(store, choose(["attendance"]))
    (first, *others) = sorted(inferred_triples(store), key=str)
    assert others
    withdraw(store)
    reject(store, first)
    infer(store, choose(["attendance"]))
    assert inferred_triples(store) == frozenset(others)


def reject(store: ox.Store, triple: ox.Triple) -> None:
    """Say that somebody has found a fact wrong."""
    rdf, own = "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "https://w3id.org/rawabit#"
    correction, graph = ox.NamedNode("https://example.org/c"), ox.NamedNode(own + "corrections")
    for name, value in (
        ("type", ox.NamedNode(own + "Rejection")),
        ("subject", triple.subject),
        ("predicate", triple.predicate),
        ("object", triple.object),
    ):
        store.add(ox.Quad(correction, ox.NamedNode(rdf + name), value, graph))


def test_what_is_inferred_conforms(store: ox.Store) -> None:
    infer(store, choose())
    report = validate(Graph(store))
    assert report.conforms, report.text()


def test_an_inferred_fact_without_its_graph_does_not_conform(store: ox.Store) -> None:
    infer(store, choose())
    for name in inferred_graphs(store):
        store.remove_graph(name)
    assert "fact-without-evidence" in {result.shape for result in validate(Graph(store)).results}


def test_the_network_leaves_out_what_is_inferred(store: ox.Store) -> None:
    before = Graph(store).to_networkx()
    infer(store, choose())
    after = Graph(store).to_networkx()
    assert dict(after.nodes(data=True)) == dict(before.nodes(data=True))
    assert list(after.edges(data=True)) == list(before.edges(data=True))


def _quads(*triples: tuple[str, str, str]) -> Iterable[ox.Quad]:
    base = "https://example.org/id/"
    for subject, predicate, object_ in triples:
        yield ox.Quad(
            ox.NamedNode(base + subject), ox.NamedNode(predicate), ox.NamedNode(base + object_)
        )
