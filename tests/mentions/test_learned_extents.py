"""Where names that a recognizer found end: what it cut off is taken, what is no part is not."""

from __future__ import annotations

import pytest

from kg.gazetteer import Gazetteer
from kg.language import analyse
from kg.lexicons import Lexicons
from kg.mentions.learned_extents import before_parent, body_end, unit_start
from kg.mentions.words import read_words
from kg.model import Document

BODIES = (
    # (what the recognizer found, what follows, where the name ends)
    ("لجنة رعاية", "الطلاب أمس", "لجنة رعاية الطلاب"),
    ("لجنة لانتخابات", "المجالس البلدية بالرياض", "لجنة لانتخابات المجالس البلدية"),
    ("مجلس التأمين الصحي", "التعاوني أمس", "مجلس التأمين الصحي التعاوني"),
    ("المؤسسة العامة للتدريب", "التقني والمهني", "المؤسسة العامة للتدريب التقني والمهني"),
    ("وزارة الشؤون البلدية", "والقروية أمس", "وزارة الشؤون البلدية والقروية"),
    ("جامعة نجران", "التسجيل الإلكتروني للطلاب", "جامعة نجران"),
    ("وزارة الصحة", "الأمني أمس", "وزارة الصحة"),
    ("نادي النور", "السعودي أمس", "نادي النور"),
    ("جمعية رعاية", "الدكتور أمس", "جمعية رعاية"),
    ("شركة النور", "السبت المقبل", "شركة النور"),
)


@pytest.mark.parametrize(("found", "behind", "name"), BODIES)
def test_a_body_ends_where_its_phrase_does(
    found: str, behind: str, name: str, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    sentence = next(iter(analyse(Document(f"{found} {behind}", "", ""))))
    words = read_words(sentence, lexicons, gazetteer)
    end = body_end(words, 0, len(found.split()), frozenset(), gazetteer)
    assert " ".join(word.full for word in words[:end]) == name


def test_words_of_a_person_are_no_part_of_a_body(lexicons: Lexicons, gazetteer: Gazetteer) -> None:
    sentence = next(iter(analyse(Document("مجلس التأمين الصحي التعاوني", "", ""))))
    words = read_words(sentence, lexicons, gazetteer)
    assert body_end(words, 0, 3, frozenset({3}), gazetteer) == 3


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("كلية الطب بجامعة الزيتون", "كلية الطب"),
        ("لجنة التحكيم بالاتحاد العربي", "لجنة التحكيم"),
        ("هيئة التعريف بالإسلام", "هيئة التعريف بالإسلام"),
    ],
)
def test_a_body_ends_before_the_body_that_it_is_at(
    text: str, unit: str, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    words = read_words(next(iter(analyse(Document(text, "", "")))), lexicons, gazetteer)
    assert " ".join(word.full for word in words[: before_parent(words, 0, len(words))]) == unit


@pytest.mark.parametrize(
    ("before", "found", "name"),
    [
        ("فرع", "وزارة العمل", "فرع وزارة العمل"),
        ("مدير", "وزارة العمل", "وزارة العمل"),
        ("الأمانة العامة", "لمجلس الأندية", "الأمانة العامة لمجلس الأندية"),
        ("الأمانة العامة", "مجلس الأندية", "مجلس الأندية"),
        ("المدير العام", "لمجلس الأندية", "لمجلس الأندية"),
        ("اللجنة الفنية", "للأندية", "للأندية"),
    ],
)
def test_a_body_begins_with_its_unit(
    before: str, found: str, name: str, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    sentence = next(iter(analyse(Document(f"{before} {found}", "", ""))))
    words = read_words(sentence, lexicons, gazetteer)
    start = unit_start(words, len(before.split()))
    assert " ".join(word.full for word in words[start:]) == name
