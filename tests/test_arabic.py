import subprocess
import sys
import unicodedata

import pytest
from camel_tools.utils import dediac, normalize
from camel_tools.utils.charsets import AR_DIAC_CHARSET
from hypothesis import given
from hypothesis import strategies as st

from kg.arabic import aligned_normal_form, is_arabic, name_key, normal_form, readings

LETTERS = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي"
DIACRITICS = "ًٌٍَُِّْٰ"
ARABIC = st.text(alphabet=LETTERS + DIACRITICS + "ـ")


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("إدارةُ الـمَـدِينة", "اداره المدينه"),
        ("أحمد آل إبراهيم ٱلله", "احمد ال ابراهيم الله"),
        ("مصطفى على", "مصطفي علي"),
        ("هٰذا الرحمٰن", "هذا الرحمن"),
        ("سؤال شيئ جزء", "سؤال شيئ جزء"),
        ("ﻻ ﷲ ﷺ ﷼ ﷽", "لا الله صلي الله عليه وسلم ريال بسم الله الرحمن الرحيم"),
        ("ﻣﺤﻤﺪ", "محمد"),
        ("كتاﹰب", "كتاب"),
        ("گروه کتاب پاکستان ڤيسبادن ﭼﻲ", "كروه كتاب باكستان فيسبادن جي"),
        ("علی ۀ ہ ھ ے", "علي ه ه ه ي"),
        ("١٢٣ ۴۵۶ ７", "123 456 7"),
        ("٨٠٫٥٪ ١٬٠٠٠", "80.5% 1,000"),
        ("Smart CITY É", "smart city é"),
        ("مي\u200cخواهم \u200fمحمد\u202c\ufeff", "ميخواهم محمد"),
        ("أ\u00a0ب", "ا ب"),
        ("ا\u0654 و\u0654 ا\u0653", "ا ؤ ا"),
        ('«نص»، "نص"؛ ؟', '«نص»، "نص"؛ ؟'),
        ("…", "..."),
        ("", ""),
    ],
)
def test_normal_form(text: str, normal: str) -> None:
    assert normal_form(text) == normal


@given(st.text() | ARABIC)
def test_normal_form_is_idempotent(text: str) -> None:
    assert normal_form(normal_form(text)) == normal_form(text)


def test_normal_form_of_every_letter_is_idempotent() -> None:
    letters = [chr(code) for code in range(0x3000) if unicodedata.category(chr(code)) != "Cs"]
    letters += [chr(code) for code in range(0xFB00, 0x10000)]
    assert [c for c in letters if normal_form(normal_form(c)) != normal_form(c)] == []


@given(ARABIC)
def test_normal_form_is_camel_tools(text: str) -> None:
    expected = normalize.normalize_unicode(text)
    expected = dediac.dediac_ar(expected).replace("ـ", "")
    expected = normalize.normalize_alef_ar(expected)
    expected = normalize.normalize_alef_maksura_ar(expected)
    expected = normalize.normalize_teh_marbuta_ar(expected)
    assert normal_form(text) == expected


def test_every_diacritic_of_camel_tools_is_dropped() -> None:
    assert {normal_form(f"ب{mark}ت") for mark in AR_DIAC_CHARSET} == {"بت"}


@given(st.text() | ARABIC)
def test_aligned_offsets_point_into_the_text(text: str) -> None:
    normal, offsets = aligned_normal_form(text)
    assert normal == normal_form(text)
    assert len(offsets) == len(normal) + 1
    assert list(offsets) == sorted(offsets) and offsets[-1] == len(text)
    assert all(0 <= offset < len(text) for offset in offsets[:-1])


@given(st.text(alphabet=LETTERS + DIACRITICS + "ـ \u200f«».,abcÉ٠١2ﻻگ"))
def test_aligned_offsets_give_the_letter(text: str) -> None:
    normal, offsets = aligned_normal_form(text)
    for i, letter in enumerate(normal):
        assert letter in normal_form(text[offsets[i]])
    for i in range(len(normal)):
        # Only «ﻻ» gives two letters here; between them there is no place in the text.
        if i == 0 or offsets[i] != offsets[i - 1]:
            assert normal_form(text[offsets[i] :]) == normal[i:]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('"قمّة  المدن الذكيّة"', "قمه المدن الذكيه"),
        ("المدن-الذكية، (دبي)", "المدن الذكيه دبي"),
        ("أوبك+", "اوبك+"),
        ("«حنا كازابلانكا”", "حنا كازابلانكا"),
        ("Smart City Africa- Casablanca", "smart city africa casablanca"),
        (" ـ ", ""),
    ],
)
def test_name_key(text: str, key: str) -> None:
    assert name_key(text) == key


@given(st.text())
def test_name_key_is_idempotent_and_has_single_spaces(text: str) -> None:
    key = name_key(text)
    assert name_key(key) == key == " ".join(key.split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("كتاب", True),
        ("IBM شركة", True),
        ("ﻛﺘﺎب", True),
        ("IBM 2017،؟", False),
        ("٢٠١٧ ـ", False),
        ("", False),
    ],
)
def test_is_arabic(text: str, expected: bool) -> None:
    assert is_arabic(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("كتاب", ["0 كتاب", "ك 1 تاب"]),
        ("رياض", ["0 رياض"]),
        ("وقال", ["0 وقال", "و 1 قال"]),
        ("وبالمدينة", ["0 وبالمدينه", "و 1 بالمدينه", "وب 2 المدينه"]),
        ("فكالمكتب", ["0 فكالمكتب", "ف 1 كالمكتب", "فك 2 المكتب"]),
        ("للمكتب", ["0 للمكتب", "ل 1 لمكتب", "ل 1 المكتب", "ل 1 اللمكتب"]),
        ("للجنة", ["0 للجنه", "ل 1 لجنه", "ل 1 الجنه", "ل 1 اللجنه"]),
        ("ولله", ["0 ولله", "و 1 لله", "ول 2 له", "ول 2 اله", "ول 2 الله"]),
        ("لـشركة", ["0 لشركه", "ل 2 شركه"]),
        ("وَلِلشَّرِكَة", ["0 وللشركه", "و 2 للشركه", "ول 4 لشركه", "ول 4 الشركه", "ول 4 اللشركه"]),
        ("بـ", ["0 ب"]),
        ("ولد", ["0 ولد", "و 1 لد"]),
        ("سيعقد", ["0 سيعقد"]),
        ("السعودية", ["0 السعوديه"]),
        ("2017", ["0 2017"]),
        ("Dubai", ["0 dubai"]),
        ("ـ", ["0 -"]),
    ],
)
def test_readings(text: str, expected: list[str]) -> None:
    described = [f"{r.proclitics} {r.start} {r.normal}".strip() for r in readings(text, 0)]
    assert described == expected


@given(ARABIC.filter(normal_form), st.integers(0, 10_000))
def test_readings_give_the_rest_of_the_token(text: str, start: int) -> None:
    first, *others = readings(text, start)
    assert (first.proclitics, first.start, first.normal) == ("", start, normal_form(text))
    lengths = [len(reading.proclitics) for reading in others]
    assert lengths == sorted(lengths)
    for reading in others:
        rest = normal_form(text[reading.start - start :])
        assert len(rest) >= 2
        assert reading.proclitics + rest == first.normal
        assert reading.normal in {rest, "ا" + rest, "ال" + rest}
        if reading.normal != rest:
            assert reading.proclitics.endswith("ل") and rest.startswith("ل")


def test_importing_does_not_load_camel_tools() -> None:
    code = "import sys, kg.arabic, kg.language; sys.exit(any('camel' in m for m in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
