"""The drawn page in a real browser: what a reader sees, and what he can do."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from typing import Any

import networkx
import pytest

from tests.networks import HOSTILE, ROLE_SENTENCE, SECOND_SENTENCE, hostile, large, small

pytestmark = pytest.mark.browser

Open = Callable[..., Any]

# Where things and relations are in the picture, by their labels.
_NODE_SPOT = """
    const {network, nodes} = rawabit;
    const [label] = arguments;
    const node = [...nodes.values()].find((node) => node.label === label);
    return network.canvasToDOM(network.getPositions([node.id])[node.id]);
"""
_EDGE_SPOT = """
    const {network, edges, pointOn} = rawabit;
    const [name] = arguments;
    const named = (edge) => [edge.label, edge.relation].includes(name);
    const edge = [...edges.values()].find(named);
    return network.canvasToDOM(pointOn(edge.id, 0.5));
"""
_SHOWN = """
    const {network, nodes, edges} = rawabit;
    const seen = (kept, body) => [...kept.values()].filter(({id}) => !body[id].options.hidden);
    return {
        labels: seen(nodes, network.body.nodes).map((node) => node.label),
        relations: seen(edges, network.body.edges).map((edge) => edge.relation),
    };
"""


def _select(page: Any, words: str) -> None:
    """Type into the search box and take the first result."""
    from selenium.webdriver import Keys

    box = page.find("#search")
    box.clear()
    box.send_keys(words)
    page.wait("return document.querySelector('#results li') !== null")
    box.send_keys(Keys.ENTER)


def test_page_loads_without_errors_or_requests(open_drawing: Open) -> None:
    page = open_drawing(small())
    time.sleep(0.5)
    assert page.messages() == []
    asked = page.requests()
    assert [url.partition(":")[0] for url in asked if not url.startswith("data:")] == ["file"]
    assert page.run("return performance.getEntriesByType('resource').length") == 0


def test_page_is_right_to_left_and_its_canvas_is_not(open_drawing: Open) -> None:
    page = open_drawing(small())
    direction = "return getComputedStyle(document.querySelector(arguments[0])).direction"
    assert page.run(direction, "body") == "rtl"
    assert page.run(direction, "#picture canvas") == "ltr"
    left = "return document.querySelector(arguments[0]).getBoundingClientRect().left"
    assert page.run(left, "#controls") > page.run(left, "#picture") + 900


def test_legend_counts_types_and_relations(open_drawing: Open) -> None:
    page = open_drawing(small())
    rows = {
        row.find_element("css selector", ".name").text: row.find_element(
            "css selector", ".count"
        ).text
        for row in page.all("#types li, #relations li")
    }
    assert rows == {
        **{"الأشخاص": "2", "الجهات": "1", "المؤتمرات": "1", "الجلسات": "1"},
        **{"المبادرات والمشاريع": "1", "المدن": "1", "الدول": "1"},
        **{"منصب": "2", "متحدث": "1", "مفتتح": "1", "مشارك": "1", "يدير أو أطلق": "1"},
        **{"جزء من": "1", "المكان": "1"},
    }
    fills = page.run("return [...document.querySelectorAll('#types path')].map((p) => p.outerHTML)")
    assert len(set(fills)) == 7
    assert page.text("#counts") == "الكيانات: 8 · العلاقات: 8"


def test_labels_are_readable(open_drawing: Open) -> None:
    page = open_drawing(small())
    page.wait("return rawabit.labels().length")
    labels = page.run("return rawabit.labels()")
    assert len(labels) == 8
    assert {label["direction"] for label in labels} == {"rtl"}
    assert min(label["px"] for label in labels) >= 11
    boxes = [
        (
            label["x"],
            label["y"],
            label["width"] * label["px"] / 13,
            len(label["lines"]) * label["px"],
        )
        for label in labels
    ]
    for (x, y, width, height), (left, top, wide, high) in itertools.combinations(boxes, 2):
        assert abs(x - left) * 2 >= width + wide or abs(y - top) * 2 >= height + high


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("لوتاة", "حسين ناصر لوتاه"),  # ta marbuta for ha
        ("حُسَين", "حسين ناصر لوتاه"),  # diacritics
        ("لـــوتاه حسين", "حسين ناصر لوتاه"),  # tatweel, and the words turned round
        ("hüssain", "حسين ناصر لوتاه"),  # another name, in Latin letters with an accent
        ("عايشه", "عائشة بنت بطي بن بشر"),  # no hamza
        ("البحرين", "مملكة البحرين"),
        ("بحرين", "مملكة البحرين"),  # without the article
        ("افضل الكبري", "هل البيانات الكبرى تعني حياة أفضل؟"),  # alef, ya, and punctuation
        ("دبی", "دبي"),  # Persian ya; the city before what only begins with its name
    ],
)
def test_search_finds_spelling_variants(open_drawing: Open, words: str, label: str) -> None:
    page = open_drawing(small())
    _select(page, words)
    assert page.text("#details h2") == label
    assert page.run("return document.querySelector('#results').hidden")


def test_search_tells_what_it_does_not_find(open_drawing: Open) -> None:
    page = open_drawing(small())
    page.find("#search").send_keys("لندن")
    assert page.text("#results") == "لا نتيجة لهذا البحث"
    assert page.text("#status") == "لا نتيجة لهذا البحث"


def test_type_filter_hides_things_with_their_relations(open_drawing: Open) -> None:
    page = open_drawing(small())
    page.find("#types input[value=Person]").click()
    shown = page.run(_SHOWN)
    assert "حسين ناصر لوتاه" not in shown["labels"]
    assert len(shown["labels"]) == 6
    assert sorted(shown["relations"]) == ["location", "part_of", "participant", "runs"]
    assert "6 من 8" in page.text("#status") and "4 من 8" in page.text("#status")
    page.find("[data-all=types]").click()
    assert len(page.run(_SHOWN)["labels"]) == 8


def test_relation_filter_hides_relations_and_what_they_alone_link(open_drawing: Open) -> None:
    page = open_drawing(small())
    page.find("[data-none=relations]").click()
    assert page.run(_SHOWN) == {"labels": [], "relations": []}
    page.find("#relations input[value=role]").click()
    shown = page.run(_SHOWN)
    assert shown["relations"] == ["role", "role"]
    assert sorted(shown["labels"]) == ["بلدية دبي", "حسين ناصر لوتاه"]


def test_things_without_relations_can_be_hidden(open_drawing: Open) -> None:
    network = small()
    network.add_node("alone", type="Place", label="مركز الخليج", labels=["مركز الخليج"], facts=[])
    page = open_drawing(network)
    row = page.find("#types li:last-child")
    assert row.text.split() == ["ما", "لا", "علاقة", "له", "1"]
    row.find_element("css selector", "input").click()
    assert sorted(page.run(_SHOWN)["labels"]) == sorted(
        label for _, label in small().nodes("label")
    )
    assert not open_drawing(small()).all("#types input[value=lonely]")


def test_click_on_an_edge_shows_its_sentences(open_drawing: Open) -> None:
    page = open_drawing(small())
    spot = page.run(_EDGE_SPOT, "المدير العام")
    page.click_picture(spot["x"], spot["y"])
    assert [quote.text for quote in page.all("#details blockquote")] == [
        ROLE_SENTENCE,
        SECOND_SENTENCE,
    ]
    marks = {mark.text for mark in page.all("#details blockquote mark")}
    assert marks == {"حسين ناصر لوتاه", "حسين لوتاه", "بلدية دبي", "المدير العام"}
    footer = page.text("#details .card footer")
    for part in (
        "قمة المدن الذكية تختتم أعمالها",
        "صحيفة المثال",
        "2017-03-12",
        "93%",
        "role.title_after_name",
        f"1#char=10,{10 + len(ROLE_SENTENCE)}",
    ):
        assert part in footer
    assert "جملتان" in page.text("#details")
    assert [button.text for button in page.all("#details .statement b")] == [
        "حسين ناصر لوتاه",
        "بلدية دبي",
    ]


def test_edge_without_a_sentence_names_its_source(open_drawing: Open) -> None:
    page = open_drawing(small())
    spot = page.run(_EDGE_SPOT, "location")
    page.click_picture(spot["x"], spot["y"])
    assert page.all("#details blockquote") == []
    assert "لم تأتِ هذه المعلومة من المقالات (GeoNames 2026)" in page.text("#details")


def test_click_on_a_thing_shows_what_is_known(open_drawing: Open) -> None:
    page = open_drawing(small())
    spot = page.run(_NODE_SPOT, "حسين ناصر لوتاه")
    page.click_picture(spot["x"], spot["y"])
    text = page.text("#details")
    for part in (
        "شخص",
        "حسين لوتاه",
        "Hussain Lootah",
        "المناصب",
        "المدير العام",
        "عضو المجلس · سابق · منذ 2010",
    ):
        assert part in text
    assert "افتتح" in text and "قمة المدن الذكية" in text
    page.find("#details .fact").click()
    assert page.all("#details blockquote")


def test_panel_does_not_hide_what_it_tells_about(open_drawing: Open) -> None:
    page = open_drawing(small())
    at = page.run("return rawabit.network.getPositions()")
    leftmost = page.run(
        "return rawabit.nodes.get(Number(arguments[0])).label", min(at, key=lambda i: at[i]["x"])
    )
    spot = page.run(_NODE_SPOT, leftmost)
    page.click_picture(spot["x"], spot["y"])
    panel = page.run("return document.getElementById('details').getBoundingClientRect().right")
    assert spot["x"] < panel < page.run(_NODE_SPOT, leftmost)["x"]


def test_facts_of_a_thing_open_their_sentences(open_drawing: Open) -> None:
    page = open_drawing(small())
    _select(page, "قمة المدن")
    fact = page.find("#details .fact[aria-expanded]")
    assert fact.text.split() == ["5", "1"]
    assert not page.find("#details blockquote").is_displayed()
    fact.click()
    assert page.find("#details blockquote").text == "القمة الخامسة."


def test_pointer_over_a_thing_names_it(open_drawing: Open) -> None:
    page = open_drawing(small())
    spot = page.run(_NODE_SPOT, "دبي")
    page.point_at(spot["x"], spot["y"]).perform()
    page.wait("return !document.getElementById('tip').hidden")
    assert page.text("#tip") == "دبيمدينة · Dubai"


def test_keyboard_reaches_everything(open_drawing: Open) -> None:
    from selenium.webdriver import Keys

    page = open_drawing(small())
    body = page.find("body")
    body.send_keys("/")
    assert page.run("return document.activeElement.id") == "search"
    box = page.find("#search")
    box.send_keys("دبي")
    first = page.run("return document.querySelector('[aria-selected=true]').textContent")
    box.send_keys(Keys.ARROW_DOWN)
    assert page.run("return document.querySelector('[aria-selected=true]').textContent") != first
    box.send_keys(Keys.ENTER)
    assert page.run("return document.activeElement.id") == "details"
    page.find("#details").send_keys(Keys.ESCAPE)
    assert page.run("return document.getElementById('details').hidden")
    picture = page.find("#picture")
    picture.send_keys("0")
    scale = page.run("return rawabit.network.getScale()")
    picture.send_keys("+")
    page.wait("return rawabit.network.getScale() > arguments[0] * 1.2", scale)
    picture.send_keys("0")
    page.wait("return Math.abs(rawabit.network.getScale() - arguments[0]) < 1e-6", scale)
    at = page.run("return rawabit.network.getViewPosition().x")
    picture.send_keys(Keys.ARROW_RIGHT)
    assert page.run("return rawabit.network.getViewPosition().x") > at


def test_language_can_be_switched(open_drawing: Open) -> None:
    page = open_drawing(small())
    _select(page, "بلدية")
    page.find("#language").click()
    assert page.run("return [document.documentElement.lang, document.documentElement.dir]") == [
        "en",
        "ltr",
    ]
    assert page.text("#types-title") == "Types"
    assert "Organization" in page.text("#details") and "Held by" in page.text("#details")
    page.find("#language").click()
    assert page.text("#types-title") == "الأنواع"
    assert page.messages() == []


def test_hostile_text_is_inert_and_shown_as_it_is(open_drawing: Open) -> None:
    page = open_drawing(hostile(), title=HOSTILE[1])
    assert page.text("h1") == HOSTILE[1]
    for kind, ids in (("node", range(7)), ("edge", range(6))):
        for number in ids:
            page.run("rawabit.show({kind: arguments[0], id: arguments[1]})", kind, number)
            assert (
                page.run("return document.querySelectorAll('#details img, #details script').length")
                == 0
            )
            for element in page.all("#details .fact[aria-expanded]"):
                element.click()
    page.run("rawabit.show({kind: 'node', id: 1})")
    assert page.text("#details h2") == HOSTILE[1]
    assert page.text("#details blockquote") == HOSTILE[1] * 2
    page.find("#search").send_keys("hacked")
    page.wait("return document.querySelectorAll('#results li').length > 1")
    time.sleep(0.3)
    assert page.run("return window.hacked === undefined")
    assert page.run("return document.images.length") == 1  # the one for printing
    assert page.messages() == []
    assert [url for url in page.requests() if not url.startswith(("file:", "data:"))] == []


def test_handler_that_got_into_the_page_would_not_run(open_drawing: Open) -> None:
    """The second wall behind escaping: the policy. This also shows that the tests see errors."""
    page = open_drawing(small())
    page.run("""
        const trap = document.createElement("div");
        trap.innerHTML = '<img src="https://example.org/x.png" onerror="window.hacked = 1">';
        document.body.append(trap);
    """)
    time.sleep(0.3)
    assert page.run("return window.hacked === undefined")
    assert "Content Security Policy" in "".join(page.messages())


def test_page_says_what_is_left_out(open_drawing: Open) -> None:
    page = open_drawing(large(60), limit=25)
    told = page.text("#left-out")
    assert page.find("#left-out").is_displayed()
    assert "25 من 60" in told and "35" in told
    assert not open_drawing(small()).find("#left-out").is_displayed()


def test_largest_page_opens_and_answers(open_drawing: Open) -> None:
    page = open_drawing(large(2000))
    assert page.messages() == []
    _select(page, "الشخص رقم 1999")
    assert page.text("#details h2") == "الشخص رقم 1999"
    assert 20 < len(page.run("rawabit.show(null); rawabit.fit(); return rawabit.labels()")) < 2000


def test_empty_graph_says_so(open_drawing: Open) -> None:
    page = open_drawing(networkx.MultiDiGraph())
    assert page.find("#empty").is_displayed()
    assert page.messages() == []


def test_page_prints_what_is_seen(open_drawing: Open) -> None:
    page = open_drawing(small())
    printed = page.driver.print_page()
    assert len(printed) > 20_000
    assert page.wait("return document.getElementById('paper').naturalWidth") > 900
    assert page.messages() == []


def test_picture_can_be_saved(open_drawing: Open) -> None:
    page = open_drawing(small())
    page.find("#save").click()
    file = page.downloads / "graph.png"
    end = time.monotonic() + 30
    while not file.exists() and time.monotonic() < end:
        time.sleep(0.1)
    assert file.read_bytes().startswith(b"\x89PNG")
