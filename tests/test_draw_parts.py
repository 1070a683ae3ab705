"""Parts of a graph in the picture, sizes and colours, and groups of what is too much."""

from __future__ import annotations

import base64
import json
import logging
import re
import zlib
from collections.abc import Iterator
from typing import Any

import networkx
import pytest

from kg.drawing import draw
from kg.drawing import page as drawing
from kg.errors import FindError, QueryError, SettingsError
from kg.graph.mapping import describe
from kg.graph.store import Graph
from tests.graph import example
from tests.networks import HOSTILE, Draft, claim, newslike, small

IRI = "https://example.org/id/"


@pytest.fixture(scope="module")
def graph() -> Iterator[Graph]:
    resolution, extractions = example.corpus()
    with Graph.of(describe(resolution, extractions, example.BASE)) as graph:
        yield graph


def read(page: str) -> dict[str, Any]:
    """What the page draws, and under ``known`` what it unpacks later."""
    found, packed = re.findall(r"<script type=[^>]*>(.*?)</script>", page, re.DOTALL)
    return {**json.loads(found), "known": json.loads(zlib.decompress(base64.b64decode(packed)))}


def labels(page: str) -> set[str]:
    return {node["label"] for node in read(page)["nodes"]}


def around(graph: networkx.MultiDiGraph[str], focus: str, hops: int) -> set[str]:
    """The things within so many facts, found by networkx."""
    return set(networkx.ego_graph(graph.to_undirected(), focus, radius=hops))


@pytest.mark.parametrize("hops", [1, 2, 3])
def test_what_is_around_a_thing(graph: Graph, hops: int) -> None:
    network = graph.to_networkx()
    focus = max(network, key=lambda iri: (network.degree(iri), iri))
    data = read(draw(graph, focus=network.nodes[focus]["label"], hops=hops))
    assert {each["iri"] for each in data["known"]["nodes"]} == around(network, focus, hops)
    assert data["about"]["choice"]["focus"] == network.nodes[focus]["label"]
    assert draw(graph, focus=focus, hops=hops) == draw(
        graph, focus=network.nodes[focus]["label"], hops=hops
    )


def test_an_unknown_focus_is_told_with_the_names_most_like_it(graph: Graph) -> None:
    label = max((name for _, name in graph.to_networkx().nodes(data="label")), key=len)
    with pytest.raises(FindError, match=re.escape(label)):
        draw(graph, focus=label[:-1] + "ظظ")
    with pytest.raises(FindError, match="found nothing"):
        draw(graph, focus="xxxxxxxx")


def test_what_a_query_finds(graph: Graph) -> None:
    network = graph.to_networkx()
    people = {iri for iri, kind in network.nodes(data="type") if kind == "Person"}
    data = read(
        draw(graph, query="SELECT ?p ?d { ?p a schema:Person OPTIONAL { ?d schema:mentions ?p } }")
    )
    assert {each["iri"] for each in data["known"]["nodes"]} == people
    assert data["about"]["choice"]["is_query"]
    assert data["about"]["choice"]["unknown"] > 0  # documents
    built = read(draw(graph, query="CONSTRUCT { ?e rw:opener ?p } { ?e rw:opener ?p }"))
    openings = [edge for edge in network.edges(data="relation") if edge[2] == "opener"]
    ends = {iri for *pair, _ in openings for iri in pair}
    assert ends and {each["iri"] for each in built["known"]["nodes"]} == ends
    assert built["about"]["choice"]["unknown"] == 0
    with pytest.raises(QueryError, match="yes or no"):
        draw(graph, query="ASK { ?s ?p ?o }")
    with pytest.raises(QueryError, match="line 1"):
        draw(graph, query="SELECT {")


def test_choices_combine(graph: Graph) -> None:
    network = graph.to_networkx()
    focus = max(network, key=lambda iri: (network.degree(iri), iri))
    name = network.nodes[focus]["label"]
    near = around(network, focus, 1)
    wanted = {n for n in near if network.nodes[n]["type"] == "Person"} | {focus}
    page = draw(graph, focus=name, types=["Person"])
    assert {each["iri"] for each in read(page)["known"]["nodes"]} == wanted
    page = draw(graph, focus=name, types=["Person"], query="SELECT ?p { ?p a schema:Person }")
    assert {each["iri"] for each in read(page)["known"]["nodes"]} == wanted
    assert len(read(draw(graph, focus=name, hops=3, limit=2))["nodes"]) == 2


def test_the_nearest_are_kept_of_what_is_too_much() -> None:
    draft = Draft()
    for name in ("centre", "near", "far", *"abcdef"):
        draft.thing(name, "Person", name)
    draft.relation("centre", "role", "near")
    draft.relation("near", "role", "far")
    for name in "abcdef":
        draft.relation("far", "role", name)
    from kg.drawing.choice import Choice
    from kg.drawing.selection import Selection

    chosen = Selection.of(draft.network, Choice(focus=f"{IRI}centre", hops=3))
    assert [iri.removeprefix(IRI) for iri in chosen.things] == ["centre", "near", "far", *"abcdef"]
    part = chosen.part(2)
    assert (sorted(part.graph), part.left_nodes, part.left_edges) == (
        [f"{IRI}centre", f"{IRI}near"],
        7,
        7,
    )


