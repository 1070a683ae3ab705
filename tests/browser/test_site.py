"""The served pages in a real browser: what a reader sees and can do, and that nothing leaves."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, unquote

import pytest

from tests.serving.conftest import server, store
from tests.serving.server import Server

pytestmark = pytest.mark.browser

__all__ = ["server", "store"]

PAGES = (
    "/?lang=ar",
    "/?lang=en",
    "/search?lang=ar&q=دبي",
    "/ontology?lang=ar",
    "/id/person/حسين_لوتاه?lang=ar",
    "/id/city/دبي?lang=en",
    "/id/conference/قمة_المدن_الذكية?lang=ar",
    "/explore?lang=ar",
    "/explore?lang=en&start=all",
    "/ask?lang=ar",
    "/ask?lang=ar&q=من افتتح قمة المدن الذكية؟",
    "/ask?lang=en&q=من افتتح الفعالية؟",
)


class Site:
    """Pages of a server in the browser."""

    def __init__(self, page: Any, server: Server) -> None:
        self.page = page
        self.server = server

    def open(self, path: str) -> Any:
        """Open a page and wait until its scripts are done."""
        self.page.messages()
        self.page.requests()
        self.page.driver.get(self.server.address + quote(path, safe="/?=&%#,:"))
        self.page.wait("return document.documentElement.dataset.ready === 'yes'")
        return self.page

    @property
    def path(self) -> str:
        """Where the browser is."""
        return unquote(self.page.driver.current_url.removeprefix(self.server.address))


@pytest.fixture
def site(page: Any, server: Server) -> Iterator[Site]:
    """Pages in a window of the usual size."""
    yield Site(page, server)
    page.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    page.driver.delete_all_cookies()


@pytest.fixture
def document(server: Server) -> str:
    """The path of the document with a title that is markup."""
    found = server.query(
        "SELECT ?d { ?d dcterms:title ?t FILTER(STRSTARTS(?t, '<script>')) }", accept="text/csv"
    )
    return "/id/document/" + found.text.split()[1].rpartition("/")[2]


@pytest.mark.parametrize("path", PAGES)
def test_pages_ask_nobody_else_and_log_nothing(site: Site, path: str) -> None:
    page = site.open(path)
    time.sleep(0.2)
    assert page.messages() == []
    asked = [url for url in page.requests() if not url.startswith("data:")]
    assert asked and all(url.startswith(site.server.address + "/") for url in asked)
    direction = "return getComputedStyle(document.body).direction"
    assert page.run(direction) == ("rtl" if "lang=ar" in path else "ltr")


def test_the_font_is_ours(site: Site) -> None:
    page = site.open("/?lang=ar")
    page.wait("return document.fonts.status === 'loaded'")
    assert page.run("return document.fonts.check('16px \"IBM Plex Sans Arabic\"', 'عربي')")
    loaded = page.run("return [...document.fonts].filter((f) => f.status === 'loaded').length")
    assert loaded >= 2


@pytest.mark.parametrize("path", [*PAGES, "/id/person/nobody", "/sparql?query=x", "/editor"])
def test_axe_finds_no_barriers(site: Site, path: str) -> None:
    page = site.open(path)
    for box in page.all(".large [type=search]"):
        box.send_keys("دبي")
        page.wait("return document.querySelector('.large [role=status]').textContent")
    for each in page.all("details:not([open]) summary"):
        each.click()
    # What YASGUI makes has barriers of its own: tabs and text boxes without names.
    assert page.barriers("{ include: [['html']], exclude: [['#editor']] }") == []


@pytest.mark.parametrize("path", PAGES)
def test_a_phone_shows_all_of_its_width(site: Site, path: str) -> None:
    metrics = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
    site.page.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    page = site.open(path)
    assert page.run("return document.documentElement.scrollWidth") == 390
    # What can be touched does not overlap.
    boxes = page.run(
        "return [...document.querySelectorAll('header a, header button')]"
        ".map((e) => e.getBoundingClientRect().toJSON())"
    )
    for one, other in itertools.combinations(boxes, 2):
        apart = one["right"] <= other["left"] or other["right"] <= one["left"]
        assert apart or one["bottom"] <= other["top"] or other["bottom"] <= one["top"]


class TestSearch:
    def test_as_one_types(self, site: Site) -> None:
        from selenium.webdriver import Keys

        page = site.open("/?lang=ar")
        box = page.find(".large [type=search]")
        box.send_keys("لوتاة")
        page.wait("return document.querySelectorAll('.large [role=option]').length === 1")
        option = page.find(".large [role=option]")
        assert "حسين لوتاه" in option.text and "شخص" in option.text and "معلوم" in option.text
        assert box.get_attribute("aria-expanded") == "true"
        box.send_keys(Keys.ARROW_DOWN)
        assert box.get_attribute("aria-activedescendant") == option.get_attribute("id")
        box.send_keys(Keys.ENTER)
        page.wait("return location.pathname.startsWith('/id/')")
        assert site.path == "/id/person/حسين_لوتاه"

    def test_what_is_not_found_is_told(self, site: Site) -> None:
        page = site.open("/?lang=ar")
        page.find(".large [type=search]").send_keys("قبرص")
        page.wait("return document.querySelector('.large [role=status]').textContent")
        assert page.find(".large [role=status]").text == "لا نتيجة"

    def test_escape_closes_and_enter_searches(self, site: Site) -> None:
        from selenium.webdriver import Keys

        page = site.open("/ontology?lang=ar")
        box = page.find("[type=search]")
        box.send_keys("دبي")
        page.wait("return document.querySelectorAll('[role=option]').length > 0")
        box.send_keys(Keys.ESCAPE)
        assert not page.find(".found").is_displayed()
        box.send_keys(Keys.ENTER)
        page.wait("return location.pathname === '/search'")
        assert page.find("h1").text.startswith("نتائج البحث")

    def test_hostile_names_are_text(self, site: Site) -> None:
        page = site.open("/?lang=ar")
        page.find(".large [type=search]").send_keys("script")
        page.wait("return document.querySelectorAll('.large [role=option]').length > 0")
        assert "<script>" in page.find(".large [role=listbox]").text
        assert page.run("return window.hacked === undefined")


def test_from_a_fact_to_its_sentence_in_the_text(site: Site) -> None:
    page = site.open("/id/person/حسين_لوتاه?lang=ar")
    fact = page.find("#role-out details")
    assert not page.find("#role-out blockquote").is_displayed()
    fact.find_element("css selector", "summary").click()
    passage = page.find("#role-out .passage")
    assert passage.is_displayed()
    assert {each.text for each in page.all("#role-out .passage:first-child mark")} >= {
        "حسين لوتاه",
        "المدير العام",
    }
    passage.find_element("css selector", "a").click()
    page.wait("return location.pathname.startsWith('/id/document/')")
    assert "#char=" in site.path
    target = page.find(":target")
    assert "حسين لوتاه" in target.text and target.is_displayed()


def test_a_relation_marks_both_its_ends(site: Site, document: str) -> None:
    from selenium.webdriver import ActionChains, Keys

    page = site.open(f"{document}?lang=ar")
    claim = next(each for each in page.all(".claim") if "منصب" in each.text)
    ActionChains(page.driver, duration=0).move_to_element(claim).perform()
    assert "حسين لوتاه" in page.find(".mark.subject").text
    assert "بلدية دبي" in page.find(".mark.object").text
    # By the keyboard too; and a mention tells what it is.
    ActionChains(page.driver, duration=0).move_to_element(page.find("h1")).perform()
    page.run("document.querySelector('.mark.Person').focus()")
    panel = page.find("#details")
    assert "شخص" in panel.text and "إلى صفحته" in panel.text
    page.driver.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert page.all(".mark.subject, .mark.object") == []


def test_hostile_documents_are_inert(site: Site, document: str) -> None:
    page = site.open(f"{document}?lang=ar")
    assert page.find("h1").text == "<script>window.hacked = 1</script>"
    assert "onerror='window.hacked = 1'" in page.find("article.text").text
    for each in page.all(".claim"):
        each.click()
    time.sleep(0.2)
    assert page.run("return window.hacked === undefined")
    assert page.messages() == []


def test_a_handler_that_got_into_a_page_would_not_run(site: Site) -> None:
    page = site.open("/?lang=ar")
    page.run("""
        const trap = document.createElement("div");
        trap.innerHTML = '<img src="https://example.org/x.png" onerror="window.hacked = 1">';
        document.body.append(trap);
    """)
    time.sleep(0.3)
    assert page.run("return window.hacked === undefined")
    assert "Content Security Policy" in "".join(page.messages())


def test_the_keyboard_reaches_the_content_first(site: Site) -> None:
    from selenium.webdriver import Keys

    page = site.open("/ontology?lang=ar")
    page.find("body").send_keys(Keys.TAB)
    assert page.run("return document.activeElement.className") == "skip"
    page.driver.switch_to.active_element.send_keys(Keys.ENTER)
    assert page.run("return document.activeElement.id") == "content"


def test_the_language_is_kept_from_page_to_page(site: Site) -> None:
    page = site.open("/?lang=ar")
    page.find("nav a[hreflang=en]").click()
    page.wait("return document.documentElement.lang === 'en'")
    page.find("nav a[href='/ontology']").click()
    page.wait("return location.pathname === '/ontology'")
    assert page.find("h1").text == "Vocabulary"
