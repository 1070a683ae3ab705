"""The drawn page in a real browser: filters of what is told, groups, keys, files, barriers."""

from __future__ import annotations

import os
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx
import pytest

from kg.drawing import page as drawing
from tests.networks import HOSTILE, claim, hostile, newslike, small

pytestmark = pytest.mark.browser

Open = Callable[..., Any]

_SHOWN = "return [...rawabit.shown.edges].map((id) => rawabit.edges.get(id).relation).sort()"


def set_value(page: Any, selector: str, value: object) -> None:
    """Give a field a value, as the keyboard or a pointer would."""
    page.run(
        "const field = document.querySelector(arguments[0]); field.value = arguments[1];"
        "for (const type of ['input', 'change']) field.dispatchEvent(new Event(type));",
        selector,
        value,
    )


def dated() -> networkx.MultiDiGraph[str]:
    """The small network with a host that two texts of 2019 name, one of them a copy."""
    network = small()
    late = [
        claim("استضافت البحرين القمة.", start=0, document=f"https://example.org/id/document/{i}",
              date="2019-05-01", confidence=0.5, title=None)
        for i in (2, 3)
    ]  # fmt: skip
    iri = "https://example.org/id/"
    network.add_edge(
        f"{iri}summit", f"{iri}bahrain", "k", relation="host", label="host", claims=late
    )
    return network


def test_days_and_confidence_filter_what_is_told(open_drawing: Open) -> None:
    page = open_drawing(dated())
    everything = page.run(_SHOWN)
    assert len(everything) == 9
    assert page.run("return [since.min, since.max]") == ["2017-03-12", "2019-05-01"]
    set_value(page, "#since", "2018-01-01")
    assert page.run(_SHOWN) == ["host"]
    assert "2 من 8" in page.text("#status")
    # One text must fit in every respect.
    set_value(page, "#confidence", 60)
    assert page.run(_SHOWN) == []
    set_value(page, "#since", "")
    shown = page.run(_SHOWN)
    # What no text tells has no confidence that could be too low, but no day either.
    assert "host" not in shown and "location" in shown
    assert page.text("#confidence-value") == "60%"
    set_value(page, "#until", "2017-12-31")
    assert "location" not in page.run(_SHOWN) and "role" in page.run(_SHOWN)
    set_value(page, "#until", "")
    set_value(page, "#confidence", 0)
    assert page.run(_SHOWN) == everything


def test_panel_counts_independent_sources(open_drawing: Open, monkeypatch: Any) -> None:
    copies = {"https://example.org/id/document/3": "https://example.org/id/document/2"}
    monkeypatch.setattr(drawing, "_originals", lambda graph: copies)
    page = open_drawing(dated())
    page.run("rawabit.show({kind: 'edge', id: Number(arguments[0])})", page.run(
        "return [...rawabit.edges.values()].find((edge) => edge.relation === 'host').id"
    ))  # fmt: skip
    assert len(page.all("#details blockquote")) == 2
    assert "المصادر المستقلة: 1 · الوثائق: 2" in page.text("#details")


def test_page_tells_what_was_chosen_and_measured(open_drawing: Open) -> None:
    page = open_drawing(dated(), types=["Person", "City"], since="2017", size="pagerank")
    assert "المدن، الأشخاص" in page.text("#choice") and "2017" in page.text("#choice")
    assert "من 8 كيان" in page.text("#choice")
    assert "PageRank" in page.text("#measures") and "متجوّل" in page.text("#measures")
    page.find("#language").click()
    assert "types: Cities, People" in page.text("#choice")
    assert "Its share of the visits" in page.text("#measures")
    page.run("rawabit.show({kind: 'node', id: 0})")
    assert "Importance (PageRank): " in page.text("#details")


def test_communities_are_a_filter(open_drawing: Open) -> None:
    page = open_drawing(newslike(60), colour="community")
    rows = page.all("#communities li")
    assert len(rows) > 2
    before = page.run("return rawabit.shown.nodes.size")
    count = int(rows[0].find_element("css selector", ".count").text)
    rows[0].find_element("css selector", "input").click()
    after = page.run("return rawabit.shown.nodes.size")
    assert after <= before - count
    page.find("[data-all=communities]").click()
    assert page.run("return rawabit.shown.nodes.size") == before
    assert not open_drawing(small()).find("#communities").is_displayed()


