import unicodedata

import pytest
from camel_tools.tokenizers.word import simple_word_tokenize
from hypothesis import given
from hypothesis import strategies as st

from kg.arabic import normal_form
from kg.language.tokens import spans, tokenise

LETTERS = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيگپچڤ"
MARKS = "ًٌٍَُِّْٰـ"
PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~«»“”‘’،؛؟…–—٪×÷€£"


def words(text: str) -> list[str]:
    return [token.text for token in tokenise(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قال الوزير.", "قال|الوزير|."),
        ("بلغ 80.000 زائر و1,500 طالب", "بلغ|80.000|زائر|و|1,500|طالب"),
        ("٨٠٫٥ و١٬٠٠٠", "٨٠٫٥|و|١٬٠٠٠"),
        ("الساعة 10:30 وعددهم 3:", "الساعة|10:30|وعددهم|3|:"),
        ("10/3/2017 و10.3.2017", "10|/|3|/|2017|و|10.3.2017"),
        ("موزعةDistributed Ledgerدفتر", "موزعة|Distributed|Ledger|دفتر"),
        ("تشكيل1 2015م G20 و5G", "تشكيل|1|2015|م|G20|و|5|G"),
        ("www.example.com.", "www.example.com|."),
        ("(https://example.com/a?b=1&c=2)", "(|https://example.com/a?b=1&c=2|)"),
        ("WWW.GDP.GOV.SA، ثم", "WWW.GDP.GOV.SA|،|ثم"),
        ("عبر spa.gov.sa أو a.b@example.com.", "عبر|spa.gov.sa|أو|a.b@example.com|."),
        ("@name #هاش_تاق #1", "@name|#هاش_تاق|#|1"),
        ("لـ«داعش» بـ7 لـشركة", "لـ|«|داعش|»|بـ|7|لـشركة"),
        ("كلمة ـ كلمة ــــ ـكلمة", "كلمة|ـ|كلمة|ــــ|ـ|كلمة"),
        ("\u200fمحمد\u200f \u202bعلي\u202c", "محمد|علي"),
        ("مي\u200cخواهم", "مي\u200cخواهم"),
        ("كِتَابٌ هٰذا", "كِتَابٌ|هٰذا"),
        ("ﻛﺘﺎب ﷲ", "ﻛﺘﺎب|ﷲ"),
        ("café naïve", "café|naïve"),
        ("👍🏽👨\u200d👩\u200d👧🇸🇦!", "👍🏽|👨\u200d👩\u200d👧|🇸🇦|!"),
        ("نص_تحتي", "نص|_|تحتي"),
        ("", ""),
        (" \n\t\ufeff", ""),
    ],
)
def test_words_numbers_and_marks(text: str, expected: str) -> None:
    assert words(text) == (expected.split("|") if expected else [])


@given(st.text(alphabet=LETTERS + MARKS + " \n" + PUNCTUATION + "٠١٢٣0123é中"))
def test_offsets_give_the_text(text: str) -> None:
    end = 0
    for token in tokenise(text):
        assert text[token.start : token.end] == token.text
        assert not text[end : token.start].strip()
        assert token.normal == (normal_form(token.text) or "-")
        assert token.readings[0].start == token.start + token.text.index(token.text.lstrip("ـ")[:1])
        assert token.readings[0].normal == token.normal
        end = token.end
    assert not text[end:].strip()


@given(st.text())
def test_nothing_visible_is_lost(text: str) -> None:
    covered = [i for start, end in spans(text) for i in range(start, end)]
    assert covered == sorted(set(covered))
    lost = set(range(len(text))) - set(covered)
    assert all(text[i].isspace() or unicodedata.category(text[i]) == "Cf" for i in lost)


WORD = st.text(alphabet=LETTERS + MARKS, min_size=1).map(lambda word: "ك" + word)
LATIN = st.text(alphabet="abcXYZé", min_size=1)
NUMBER = st.text(alphabet="0123456789٠١٢٣", min_size=1)
# Without the marks that may tie numbers, names and addresses together.
MARK = st.sampled_from(sorted(set(PUNCTUATION) - set(".,:@#")))


@given(st.lists(st.one_of(WORD, LATIN, NUMBER, MARK)))
def test_the_same_tokens_as_camel_tools(pieces: list[str]) -> None:
    """Apart from what the module says: here spaces part letters of two kinds."""
    text = " ".join(pieces)
    assert words(text) == simple_word_tokenize(text, split_digits=True)


@given(st.lists(st.one_of(WORD, MARK)))
def test_the_same_tokens_as_camel_tools_without_spaces(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert words(text) == simple_word_tokenize(text)
