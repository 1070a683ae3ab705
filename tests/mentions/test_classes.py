"""What classes of words beside a head noun tell of it."""

from __future__ import annotations

import pytest

from kg.gazetteer import Gazetteer
from kg.language import analyse
from kg.lexicons import Lexicons
from kg.mentions.classes import is_duty, names_no_body
from kg.mentions.words import read_words
from kg.model import Document


@pytest.mark.parametrize(
    ("text", "is_none"),
    [
        ("وقف المدير على المدارس", True),
        ("وقف مدير التعليم على المدارس", True),
        ("وقف سالم يونس هناك", True),
        ("ثم وقف المدير على المدارس", True),
        ("ثم وقف مدير التعليم على المدارس", True),
        ("زار وقف الوادي أمس", False),
        ("زار وقف سالم يونس أمس", False),
        ("زار وقف الملك سالم أمس", False),
        ("زار الوقف الخيري أمس", False),
        ("وقف للوادي", False),
        ("وقف", False),
        ("هيئة المدير", False),
    ],
)
def test_who_stops_is_no_endowment(
    text: str, is_none: bool, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    words = read_words(analyse(Document(text, "", ""))[0], lexicons, gazetteer)
    (head,) = (at for at, word in enumerate(words) if word.bare in {"وقف", "هيئه"})
    assert names_no_body(words, head) is is_none


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("وكيل جامعة الملك سعود للتطوير", True),
        ("وكيلة جامعة الملك سعود للتطوير", True),
        ("وكيل جامعة الأميرة نورة للتطوير", True),
        ("وكيل جامعة الإمام محمد بن سعود للتطوير", True),
        ("وكيل جامعة سالم يونس للتطوير", True),
        ("وكيل وزارة الإسكان للتطوير", True),
        ("وكيل جامعة الزيتون للتطوير", False),
        ("مدير جامعة الملك سعود للتطوير", False),
        ("شكر جامعة الملك سعود للتطوير", False),
        ("وكيل جامعة الملك سعود والتطوير", False),
        ("وكيل جامعة الملك سعود بالتطوير", False),
        ("وكيل جامعة للتطوير", False),
    ],
)
def test_a_deputy_s_duty_is_no_part_of_a_king_s_university(
    text: str, is_told: bool, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    words = read_words(analyse(Document(text, "", ""))[0], lexicons, gazetteer)
    assert is_duty(words, 1, len(words) - 1) is is_told
