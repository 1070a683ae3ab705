"""Who an office without a name stands for, and whom «سموه» means."""

import pytest

from kg.model import Claim, Relation
from tests.relations.reading import read

KNOWN = "وصل سفير تونس خالد مراد أمس. "


def told(text: str, relation: Relation) -> list[str]:
    """The objects of the claims of a relation."""
    reading = read(text)
    return [
        reading.mentions[claim.object].name
        for claim in reading.claims
        if claim.relation is relation and claim.object is not None
    ]


@pytest.mark.parametrize(
    "text",
    [
        KNOWN + "واستقبل يونس سالم السفير في مكتبه",
        KNOWN + "واستقبل يونس سالم سفير تونس في مكتبه",
        "وصل وزير الخارجية خالد مراد أمس. واستقبل يونس سالم وزير الخارجية في مكتبه",
    ],
)
def test_an_office_stands_for_whoever_was_named_with_it(text: str) -> None:
    assert told(text, Relation.PARTICIPANT) == ["خالد مراد"]


@pytest.mark.parametrize(
    "text",
    [
        "واستقبل يونس سالم السفير في مكتبه. " + KNOWN,
        KNOWN + "واستقبل يونس سالم المدير في مكتبه",
        KNOWN + "واستقبل يونس سالم سفير قطر في مكتبه",
        KNOWN + "واستقبل يونس سالم السفير القطري في مكتبه",
        KNOWN + "ثم وصل سفير قطر ماجد حسن. واستقبل يونس سالم السفير في مكتبه",
    ],
)
def test_nobody_is_meant_who_was_not_named_or_of_several(text: str) -> None:
    assert told(text, Relation.PARTICIPANT) == []


def test_an_office_of_the_same_body_by_its_short_name() -> None:
    text = "قال مدير جامعة الزيتون خالد مراد ذلك. واستقبل يونس سالم مدير الجامعة أمس"
    assert told(text, Relation.PARTICIPANT) == ["خالد مراد"]


def test_highness_is_the_last_person_called_so() -> None:
    text = "وصل الأمير خالد مراد مع الدكتور ماجد حسن. ثم افتتح سموه ملتقى العلوم"
    assert told(text, Relation.OPENER) == ["خالد مراد"]


def test_whose_a_place_is_takes_part_in_nothing() -> None:
    text = "وصل الأمير يونس سالم. واستقبل يونس سالم في مكتب سموه أمس، السفير خالد مراد"
    assert told(text, Relation.PARTICIPANT) == ["خالد مراد"]


def test_nobody_was_called_so() -> None:
    assert told("وصل الدكتور خالد مراد. ثم افتتح سموه ملتقى العلوم", Relation.OPENER) == []


def test_an_office_that_somebody_gets_is_no_person() -> None:
    text = "قال وزير الخارجية خالد مراد ذلك. ثم تولت ليلى حسن منصب وزير الخارجية"
    claims: list[Claim] = read(text).claims
    assert {claim.relation for claim in claims} == {Relation.ROLE}
