"""What classes of words beside a head noun tell of it."""

from __future__ import annotations

import pytest

from kg.gazetteer import Gazetteer
from kg.language import analyse
from kg.lexicons import Lexicons
from kg.mentions.classes import names_no_body
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
