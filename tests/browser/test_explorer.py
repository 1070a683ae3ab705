"""The explorer in a real browser: from a search to a picture that can be passed on."""

from __future__ import annotations

import time
from typing import Any

import pytest

from tests.browser.test_site import Site, site
from tests.serving.conftest import server, store

pytestmark = pytest.mark.browser

__all__ = ["server", "site", "store"]

BASE = "https://w3id.org/rawabit/id/"
LOOTAH = f"{BASE}person/حسين_لوتاه"
SUMMIT = f"{BASE}conference/قمة_المدن_الذكية"
GRAPH = "document.getElementById('picture').explorer.graph"
RENDERER = "document.getElementById('picture').explorer.renderer"


def settle(page: Any) -> Any:
    """Wait until what was asked for is drawn and nothing moves."""
    time.sleep(0.2)
    page.wait(
        "const {begun, settled} = document.documentElement.dataset;"
        "const busy = document.getElementById('picture').ariaBusy;"
        "return begun === 'yes' && settled === 'yes' && busy !== 'true'"
    )
    return page


def start(site: Site, query: str) -> Any:
    return settle(site.open(f"/explore?{query}"))


def drawn(page: Any) -> set[str]:
    """The names of the things that are shown, by the list beside the picture."""
    return set(
        page.run("return [...document.querySelectorAll('#drawn button')].map((e) => e.textContent)")
    )


def status(page: Any) -> str:
    found: str = page.find("#status").text
    return found


def do(page: Any, name: str) -> None:
    page.find(f"[data-do={name}]").click()
    settle(page)


def search(page: Any, name: str) -> None:
    from selenium.webdriver import Keys

    box = page.find("form.search [type=search]")
    box.clear()
    box.send_keys(name)
    page.wait("return document.querySelector('.found:not([hidden]) [role=option]')")
    box.send_keys(Keys.ARROW_DOWN, Keys.ENTER)
    settle(page)


def place(page: Any, iri: str) -> tuple[float, float]:
    spot = page.run(
        f"return {RENDERER}.graphToViewport({GRAPH}.getNodeAttributes(arguments[0]))", iri
    )
    return spot["x"], spot["y"]


def test_search_expand_filter_path_and_an_address(site: Site) -> None:
    page = start(site, "lang=ar")
    assert page.find("#start").is_displayed()
    search(page, "بلدية دبي")
    # A first thing comes with its neighbours.
    assert drawn(page) == {"بلدية دبي", "حسين لوتاه"}
    assert not page.find("#start").is_displayed()

    page.run("document.querySelectorAll('#side details').forEach((each) => (each.open = true))")
    next(each for each in page.all("#drawn button") if each.text == "حسين لوتاه").click()
    assert "1 من 3" in page.find("#chosen").text
    do(page, "expand")
    assert {"قمة المدن الذكية", "<script>window.hacked = 1</script>"} < drawn(page)
    assert "المرسوم 3 من 3" in status(page)
    do(page, "expand")
    assert "كل جيران" in status(page)

    page.find("#filter-relations [data-value=opener]").click()
    assert drawn(page) == {"بلدية دبي", "حسين لوتاه"}
    assert "أخفته المرشحات: الكيانات 2، الصلات 2" in status(page)
    page.find("#filter-clear").click()
    assert len(drawn(page)) == 4 and "أخفته" not in status(page)

    next(each for each in page.all("#drawn button") if each.text == "بلدية دبي").click()
    do(page, "path")
    assert "الكيان الآخر" in status(page)
    search(page, "دبي")
    assert "خطوات أقصر مسار: 3" in status(page) and "2، المعروض منها واحد" in status(page)
    assert "دبي" in drawn(page)

    do(page, "share")
    before, address = drawn(page), page.driver.current_url
    assert "#g=" in address
    spot = page.run(f"return {GRAPH}.getNodeAttributes(arguments[0])", LOOTAH)
    page.driver.get("about:blank")
    page.driver.get(address)
    settle(page)
    assert drawn(page) == before
    again = page.run(f"return {GRAPH}.getNodeAttributes(arguments[0])", LOOTAH)
    assert abs(again["x"] - spot["x"]) < 1 and abs(again["y"] - spot["y"]) < 1


def test_nothing_leaves_and_nothing_is_logged(site: Site) -> None:
    page = start(site, f"lang=ar&focus={LOOTAH}")
    assert len(drawn(page)) == 4
    do(page, "expand")
    do(page, "share")
    do(page, "arrange")
    asked = [url for url in page.requests() if not url.startswith(("data:", "blob:"))]
    assert asked and all(url.startswith(site.server.address + "/") for url in asked)
    assert page.messages() == []


