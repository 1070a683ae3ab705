"""Quotations: who said what, in quotation marks and reported, over sentences."""

from __future__ import annotations

import pytest

from kg.model import Relation
from tests.relations.reading import relate_text


def said(text: str) -> list[tuple[str, str]]:
    """The quotations of a text: the speaker's name and the words."""
    mentions, claims = relate_text(text)
    return [
        (mentions[claim.subject].name, str(claim.literal))
        for claim in claims
        if claim.relation is Relation.QUOTATION
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "وقال يونس سالم: «بدأ العمل في المشروع أمس».",
            [("يونس سالم", "بدأ العمل في المشروع أمس")],
        ),
        (
            'وأكد الدكتور خالد مراد، مدير مكتب الرياضة: "لن يتوقف العمل هذا العام".',
            [("خالد مراد", "لن يتوقف العمل هذا العام")],
        ),
        (
            "وقالت سلمى سالم: «بدأ العمل أمس. وينتهي العمل غدا».",
            [("سلمى سالم", "بدأ العمل أمس. وينتهي العمل غدا")],
        ),
        (
            "وأوضح يونس سالم أن «العمل في المشروع بدأ أمس».",
            [("يونس سالم", "العمل في المشروع بدأ أمس")],
        ),
        # A name in quotation marks, and a mark that nobody closes.
        ("وقال يونس سالم: «نعم».", []),
        ("وزار يونس سالم: «معرض الزهور الثاني في المدينة».", []),
        ("وقال يونس سالم: «بدأ العمل في المشروع أمس.", []),
        # Reported speech, where quotation marks are those of a name.
        (
            "وقال يونس سالم إن معرض «الزهور الجميلة في المدينة القديمة» ناجح.",
            [("يونس سالم", "معرض «الزهور الجميلة في المدينة القديمة» ناجح")],
        ),
        (
            "وقال يونس سالم إن العمل في المشروع بدأ أمس.",
            [("يونس سالم", "العمل في المشروع بدأ أمس")],
        ),
        (
            "وقال مدير مكتب الرياضة يونس سالم لـ«الصحيفة» إن العمل في المشروع بدأ أمس.",
            [("يونس سالم", "العمل في المشروع بدأ أمس")],
        ),
        # A quotation inside the quotation.
        (
            'وقال يونس سالم: "بدأ العمل في مشروع "الزهور" أمس".',
            [("يونس سالم", 'بدأ العمل في مشروع "الزهور" أمس')],
        ),
        (
            "وقال يونس سالم: «بدأ العمل في مشروع «الزهور» أمس».",
            [("يونس سالم", "بدأ العمل في مشروع «الزهور» أمس")],
        ),
        # The words are those of the one who was named last before them.
        (
            "قال يونس سالم إن العمل بدأ، وأضاف خالد مراد: «سوف ينتهي العمل غدا».",
            [("خالد مراد", "سوف ينتهي العمل غدا")],
        ),
        # The one who spoke last goes on, if the verb agrees.
        (
            "قالت ليلى حسن إن العمل في المشروع بدأ. وأضافت: «سوف ينتهي العمل غدا».",
            [("ليلى حسن", "العمل في المشروع بدأ"), ("ليلى حسن", "سوف ينتهي العمل غدا")],
        ),
        (
            "قالت ليلى حسن إن العمل في المشروع بدأ. وأضاف: «سوف ينتهي العمل غدا».",
            [("ليلى حسن", "العمل في المشروع بدأ")],
        ),
        (
            "قال يونس سالم إن العمل في المشروع بدأ، مشيرا إلى أن الضيوف وصلوا جميعا أمس.",
            [("يونس سالم", "العمل في المشروع بدأ"), ("يونس سالم", "الضيوف وصلوا جميعا أمس")],
        ),
        # An unnamed body, what only shows something, and what is denied or wished for.
        (
            "قال يونس سالم إن العمل في المشروع بدأ. وقال المصدر إن الضيوف وصلوا."
            " وأضاف أن الحفل جميل.",
            [("يونس سالم", "العمل في المشروع بدأ")],
        ),
        (
            "قال يونس سالم إن العمل في المشروع بدأ. كل هذا يشير إلى أن الضيوف وصلوا.",
            [("يونس سالم", "العمل في المشروع بدأ")],
        ),
        ("ونفى يونس سالم أن يكون العمل في المشروع بدأ أمس.", []),
        ("وتمنى يونس سالم أن يبدأ العمل في المشروع غدا.", []),
    ],
)
def test_who_said_what(text: str, expected: list[tuple[str, str]]) -> None:
    assert said(text) == expected


def test_the_words_stand_in_the_text_and_the_passage_in_the_sentence() -> None:
    text = "بدأ الحفل. وقال يونس سالم: «بدأ العمل في المشروع أمس». وانتهى الحفل."
    mentions, claims = relate_text(text)
    (claim,) = (claim for claim in claims if claim.relation is Relation.QUOTATION)
    assert str(claim.literal) in text
    assert mentions[claim.subject].name in text[claim.start : claim.end]
    assert text[claim.start : claim.end].startswith("قال يونس")
