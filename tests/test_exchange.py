"""The training's articles with other names (``tools/recognizer/exchange.py``)."""

from __future__ import annotations

import random
import sys
from pathlib import Path
from types import ModuleType

import pytest

FOLDER = Path(__file__).parents[1] / "tools" / "recognizer"

WRITTEN = """=== a1
زار [[t1 مدير]] [[o1 هيئة المياه]] [[p1 سالم بن علي الناصر]] «[[e1 معرض الري]]» ب[[y1 مأدبا]]،
وقال [[p1 الناصر]] إن [[e1* المعرض]] مفيد ل[[y1 مأدبا]] ول[[y2 لكرك]].
---
p1 Person سالم بن علي الناصر
o1 Organization هيئة المياه
e1 Conference معرض الري
y1 City مأدبا
y2 City الكرك
role p1 t1 o1
location e1 y1
=== a2
[[p1 وليد بن حمد الراجح]] من [[o1 هيئة الكهرباء]] في [[e1 معرض الكتاب]] ب[[y1 الطفيلة]]. وتحدثت
[[t1 مديرة]] [[o2 جمعية البر]] [[p2 هند بنت عمر الكندي]].
---
p1 Person وليد بن حمد الراجح
p2 Person هند بنت عمر الكندي
o1 Organization هيئة الكهرباء
o2 Organization جمعية البر
e1 Conference معرض الكتاب
y1 City الطفيلة
role p2 t1 o2
"""


@pytest.fixture
def tools(monkeypatch: pytest.MonkeyPatch) -> tuple[ModuleType, ModuleType]:
    """The modules ``articles`` and ``exchange``, which are no package."""
    monkeypatch.syspath_prepend(str(FOLDER))
    import articles  # type: ignore[import-not-found]
    import exchange  # type: ignore[import-not-found]

    for name in ("articles", "exchange"):
        monkeypatch.delitem(sys.modules, name)
    return articles, exchange


def test_names_change_and_marks_keep_to_them(
    tools: tuple[ModuleType, ModuleType], tmp_path: Path
) -> None:
    articles, exchange = tools
    (tmp_path / "a.txt").write_text(WRITTEN, encoding="utf-8")
    written = articles.read(tmp_path)
    names = exchange.Names(written)
    seen: dict[str, set[str]] = {}
    texts = set()
    for seed in range(60):
        made = exchange.exchange(written[0], names, random.Random(seed))
        texts.add(made.text)
        assert made.facts == written[0].facts
        assert [mark.thing for mark in made.marks] == [mark.thing for mark in written[0].marks]
        for mark in made.marks:
            form = made.text[mark.start : mark.end]
            seen.setdefault(mark.thing + "*" * mark.is_reference, set()).add(form)
        # One thing has one name throughout, and «ل» with the article is «لل».
        assert ("سالم" in made.text) == ("الناصر" in made.text)
        assert "لال" not in made.text
    # A man gets a man's name of as many words, and what is repeated of it changes too.
    assert seen["p1"] == {"سالم بن علي الناصر", "الناصر", "وليد بن حمد الراجح", "الراجح"}
    assert seen["o1"] == {"هيئة المياه", "هيئة الكهرباء"}
    assert seen["e1"] == {"معرض الري", "معرض الكتاب"}
    assert seen["e1*"] == {"المعرض"}
    assert seen["t1"] == {"مدير"}
    assert {"مأدبا", "الطفيلة", "لطفيلة", "الكرك", "لكرك"} == seen["y1"]
    assert any("«" not in text for text in texts) and any("«" in text for text in texts)
    assert any("،" not in text for text in texts) and any("،" in text for text in texts)


def test_a_mention_in_another_form_keeps_the_name(
    tools: tuple[ModuleType, ModuleType], tmp_path: Path
) -> None:
    articles, exchange = tools
    other = WRITTEN.replace("[[e1* المعرض]]", "[[e1 معرضنا]]")
    (tmp_path / "a.txt").write_text(other, encoding="utf-8")
    written = articles.read(tmp_path)
    names = exchange.Names(written)
    for seed in range(30):
        made = exchange.exchange(written[0], names, random.Random(seed))
        assert "معرض الري" in made.text


def test_the_articles_of_the_project_keep_their_marks(
    tools: tuple[ModuleType, ModuleType],
) -> None:
    articles, exchange = tools
    written = articles.read(files=[FOLDER / "articles" / "w84.txt"])
    names = exchange.Names(written)
    changed = 0
    for article in written:
        made = exchange.exchange(article, names, random.Random(article.name))
        changed += made.text != article.text
        for old, new in zip(article.marks, made.marks, strict=True):
            if old.is_reference or old.thing.startswith("t"):
                assert made.text[new.start : new.end].replace("«", "").replace(
                    "»", ""
                ) == article.text[old.start : old.end].replace("«", "").replace("»", "")
    assert changed > len(written) / 2
