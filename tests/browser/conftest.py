"""A headless Chromium for the tests, and pages opened in it."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

SWITCHES = (
    "--headless=new",
    "--no-sandbox",  # Chromium has no sandbox for root, whom containers run tests as
    "--disable-gpu",
    "--enable-unsafe-swiftshader",  # WebGL without a graphics card
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1440,900",
    "--force-device-scale-factor=1",
    "--force-prefers-reduced-motion",  # no animations to wait for
)


class Page:
    """A page in the browser, and what it logged and asked for since it was opened."""

    def __init__(self, driver: Any, downloads: Path) -> None:
        self.driver = driver
        self.downloads = downloads

    def open(self, file: Path) -> None:
        """Open a file and wait until its scripts are done."""
        self.messages()
        self.requests()
        self.driver.get(file.as_uri())
        self.wait("return document.documentElement.dataset.ready === 'yes'")

    def run(self, script: str, *arguments: Any) -> Any:
        """What a script returns."""
        return self.driver.execute_script(script, *arguments)

    def wait(self, script: str, *arguments: Any) -> Any:
        """Wait until a script returns something true, thirty seconds at most."""
        end = time.monotonic() + 30
        while not (found := self.run(script, *arguments)):
            assert time.monotonic() < end, f"waited in vain for: {script}; log: {self.messages()}"
            time.sleep(0.05)
        return found

    def find(self, selector: str) -> Any:
        """The first element of a CSS selector."""
        return self.driver.find_element("css selector", selector)

    def all(self, selector: str) -> list[Any]:
        """All elements of a CSS selector."""
        found: list[Any] = self.driver.find_elements("css selector", selector)
        return found

    def text(self, selector: str) -> str:
        """The text of the first element of a CSS selector, whether it is in view or not."""
        found: str = self.run("return document.querySelector(arguments[0]).textContent", selector)
        return found

    def click_picture(self, x: float, y: float) -> None:
        """Click a point of the picture, counted from its upper left corner."""
        self.point_at(x, y).click().perform()
        # A click waits for a second one, which would make it a double click.
        time.sleep(0.4)

    def point_at(self, x: float, y: float) -> Any:
        """Move the pointer over a point of the picture; gives selenium's chain of actions."""
        from selenium.webdriver import ActionChains

        corner = self.run(
            "return document.getElementById('picture').getBoundingClientRect().toJSON()"
        )
        chain = ActionChains(self.driver, duration=0)
        chain.w3c_actions.pointer_action.move_to_location(
            int(corner["x"] + x), int(corner["y"] + y)
        )
        return chain

    def barriers(self, where: str = "document") -> list[tuple[str, str]]:
        """What axe-core finds wrong in a part of the page. Skips where there is no axe-core."""
        script = Path(os.environ.get("KG_TEST_NODE_MODULES", "")) / "axe-core" / "axe.min.js"
        if not script.is_file():
            pytest.skip("axe-core is not in the folder that KG_TEST_NODE_MODULES names")
        self.run(script.read_text(encoding="utf-8"))
        found = self.driver.execute_async_script(f"axe.run({where}).then(arguments[0])")
        return [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]]

    def messages(self) -> list[str]:
        """Errors and warnings in the console since the last call.

        What Chromium's own renderer says of its speed without a graphics card is not the page's.
        """
        return [
            f"{entry['level']}: {entry['message']}"
            for entry in self.driver.get_log("browser")
            if "GL Driver Message" not in entry["message"]
        ]

    def requests(self) -> list[str]:
        """The addresses that the page asked for since the last call.

        Those of Chromium's own start page, which may still be loading, are not the page's.
        """
        messages = [
            json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")
        ]
        return [
            message["params"]["request"]["url"]
            for message in messages
            if message["method"] == "Network.requestWillBeSent"
            and not message["params"]["request"]["url"].startswith("chrome")
        ]


@pytest.fixture(scope="session")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A page of a Chromium with a profile of its own."""
    webdriver = pytest.importorskip("selenium.webdriver")
    from selenium.webdriver.chrome.service import Service

    chromium = next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )
    chromedriver = shutil.which("chromedriver")
    if chromium is None or chromedriver is None:
        pytest.skip("needs the programs chromium and chromedriver")
    folder = tmp_path_factory.mktemp("chromium")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for switch in (*SWITCHES, f"--user-data-dir={folder / 'profile'}"):
        options.add_argument(switch)
    options.add_experimental_option("prefs", {"download.default_directory": str(folder)})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(chromedriver))
    try:
        yield Page(driver, folder)
    finally:
        driver.quit()


@pytest.fixture
def open_drawing(page: Page, tmp_path: Path) -> Callable[..., Page]:
    """Draw a network and open the page."""
    from kg.drawing import draw

    def open_page(network: Any, **settings: Any) -> Page:
        file = tmp_path / "graph.html"
        draw(network, file, **settings)
        page.open(file)
        return page

    return open_page
