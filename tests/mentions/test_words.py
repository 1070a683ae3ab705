"""Prepositions that only the rest of a document tells from the letters of a name."""

from __future__ import annotations

import pytest

from kg.gazetteer import Gazetteer
from kg.language import analyse
from kg.lexicons import Lexicons
from kg.mentions.names_alone import with_names_alone
from kg.mentions.words import read_words
from kg.model import Document


def words(text: str, lexicons: Lexicons, gazetteer: Gazetteer) -> list[str]:
    sentences = analyse(Document(text=text, identifier="", sha256=""))
    rows = [read_words(each, lexicons, gazetteer) for each in sentences]
    return [
        f"{word.proclitics}+{word.text}" if word.proclitics else word.text
        for row in with_names_alone(rows, sentences, lexicons, gazetteer)
        for word in row
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قدموا لكيتاروف هدية. وصل كيتاروف أمس.", "ل+كيتاروف"),
        ("قدموا ولكيتاروف هدية. وصل كيتاروف أمس.", "ول+كيتاروف"),
        ("مر بكيتاروف صباحا. وصل كيتاروف أمس.", "ب+كيتاروف"),
        ("قدموا لكيتاروف هدية. وصل الضيف أمس.", "لكيتاروف"),
        ("وصل لوفاسكي. وصل فاسكي أمس.", "لوفاسكي"),
        ("وصل الضيف إلى باريس. وصل اريس أمس.", "باريس"),
    ],
)
def test_a_name_is_known_from_where_it_stands_alone(
    text: str, expected: str, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    assert expected in words(text, lexicons, gazetteer)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("الأمين العام للجنة الأولمبية السعودية", "ل+اللجنة"),
        ("الإعداد وللجنة المكلفة بالمتابعة", "ول+اللجنة"),
        ("المتحدث باسم اللقاء وللقاء الوطني", "ول+اللقاء"),
        ("المتحدث الرسمي للجنة الانتخابات", "ل+لجنة"),
        ("رئيس المجلس للجنة التنمية الاجتماعية", "ل+لجنة"),
        ("دعم للجنة وطنية", "ل+لجنة"),
        ("للقاء العلمية", "ل+لقاء"),
        ("الأمين العام للهيئة الوطنية", "ل+الهيئة"),
    ],
)
def test_an_adjective_tells_of_an_article_that_two_letters_hide(
    text: str, expected: str, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    assert expected in words(text, lexicons, gazetteer)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("خلال لقائه اليوم", "لقائه"),
        ("وفده المرافق", "وفده"),
        ("لجامعته العريقة", "ل+جامعته"),
        ("بجامعة الوادي", "ب+جامعة"),
    ],
)
def test_a_noun_with_a_pronoun_keeps_its_first_letter(
    text: str, expected: str, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    assert expected in words(text, lexicons, gazetteer)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("عقد بشرم الشيخ أمس", "ب+شرم"),
        ("عقد لشرم الشيخ أمس", "ل+شرم"),
        ("عقد بدومة الجندل أمس", "ب+دومة"),
        ("عقد بأبو الخصيب أمس", "ب+أبو"),
        ("عقد بشرم أمس", "بشرم"),
        ("عقد بشرم سالم أمس", "بشرم"),
        ("عقد بدومة أمس", "بدومة"),
        ("عقد بدومة سالم أمس", "بدومة"),
        # Names of places stand behind a letter of these too: «بير السبع», «جد حفص».
        ("وصل كبير السبع أمس", "كبير"),
        ("ثم وجد حفص ذلك", "وجد"),
    ],
)
def test_a_place_of_two_words_tells_of_the_letter_before_it(
    text: str, expected: str, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    assert expected in words(text, lexicons, gazetteer)
