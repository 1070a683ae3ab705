"""Statistics: the counts are those of the graph, and the same graph gives the same bytes."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
from pathlib import Path

import networkx
import pytest

from kg.graph.store import Graph
from kg.stats import Stats, _neighbours, _pagerank, measure
from tests.contract import Writer


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
    network, _ = _neighbours(two_circles().to_networkx())
    expected = networkx.pagerank(network, weight=None, tol=1e-12, max_iter=1000)
    assert _pagerank(network) == pytest.approx([expected[n] for n in range(len(network))])
    assert sum(_pagerank(network)) == pytest.approx(1)


def test_communities_are_the_circles(stats: Stats) -> None:
    first, second = stats.communities[:2]
    letters = [{name[0] for name in found.members if name[1:2] == " "} for found in (first, second)]
    assert letters in ([{"أ"}, {"ب"}], [{"ب"}, {"أ"}])
    assert sum(found.size for found in stats.communities) == 9 + 2 + 6 + 1
    assert 0.3 < stats.modularity < 1


def test_an_empty_graph() -> None:
    empty = measure(Writer().write())
    assert (empty.documents, empty.entities, empty.people, empty.communities) == (0, {}, (), ())
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
    assert data["communities"][0]["size"] == stats.communities[0].size


def test_top(stats: Stats) -> None:
    assert measure(two_circles(), top=1).people == stats.people[:1]


def test_the_same_bytes_under_any_hash_seed(root: Path) -> None:
    code = "from tests.test_stats import *; print(measure(two_circles()).as_json())"
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