def test_what_later_texts_state() -> None:
    network = small()
    late = claim("شاركت البحرين ثانية.", start=1000, date="2019-05-01")
    network.add_edge(
        f"{IRI}summit", f"{IRI}bahrain", "new", relation="host", label="host", claims=[late]
    )
    data = read(draw(network, since="2018"))
    assert {node["label"] for node in data["nodes"]} == {"قمة المدن الذكية", "مملكة البحرين"}
    assert [edge["relation"] for edge in data["edges"]] == ["host"]
    assert [text for text, *_ in data["known"]["sentences"]] == ["شاركت البحرين ثانية."]
    assert read(draw(network, since="2019-05-02"))["nodes"] == []
    # What has no date, and what no text states, is not known to be so late.
    assert "opener" not in {edge["relation"] for edge in read(draw(network, since="2001"))["edges"]}


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"types": ["Animal"]}, "type 'Animal': expected one of Person"),
        ({"since": "May 2015"}, "since 'May 2015': expected a date"),
        ({"since": "2015-13"}, "since '2015-13': expected a date"),
        ({"hops": 0}, "hops 0: expected 1 or more"),
        ({"size": "height"}, "size 'height': expected one of degree"),
        ({"colour": "age"}, "colour 'age': expected one of type"),
        ({"focus": "دبي"}, "focus: expected a graph of kg"),
        ({"query": "SELECT ?s { ?s ?p ?o }"}, "query: expected a graph of kg"),
    ],
)
def test_settings_that_say_nothing_are_named(settings: dict[str, Any], told: str) -> None:
    with pytest.raises(SettingsError, match=told):
        draw(small(), **settings)


def bridge() -> networkx.MultiDiGraph[str]:
    """Two circles of five that one thing of two neighbours joins."""
    draft = Draft()
    said = [claim("شاركا معاً.", start=0)]
    for side in "ab":
        for i in range(5):
            draft.thing(f"{side}{i}", "Person", f"{side}{i}")
        for i in range(5):
            for j in range(i):
                draft.relation(f"{side}{i}", "participant", f"{side}{j}", claims=said)
    draft.thing("bridge", "Organization", "bridge")
    draft.thing("alone", "Place", "alone")
    draft.relation("a0", "participant", "bridge", claims=said)
    draft.relation("bridge", "participant", "b0", claims=said)
    return draft.network


@pytest.mark.parametrize(
    ("size", "largest", "smallest"),
    [("degree", "a0", "bridge"), ("pagerank", "a0", "bridge"), ("betweenness", "bridge", "a1")],
)
def test_sizes_follow_a_measure(size: str, largest: str, smallest: str) -> None:
    data = read(draw(bridge(), size=size))
    sizes = {node["label"]: node["size"] for node in data["nodes"]}
    joined = {label: each for label, each in sizes.items() if label != "alone"}
    assert joined[largest] == max(joined.values()) > joined[smallest] == min(joined.values())
    assert sizes["alone"] == min(sizes.values())
    assert data["about"]["measures"] == {"size": size, "colour": "type", "sampled": False}


def test_colours_follow_communities() -> None:
    data = read(draw(bridge(), colour="community"))
    homes = {node["label"]: node["community"] for node in data["nodes"]}
    first, second = data["about"]["communities"]
    assert (first["count"], second["count"]) == (6, 5)
    assert {homes[f"a{i}"] for i in range(5)} != {homes[f"b{i}"] for i in range(5)}
    assert all(len({homes[f"{side}{i}"] for i in range(5)}) == 1 for side in "ab")
    assert homes["alone"] is None
    assert {first["label"], second["label"]} == {"a0", "b0"}
    assert "community" not in read(draw(bridge()))["nodes"][0]


def test_too_many_things_are_drawn_as_groups(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    network = bridge()
    for i in range(4):
        network.add_node(f"{IRI}x{i}", type="City", label=HOSTILE[0], labels=HOSTILE, facts=[])
    monkeypatch.setattr(drawing, "MOST", 10)
    with caplog.at_level(logging.WARNING):
        page = draw(network)
    assert "16 things are too many" in caplog.text and "kg serve" in caplog.text
    data = read(page)
    groups = {(node["group"], node["type"]): node for node in data["nodes"]}
    assert [node["count"] for node in data["nodes"]] == [6, 5, 4, 1]
    assert [node["label"] for node in data["nodes"][:2]] == ["a0", "b0"]
    assert set(groups) == {("community", "Person"), ("type", "City"), ("type", "Place")}
    # Every thing stands in one group, and every relation in one or between two.
    known = data["known"]
    members = [name for node in known["nodes"] for name, *_ in node["members"]]
    assert sorted(members) == sorted(label for _, label in network.nodes(data="label"))
    (link,) = data["edges"]
    within = sum(count for node in known["nodes"] for _, count in node["relations"])
    assert within + link["said"] == network.number_of_edges()
    assert known["edges"] == [{"relations": [["participant", 1]]}]
    assert data["about"]["left"]["all_nodes"] == 16
    assert HOSTILE[0] not in page
    # Who says how many is given so many things.
    assert len(read(draw(network, limit=12))["nodes"]) == 12


def test_small_communities_share_a_node(monkeypatch: pytest.MonkeyPatch) -> None:
    from kg.drawing import communities

    monkeypatch.setattr(drawing, "MOST", 10)
    monkeypatch.setattr(communities, "_MOST", 1)
    rest = next(node for node in read(draw(bridge()))["nodes"] if node["group"] == "rest")
    assert (rest["communities"], rest["count"]) == (1, 5)


def test_a_large_graph_makes_a_bearable_page() -> None:
    page = draw(newslike(1000))
    assert len(page.encode()) < 1_000_000
    assert len(read(page)["nodes"]) == 1000
