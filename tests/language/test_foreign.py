from __future__ import annotations

import gzip
import itertools
import json
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.language import foreign

ARABIC = "افتتح وزير الاقتصاد أمس أعمال قمة الاستثمار الخامسة بحضور عدد من الوزراء والسفراء."

OTHERS = {
    "Latin letters": "The minister opened the fifth investment summit yesterday in the capital.",
    "Cyrillic letters": "Министр открыл вчера в столице пятый инвестиционный саммит страны.",
    "Hebrew letters": "השר פתח אתמול בבירה את ועידת ההשקעות החמישית בהשתתפות שרים רבים.",
    "Persian": (
        "وزیر اقتصاد دیروز پنجمین نشست سرمایه‌گذاری را در پایتخت افتتاح کرد "
        "و گفت این نشست برای کشور مهم است."
    ),
    "Urdu": (
        "وزیر نے کل دارالحکومت میں پانچویں سرمایہ کاری کانفرنس کا افتتاح کیا "
        "اور کہا کہ یہ ملک کے لیے اہم ہے۔"
    ),
    "Kurdish": (
        "وەزیری ئابووری دوێنێ لە پایتەخت کۆنفرانسی وەبەرهێنانی کردەوە "
        "و وتی ئەم کۆنفرانسە بۆ هەرێمی کوردستان گرنگە."
    ),
    "Pashto": (
        "وزير پرون په پلازمېنه کې د پانګونې پنځمه غونډه پرانيسته "
        "او ويې ويل چې دا د هېواد لپاره مهمه ده."
    ),
}


@pytest.mark.parametrize("name", OTHERS)
def test_a_passage_in_another_language_is_found(name: str) -> None:
    text = f"{ARABIC}\n{OTHERS[name]}\n\n{ARABIC}"
    (passage,) = foreign.passages(text)
    assert passage.name == name
    assert text[passage.start : passage.end] == OTHERS[name]
    assert not foreign.is_all(text, (passage,))
    assert foreign.is_all(OTHERS[name], foreign.passages(OTHERS[name]))


def test_neighbours_of_one_language_are_one_passage() -> None:
    english = OTHERS["Latin letters"]
    (passage,) = foreign.passages(f"{ARABIC}\n{english}\n\n{english}\n{ARABIC}")
    assert passage.end - passage.start == 2 * len(english) + 2


@pytest.mark.parametrize(
    "text",
    [
        ARABIC,
        "أعلنت شركة International Business Machines Corporation عن شراكة مع «موانئ دبي».",
        "شارك في اللقاء John Smith و Jane Doe من Massachusetts Institute of Technology أمس.",
        "Rating رمضان",
        "© Reuters 2015",
        "https://www.example.org/a/very/long/address/of/a/page/that/is/in/latin/letters.html",
        "قال المتحدث باسم گروپ پارس إن الشركة وقعت عقداً مع چلبي وشركائه في بغداد.",
        "اعلن الوزیر في الموتمر ان الحکومة لن ترفع الاسعار هذا العام کما قیل.",
        "12345 67890 12345 67890 12345 67890",
        "",
    ],
)
def test_arabic_and_names_stay(text: str) -> None:
    assert foreign.passages(text) == ()


@given(st.text())
def test_passages_are_spans_in_order(text: str) -> None:
    last = 0
    for passage in foreign.passages(text):
        assert last <= passage.start < passage.end <= len(text)
        last = passage.end


@pytest.mark.slow
def test_of_newspaper_articles_next_to_nothing_is_left_out() -> None:
    if "KG_TEST_NEWS" not in os.environ:
        pytest.skip("KG_TEST_NEWS is not set")
    with gzip.open(os.environ["KG_TEST_NEWS"], "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in itertools.islice(lines, 6000)]
    found = [passage for text in texts for passage in foreign.passages(text)]
    same_script = [one for one in found if not one.name.endswith("letters")]
    assert same_script == []
    # What there is are titles of films and addresses of restaurants.
    assert len(found) <= len(texts) / 300
