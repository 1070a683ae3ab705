"""The articles of our own that the recognizer was trained on: their form and what they hold."""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

from kg.evaluation.gold import parse_gold
from kg.model import EntityType, Relation
from kg.recognizers.tags import LABELS


def load(root: Path, name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        name, root / "tools" / "recognizer" / f"{name}.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def articles(root: Path) -> ModuleType:
    return load(root, "articles")


@pytest.fixture(scope="module")
def gold(root: Path, articles: ModuleType) -> ModuleType:
    return load(root, "gold")


def test_all_articles_are_read(articles: ModuleType) -> None:
    read = articles.read()
    assert len(read) > 2900
    assert len({article.name for article in read}) == len(read)
    kinds = Counter(kind for article in read for kind, _ in article.things.values())
    relations = Counter(fact.relation for article in read for fact in article.facts)
    assert set(kinds) == set(EntityType)
    assert set(relations) == set(Relation) - {
        Relation.STATUS,
        Relation.ATTENDANCE_MODE,
        Relation.QUOTATION,
    }
    assert min(kinds.values()) > 100
    assert min(relations.values()) > 40


@pytest.mark.parametrize(
    ("marked", "text", "mention"),
    [
        ("وقال ل[[o1 الجامعة]] ذلك", "وقال للجامعة ذلك", "لجامعة"),
        ("وقال لل[[o1* جامعة]] ذلك", "وقال للجامعة ذلك", "لجامعة"),
        ("وقال ل[[o1 لجامعة]] ذلك", "وقال للجامعة ذلك", "لجامعة"),
        ("وشكر ول[[o1 الجامعة]]", "وشكر وللجامعة", "لجامعة"),
        ("وقال ل[[o1 جامعة النور]] ذلك", "وقال لجامعة النور ذلك", "جامعة النور"),
        ("وجعل[[o1 الجامعة]]", "وجعلالجامعة", "الجامعة"),
    ],
)
def test_the_article_behind_lam_is_written_with_it(
    marked: str, text: str, mention: str, articles: ModuleType, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text(f"=== a\n{marked}\n---\no1 Organization x\n", encoding="utf-8")
    (article,) = articles.read(tmp_path)
    (mark,) = article.marks
    assert article.text == text
    assert article.text[mark.start : mark.end] == mention


def test_marks_stand_in_the_text_in_order(articles: ModuleType) -> None:
    for article in articles.read():
        end = 0
        for mark in article.marks:
            assert end <= mark.start < mark.end <= len(article.text)
            assert article.text[mark.start : mark.end].strip()
            end = mark.end
        assert "[[" not in article.text


def test_every_mark_has_words(articles: ModuleType) -> None:
    for article in articles.read():
        marked = {number for _, _, number in articles.tagged_words(article)} - {-1}
        assert marked == set(range(len(article.marks)))


def test_every_kind_has_a_label() -> None:
    assert set(LABELS.values()) == {kind.value for kind in EntityType} | {"Title"}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("=== a\nنص [[p1 سالم]]\np1 Person سالم\n", "expected one line '---'"),
        ("=== a\nنص [[p1 سالم]]\n---\n", "unknown id"),
        ("=== a\nنص\n---\nhello there\n", "expected a thing or a fact"),
        ("=== a\n[[p1 سالم]]\n---\np1 Person سالم\nrole p1 -\n", "expected subject and object"),
    ],
)
def test_what_is_wrong_is_told(
    articles: ModuleType, tmp_path: Path, text: str, problem: str
) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=problem):
        articles.read(tmp_path)


def test_an_article_as_gold(articles: ModuleType, gold: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "b.txt").write_text("broken", encoding="utf-8")
    (article,) = articles.read(tmp_path, {tmp_path / "a.txt"})
    found = parse_gold(gold.gold_of(article), place="a")
    aliases = {entity.id: set(entity.aliases) for entity in found.entities}
    assert aliases == {
        "p1": {"سالم", "سالم الناصر"},
        "o1": {"الجامعة", "لجامعة", "جامعة الوادي"},
        "o2": {"غرفة التجارة", "غرفة التجارة بصور"},
        "y1": {"صور"},
        "m1": {"استقبال مدير الجامعة"},
    }
    bodies = ("جامعة الوادي", "لجامعة", "الجامعة")
    held = ("مديرا", "مدير")
    titles = (*held, *(f"{title} {body}" for title in held for body in bodies))
    assert [(fact.rel, fact.s, fact.o, fact.titles) for fact in found.facts] == [
        ("role", "p1", "o1", titles),
        ("host", "m1", "p1", ()),
        ("date", "m1", "2015-07-30", ()),
        ("date", "m1", "2015-08-02", ()),
    ]
    assert [fact.o for fact in found.facts if fact.optional] == ["2015-08-02"]
    assert all(fact.evidence in article.text for fact in found.facts)


def test_all_articles_are_gold(articles: ModuleType, gold: ModuleType) -> None:
    read = articles.read()
    made = [parse_gold(gold.gold_of(article), place=article.name) for article in read]
    # Quotations, statuses and what no mark stands for are left out.
    facts = sum(len(document.facts) for document in made)
    assert 0.9 * sum(len(article.facts) for article in read) < facts


ARTICLE = """=== a
عين [[p1 سالم الناصر]] [[t1 مديرا]] ل[[o1 جامعة الوادي]] \
و[[m1* استقبل]] [[p1 سالم]] في [[o2 غرفة التجارة]] \
ب[[y1 صور]] ضيوف ل[[o1* لجامعة]] أمس وفي 30 يوليو
---
dated 2015-08-03
p1 Person سالم الناصر
o1 Organization جامعة الوادي
o2 Organization غرفة التجارة
y1 City صور
m1 Meeting استقبال مدير الجامعة
role p1 t1 o1
role p1 t1 o1
host m1 p1
date m1 2015-08-02
date m1 2015-07-30
attendance m1 كثيرون
"""
