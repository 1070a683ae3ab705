from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.documents.presentation import repaired


@pytest.mark.parametrize(
    ("printed", "right"),
    [
        ("ﺍﻟﻤﻤﻠﻜﺔ", "المملكة"),
        ("اﻻستثمار", "الاستثمار"),
        ("االقتصاد", "الاقتصاد"),
        ("واألردن باإلضافة إلى االتحاد", "والأردن بالإضافة إلى الاتحاد"),
        ("االجتماع لالستثمار خالل األسبوع", "الاجتماع للاستثمار خلال الأسبوع"),
        ("وقال األمين ال تعليق", "وقال الأمين لا تعليق"),
        ("األولى ثالثة آالف", "الأولى ثلاثة آلاف"),
        # Nothing shows that letters were swapped: the words are right as they stand.
        ("قال صالح إن مسألة المال خالصة", "قال صالح إن مسألة المال خالصة"),
        ("قبل \u202a 25\u202cعاماً", "قبل 25 عاماً"),
        (")الثالث( )الرابع(", "(الثالث) (الرابع)"),
        ("(الثالث) (الرابع)", "(الثالث) (الرابع)"),
    ],
)
def test_letters_are_put_right(printed: str, right: str) -> None:
    assert repaired(printed) == right


@given(st.text(st.sampled_from("االأإآلبوفك \n()«»\u202a\u202c25ﻻ")))
def test_any_text_is_taken_and_lines_stay(text: str) -> None:
    assert repaired(text).count("\n") == text.count("\n")
