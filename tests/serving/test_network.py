"""The network in memory: paths, choices among facts, and first places."""

from __future__ import annotations

from collections import defaultdict

import pytest

from kg.serving.network import Choice, Edge, Network, Node, Telling
from kg.serving.places import place_quickly

ANY = Choice()


def edge(subject: str, object_: str, relation: str = "partner", *told: Telling) -> Edge:
    telling = told or (Telling("2017-03-12", "a", 0.8),)
    return Edge(f"{subject}{object_}{relation}", relation, subject, object_, "", 1, telling, {})


def network(*edges: Edge, **types: str) -> Network:
    by_end: dict[str, list[Edge]] = defaultdict(list)
    for each in edges:
        for end in {each.subject, each.object}:
            by_end[end].append(each)
    nodes = {
        iri: Node(iri, types.get(iri, "Person"), iri, len({e.other(iri) for e in found} - {iri}))
        for iri, found in by_end.items()
    }
    return Network(nodes, by_end)


class TestPath:
    def test_through_what_is_least_connected(self) -> None:
        hub = [edge("hub", f"x{number}") for number in range(5)]
        net = network(edge("a", "hub"), edge("hub", "b"), edge("a", "m"), edge("b", "m"), *hub)
        path = net.path("a", "b", ANY)
        assert path.things == ("a", "m", "b") and path.count == 2

    def test_counts_all_shortest_paths(self) -> None:
        middle = [edge(end, m) for m in ("m1", "m2", "m3") for end in ("a", "b")]
        assert network(*middle).path("a", "b", ANY).count == 3

    def test_facts_beside_one_another_are_one_step(self) -> None:
        net = network(edge("a", "b"), edge("b", "a", "host"), edge("b", "b", "runs"))
        assert net.path("a", "b", ANY).count == 1

    def test_what_stands_between_is_of_the_types_asked_for_and_the_ends_of_any(self) -> None:
        net = network(
            edge("a", "p"),
            edge("p", "b"),
            edge("a", "c"),
            edge("c", "d"),
            edge("d", "b"),
            c="City",
            d="City",
        )
        assert net.path("a", "b", Choice(types=frozenset({"City"}))).things == ("a", "c", "d", "b")
        assert net.path("a", "b", Choice(types=frozenset({"Country"}))).things == ()


class TestChoice:
    telling = (Telling("2017-03-12", "a", 0.8), Telling(None, "b", 0.95))

    @pytest.mark.parametrize(
        ("choice", "expected"),
        [
            (Choice(), True),
            (Choice(sources=frozenset({"a"}), confidence=0.8), True),
            # One telling fits in every respect; two that share it between them do not.
            (Choice(sources=frozenset({"a"}), confidence=0.9), False),
            (Choice(since="2017", confidence=0.9), False),
            (Choice(since="2017-03-12", until="2017-03-12"), True),
            (Choice(until="2017"), True),
            (Choice(sources=frozenset({""})), False),
            (Choice(relations=frozenset({"host"})), False),
        ],
    )
    def test_a_fact_is_taken_for_one_telling(self, choice: Choice, expected: bool) -> None:
        assert choice.takes(edge("a", "b", "partner", *self.telling)) is expected

    def test_knowledge_without_confidence_is_sure_and_has_no_date(self) -> None:
        known = edge("a", "b", "location", Telling(None, None, None))
        assert Choice(confidence=1, sources=frozenset({""})).takes(known)
        assert not Choice(since="1900").takes(known)


def test_between_gives_each_fact_once() -> None:
    net = network(edge("a", "b"), edge("b", "c"), edge("c", "a", "host"))
    assert [e.fact for e in net.between(["a", "b", "a", "?"], (), ANY)] == ["abpartner"]
    found = net.between(["a"], ["b", "c"], ANY)
    assert [e.fact for e in found] == ["abpartner", "cahost"]


def test_places_are_apart_and_do_not_depend_on_the_order_of_facts() -> None:
    edges = [edge("hub", f"x{number}") for number in range(40)]
    edges += [edge(f"x{number}", f"y{number}") for number in range(40)] + [edge("p", "q")]
    things = [*sorted({end for each in edges for end in (each.subject, each.object)}), "lonely"]
    places = place_quickly(things, edges)
    assert places == place_quickly(things, list(edges))
    assert set(places) == set(things)
    spots = sorted(places.values())
    for number, (x, y) in enumerate(spots):
        for other_x, other_y in spots[number + 1 :]:
            assert (x - other_x) ** 2 + (y - other_y) ** 2 > 0.5**2
    assert place_quickly([], []) == {}
