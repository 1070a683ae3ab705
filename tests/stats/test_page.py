"""The page of statistics as text, and the command: whole, escaped, closed to the network."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import re
import tomllib
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg import cli
from kg.errors import SettingsError
from kg.graph.catalogue import Catalogue
from kg.graph.store import Graph, write
from kg.stats import Stats, measure
from kg.stats.figures import HEIGHT, WIDTH, bars, curve, dots
from kg.stats.page import TEMPLATES, render_page
from kg.stats.values import MEASURES, Company, Period
from tests.contract import Writer
from tests.networks import HOSTILE
from tests.stats.test_measures import dated, two_circles


@pytest.fixture(scope="module")
def stats() -> Stats:
    return measure(two_circles())


class Page(HTMLParser):
    """The elements of a page, with their text; every element must be closed."""

    VOID = ("meta", "link", "rect", "path", "circle")

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.style = ""
        self._inside: list[str] = []
        self.feed(page)
        assert self._inside == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self._inside.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._inside.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._inside[-1:] == ["style"]:
            self.style += data
        elif data.strip():
            self.texts.append(data)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_page_says_what_the_numbers_are(stats: Stats, language: str) -> None:
    text = render_page(stats, title="شبكة الأخبار", language=language)
    page = Page(text)
    html = dict(page.elements[:1])["html"]
    assert (html["lang"], html["dir"]) == (language, "rtl" if language == "ar" else "ltr")
    words = tomllib.loads((TEMPLATES / "words.toml").read_text(encoding="utf-8"))[language]
    for measure_ in MEASURES:
        assert text.count(words[f"{measure_}_about"]) == 2, "for people and for organizations"
    shown = {string.strip() for string in page.texts}
    assert "شبكة الأخبار" in shown
    for each in (*stats.people, *stats.bodies, *stats.bridges):
        assert each.label in shown
    for community in stats.communities:
        assert set(community.members) <= shown
    for company in stats.company:
        assert set(company.circle) <= shown
    assert sum(tag == "circle" for tag, _ in page.elements) == 8 * 7 + 2
    assert not [word for word in (*words, "None", "Undefined") if word in shown]


def test_both_languages_say_the_same_things() -> None:
    words = tomllib.loads((TEMPLATES / "words.toml").read_text(encoding="utf-8"))
    assert set(words) == {"ar", "en"}
    assert set(words["ar"]) == set(words["en"])
    for key, arabic in words["ar"].items():
        fields = re.compile(r"{\w+}")
        assert sorted(fields.findall(arabic)) == sorted(fields.findall(words["en"][key])), key
    template = (TEMPLATES / "page.html").read_text(encoding="utf-8")
    named = set(re.findall(r"words\.(\w+)", template)) - {"more"}
    assert named <= set(words["ar"])


def test_the_policy_allows_the_pages_own_style_alone(stats: Stats) -> None:
    page = Page(render_page(stats))
    (policy,) = [
        row["content"]
        for _, row in page.elements
        if row.get("http-equiv") == "Content-Security-Policy"
    ]
    rules = dict(rule.strip().split(" ", 1) for rule in (policy or "").split(";"))
    found = hashlib.sha256(page.style.encode()).digest()
    assert rules == {
        "default-src": "'none'",
        "style-src": f"'sha256-{base64.b64encode(found).decode()}'",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    tags = [tag for tag, _ in page.elements]
    assert "script" not in tags
    attributes = [pair for _, row in page.elements for pair in row.items()]
    links = [value for name, value in attributes if name in ("href", "src", "srcset", "action")]
    assert links == ["data:,"]
    assert not [name for name, _ in attributes if name.startswith("on") or name == "style"]


def hostile() -> Stats:
    writer = Writer()
    at = writer.sentence(writer.document("نص"), 0, "جملة.")
    texts = [text.encode("utf-8", "replace").decode() for text in HOSTILE]
    body = writer.thing("Organization", "جهة", at=at)
    for number, text in enumerate(texts):
        person = writer.thing("Person", text, at=at, iri=f"person/{number}")
        writer.role(person, "عضو", body, at)
    return measure(writer.write())


@pytest.mark.parametrize("language", ["ar", "en"])
def test_hostile_names_stay_text(language: str) -> None:
    stats = hostile()
    page = Page(render_page(stats, title=HOSTILE[0] + HOSTILE[-1], language=language))
    tags = {tag for tag, _ in page.elements}
    assert not {"script", "img"} & tags
    shown = {string.strip() for string in page.texts}
    assert {person.label for person in stats.people} <= shown
    titles = [row.get("title") for tag, row in page.elements if tag == "th" and "title" in row]
    assert set(stats.company[0].circle) <= set(titles)


def test_an_empty_graph_has_a_page() -> None:
    page = Page(render_page(measure(Writer().write())))
    assert "لا كيانات هنا." in [text.strip() for text in page.texts]
    assert "section" not in {tag for tag, _ in page.elements}


def test_growth_is_drawn_where_there_are_days() -> None:
    page = Page(render_page(measure(dated("2017-03-11", "2017-04-10", None))))
    assert sum(row.get("class") == "curve" for _, row in page.elements) == 3
    assert next(row for tag, row in page.elements if tag == "details") == {}
    page = Page(render_page(measure(dated("2017-03-11"))))
    assert not [row for _, row in page.elements if row.get("class") == "curve"]
    assert "open" in next(row for tag, row in page.elements if tag == "details")
    assert "growth" not in {row.get("id") for _, row in Page(render_page(hostile())).elements}


def test_what_rules_infer_is_counted_apart(stats: Stats) -> None:
    inferred = dataclasses.replace(stats, inferred={"session-place": 1234})
    shown = " ".join(Page(render_page(inferred)).texts)
    assert "session-place" in shown
    assert "1,234" in shown
    assert "session-place       1234" in inferred.as_text()
    assert "معلومات تستنتجها القواعد" not in " ".join(Page(render_page(stats)).texts)


def test_another_language_is_refused(stats: Stats) -> None:
    with pytest.raises(SettingsError, match="language 'fr': expected one of ar, en"):
        render_page(stats, language="fr")


# ------------------------------------------------------------------------------------ figures


def test_bars_are_as_long_as_their_numbers() -> None:
    rows = [("أ", "30", 30, "Person"), ("ب", "15", 15, ""), ("ج", "0", 0, "")]
    assert [bar.length for bar in bars(rows)] == [100, 50, 0]
    assert bars([]) == []
    assert [bar.length for bar in bars([("أ", "0", 0, "")])] == [0]


def test_a_curve_ends_at_the_sum() -> None:
    growth = [
        Period("2017-03-01", 1, 2, 0),
        Period("2017-03-02", 1, 0, 0),
        Period("2017-03-05", 2, 2, 0),
    ]
    found = curve(growth, "documents")
    assert found.total == 4
    assert found.line == "M0 40H0.00V30.25H16.67V20.50H66.67V1.00H100"
    assert found.area == found.line + f"V{HEIGHT:g}Z"
    assert f"H{WIDTH:g}" in found.line
    assert curve(growth, "facts").line.endswith("V40.00H100"), "nothing came: the curve is flat"
    assert "H50.00" in curve([Period("2015", 1, 0, 0), Period("2016", 1, 0, 0)], "documents").line


def test_dots_grow_with_their_numbers() -> None:
    company = Company("Person", (), ("أ", "ب", "ج"), ((0, 4, 1), (4, 0, 0), (1, 0, 0)))
    (_, large, small), *_ = dots(company)
    assert large is not None
    assert small is not None
    assert (large.number, large.radius) == (4, 9)
    assert small.radius == pytest.approx(large.radius / 2), "by area"
    assert dots(company)[1][2] is None


# -------------------------------------------------------------------------------- the command


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("store")
    write(folder, two_circles().quads(), catalogue=Catalogue())
    return folder


def test_the_suffix_tells_the_format(store: Path, stats: Stats, tmp_path: Path) -> None:
    def run(*arguments: str) -> int:
        return (
            CliRunner().invoke(cli.commands, ["stats", "--store", str(store), *arguments]).exit_code
        )

    page, data, text = tmp_path / "s.html", tmp_path / "s.json", tmp_path / "s.txt"
    assert run("--output", str(page), "--language", "en", "--title", "أخبار") == 0
    assert page.read_text(encoding="utf-8") == stats.as_page(title="أخبار", language="en")
    assert run("--output", str(data)) == run("--output", str(text)) == 0
    assert data.read_text(encoding="utf-8") == stats.as_json()
    assert text.read_text(encoding="utf-8") == stats.as_text()
    assert run("--output", str(text), "--format", "json", "--top", "1") == 0
    with Graph.open(store) as graph:
        assert text.read_text(encoding="utf-8") == measure(graph, top=1).as_json()
    assert run("--output", str(tmp_path / "s.pdf")) == 2
    assert run("--output", str(tmp_path / "nowhere" / "s.html")) == 1
    assert run("--language", "fr") == 2


def test_the_page_on_standard_output(store: Path, stats: Stats) -> None:
    done = CliRunner().invoke(cli.commands, ["stats", "--store", str(store), "--format", "html"])
    assert done.stdout == stats.as_page()
