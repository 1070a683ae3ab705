"""The editor and the page of questions in a real browser."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest

from tests.serving.conftest import server, store
from tests.serving.server import Server

pytestmark = pytest.mark.browser

__all__ = ["server", "store"]

_CELLS = """
    return [...document.querySelectorAll('#editor .yasr_results td')].map((td) => td.textContent)
        .join('\\n');
"""


@pytest.fixture
def at(page: Any, server: Server) -> Iterator[Any]:
    """Opens a page of the server and waits until its scripts are done."""

    def open_page(path: str) -> Any:
        page.driver.get(server.address + "/ontology")
        page.run("localStorage.clear()")
        page.messages()
        page.requests()
        page.driver.get(server.address + quote(path, safe="/?=&%#,"))
        page.wait("return document.documentElement.dataset.ready === 'yes'")
        return page

    yield open_page
    page.driver.delete_all_cookies()


def edit(at: Any, path: str = "/editor?lang=ar") -> Any:
    page = at(path)
    page.wait("return document.documentElement.dataset.editor === 'yes'")
    return page


def run_query(page: Any) -> str:
    page.find("#editor .yasqe_queryButton").click()
    page.wait("return document.querySelector('#editor .yasr_results td') !== null")
    return str(page.run(_CELLS))


def check_quiet(page: Any, server: Server, *, expected: str = "") -> None:
    """Nothing was asked of anybody else, and nothing complained, but as it was expected to."""
    time.sleep(0.3)
    assert [each for each in page.messages() if not expected or expected not in each] == []
    asked = [url for url in page.requests() if not url.startswith("data:")]
    assert asked and all(url.startswith(server.address + "/") for url in asked)


def test_a_query_runs_and_shows_arabic(at: Any, server: Server) -> None:
    page = edit(at)
    assert "عائشة بن بشر" in run_query(page)
    assert "المدير العام" in page.run(_CELLS)
    check_quiet(page, server)


def test_named_queries_are_there_in_both_languages(at: Any, server: Server) -> None:
    page = edit(at)
    titles = page.run("return [...document.querySelectorAll('#named option')].map((o) => o.text)")
    assert "من يشغل أي منصب · Who holds which role" in titles
    page.run(
        "const named = document.getElementById('named'); named.value = 'roles';"
        "named.dispatchEvent(new Event('change'));"
    )
    assert 'VALUES ?person { "" }' in page.run("return editor.getTab().getQuery()")
    assert "كل منصب ذكرته النصوص" in page.text("#described")
    assert "خالد الأحمد" in run_query(page)
    check_quiet(page, server)
    english = edit(at, "/editor?lang=en")
    assert "Who holds which role · من يشغل أي منصب" in english.text("#named")


def test_a_browser_at_the_endpoint_gets_the_editor(at: Any, server: Server) -> None:
    page = edit(at, "/sparql")
    assert page.driver.current_url == server.address + "/editor"


def test_an_address_brings_a_query_but_no_other_endpoint(at: Any, server: Server) -> None:
    query = "ASK { <urn:مثال> ?p ?o }"
    page = edit(at, f"/editor?query={quote(query)}&endpoint=https://example.org/sparql")
    assert query in page.run("return editor.getTab().getQuery()")
    assert page.run("return editor.getTab().getEndpoint()") == server.address + "/sparql"


def test_hostile_results_stay_text(at: Any, server: Server) -> None:
    query = 'SELECT * { VALUES ?x { "<img src=x onerror=window.hacked=1>" "<b>ب</b>" } }'
    page = edit(at, f"/editor?query={quote(query)}")
    assert "<img src=x onerror=window.hacked=1>" in run_query(page)
    assert page.run("return document.querySelector('#editor td img, #editor td b')") is None
    assert page.run("return window.hacked") is None
    # YASGUI cleans markup in a document that is shown nowhere, where the policy stops it too.
    check_quiet(page, server, expected="Executing inline event handler violates")


def test_a_question_is_asked_and_opened_in_the_editor(at: Any, server: Server) -> None:
    page = at("/ask?lang=ar")
    page.find(".question input").send_keys("من افتتح قمة المدن الذكية؟\n")
    page.wait("return document.querySelector('.answers') !== null")
    assert "حسين لوتاه" in page.text(".answers tbody")
    page.find(".answers summary").click()
    assert page.find(".answers blockquote").is_displayed()
    assert page.run("return getComputedStyle(document.body).direction") == "rtl"
    assert page.run("return getComputedStyle(document.querySelector('.sparql')).direction") == "ltr"
    check_quiet(page, server)
    page.find("a[href^='/editor?query=']").click()
    page.wait("return document.documentElement.dataset.editor === 'yes'")
    assert "حسين_لوتاه" in run_query(page)
    check_quiet(page, server)


@pytest.mark.parametrize("path", ["/ask?q=من افتتح الفعالية؟&lang=ar", "/editor?lang=ar"])
def test_a_phone_shows_all_of_it(at: Any, page: Any, path: str) -> None:
    metrics = {"width": 390, "height": 800, "deviceScaleFactor": 1, "mobile": True}
    page.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    try:
        at(path)
        assert page.run("return document.documentElement.scrollWidth") <= 390
    finally:
        page.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
