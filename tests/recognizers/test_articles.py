"""The articles of our own that the recognizer was trained on: their form and what they hold."""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

from kg.model import EntityType, Relation
from kg.recognizers.tags import LABELS


@pytest.fixture(scope="module")
def articles(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "articles", root / "tools" / "recognizer" / "articles.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["articles"] = module
    spec.loader.exec_module(module)
    return module


def test_all_articles_are_read(articles: ModuleType) -> None:
    read = articles.read()
    assert len(read) > 1850
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
