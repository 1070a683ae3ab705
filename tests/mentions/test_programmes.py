"""Events that «فعاليات» introduces by a name in quotation marks or brackets."""

from __future__ import annotations

import pytest

from kg.gazetteer import Gazetteer
from kg.language import analyse
from kg.lexicons import Lexicons
from kg.mentions.candidates import join
from kg.mentions.quotations import MOST_OF_PROGRAMME, find_programmes
from kg.mentions.words import read_words
from kg.model import Document


def programmes(text: str, lexicons: Lexicons, gazetteer: Gazetteer) -> list[tuple[str, str]]:
    """The words and the name of each event that «فعاليات» introduces in a sentence."""
    words = read_words(analyse(Document(text, "", ""))[0], lexicons, gazetteer)
    found = find_programmes(words)
    assert all(each.kind == "Conference" for each in found)
    assert all(each.head == words[each.first].bare for each in found)
    return [(join(words[each.first : each.last]), each.name) for each in found]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("أقيم ضمن فعاليات «ربيع الوادي» أمس", ["ربيع الوادي"]),
        ('أقيم ضمن فعاليات "ربيع الوادي" أمس', ["ربيع الوادي"]),
        ("أقيم ضمن فعاليات “ربيع الوادي” أمس", ["ربيع الوادي"]),
        ("أقيم ضمن فعاليات (ربيع الوادي) أمس", ["ربيع الوادي"]),
        ("فعاليات «ربيع الوادي»", ["ربيع الوادي"]),
        ("شكر فعالية «ربيع الوادي» أمس", ["ربيع الوادي"]),
        ("احتفل بفعاليات «ربيع» أمس", ["ربيع"]),
        ("بدأت فعاليات (الزيتون) وفعاليات «النور» أمس", ["الزيتون", "النور"]),
    ],
)
def test_an_event_has_the_name_behind_its_programme(
    text: str, names: list[str], lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    assert programmes(text, lexicons, gazetteer) == [(name, name) for name in names]


@pytest.mark.parametrize(
    "text",
    [
        "أقيم ضمن الفعاليات «ربيع الوادي» أمس",
        "أقيم ضمن جلسات «ربيع الوادي» أمس",
        "أقيم ضمن كتاب (ربيع الوادي) أمس",
        "أقيم ضمن فعاليات كثيرة «ربيع الوادي» أمس",
        "أقيم ضمن فعاليات ربيع الوادي أمس",
        "أقيم ضمن فعاليات، ربيع الوادي، أمس",
        "أقيم ضمن فعاليات «ربيع الوادي أمس",
        "أقيم ضمن فعاليات «» أمس",
        "«ربيع الوادي» أمس",
        "أقيم ضمن فعاليات «",
    ],
)
def test_other_words_and_marks_introduce_no_event(
    text: str, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    assert programmes(text, lexicons, gazetteer) == []


@pytest.mark.parametrize(
    ("length", "is_event"), [(MOST_OF_PROGRAMME, True), (MOST_OF_PROGRAMME + 1, False)]
)
def test_a_long_quotation_is_no_name_of_an_event(
    length: int, is_event: bool, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    text = f"أقيم ضمن فعاليات «{' '.join(['ربيع'] * length)}» أمس"
    assert bool(programmes(text, lexicons, gazetteer)) is is_event


def test_a_programme_s_name_begins_with_its_preposition(
    lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    text = "أقيم ضمن فعاليات «بالوادي نلتقي» أمس"
    assert programmes(text, lexicons, gazetteer) == [("الوادي نلتقي", "بالوادي نلتقي")]
