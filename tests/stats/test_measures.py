"""Statistics: the counts are those of the graph, and the same graph gives the same bytes."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
from pathlib import Path

import networkx
import pyoxigraph as ox
import pytest

from kg.graph.centrality import Neighbours, pagerank
from kg.graph.store import Graph
from kg.stats import Stats, measure
from kg.stats.network import find_central
from kg.stats.values import MEASURES, Pair, Period
from tests.contract import Writer, term


def two_circles() -> Graph:
    """Two delegations, each around its body, joined by one man."""
    writer = Writer()
    document = writer.document("نص")
    at = writer.sentence(document, 0, "جملة أولى.")
    other = writer.sentence(document, 11, "جملة ثانية.")
    bodies = [writer.thing("Organization", name, at=at) for name in ("البلدية", "الوزارة")]
    people = [
        [writer.thing("Person", f"{side} {name}", at=at) for name in ("علي", "عمر", "سعد", "خالد")]
        for side in ("أ", "ب")
    ]
    for body, members in zip(bodies, people, strict=True):
        for person in members:
            writer.role(person, "عضو", body, at)
        for number, (one, another) in enumerate(itertools.pairwise(members)):
            meeting = writer.thing("Meeting", "لقاء", at=at, iri=f"{body.value[-4:]}/{number}")
            writer.fact(meeting, "participant", one, at)
            writer.fact(meeting, "participant", another, at)
    bridge = writer.thing("Person", "الوسيط", at=other)
    for body in bodies:
        writer.role(bridge, "مستشار", body, other)
    writer.role(bridge, "شاعر", None, other)
    city, country = writer.thing("City", "دبي", at=other), writer.thing("Country", "الإمارات")
    writer.known_place(city, country)
    writer.fact(bodies[0], "location", city, other)
    writer.fact(bodies[0], "location", city, at)
    summit = writer.thing("Conference", "القمة", at=at)
    writer.fact(summit, "date", "2017-03-10/2017-03-11", at)
    writer.fact(summit, "attendance", 700, at)
    return writer.write()


@pytest.fixture(scope="module")
def stats() -> Stats:
    return measure(two_circles())


def test_counts(stats: Stats) -> None:
    assert (stats.documents, stats.sentences) == (1, 2)
    assert stats.entities == {
        "Person": 9,
        "Organization": 2,
        "City": 1,
        "Country": 1,
        "Conference": 1,
        "Meeting": 6,
    }
    # A fact that two sentences state is one; a date with start and end is one.
    assert stats.facts == {
        "role": 11,
        "participant": 12,
        "location": 1,
        "date": 1,
        "attendance": 1,
    }
    assert stats.unstated == 1


def test_the_one_between_two_circles_is_central(stats: Stats) -> None:
    assert [thing.label for thing in stats.bodies] == ["البلدية", "الوزارة"]
    assert stats.bodies[0].degree == 6
    bridge = next(thing for thing in stats.people if thing.label == "الوسيط")
    assert bridge.degree == 2
    assert bridge.betweenness == max(thing.betweenness for thing in stats.people)


def test_pagerank_is_that_of_networkx() -> None:
    pytest.importorskip("scipy", reason="networkx needs scipy for its own PageRank")
    network = Neighbours.of(two_circles().to_networkx()).graph
    expected = networkx.pagerank(network, weight=None, tol=1e-12, max_iter=1000)
    assert pagerank(network) == pytest.approx([expected[n] for n in range(len(network))])
    assert sum(pagerank(network)) == pytest.approx(1)


def test_things_are_ranked_by_each_measure(stats: Stats) -> None:
    assert [(r.type, r.measure) for r in stats.rankings] == [
        (kind, measure) for kind in ("Person", "Organization") for measure in MEASURES
    ]
    for ranking in stats.rankings:
        found = [getattr(thing, ranking.measure) for thing in ranking.things]
        assert found == sorted(found, reverse=True)
        assert {thing.type for thing in ranking.things} == {ranking.type}
    assert stats.ranking("Person", "betweenness")[0].label == "الوسيط"
    assert stats.people == stats.ranking("Person", "pagerank")
    assert (
        stats.ranking("Person", "degree")[0].degree
        > stats.ranking("Person", "betweenness")[0].degree
    )


def test_betweenness_of_a_large_network_is_sampled() -> None:
    things: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for number in range(1002):
        things.add_node(f"{number:04}", label=str(number), type="Person")
    for number in range(1001):
        things.add_edge(f"{number:04}", f"{number + 1:04}", claims=[1])
    neighbours = Neighbours.of(things)
    assert neighbours.sampled
    first, second = find_central(things, neighbours), find_central(things, neighbours)
    assert first == second
    middle = max(first, key=lambda thing: thing.betweenness)
    assert 300 < int(middle.label) < 700, "the middle of a chain is between most"


def test_the_one_between_two_circles_is_a_bridge(stats: Stats) -> None:
    heads = {community.members[0] for community in stats.communities[:2]}
    assert [set(b.communities) for b in stats.bridges if b.label == "الوسيط"] == [heads]
    found = [bridge.betweenness for bridge in stats.bridges]
    assert found == sorted(found, reverse=True)
    assert "أ عمر" not in [bridge.label for bridge in stats.bridges], "his are all of one circle"


def test_who_is_named_with_whom(stats: Stats) -> None:
    people, bodies = stats.company
    assert (people.type, bodies.type) == ("Person", "Organization")
    # Eight in the first sentence; the bridge is alone in his.
    assert {pair.sentences for pair in people.pairs} == {1}
    assert "الوسيط" not in people.circle
    assert len(people.circle) == 8
    for number, row in enumerate(people.counts):
        assert row[number] == 0
        assert [people.counts[other][number] for other in range(8)] == list(row)
    assert bodies.pairs == (Pair("البلدية", "الوزارة", 1, 1),)
    assert (bodies.circle, bodies.counts) == (("البلدية", "الوزارة"), ((0, 1), (1, 0)))


def test_pairs_of_more_sentences_come_before_those_of_long_lists() -> None:
    writer = Writer()
    crowd = writer.sentence(writer.document("نص أول"), 0, "جملة طويلة.")
    for number in range(20):
        writer.thing("Person", f"علي {number:02}", at=crowd)
    for text in ("نص ثان", "نص ثالث"):
        at = writer.sentence(writer.document(text), 0, "جملة.")
        for name in ("سعد", "خالد"):
            writer.thing("Person", name, at=at)
    people, _ = measure(writer.write()).company
    assert people.pairs[0] == Pair("خالد", "سعد", 2, 2)
    assert people.circle[:2] == ("خالد", "سعد")
    assert len(people.circle) == 12


def dated(*days: str | None) -> Graph:
    """A person who is new in each article, and one who is in all of them and speaks in all."""
    writer = Writer()
    for number, day in enumerate(days):
        document = writer.document(f"نص {number}")
        at = writer.sentence(document, 0, f"جملة {number}.")
        for name in ("زيد", f"عمر {number}"):
            writer.thing("Person", name, at=at)
        writer.thing("Session", "جلسة", at=at)
        session = next(iri for iri, kind in writer.types.items() if kind == "Session")
        writer.fact(session, "speaker", next(iter(writer.types)), at)
        if day:
            literal = ox.Literal(day, datatype=term("xsd:date"))
            writer.store.add(ox.Quad(document, term("schema:datePublished"), literal))
    return writer.write()


def test_growth_counts_what_is_new() -> None:
    stats = measure(dated("2017-03-11", "2017-03-10", None, "2017-03-11"))
    assert stats.growth == (Period("2017-03-10", 1, 3, 1), Period("2017-03-11", 2, 2, 0))
    assert stats.undated == 1
    assert "undated" in stats.as_text()


def test_periods_are_as_long_as_needed() -> None:
    months = [f"{year}-{month:02}-15" for year in (2015, 2016) for month in range(1, 13)]
    days = [f"{month[:8]}{day}" for month in months for day in (10, 11)]
    assert [p.start for p in measure(dated(*days)).growth] == [month[:7] for month in months]
    many = [f"{year}-{month:02}-15" for year in range(2015, 2019) for month in range(1, 13)]
    assert [p.start for p in measure(dated(*many)).growth] == ["2015", "2016", "2017", "2018"]
    assert measure(dated(None)).growth == ()


def test_communities_are_the_circles(stats: Stats) -> None:
    first, second = stats.communities[:2]
    letters = [{name[0] for name in found.members if name[1:2] == " "} for found in (first, second)]
    assert letters in ([{"أ"}, {"ب"}], [{"ب"}, {"أ"}])
    assert sum(found.size for found in stats.communities) == 9 + 2 + 6 + 1
    assert 0.3 < stats.modularity < 1


def test_an_empty_graph() -> None:
    empty = measure(Writer().write())
    assert (empty.documents, empty.entities, empty.people, empty.communities) == (0, {}, (), ())
    assert (empty.growth, empty.bridges) == ((), ())
    assert "documents" in empty.as_text()
    assert json.loads(empty.as_json())["modularity"] == 0


def test_text_and_json(stats: Stats) -> None:
    text = stats.as_text(members=2)
    assert "Person                 9" in text
    assert "الوسيط" in text
    assert "، …" in text
    assert "no sentence states (from the gazetteer): 1" in text
    data = json.loads(stats.as_json())
    assert data["people"][0]["label"] == stats.people[0].label
    assert {"growth", "rankings", "bridges", "company"} <= set(data)
    assert "Named together: people" in text
    assert "Bridges between communities" in text
    assert data["communities"][0]["size"] == stats.communities[0].size


def test_top(stats: Stats) -> None:
    assert measure(two_circles(), top=1).people == stats.people[:1]


def test_the_same_bytes_under_any_hash_seed(root: Path) -> None:
    code = (
        "from tests.stats.test_measures import *; "
        "s = measure(two_circles()); print(s.as_json(), s.as_page())"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=root,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(outputs) == 1