def test_pointing_opens_expands_drags_and_shows_sentences(site: Site) -> None:
    page = start(site, f"lang=ar&focus={LOOTAH}")
    page.click_picture(*place(page, SUMMIT))
    assert page.find("#chosen h2").text == "قمة المدن الذكية"
    page.point_at(*place(page, SUMMIT)).double_click().perform()
    settle(page)
    assert "دبي" in drawn(page)

    (x, y), (other_x, other_y) = place(page, SUMMIT), place(page, LOOTAH)
    page.click_picture((x + other_x) / 2, (y + other_y) / 2)
    page.wait("return document.querySelector('#chosen blockquote')")
    assert {each.text for each in page.all("#chosen mark")} >= {"حسين لوتاه", "قمة المدن الذكية"}
    assert page.find("#chosen .passage a").get_attribute("href").rpartition("#")[2] == "char=0,65"

    page.point_at(*place(page, LOOTAH)).click_and_hold().move_by_offset(60, 40).release().perform()
    settle(page)
    assert page.run(f"return {GRAPH}.getNodeAttribute(arguments[0], 'fixed')", LOOTAH)
    moved = page.run(f"return {GRAPH}.getNodeAttributes(arguments[0])", LOOTAH)
    do(page, "arrange")
    kept = page.run(f"return {GRAPH}.getNodeAttributes(arguments[0])", LOOTAH)
    assert (moved["x"], moved["y"]) == (kept["x"], kept["y"])
    assert page.messages() == []


def test_the_keyboard_does_it_all(site: Site) -> None:
    from selenium.webdriver import Keys

    page = start(site, f"lang=en&focus={LOOTAH}")
    picture = page.find("#picture")

    def press(*keys: str) -> None:
        picture.send_keys(*keys)
        settle(page)

    everything = drawn(page)
    press(Keys.ESCAPE)
    assert "Nothing" in page.find("#chosen").text
    press("n")
    first = page.find("#chosen h2").text
    assert first == "حسين لوتاه"
    press("n", "p")
    assert page.find("#chosen h2").text == first
    press("k")
    assert page.run(f"return {GRAPH}.getNodeAttribute(arguments[0], 'fixed')", LOOTAH)
    press(Keys.DELETE)
    assert drawn(page) == everything - {first} and "is hidden" in status(page)
    press("u")
    assert drawn(page) == everything
    press("n", Keys.ENTER)
    assert "of “" in status(page)
    camera = f"return {RENDERER}.getCamera().getState()"
    before = page.run(camera)
    press(Keys.ARROW_LEFT, "+")
    page.wait(f"return {RENDERER}.getCamera().getState().ratio < arguments[0]", before["ratio"])
    assert page.run(camera)["x"] < before["x"]
    press("0")
    page.wait(f"return {RENDERER}.getCamera().getState().ratio === 1")
    press("/")
    assert page.run("return document.activeElement.type") == "search"


def test_what_a_query_finds_and_what_of_it_is_no_thing(site: Site) -> None:
    page = start(site, "lang=en")
    page.find("#by-query summary").click()

    def run(query: str) -> None:
        page.run("document.getElementById('query').value = arguments[0]", query)
        page.find("#run-query").click()
        page.wait("return !document.getElementById('status').textContent.startsWith('One moment')")
        settle(page)

    run("SELECT ?event ?d { ?event rw:opener ?p . ?d schema:mentions ?event }")
    assert drawn(page) == {"قمة المدن الذكية", "<script>window.hacked = 1</script>"}
    assert "2 IRIs of the answer are not things" in status(page)
    run("CONSTRUCT { ?event rw:opener ?p } { ?event rw:opener ?p }")
    assert "حسين لوتاه" in drawn(page)
    assert page.run(f"return {GRAPH}.size") == 2
    run("SELECT {")
    assert "The query was not answered" in status(page)
    assert page.run("return window.hacked === undefined")


def test_an_overview_with_a_limit_says_what_it_leaves_out(site: Site) -> None:
    page = start(site, "lang=en&start=all&limit=3")
    assert len(drawn(page)) == 3
    assert "the 3 most connected" in status(page) and "Left out are" in status(page)
    do(page, "undo")
    assert "nothing to undo" in status(page)


def test_the_picture_is_saved(site: Site) -> None:
    page = start(site, f"lang=en&focus={LOOTAH}")
    do(page, "save")
    file = page.downloads / "rawabit.png"
    end = time.monotonic() + 10
    while not (file.exists() and file.stat().st_size) and time.monotonic() < end:
        time.sleep(0.1)
    assert file.read_bytes().startswith(b"\x89PNG")
    file.unlink()
    # Not a white sheet: things have their colours.
    colours = page.run(
        f"const r = {RENDERER}; r.refresh({{schedule: false}});"
        "const all = r.getCanvases().nodes, copy = document.createElement('canvas');"
        "copy.width = all.width; copy.height = all.height;"
        "const context = copy.getContext('2d'); context.drawImage(all, 0, 0);"
        "return new Set(new Uint32Array("
        "context.getImageData(0, 0, copy.width, copy.height).data.buffer)).size"
    )
    assert colours > 3


def test_an_address_that_is_broken_or_out_of_date_says_so(site: Site) -> None:
    page = settle(site.open("/explore?lang=en#g=nonsense"))
    assert "was not understood" in status(page)
    page = start(site, f"lang=en&focus={BASE}person/nobody")
    assert "no longer in it" in status(page) and drawn(page) == set()


def test_an_address_pasted_over_a_picture_is_opened(site: Site) -> None:
    page = start(site, f"lang=en&focus={LOOTAH}")
    do(page, "share")
    here = page.driver.current_url
    page.run(f"{GRAPH}.dropNode(arguments[0])", SUMMIT)
    page.run("location.hash = 'g=nonsense'")
    page.wait("return document.getElementById('status').textContent.includes('not understood')")
    page.driver.get(here)
    page.wait("return document.querySelectorAll('#drawn button').length === 4")
    assert "not understood" not in status(page)
