"""Corrections in a real browser: with the pointer, by the keyboard, and without script."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pytest

from tests.serving.conftest import store
from tests.serving.server import Server, serving

pytestmark = pytest.mark.browser

__all__ = ["store"]

LOOTAH = "/id/person/حسين_لوتاه"
MUNICIPALITY = "/id/organization/بلدية_دبي"
OFFICE = "/id/organization/مكتب_مدينة_دبي_الذكية"
ALAHMAD = "/id/person/خالد_الأحمد"
BASE = "https://w3id.org/rawabit"
WAIT = 60


class Desk:
    """Pages of a server that may be edited, in the browser of who has its link."""

    def __init__(self, page: Any, server: Server) -> None:
        self.page = page
        self.driver = page.driver
        self.server = server

    def open(self, path: str) -> Any:
        self.driver.get(self.server.address + quote(path, safe="/?=&%#,:"))
        return self.page

    def until(self, done: Callable[[], Any]) -> Any:
        """Wait for what needs no script of the page."""
        from selenium.common.exceptions import WebDriverException

        end = time.monotonic() + WAIT
        while True:
            try:
                if found := done():
                    return found
            except WebDriverException:
                pass  # the page is just being replaced
            assert time.monotonic() < end, f"{self.path}: {self.page.find('body').text}"
            time.sleep(0.1)

    def notice(self) -> str:
        """What the page says was done, once it does."""
        text: str = self.until(lambda: self.page.find(".notice").text)
        return text

    def fill(self, form: str, **fields: str) -> Any:
        """Write into a form, which is in view then."""
        found = self.page.find(form)
        for name, value in fields.items():
            box = found.find_element("name", name)
            box.clear()
            box.send_keys(value)
        return found

    @property
    def path(self) -> str:
        """Where the browser is."""
        return unquote(self.driver.current_url.removeprefix(self.server.address))


@pytest.fixture(scope="module")
def editable(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    copy = Path(shutil.copytree(store, tmp_path_factory.mktemp("editable") / "store"))
    with serving(copy, "--edit", "--author", "هدى", "--recognizer", "none") as server:
        yield server


@pytest.fixture
def desk(page: Any, editable: Server) -> Iterator[Desk]:
    """A browser that came by the link."""
    page.driver.get(f"{editable.address}/?lang=ar")
    page.messages()
    desk = Desk(page, editable)
    desk.driver.get(editable.link)
    desk.until(lambda: page.find("form.leave"))
    yield desk
    page.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    page.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    assert page.messages() == []
    page.driver.delete_all_cookies()


def test_the_link_lets_in_and_leaves_no_token_behind(desk: Desk) -> None:
    token = desk.server.link.partition("=")[2]
    assert desk.path == "/edit"
    assert desk.page.find("h1").text == "التصحيحات"
    assert token not in desk.driver.page_source
    desk.page.requests()
    desk.driver.get(desk.server.link)  # once more, already in
    desk.until(lambda: desk.path == "/edit" and desk.page.find("form.leave"))
    assert not [url for url in desk.page.requests() if token in url.partition("#")[0]]
    # Scripts do not see the cookie.
    assert "kg-edit" not in desk.page.run("return document.cookie")
    desk.page.find("form.leave button").click()
    desk.until(lambda: desk.page.find("form.door"))
    assert desk.open(LOOTAH).all(".edit, .judge") == []


def test_a_fact_is_rejected_and_taken_back(desk: Desk) -> None:
    page = desk.open(LOOTAH)
    fact = next(each for each in page.all("#role-out .facts > li") if "بلدية دبي" in each.text)
    digest = fact.find_element("name", "fact").get_attribute("value")
    fact.find_element("css selector", ".judge summary").click()
    fact.find_element("name", "reason").send_keys("ليس منصبه")
    fact.find_element("css selector", ".wrong").click()
    assert "رفض" in desk.notice()
    assert desk.path.startswith(f"{LOOTAH}?changed=")
    assert page.all(f"[value='{digest}']") == []
    page.find(".notice .undo button").click()
    desk.until(lambda: page.all(f"[value='{digest}']"))
    assert "أُلغي" in desk.notice()


def test_a_thing_is_renamed(desk: Desk) -> None:
    page = desk.open(ALAHMAD)
    page.find(".edit summary").click()
    desk.fill("form[action='/edit/rename']", name="خالد بن سعيد الأحمد", reason="اسمه كاملا")
    page.find("form[action='/edit/rename'] button").click()
    desk.notice()
    assert page.find("h1").text == "خالد بن سعيد الأحمد"
    assert desk.path.startswith("/id/person/خالد_بن_سعيد_الأحمد?")
    desk.open("/edit?lang=en")
    row = page.find(".corrections li").text
    assert "Renamed" in row and "خالد بن سعيد الأحمد" in row
    assert "اسمه كاملا" in row and "هدى" in row


def test_two_are_merged_by_the_keyboard(desk: Desk) -> None:
    from selenium.webdriver import Keys

    page = desk.open(MUNICIPALITY)
    summary = page.find(".edit summary")
    summary.send_keys(Keys.ENTER)
    box = page.find("form.choose [type=search]")
    box.send_keys("مكتب مدينة")
    page.wait("return document.querySelectorAll('#others [role=option]').length > 0")
    assert "مكتب مدينة دبي الذكية" in page.find("#others").text
    box.send_keys(Keys.ARROW_DOWN, Keys.ENTER)
    desk.until(lambda: page.all(".pair h2"))
    assert [each.text for each in page.all(".pair h2")] == ["بلدية دبي", "مكتب مدينة دبي الذكية"]
    reason = page.find(".confirm [name=reason]")
    reason.send_keys("هما جهة واحدة", Keys.ENTER)
    assert "دمج" in desk.notice()
    survivor = desk.path.partition("?")[0]
    assert survivor in (MUNICIPALITY, OFFICE)
    assert {"حسين لوتاه", "عائشة بن بشر"} <= {each.text for each in page.all(".facts .what a")}
    for former in (MUNICIPALITY, OFFICE):
        desk.open(former)
        assert desk.path.partition("?")[0] == survivor


def test_without_script(desk: Desk) -> None:
    page = desk.page
    page.find("form.leave button").click()
    desk.until(lambda: page.find("form.door"))
    desk.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    desk.open("/edit")
    desk.fill("form.door", token=desk.server.link.partition("=")[2]).find_element(
        "css selector", "button"
    ).click()
    desk.until(lambda: page.find("form.leave"))
    desk.open(f"/edit/merge?iri={BASE}{ALAHMAD}&q=لوتاه")
    assert [each.text for each in page.all(".results a")] == ["حسين لوتاه"]
    desk.open("/id/person/عائشة_بن_بشر")
    page.find(".edit summary").click()
    form = desk.fill("form[action='/edit/rename']", name="عائشة بنت بشر", reason="كذا في موقعها")
    form.find_element("css selector", "button").click()
    desk.notice()
    assert page.find("h1").text == "عائشة بنت بشر"


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(
    "path",
    [
        "/edit?",
        f"{LOOTAH}?",
        f"/edit/merge?iri={BASE}{LOOTAH}&q=عائشة",
        f"/edit/merge?iri={BASE}{LOOTAH}&other={BASE}{MUNICIPALITY}",
    ],
)
def test_axe_finds_no_barriers_and_a_phone_shows_all(desk: Desk, path: str, language: str) -> None:
    page = desk.open(f"{path}&lang={language}")
    for each in page.all("details:not([open]) summary"):
        page.run("arguments[0].scrollIntoView({ block: 'center' })", each)
        each.click()
    assert page.run("return document.documentElement.dir") == {"ar": "rtl", "en": "ltr"}[language]
    assert page.barriers() == []
    metrics = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
    desk.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    assert page.run("return document.documentElement.scrollWidth") == 390


def test_what_fails_is_told(desk: Desk) -> None:
    page = desk.open(LOOTAH)
    page.find(".edit summary").click()
    form = desk.fill("form[action='/edit/rename']", name="حسين لوتاه", reason="كذا")
    form.find_element("css selector", "button").click()
    desk.until(lambda: page.find("pre.message"))
    assert page.find("h1").text == "لم يُصحَّح شيء 409"
    # Before what may skip the rest: the desk wants no message left.
    assert all("status of 409" in message for message in page.messages())
    assert page.barriers() == []
    page.find("main > p:last-child a").click()
    desk.until(lambda: desk.path == LOOTAH)


def test_axe_finds_no_barriers_at_the_door(desk: Desk) -> None:
    desk.page.find("form.leave button").click()
    desk.until(lambda: desk.page.find("form.door"))
    assert desk.page.barriers() == []
