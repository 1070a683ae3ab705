"""The templates: their examples, their queries, and the patterns by which they are understood."""

from __future__ import annotations

import re

import pyoxigraph as ox
import pytest

from kg.errors import PatternError
from kg.graph.queries import run_query
from kg.graph.vocabulary import ORG, RDF, SKOS
from kg.model import EntityType
from kg.questions import Naming
from kg.questions.naming import as_written, title_words, words_of
from kg.questions.patterns import expand, match
from kg.questions.templates import TITLE, YEAR, Template, read, shipped, words

TEMPLATES = list(shipped().values())
NAMES = [template.name for template in TEMPLATES]


def test_there_are_as_many_as_promised() -> None:
    assert len(TEMPLATES) >= 15
    assert len(set(NAMES)) == len(NAMES)


@pytest.mark.parametrize("template", TEMPLATES, ids=NAMES)
def test_examples_are_understood_and_others_are_not(template: Template) -> None:
    for example in template.examples:
        slots = {name: text for name, text in example.items() if name != "question"}
        readings = [each for each in read(words_of(example["question"]))]
        assert slots in [dict(each.texts) for each in readings if each.template is template]
    assert template.others
    for question in template.others:
        assert all(each.template is not template for each in read(words_of(question)))


@pytest.mark.parametrize("template", TEMPLATES, ids=NAMES)
def test_templates_are_whole(template: Template) -> None:
    assert {len(expression) for expression in template.columns.values()} == {2}
    assert set(template.slots.values()) <= {*words().kinds, TITLE, YEAR}
    examples = " ".join(each["question"] for each in template.examples)
    assert re.search("[ء-ي]", examples) and re.search("[a-z]", examples)
    for language, asked in template.asked.items():
        slots = {name: "2015" if kind == YEAR else "س" for name, kind in template.slots.items()}
        found = [each.template for each in read(words_of(asked.format(**slots)))]
        assert template in found, (language, asked)
        assert set(re.findall(r"\{(\w+)\}", template.titles[language])) == template.slots.keys()


@pytest.mark.parametrize("template", TEMPLATES, ids=NAMES)
def test_queries_are_sparql_that_takes_its_slots(template: Template) -> None:
    store = ox.Store()
    bound = {name: ox.NamedNode("https://example.org/") for name in template.slots}
    found = run_query(store, template.query, bound)
    assert isinstance(found, ox.QuerySolutions)
    names = {variable.value for variable in found.variables}
    ends = template.fact or ("sentence",)
    assert {*template.slots, *template.columns} <= names
    assert {each for each in ends if ":" not in each} <= names
    assert list(found) == []


def test_kinds_and_heads_cover_the_types() -> None:
    assert set().union(*words().kinds.values()) == set(EntityType)
    assert set().union(*words().heads.values()) <= set(EntityType) - {EntityType.PLACE}
    assert words().phrases["ar"].keys() == words().phrases["en"].keys()


class TestPatterns:
    @pytest.mark.parametrize(
        ("pattern", "count"),
        [("من", 1), ("(من|ما) [هو] {a}", 4), ("من (أ|ب [ج|د])", 4), ("من [أ [ب]]", 3)],
    )
    def test_all_ways_are_found(self, pattern: str, count: int) -> None:
        assert len(expand(pattern)) == count

    @pytest.mark.parametrize(
        "pattern",
        ["", "{a} من", "[من] {a}", "من (أ", "من أ)", "من ]", "من {A}", "من {", "؟", "(|)"],
    )
    def test_what_is_written_wrongly_is_refused(self, pattern: str) -> None:
        with pytest.raises(PatternError, match="found"):
            expand(pattern)

    def test_too_many_ways_are_refused(self) -> None:
        with pytest.raises(PatternError, match="too many"):
            expand("من " + "(أ|ب) " * 30)

    @pytest.mark.parametrize(
        ("pattern", "question", "found"),
        [
            ("جهات ل{a}", "جهات للمكتب", ["المكتب"]),
            ("جهات ل{a}", "جهات لـ دبي", ["دبي"]),
            ("جهات ل{a}", "جهات لدبي الذكية", ["دبي الذكيه"]),
            ("جهات ل{a}", "جهات دبي", []),
            ("جهات ل{a}", "جهات ل", []),
            ("في ب{a}", "في بمؤتمر", ["مؤتمر"]),
            ("من {a}", "من", []),
        ],
    )
    def test_proclitics_are_taken_off(self, pattern: str, question: str, found: list[str]) -> None:
        (sequence,) = expand(pattern)
        texts = [each["a"] for each in match(sequence, words_of(question))]
        assert set(found) <= set(texts) if found else texts == []

    def test_two_slots_part_words_in_every_way(self) -> None:
        (sequence,) = expand("بين {a} و{b}")
        found = [dict(each) for each in match(sequence, words_of("بين سارة والنور ووليد"))]
        assert {"a": "ساره", "b": "النور ووليد"} in found
        assert {"a": "ساره والنور", "b": "وليد"} in found


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("المديرة العامة", " مدير عام "),
        ("مدير عام", " مدير عام "),
        ("  المُدير   العام ", " مدير عام "),
        ("أمين", " امين "),
        ("CEO", " ceo "),
        ("", ""),
    ],
)
def test_titles_are_compared_without_articles_and_endings(title: str, bare: str) -> None:
    assert title_words(title) == bare


def test_the_queries_make_the_same_of_a_title(naming: Naming) -> None:
    """What Python makes of a title that somebody asks for is what SPARQL makes of a label."""
    where = shipped()["holders"].query
    binds = "\n".join(line for line in where.splitlines() if line.strip().startswith("BIND"))
    role = ox.NamedNode(str(ORG.Role))
    query = f"SELECT ?words ?bare {{ ?role a org:Role ; skos:prefLabel ?words . {binds} }}"
    store = ox.Store()
    store.extend(naming.graph.store.quads_for_pattern(None, None, None, ox.DefaultGraph()))
    for number, label in enumerate(("المُديرة  العامّة", "رئيسة", "إمام القرى", "Vice President")):
        iri = ox.NamedNode(f"https://example.org/{number}")
        store.add(ox.Quad(iri, ox.NamedNode(str(RDF.type)), role))
        store.add(
            ox.Quad(iri, ox.NamedNode(str(SKOS.prefLabel)), ox.Literal(" ".join(label.split())))
        )
    rows = [
        (row["words"].value, row["bare"].value) for row in store.query(query, prefixes=_PREFIXES)
    ]
    assert len(rows) > 20
    assert [bare for _, bare in rows] == [title_words(label) for label, _ in rows]


_PREFIXES = {"org": str(ORG._NS), "skos": str(SKOS._NS)}


@pytest.mark.parametrize(
    ("question", "text", "written"),
    [
        ("من تحدّث في «قمّة المدن»؟", "قمه المدن", "قمّة المدن"),
        ("من تحدث بالقمّة؟", "القمه", "بالقمّة"),
        ("من تحدث", "شيء آخر", "شيء آخر"),
    ],
)
def test_words_are_shown_as_they_were_written(question: str, text: str, written: str) -> None:
    assert as_written(question, text) == written