def test_groups_list_their_members_and_search_finds_them(
    open_drawing: Open, monkeypatch: Any
) -> None:
    monkeypatch.setattr(drawing, "MOST", 100)
    page = open_drawing(newslike(600))
    assert page.messages() == []
    assert page.find("#left-out").is_displayed()
    assert "600" in page.text("#left-out") and "kg serve" in page.text("#left-out")
    assert not page.find("#relations").is_displayed() and not page.find("#since").is_displayed()
    sizes = page.run("return [...rawabit.nodes.values()].map((node) => node.count)")
    assert sum(sizes) == 600
    largest = sizes.index(max(sizes))
    page.run("rawabit.show({kind: 'node', id: arguments[0]})", largest)
    assert len(page.all("#details .members li")) == min(100, max(sizes))
    while page.run("return !document.querySelector('#details .members + .quiet').hidden"):
        page.run("document.querySelector('#details .members + .quiet').click()")
    assert len(page.all("#details .members li")) == max(sizes)
    from selenium.webdriver import Keys

    page.find("#search").send_keys("الكيان 599")
    page.wait("return document.querySelector('#results li [dir]')")
    page.find("#search").send_keys(Keys.ENTER)
    assert page.text("#details .members [aria-current]").startswith("الكيان 599")
    edges = page.run("return rawabit.edges.size")
    if edges:
        page.run("rawabit.show({kind: 'edge', id: 0})")
        assert page.all("#details .members li")
    assert page.messages() == []


def test_hostile_groups_are_inert(open_drawing: Open, monkeypatch: Any) -> None:
    monkeypatch.setattr(drawing, "MOST", 3)
    page = open_drawing(hostile())
    for number in range(page.run("return rawabit.nodes.size")):
        page.run("rawabit.show({kind: 'node', id: arguments[0]})", number)
    page.find("#search").send_keys("hacked")
    page.wait("return document.querySelectorAll('#results li').length > 1")
    time.sleep(0.3)
    assert page.run("return window.hacked === undefined && document.images.length === 1")
    assert page.messages() == []


def test_keys_walk_from_thing_to_thing(open_drawing: Open) -> None:
    from selenium.webdriver import Keys

    page = open_drawing(small())
    picture = page.find("#picture")
    picture.send_keys("n")
    first = page.text("#details h2")
    assert page.text("#status") == first
    picture.send_keys("n")
    assert page.text("#details h2") != first
    picture.send_keys("p")
    assert page.text("#details h2") == first
    assert page.run("return document.activeElement.id") == "picture"
    # An Arabic keyboard has another letter on the same key.
    page.run("""
        const press = { key: "ى", code: "KeyN", bubbles: true };
        document.getElementById("picture").dispatchEvent(new KeyboardEvent("keydown", press));
    """)
    assert page.text("#details h2") != first
    picture.send_keys(Keys.ENTER)
    assert page.run("return document.activeElement.id") == "details"


def test_picture_is_saved_as_svg(open_drawing: Open) -> None:
    network = small()
    network.add_node("x", type="Place", label=HOSTILE[1], labels=[HOSTILE[1]], facts=[])
    page = open_drawing(network)
    page.find("#save-svg").click()
    file = page.downloads / "graph.svg"
    end = time.monotonic() + 30
    while not file.exists() and time.monotonic() < end:
        time.sleep(0.1)
    root = ElementTree.fromstring(file.read_text(encoding="utf-8"))
    file.unlink()
    svg = "{http://www.w3.org/2000/svg}"
    assert {each.tag.removeprefix(svg) for each in root.iter()} == {
        "svg", "rect", "path", "title", "text",
    }  # fmt: skip
    assert len(root.findall(f"{svg}path")) == 9 + 8
    assert {title.text for title in root.iter(f"{svg}title")} == {
        label for _, label in network.nodes(data="label")
    }
    assert "دبي" in {text.text for text in root.iter(f"{svg}text")}


@pytest.mark.parametrize("state", ["all", "node", "edge", "search", "groups", "communities"])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_axe_finds_no_barriers(
    open_drawing: Open, monkeypatch: Any, state: str, language: str
) -> None:
    script = Path(os.environ.get("KG_TEST_NODE_MODULES", "")) / "axe-core" / "axe.min.js"
    if not script.is_file():
        pytest.skip("axe-core is not in the folder that KG_TEST_NODE_MODULES names")
    if state == "groups":
        monkeypatch.setattr(drawing, "MOST", 10)
    network = newslike(60) if state in ("groups", "communities") else dated()
    colour = "community" if state == "communities" else "type"
    page = open_drawing(network, language=language, colour=colour)
    if state in ("node", "edge"):
        page.run("rawabit.show({kind: arguments[0], id: 0})", state)
    elif state == "groups":
        page.run("rawabit.show({kind: 'node', id: 0})")
    elif state == "search":
        page.find("#search").send_keys("دبي")
    page.run(script.read_text(encoding="utf-8"))
    found = page.driver.execute_async_script("axe.run().then(arguments[0])")
    barriers = [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]]
    assert barriers == []
