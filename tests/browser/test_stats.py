"""The page of statistics in a browser: its figures, from right to left, without any request."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.stats import measure
from tests.browser.conftest import Page
from tests.stats.test_measures import dated, two_circles

pytestmark = pytest.mark.browser


def open_page(page: Page, folder: Path, text: str) -> Page:
    file = folder / "stats.html"
    file.write_text(text, encoding="utf-8")
    page.messages()
    page.requests()
    page.driver.get(file.as_uri())
    return page


def edges(page: Page, selector: str) -> tuple[float, float]:
    """The left and the right end of an element."""
    box = page.run(f"return document.querySelector('{selector}').getBoundingClientRect().toJSON()")
    return box["left"], box["right"]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_figures_run_in_the_direction_of_the_language(
    page: Page, tmp_path: Path, language: str
) -> None:
    text = measure(two_circles()).as_page(language=language)
    open_page(page, tmp_path, text)
    name, number = edges(page, "#types li .name"), edges(page, "#types li .number")
    bar, box = (
        edges(page, "#types li:last-child .bar rect"),
        edges(page, "#types li:last-child .bar"),
    )
    if language == "ar":
        assert name[0] > number[1]
        assert abs(bar[1] - box[1]) < 1, "a bar begins at its name"
        assert bar[0] > box[0] + 10
    else:
        assert name[1] < number[0]
        assert abs(bar[0] - box[0]) < 1
        assert bar[1] < box[1] - 10
    assert page.run(
        "return getComputedStyle(document.querySelector('.tiles > div')).borderRadius"
    ) != ("0px"), "the style is allowed"
    assert page.messages() == []
    assert all(url.startswith(("file:", "data:")) for url in page.requests())


def test_bars_have_the_lengths_of_their_numbers(page: Page, tmp_path: Path) -> None:
    open_page(page, tmp_path, measure(two_circles()).as_page())
    lengths = [right - left for left, right in (
        edges(page, f"#types li:nth-child({n}) .bar rect") for n in (1, 3)
    )]  # fmt: skip
    assert lengths[0] / lengths[1] == pytest.approx(9 / 2, rel=0.05)


def test_a_narrow_window_has_no_scroll_bar(page: Page, tmp_path: Path) -> None:
    page.driver.set_window_size(420, 900)
    try:
        open_page(page, tmp_path, measure(dated("2017-03-11", "2017-04-10")).as_page())
        widths = page.run(
            "return [document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        )
        assert widths[0] <= widths[1]
    finally:
        page.driver.set_window_size(1440, 900)
