"""The page and the report of an explanation as text: whole, escaped, closed to the network."""

from __future__ import annotations

import base64
import hashlib
import io
import re
import tomllib
from html.parser import HTMLParser

import pytest
from rich.console import Console

from kg.documents.corpus import make_document
from kg.documents.manifest import Entry
from kg.errors import SettingsError
from kg.explanation import Explanation, explain, render_page, write_report
from kg.explanation.page import TEMPLATES
from kg.mentions.candidates import RULES
from kg.resources import Resources
from kg.settings import Settings

HOSTILE = (
    "افتتح الوزير خالد <script>alert(1)</script> الأحمد مؤتمر «المدن» في دبي. "
    "وقال \"'><img src=x onerror=alert(2)> {{ 7*7 }} &lt;b&gt; \x1b[31m\u202eأحمر. "
    "وزار مدير شركة </style></script><svg/onload=alert(3)> مدينة دبي."
)


@pytest.fixture(scope="module")
def hostile() -> Explanation:
    document = make_document(HOSTILE, Entry(title='<b>"عنوان"</b>', source="<i>صحيفة</i>"))
    return explain(document, Resources.load(Settings(recognizer="none")))


class Page(HTMLParser):
    """The elements of a page, the text of scripts and styles, and the text of each sentence."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.sources: dict[str, str] = {}
        self.sentences: list[str] = []
        self._inside: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in ("meta", "link"):
            self._inside.append(tag)
        if self._inside[-2:] == ["section", "p"]:
            self.sentences.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self._inside.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._inside and self._inside[-1] in ("script", "style"):
            self.sources[self._inside[-1]] = data
        elif "section" in self._inside and "ul" not in self._inside and "p" in self._inside:
            self.sentences[-1] += data


@pytest.mark.parametrize("language", ["ar", "en"])
def test_text_stays_text(hostile: Explanation, language: str) -> None:
    page = Page(render_page(hostile, language=language))
    names = [tag for tag, _ in page.elements]
    assert not {"img", "svg", "i", "iframe"} & set(names)
    assert (names.count("script"), names.count("style")) == (1, 1)
    for _, attributes in page.elements:
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
    # The sentences stand in the page letter by letter.
    text = hostile.document.text
    assert page.sentences == [text[each.start : each.end] for each in hostile.sentences]


def test_the_policy_allows_the_pages_own_script_and_style_alone(hostile: Explanation) -> None:
    page = Page(render_page(hostile))
    policy = next(
        attributes["content"]
        for tag, attributes in page.elements
        if attributes.get("http-equiv") == "Content-Security-Policy"
    )
    rules = dict(rule.strip().split(" ", 1) for rule in (policy or "").split(";"))

    def digest(text: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    assert rules == {
        "default-src": "'none'",
        "script-src": digest(page.sources["script"]),
        "style-src": digest(page.sources["style"]),
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    links = [value for _, row in page.elements for name, value in row.items() if name in _LINKS]
    assert links == ["data:,"]


_LINKS = ("href", "src", "srcset", "action")


def test_every_mark_and_claim_is_there_with_its_source(hostile: Explanation) -> None:
    text = render_page(hostile)
    page = Page(text)
    details = {row["id"] for tag, row in page.elements if tag == "article"}
    assert details == {f"d{each.number}" for each in hostile.markings}
    marked = {number for _, row in page.elements for number in (row.get("data-m") or "").split()}
    assert marked == {str(each.number) for each in hostile.markings}
    assert hostile.claims
    claims = [row for _, row in page.elements if row.get("class") == "claim"]
    assert [(row["data-subject"], row.get("data-object")) for row in claims] == [
        (str(each.subject), None if each.object is None else str(each.object))
        for each in hostile.claims
    ]
    for each in (*hostile.markings, *hostile.claims):
        assert f"<code>{each.pattern}</code>" in text


def test_the_page_is_right_to_left_and_the_same_each_time(hostile: Explanation) -> None:
    page = render_page(hostile)
    assert '<html lang="ar" dir="rtl">' in page
    assert render_page(hostile) == page
    assert '<html lang="en" dir="ltr">' in render_page(hostile, language="en")
    with pytest.raises(SettingsError, match="language 'fr'"):
        render_page(hostile, language="fr")


def test_both_languages_have_all_words() -> None:
    words = tomllib.loads((TEMPLATES / "words.toml").read_text(encoding="utf-8"))
    assert words["ar"].keys() == words["en"].keys()
    assert {f"lost_by_{rule}" for rule in RULES} <= words["ar"].keys()
    assert not [word for word in words["ar"].values() if not re.search("[\u0621-\u064a]", word)]


def test_a_text_of_halves_of_letters_can_be_written() -> None:
    resources = Resources.load(Settings(recognizer="none"))
    found = explain(make_document("قال الوزير."), resources)
    page = render_page(found, title="\ud800")
    assert "\ufffd" in page
    page.encode("utf-8")


def test_the_report_cannot_move_the_cursor(hostile: Explanation) -> None:
    file = io.StringIO()
    write_report(hostile, Console(file=file, highlight=False, soft_wrap=True))
    report = file.getvalue()
    assert "\x1b" not in report
    assert "\u202e" not in report
    assert "\\u001b[" in report
    assert "\\u202eأحمر" in report
    for each in (*hostile.markings, *hostile.claims):
        assert f"{each.pattern} {each.confidence:.2f}" in report
    losers = [loser for each in hostile.markings for loser in each.lost]
    assert report.count("      not ") == len(losers) > 0


def test_the_report_has_colours_on_a_terminal(hostile: Explanation) -> None:
    file = io.StringIO()
    console = Console(file=file, force_terminal=True, color_system="truecolor", soft_wrap=True)
    write_report(hostile, console)
    assert "\x1b[" in file.getvalue()
    # Nothing but what sets colours and weights.
    assert not re.findall(r"\x1b(?!\[[\d;]*m)", file.getvalue())
