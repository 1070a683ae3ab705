"""The page of an explanation in a real browser: what a reader sees when he points at things."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.documents.corpus import make_document
from kg.explanation import explain, render_page
from kg.resources import Resources
from kg.settings import Settings

pytestmark = pytest.mark.browser

TEXT = (
    "افتتح سعادة المهندس عصام خلف قمة المدن الذكية في مركز الخليج بمدينة دبي. "
    "واستقبل عصام خلف أمس خالد مراد. "
    "وقال خلف إن برنامج الأمم المتحدة الإنمائي يشارك في القمة."
)
HOSTILE = (
    "افتتح الوزير خالد الأحمد <img src=https://example.org/x.png onerror='window.hacked=1'> مؤتمر "
    "المدن في دبي. <script>window.hacked=1</script> وزار مدير شركة النور مدينة دبي."
)

Open = Callable[..., Any]


@pytest.fixture(scope="module")
def resources() -> Resources:
    return Resources.load(Settings(recognizer="none"))


@pytest.fixture
def open_text(page: Any, tmp_path: Path, resources: Resources) -> Open:
    """Explain a text and open the page."""

    def open_page(text: str, **settings: Any) -> Any:
        file = tmp_path / "page.html"
        found = explain(make_document(text), resources)
        file.write_text(render_page(found, title="خبر", **settings), encoding="utf-8")
        page.open(file)
        return page

    return open_page


def point_at(page: Any, element: Any) -> None:
    """Move the pointer over an element."""
    from selenium.webdriver import ActionChains

    ActionChains(page.driver, duration=0).move_to_element(element).perform()


def claim(page: Any, *words: str) -> Any:
    """The first claim with these words."""
    return next(each for each in page.all(".claim") if all(word in each.text for word in words))


def test_the_page_loads_without_errors_or_requests(open_text: Open) -> None:
    page = open_text(TEXT)
    time.sleep(0.3)
    assert page.messages() == []
    asked = page.requests()
    assert [url.partition(":")[0] for url in asked if not url.startswith("data:")] == ["file"]
    assert page.run("return performance.getEntriesByType('resource').length") == 0


def test_the_page_is_right_to_left_with_its_panel_at_the_left(open_text: Open) -> None:
    page = open_text(TEXT)
    direction = "return getComputedStyle(document.querySelector(arguments[0])).direction"
    assert page.run(direction, "body") == "rtl"
    assert page.run(direction, ".sentence > p") == "rtl"
    left = "return document.querySelector(arguments[0]).getBoundingClientRect().left"
    assert page.run(left, "#details") < page.run(left, "main")


def test_pointing_at_a_relation_marks_both_its_ends(open_text: Open) -> None:
    page = open_text(TEXT)
    assert page.all(".subject, .object") == []
    point_at(page, claim(page, "مفتتح", "opener.verb_first"))
    assert [each.text for each in page.all(".mark.subject")] == ["قمة المدن الذكية"]
    assert [each.text for each in page.all(".mark.object")] == ["سعادة المهندس عصام خلف"]
    colours = page.run(
        "return ['subject', 'object'].map((name) =>"
        " getComputedStyle(document.querySelector('.mark.' + name)).backgroundColor)"
    )
    assert len(set(colours)) == 2
    # The next one takes the marks over; an end may be a passage of several runs.
    point_at(page, claim(page, "مضيف"))
    subject = "".join(each.text for each in page.all(".mark.subject"))
    assert subject.startswith("استقبل") and "خالد مراد" in subject
    assert [each.text for each in page.all(".mark.object")] == ["عصام خلف"]


def test_pointing_at_a_mark_tells_what_it_is_and_what_lost(open_text: Open) -> None:
    page = open_text(TEXT)
    assert page.find("#nothing").is_displayed()
    body = next(each for each in page.all(".mark") if each.text.startswith("برنامج"))
    point_at(page, body)
    (shown,) = [each for each in page.all("#details article") if each.is_displayed()]
    for words in ("جهة", "برنامج الأمم المتحدة الإنمائي", "organization.head", "0.85"):
        assert words in shown.text
    for words in ("الأمم المتحدة", "organization.lexicon", "أقصر، والرتبة واحدة (55)"):
        assert words in shown.text
    assert not page.find("#nothing").is_displayed()
    # Its relations are marked too.
    assert all("برنامج" in each.text for each in page.all(".claim.on"))


def test_the_keyboard_reaches_marks_and_relations(open_text: Open) -> None:
    from selenium.webdriver import Keys

    page = open_text(TEXT)
    body = page.find("body")
    body.send_keys(Keys.TAB)
    assert page.run("return document.activeElement.className").startswith("mark")
    assert [each for each in page.all("#details article") if each.is_displayed()]
    for _ in range(30):
        if page.run("return document.activeElement.classList.contains('claim')"):
            break
        page.driver.switch_to.active_element.send_keys(Keys.TAB)
    assert page.all(".mark.subject")
    page.driver.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert page.all(".subject, .object, .on") == []
    assert page.find("#nothing").is_displayed()


def test_hostile_text_is_inert_and_shown_as_it_is(open_text: Open) -> None:
    page = open_text(HOSTILE)
    shown = "".join(
        page.run("return [...document.querySelectorAll('.sentence > p')].map((p) => p.textContent)")
    )
    assert "".join(shown.split()) == "".join(HOSTILE.split())
    for each in page.all(".mark, .claim"):
        point_at(page, each)
    time.sleep(0.3)
    assert page.run("return window.hacked === undefined")
    assert page.run("return document.images.length") == 0
    assert page.messages() == []
    assert [url for url in page.requests() if not url.startswith(("file:", "data:"))] == []


def test_a_handler_that_got_into_the_page_would_not_run(open_text: Open) -> None:
    page = open_text(TEXT)
    page.run("""
        const trap = document.createElement("div");
        trap.innerHTML = '<img src="https://example.org/x.png" onerror="window.hacked = 1">';
        document.body.append(trap);
    """)
    time.sleep(0.3)
    assert page.run("return window.hacked === undefined")
    assert "Content Security Policy" in "".join(page.messages())


def test_a_page_in_english(open_text: Open) -> None:
    page = open_text(TEXT, language="en")
    assert page.run("return [document.documentElement.lang, document.documentElement.dir]") == [
        "en",
        "ltr",
    ]
    assert "Opener" in claim(page, "opener.verb_first").text
    assert page.run(
        "return getComputedStyle(document.querySelector('.sentence > p')).direction"
    ) == ("rtl")
