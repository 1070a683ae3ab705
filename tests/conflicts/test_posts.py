"""The table of posts that one person holds: what it means, and that it is sound."""

from __future__ import annotations

import pytest

from kg.arabic import name_key
from kg.conflicts import posts
from kg.conflicts.posts import Post, Posts
from kg.errors import LexiconError
from kg.model import EntityType

BODY, CITY, PLACE = EntityType.ORGANIZATION, EntityType.CITY, EntityType.PLACE


@pytest.fixture(scope="module")
def table() -> Posts:
    return Posts.load()


@pytest.mark.parametrize(
    ("title", "name", "kind", "post"),
    [
        ("الأمين العام", "جامعة الدول العربية", BODY, "امين عام"),
        ("أمين عام", "جامعة الدول العربية", BODY, "امين عام"),
        ("المدير التنفيذي", "شركة الواحة", BODY, "رئيس تنفيذي"),
        ("وزير الخارجية", "عمان", EntityType.COUNTRY, "وزير خارجيه"),
        ("وزير", "وزارة الصحة", BODY, "وزير"),
        ("الوزير", "الوزارة الصغيرة", BODY, "وزير"),
        ("وزير", "شركة الواحة", BODY, None),
        ("وزير", "عمان", EntityType.COUNTRY, None),
        ("وزير الدولة", "عمان", EntityType.COUNTRY, None),
        ("وزير الدولة للشؤون الخارجية", "عمان", EntityType.COUNTRY, None),
        ("رئيس مجلس الوزراء", "عمان", EntityType.COUNTRY, "رئيس وزراء"),
        ("أمير", "منطقة القصيم", PLACE, "امير"),
        ("أمير", "عمان", CITY, None),
        ("مدير", "جامعة الزيتون", BODY, "مدير"),
        ("مدير", "شركة الواحة", BODY, None),
        ("نائب رئيس", "شركة الواحة", BODY, None),
        ("مستشار رئيس الوزراء", "عمان", EntityType.COUNTRY, None),
        ("", "شركة الواحة", BODY, None),
    ],
)
def test_of_a_body_or_place(
    table: Posts, title: str, name: str, kind: EntityType, post: str | None
) -> None:
    found = table.find(title, "iri", name, kind)
    assert found == (post and Post(post, "iri"))


@pytest.mark.parametrize(
    ("title", "post"),
    [
        ("الرئيس الأمريكي", Post("رئيس", "US")),
        ("الرئيس الأميركي", Post("رئيس", "US")),
        ("وزير الخارجية الأردني", Post("وزير خارجيه", "JO")),
        ("وزير الخارجية", None),
        ("السفير الأردني", None),
        ("الأردني", None),
        ("الرئيس", None),
    ],
)
def test_of_a_country_that_the_title_names(table: Posts, title: str, post: Post | None) -> None:
    assert table.find(title, "", "", None) == post


def test_titles_and_heads_are_in_normal_form(table: Posts) -> None:
    for title, rows in table._rows.items():
        bare = title.removesuffix(" *")
        assert name_key(bare) == bare
        for row in rows:
            assert all(name_key(head) == head for head in row.heads)


def test_a_broken_table_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [(7, ["ملك", "=", "somewhere", "", "own"])]
    monkeypatch.setattr(posts.tables, "parse", lambda *_: rows)
    with pytest.raises(LexiconError, match="line 7: found 'somewhere'; expected body, nation"):
        Posts.load()
