"""The drawn page as a file: what it holds, that it is always the same, that text stays text."""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
import logging
import os
import re
import subprocess
import sys
import zlib
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.drawing import draw
from kg.drawing.layout import place
from kg.drawing.measures import COLOURS
from kg.drawing.styles import LANGUAGES, TEMPLATES, read_styles
from kg.errors import SettingsError, StoreError
from kg.model import LITERAL_RELATIONS, EntityType, Relation, Standing
from tests.networks import HOSTILE, ROLE_SENTENCE, SECOND_SENTENCE, hostile, large, small


class _Tags(HTMLParser):
    """The elements of a page with their attributes, and the text of scripts and styles."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self._inside = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        self._inside = tag
        self.texts.setdefault(tag, []).append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.texts[self._inside][-1] += data


def _data(page: str) -> dict[str, Any]:
    """What the page's scripts read; nodes and edges with what is unpacked later."""
    found, *_, packed = _Tags(page).texts["script"]
    data: dict[str, Any] = json.loads(found)
    known = json.loads(zlib.decompress(base64.b64decode(packed)))
    for part in ("nodes", "edges"):
        for row, more in zip(data[part], known.pop(part), strict=True):
            row.update(more)
    return {**data, **data.pop("about"), "evidence": known}


def test_page_holds_the_graph() -> None:
    network = small()
    data = _data(draw(network))
    nodes = {node["id"]: node for node in data["nodes"]}
    assert {node["iri"] for node in nodes.values()} == set(network)
    for node in nodes.values():
        attributes = network.nodes[node["iri"]]
        assert (node["type"], node["label"]) == (attributes["type"], attributes["label"])
        assert {node["label"], *node["names"]} == set(attributes["labels"])
        assert node["degree"] == network.degree(node["iri"])
    drawn = [(nodes[e["from"]]["iri"], e["relation"], nodes[e["to"]]["iri"]) for e in data["edges"]]
    assert sorted(drawn) == sorted((s, a["relation"], o) for s, o, a in network.edges(data=True))
    assert data["left"] == {"nodes": 0, "edges": 0, "all_nodes": 8, "all_edges": 8}


def test_edge_keeps_its_sentences_surest_first() -> None:
    data = _data(draw(small()))
    edge = next(edge for edge in data["edges"] if edge["label"] == "المدير العام")
    tables = data["evidence"]
    claims = [tables["claims"][number] for number in edge["claims"]]
    texts = [tables["sentences"][sentence][0] for sentence, *_ in claims]
    assert texts == [ROLE_SENTENCE, SECOND_SENTENCE]
    assert [(confidence, pattern) for _, confidence, pattern, _ in claims] == [
        (0.93, "role.title_after_name"),
        (0.8, "role.title_before_name"),
    ]
    document = tables["documents"][tables["sentences"][claims[0][0]][1]]
    assert document == {
        "iri": "https://example.org/id/document/1",
        "title": "قمة المدن الذكية تختتم أعمالها",
        "source": "صحيفة المثال",
        "date": "2017-03-12",
        "original": None,
    }


def test_facts_with_literals_and_qualities_of_roles_are_kept() -> None:
    data = _data(draw(small()))
    facts = {node["label"]: node["facts"] for node in data["nodes"]}
    (edition,) = facts["قمة المدن الذكية"]
    assert (edition["relation"], edition["value"], len(edition["claims"])) == ("edition", 5, 1)
    (role,) = facts["عائشة بنت بطي بن بشر"]
    assert (role["value"], role["standing"]) == ("المستشارة", "Current")
    former = next(edge for edge in data["edges"] if edge["label"] == "عضو المجلس")
    assert (former["standing"], former["since"]) == ("Former", "2010")
    located = next(edge for edge in data["edges"] if edge["relation"] == "location")
    assert (located["claims"], located["source"]) == ([], "GeoNames 2026")


def test_relations_of_one_pair_are_bent_apart() -> None:
    network = small()
    one, other, *_ = sorted(network)
    for start, end, relation in (
        (one, other, "host"),
        (one, other, "partner"),
        (other, one, "runs"),
    ):
        network.add_edge(start, end, relation=relation, label="", claims=[])
    data = _data(draw(network))
    iris = [node["iri"] for node in data["nodes"]]
    pair = {iris.index(one), iris.index(other)}
    bends = set()
    for edge in data["edges"]:
        if {edge["from"], edge["to"]} == pair:
            # A bend to one side is a bend to the other side, seen from the other end.
            seen = 1 if edge["from"] < edge["to"] else -1
            bends.add(seen * edge["bend"])
    assert len(bends) == 3


