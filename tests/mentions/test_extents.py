"""Where the phrases of the rules end."""

from __future__ import annotations

import pytest

from kg.gazetteer import Gazetteer
from kg.language import analyse
from kg.lexicons import Lexicons
from kg.mentions.extents import Phrase, extent
from kg.mentions.words import read_words
from kg.model import Document


def phrase(
    text: str,
    kind: str,
    lexicons: Lexicons,
    gazetteer: Gazetteer,
    people: frozenset[int] = frozenset(),
) -> str:
    """The phrase of a kind that begins a sentence."""
    words = read_words(analyse(Document(text, "", ""))[0], lexicons, gazetteer)
    last = extent(words, 0, Phrase(kind, 1, people), gazetteer).last
    return " ".join(word.full for word in words[:last])


@pytest.mark.parametrize("kind", ["org", "place"])
@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("مركز الوادي للمعارض والمؤتمرات أمس", "مركز الوادي للمعارض والمؤتمرات"),
        ("مركز الوادي للمؤتمرات والمهرجانات أمس", "مركز الوادي للمؤتمرات والمهرجانات"),
        ("مركز الوادي للمعارض والمؤتمر أمس", "مركز الوادي للمعارض"),
        ("مركز الوادي للمعارض ومؤتمرات النور", "مركز الوادي للمعارض"),
        ("مركز الوادي للفنون والمؤتمرات أمس", "مركز الوادي للفنون"),
        ("مركز الوادي والمؤتمرات أمس", "مركز الوادي"),
    ],
)
def test_what_a_body_is_for_may_be_two_things(
    kind: str, text: str, whole: str, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    assert phrase(text, kind, lexicons, gazetteer) == whole


@pytest.mark.parametrize(
    ("text", "people", "whole"),
    [
        ("لقاء أمير قطر الشيخ سالم", frozenset(), "لقاء"),
        ("لقاء أمير نجران الشيخ سالم", frozenset(), "لقاء"),
        ("لقاء أمير دولة قطر الشيخ سالم", frozenset(), "لقاء"),
        ("لقاء أمير منطقة الوادي سالم يونس", frozenset({4, 5}), "لقاء"),
        ("اجتماع مدير شركة النور الدكتور سالم", frozenset(), "اجتماع"),
        ("اجتماع مدير شركة النور سالم يونس", frozenset({4, 5}), "اجتماع"),
        ("لقاء أمير قطر أمس", frozenset(), "لقاء أمير قطر"),
        ("لقاء أمير قطر ثم حضر بعدها الشيخ سالم", frozenset(), "لقاء أمير قطر"),
        ("لقاء الشباب الشيخ سالم", frozenset(), "لقاء الشباب"),
    ],
)
def test_a_meeting_s_name_ends_before_a_held_post(
    text: str, people: frozenset[int], whole: str, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    assert phrase(text, "meeting", lexicons, gazetteer, people) == whole


def test_other_events_may_be_named_after_who_holds_a_post(
    lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    text = "ملتقى أمير قطر الشيخ سالم"
    assert phrase(text, "event", lexicons, gazetteer) == "ملتقى أمير قطر"


@pytest.mark.parametrize(
    ("kind", "text", "whole"),
    [
        ("org", "المنظمة والدول الإسلامية", "المنظمة"),
        ("org", "الهيئة والناس", "الهيئة"),
        ("org", "المنظمة ومكتبات الدول", "المنظمة"),
        ("place", "المركز والضيوف", "المركز"),
        ("event", "المعرض والجولة", "المعرض"),
        ("org", "المنظمة الإسلامية والدول", "المنظمة الإسلامية والدول"),
        ("org", "منظمة الدول والناس", "منظمة الدول والناس"),
        ("org", "وزارة الزراعة والصحة", "وزارة الزراعة والصحة"),
        ("place", "مركز الفنون والآثار", "مركز الفنون والآثار"),
        ("initiative", "البرنامج والدول", "البرنامج والدول"),
    ],
)
def test_a_definite_head_alone_is_whole_before_and(
    kind: str, text: str, whole: str, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    assert phrase(f"{text} أمس", kind, lexicons, gazetteer) == whole


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("وكيل جامعة الملك سعود للتطوير", "جامعة الملك سعود"),
        ("مدير جامعة الملك سعود للتطوير", "جامعة الملك سعود للتطوير"),
    ],
)
def test_a_university_ends_before_its_deputy_s_duty(
    text: str, whole: str, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    words = read_words(analyse(Document(text, "", ""))[0], lexicons, gazetteer)
    last = extent(words, 1, Phrase("org"), gazetteer).last
    assert " ".join(word.full for word in words[1:last]) == whole
