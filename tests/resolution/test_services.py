"""Public services of a place that a document calls by several names."""

from __future__ import annotations

import pytest

from kg.arabic import name_key
from kg.model import Claim, EntityType, Mention, Relation
from kg.resolution.services import pairs
from kg.resolution.things import Thing

BODY, PLACE = EntityType.ORGANIZATION, EntityType.PLACE


def named(*names: str) -> tuple[list[Thing], list[Mention]]:
    mentions = [
        Mention(BODY if index < len(names) - 1 else PLACE, index, index + 1, 0, name, "", 1.0)
        for index, name in enumerate(names)
    ]
    things = [
        Thing(mention.type, mentions=[index], keys={name_key(mention.name): mention.name})
        for index, mention in enumerate(mentions)
    ]
    return things, mentions


def joined(*bodies: str, at: str = "", where: int = 0) -> list[tuple[str, str]]:
    """The pairs among bodies; the body ``where`` is said to be at the place ``at``."""
    things, mentions = named(*bodies, at or "منطقة الوادي")
    claims = []
    if at:
        claims = [Claim(Relation.LOCATION, where, len(bodies), 0, 0, 1, "", 1.0)]
    name = [mention.name for mention in mentions]
    return [
        (name[full.mentions[0]], name[short.mentions[0]])
        for full, short in pairs(things, mentions, claims)
    ]


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("تعليم نجران", "إدارة تعليم منطقة نجران"),
        ("تعليم نجران", "الإدارة العامة للتعليم بمنطقة نجران"),
        ("صحة عسير", "المديرية العامة للشؤون الصحية في منطقة عسير"),
        ("مدني جدة", "الدفاع المدني بمحافظة جدة"),
        ("مدني جدة", "مديرية الدفاع المدني بجدة"),
        ("غرفة جدة", "الغرفة التجارية الصناعية بجدة"),
        ("أدبي الباحة", "النادي الأدبي بالباحة"),
        ("مرور بريدة", "إدارة مرور محافظة بريدة"),
    ],
)
def test_one_service_of_one_place_is_one_body(short: str, full: str) -> None:
    assert joined(short, full) == [(full, short)]


@pytest.mark.parametrize(
    "bodies",
    [
        ("تعليم نجران", "تعليم جازان"),
        ("تعليم نجران", "صحة نجران"),
        ("مكتب التعليم بنجران", "تعليم نجران"),
        ("وزارة التعليم", "تعليم نجران"),
        ("تعليم البنات", "تعليم نجران"),
        ("جامعة نجران", "تعليم نجران"),
    ],
)
def test_other_services_and_places_are_other_bodies(bodies: tuple[str, str]) -> None:
    assert joined(*bodies) == []


def test_a_claim_may_tell_the_place() -> None:
    bodies = ("الإدارة العامة للتعليم", "تعليم نجران")
    assert joined(*bodies, at="منطقة نجران") == [bodies]
    assert joined(*bodies, at="منطقة جازان") == []
    assert joined(*bodies) == []


def test_the_place_may_stand_before_the_adjective() -> None:
    for bodies in (
        ("نادي جدة الأدبي", "أدبي جدة"),
        ("نادي جدة الأدبي الثقافي", "أدبي جدة"),
        ("غرفة جدة التجارية الصناعية", "غرفة جدة"),
    ):
        assert joined(*bodies) == [bodies]
    assert joined("نادي جدة الأدبي", "أدبي الطائف") == []
    assert joined("نادي جدة الرياضي", "أدبي جدة") == []
