"""Short forms inside a document: bodies and initiatives without the noun of their kind."""

from __future__ import annotations

import pytest

from kg.arabic import name_key
from kg.model import EntityType
from kg.resolution.short_names import is_short
from tests.resolution.draft import CONFERENCE, INITIATIVE, ORGANIZATION, PLACE


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("الهلال", "نادي الهلال"),
        ("الهلال", "فريق الهلال"),
        ("النور", "شركة النور"),
        ("قرطوبان", "شركة قرطوبان العربية"),
        ("النور", "مجموعة النور"),
        ("الزيتون", "صحيفة الزيتون"),
        ("الزيتون", "قناة الزيتون"),
        ("الزيتون", "بنك الزيتون"),
        ("الزيتون", "حركة الزيتون"),
        ("الداخلية", "وزارة الداخلية"),
        ("الداخلية", "الوزارة الداخلية"),
        ("الزيتون", "تنظيم الزيتون"),
        ("الزيتون", "جماعة الزيتون"),
        ("الزيتون", "موقع الزيتون"),
    ],
)
def test_a_body_is_called_without_the_noun_of_its_kind(short: str, full: str) -> None:
    assert is_short(name_key(short), name_key(full), ORGANIZATION)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("الزيتون", "جامعة الزيتون"),
        ("الرياضة", "لجنة الرياضة"),
        ("الوادي", "بلدية الوادي"),
        ("العربية", "شركة قرطوبان العربية"),
        ("شركة", "شركة قرطوبان"),
        ("وزارة", "وزارة الداخلية"),
        ("الداخلية", "وزارة العدل"),
        ("الداخلية", "فرع وزارة الداخلية"),
        ("الداخلية", "وزارة"),
        ("النور الوادي", "شركة النور"),
    ],
)
def test_other_words_of_a_body_are_no_name_of_it(short: str, full: str) -> None:
    assert not is_short(name_key(short), name_key(full), ORGANIZATION)


@pytest.mark.parametrize("type", [CONFERENCE, INITIATIVE, PLACE])
def test_only_bodies_are_called_without_the_noun_of_a_body(type: EntityType) -> None:
    assert not is_short(name_key("الزيتون"), name_key("وزارة الزيتون"), type)


@pytest.mark.parametrize(
    ("short", "full", "is_name"),
    [
        ("دروب", "برنامج دروب", True),
        ("دروب", "مبادرة دروب", True),
        ("دروب", "حملة دروب", True),
        ("دروب", "منصة دروب", True),
        ("دروب", "برنامج دروب الوادي", False),
        ("الوادي", "برنامج دروب الوادي", False),
        ("دروب", "لجنة دروب", False),
        ("برنامج", "برنامج دروب", False),
        ("مسالك", "برنامج دروب", False),
    ],
)
def test_an_initiative_is_called_without_the_noun_of_its_kind(
    short: str, full: str, is_name: bool
) -> None:
    assert is_short(name_key(short), name_key(full), INITIATIVE) is is_name


@pytest.mark.parametrize("type", [CONFERENCE, ORGANIZATION, PLACE])
def test_only_initiatives_are_called_without_the_noun_of_one(type: EntityType) -> None:
    assert not is_short(name_key("دروب"), name_key("برنامج دروب"), type)


@pytest.mark.parametrize(
    ("short", "full", "is_name"),
    [
        ("علي عبدالله صالح", "أحمد علي عبدالله صالح", False),
        ("سالم يونس خالد مراد", "ماجد سالم يونس خالد مراد", False),
        ("أحمد عبدالله صالح", "أحمد علي عبدالله صالح", True),
        ("حسني السيد مبارك", "محمد حسني السيد مبارك", True),
        ("عبدالله صالح", "علي عبدالله صالح", True),
    ],
)
def test_nobody_is_called_by_all_of_his_names_but_the_first(
    short: str, full: str, is_name: bool
) -> None:
    assert is_short(name_key(short), name_key(full), EntityType.PERSON) is is_name