def test_same_graph_gives_same_page_in_any_order() -> None:
    network = small()
    turned: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for node, attributes in reversed(list(network.nodes(data=True))):
        turned.add_node(node, **{**attributes, "labels": attributes["labels"][::-1]})
    for start, end, attributes in reversed(list(network.edges(data=True))):
        turned.add_edge(start, end, **{**attributes, "claims": attributes["claims"][::-1]})
    assert draw(turned) == draw(network)


def test_same_graph_gives_same_page_with_any_hash_seed(root: Path) -> None:
    program = (
        "import hashlib; from kg.drawing import draw; from tests.networks import large;"
        "print(hashlib.sha256(draw(large(60)).encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root)},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


def test_graph_of_a_store_is_drawn() -> None:
    from kg.graph.mapping import describe
    from kg.graph.store import Graph
    from tests.graph import example

    resolution, extractions = example.corpus()
    with Graph.of(describe(resolution, extractions, example.BASE)) as graph:
        data = _data(draw(graph))
        network = graph.to_networkx()
    assert {node["iri"] for node in data["nodes"]} == set(network)
    assert len(data["edges"]) == network.number_of_edges()
    assert data["evidence"]["claims"]


def test_page_asks_for_nothing_outside() -> None:
    tags = _Tags(draw(small()))
    for tag, attributes in tags.found:
        for name in ("src", "srcset", "href", "action", "data", "poster"):
            assert (attributes.get(name) or "data:,").startswith("data:"), (tag, attributes)
    assert "@import" not in tags.texts["style"][0]
    assert "url(" not in tags.texts["style"][0]


def test_policy_allows_the_two_scripts_and_nothing_else() -> None:
    tags = _Tags(draw(small()))
    policy = next(
        attributes["content"]
        for tag, attributes in tags.found
        if attributes.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy is not None
    rules = dict(rule.split(maxsplit=1) for rule in policy.split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"].split() == [_digest(text) for text in tags.texts["script"][1:3]]
    assert rules["style-src"].split() == [_digest(tags.texts["style"][0])]
    assert "unsafe" not in policy


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_hostile_text_stays_text() -> None:
    shape = [tag for tag, _ in _Tags(draw(small())).found]
    page = draw(hostile(), title=HOSTILE[0])
    tags = _Tags(page)
    assert [tag for tag, _ in tags.found] == shape
    assert not any(name.startswith("on") for _, attributes in tags.found for name in attributes)
    assert tags.texts["title"] == tags.texts["h1"] == [HOSTILE[0]]
    assert "\u2028" not in page and "\u2029" not in page
    page.encode("utf-8")  # no half of a surrogate pair is left
    data = _data(page)
    labels = {node["label"] for node in data["nodes"]}
    assert labels == set(HOSTILE)
    assert {edge["label"] for edge in data["edges"]} == {*HOSTILE[1:], None}


def test_most_connected_things_are_kept_and_the_rest_is_told(
    caplog: pytest.LogCaptureFixture,
) -> None:
    network = large(80)
    with caplog.at_level(logging.WARNING):
        data = _data(draw(network, limit=30))
    kept = {node["iri"] for node in data["nodes"]}
    assert len(kept) == 30
    least = min(network.degree(node) for node in kept)
    assert all(network.degree(node) <= least for node in set(network) - kept)
    left = sum(1 for start, end in network.edges() if not {start, end} <= kept)
    assert data["left"] == {"nodes": 50, "edges": left, "all_nodes": 80, "all_edges": 79}
    assert "30 of 80 things are drawn" in caplog.text


def test_empty_graph_is_drawn() -> None:
    data = _data(draw(networkx.MultiDiGraph()))
    assert (data["nodes"], data["edges"]) == ([], [])


def test_page_is_written(tmp_path: Path) -> None:
    output = tmp_path / "graph.html"
    page = draw(small(), output, title="مدن ذكية", language="en")
    assert output.read_bytes() == page.encode("utf-8")
    assert '<html lang="en" dir="ltr">' in page
    assert '<h1 dir="auto">مدن ذكية</h1>' in page
    assert '<html lang="ar" dir="rtl">' in draw(small())


def test_wrong_settings_are_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"language 'fr': expected one of ar, en"):
        draw(small(), language="fr")
    with pytest.raises(SettingsError, match="limit 0: expected 1 or more"):
        draw(small(), limit=0)
    missing = tmp_path / "missing" / "graph.html"
    with pytest.raises(
        StoreError, match=f"{re.escape(str(missing))}: the drawing cannot be written"
    ):
        draw(small(), missing)


def test_every_type_and_relation_has_its_looks_and_names() -> None:
    styles = read_styles()
    assert set(styles["types"]) == {kind.value for kind in EntityType}
    assert set(styles["relations"]) == {relation.value for relation in Relation}
    for style in styles["types"].values():
        assert {"ar", "en", "one_ar", "one_en", "colour", "path"} == set(style)
    literal = {relation.value for relation in LITERAL_RELATIONS}
    for name, style in styles["relations"].items():
        sides = set() if name in literal else {"out_ar", "out_en", "in_ar", "in_en"}
        assert set(style) - {"dashes"} == {"ar", "en", "colour", *sides}, name
    for key in ("path", "colour"):
        assert len({style[key] for style in styles["types"].values()}) == len(EntityType)


def test_page_speaks_both_languages() -> None:
    words = read_styles()["words"]
    assert set(words) == set(LANGUAGES)
    assert set(words["ar"]) == set(words["en"])
    for key, text in words["ar"].items():
        holes = re.findall(r"\{\w+\}", text)
        assert sorted(holes) == sorted(re.findall(r"\{\w+\}", words["en"][key])), key
    assert {standing.value for standing in Standing} <= set(words["ar"])


def test_words_of_the_page_are_all_used_and_all_there() -> None:
    sources = "".join(
        path.read_text(encoding="utf-8")
        for path in sorted(TEMPLATES.iterdir())
        if path.suffix != ".toml"
    )
    words = set(read_styles()["words"]["en"])
    used = set(re.findall(r'(?:\bword\("|data-(?:word|label)=")(\w+)"', sources))
    # Of two words by a condition, and by what a number, a measure or a group is.
    used |= set(re.findall(r'[?:] "(\w+)"', sources)) & words
    counted = {f"sentences_{form}" for form in ("0", "1", "2", "few", "many")}
    chosen = {f"colour_{each}" for each in COLOURS} | {
        "group_community",
        "group_rest",
        "group_type",
    }
    terms = {key for key in words if key[0].isupper()}
    assert used | counted | chosen | terms | {"title"} == words


def _contrast(colour: str) -> float:
    """Contrast with white, as the Web Content Accessibility Guidelines define it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def test_symbols_stand_out_from_the_page() -> None:
    for name, style in read_styles()["types"].items():
        assert _contrast(style["colour"]) >= 2.2, name


_edges = st.lists(st.tuples(st.integers(0, 14), st.integers(0, 14)), max_size=25)


@settings(max_examples=30, deadline=None)
@given(
    edges=_edges,
    boxes=st.lists(st.tuples(st.integers(20, 400), st.integers(20, 120)), min_size=15, max_size=15),
)
def test_placed_parts_do_not_overlap(
    edges: list[tuple[int, int]], boxes: list[tuple[int, int]]
) -> None:
    graph: networkx.Graph[str] = networkx.Graph()
    graph.add_nodes_from(f"{i:02}" for i in range(15))
    graph.add_edges_from((f"{a:02}", f"{b:02}") for a, b in edges if a != b)
    sizes = {f"{i:02}": (float(width), float(height)) for i, (width, height) in enumerate(boxes)}
    spots = place(graph, sizes)
    assert set(spots) == set(graph)
    parts = [list(part) for part in networkx.connected_components(graph)]
    for one, other in itertools.combinations(parts, 2):
        for a, b in itertools.product(one, other):
            across = (sizes[a][0] + sizes[b][0]) / 2 - abs(spots[a][0] - spots[b][0])
            down = (sizes[a][1] + sizes[b][1]) / 2 - abs(spots[a][1] - spots[b][1])
            assert min(across, down) <= 2, (a, b)  # positions are rounded
    assert len(set(spots.values())) == len(spots)
