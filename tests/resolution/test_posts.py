"""Posts of which more is known than stands at the name: short ones, those of heads of state."""

from __future__ import annotations

import pytest

from kg.model import Claim, Cluster, EntityType, Relation, Standing
from kg.resolution.posts import with_full_posts

YUNUS, KHALED, BODY, OTHER = 0, 1, 2, 3
CLUSTERS = (
    Cluster(EntityType.PERSON, (YUNUS,), "يونس سالم", ("يونس سالم",)),
    Cluster(EntityType.PERSON, (KHALED,), "خالد مراد", ("خالد مراد",)),
    Cluster(EntityType.ORGANIZATION, (BODY,), "شركة النور", ("شركة النور",)),
    Cluster(EntityType.ORGANIZATION, (OTHER,), "شركة الفجر", ("شركة الفجر",)),
)


def role(
    title: str,
    body: int | None = None,
    *,
    person: int = YUNUS,
    at: int = 0,
    standing: Standing | None = None,
) -> Claim:
    return Claim(
        relation=Relation.ROLE,
        subject=person,
        object=body,
        sentence=0,
        start=at,
        end=at + 5,
        pattern="test",
        confidence=0.9,
        title=title,
        standing=standing,
    )


def posts(*claims: Claim) -> list[tuple[str | None, int | None]]:
    return [(claim.title, claim.object) for claim in with_full_posts(claims, CLUSTERS)]


@pytest.mark.parametrize(
    ("short", "full"),
    [
        (role("الوزير"), role("وزير الصحة التونسي", at=9)),
        (role("المدير العام", at=9), role("مدير عام", BODY)),
        (role("الرئيس"), role("الرئيس السابق", BODY, standing=Standing.FORMER)),
    ],
)
def test_a_short_post_is_the_fuller_one(short: Claim, full: Claim) -> None:
    assert posts(short, full) == [(full.title, full.object)] * 2


@pytest.mark.parametrize(
    ("short", "full"),
    [
        (role("الوزير"), role("وزير الصحة", person=KHALED)),
        (role("مدير", OTHER), role("مدير عام", BODY)),
        (role("السفير"), role("الناطق الرسمي", BODY)),
        (role("الرئيس", standing=Standing.FORMER), role("رئيس", BODY)),
    ],
)
def test_what_is_no_repetition_stays(short: Claim, full: Claim) -> None:
    assert posts(short, full) == [(short.title, short.object), (full.title, full.object)]


def test_a_post_at_a_body_counts_before_one_with_more_words() -> None:
    assert (
        posts(role("المدير"), role("مدير عام", at=9), role("مدير عام", BODY, at=20))
        == [("مدير عام", BODY)] * 3
    )


def test_the_first_of_two_bodies_is_meant() -> None:
    found = posts(role("المدير", at=30), role("مدير", BODY, at=20), role("مدير", OTHER, at=9))
    assert found[0] == ("مدير", OTHER)
