"""Romanization: names as English newspapers write them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.arabic import is_arabic, name_key
from kg.latin import latin_key
from kg.romanization import by_rule, romanize
from kg.romanization.tables import FOLDER, TABLES, read_table, words

Cases = Mapping[str, Mapping[str, list[str]]]
FLOOR = 0.94
"""The share of the cases' names that a search for their usual spelling finds."""


@pytest.fixture(scope="module")
def cases(root: Path) -> Cases:
    return tomllib.loads((root / "tests/cases/romanization.toml").read_text(encoding="utf-8"))


def test_usual_spellings_find_the_names(cases: Cases) -> None:
    wrong = [
        f"{name}: {latin}, not {spellings[0]}"
        for kind, names in cases.items()
        for name, spellings in names.items()
        if latin_key(latin := romanize(name, is_person=kind == "people"))
        not in {latin_key(spelling) for spelling in spellings}
    ]
    count = sum(map(len, cases.values()))
    assert count >= 120
    assert 1 - len(wrong) / count >= FLOOR, "\n".join(wrong)


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("محمد بن عبد الله الغامدي", "Mohammed bin Abdullah Al-Ghamdi"),
        ("عبدالمحسن آل الشيخ", "Abdulmohsen Al Sheikh"),
        ("عبد  الباسط", "Abdulbasit"),
        ("فاطمة العلي", "Fatima Al-Ali"),
        ("«سَلْمان»", "Salman"),
        ("John Smith", "John Smith"),
        ("ابن رشد", "Ibn Rushd"),
    ],
)
def test_people(name: str, latin: str) -> None:
    assert romanize(name, is_person=True) == latin


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("غرفة جدة", "Ghurfat Jeddah"),
        ("وزارة الثقافة والإعلام", "Wizarat Al-Thaqafa wal-Ilam"),
        ("أمانة محافظة جدة", "Amanat Muhafazat Jeddah"),
        ("مدينة ذكية", "Madina Dhakiya"),  # an adjective is no genitive
        ("الهيئة العامة للسياحة", "Al-Haya Al-Amma lil-Siyaha"),
        ("لجنة من الخبراء", "Lajna min Al-Khubara"),
        ("شركة أي بي إم", "Sharikat IBM"),
        ("قمة ٢٠١٧", "Qimmat 2017"),
        ("...", ""),
    ],
)
def test_other_names(name: str, latin: str) -> None:
    assert romanize(name) == latin


@pytest.mark.parametrize(
    ("word", "latin"),
    [
        *[("حسن", "Hasan"), ("خالد", "Khalid"), ("مركز", "Markaz"), ("زيد", "Zayd")],
        *[("اجتماع", "Ijtima"), ("استقبال", "Istiqbal"), ("مستقبل", "Mustaqbal")],
        *[("مقاومة", "Muqawama"), ("زكاة", "Zakat"), ("إيرانية", "Iraniya"), ("رئيس", "Rais")],
        *[("إيران", "Iran"), ("نواف", "Nawaf"), ("سعد", "Saad"), ("توحيد", "Tawhid")],
    ],
)
def test_words_that_no_table_has_are_written_by_rule(word: str, latin: str) -> None:
    assert by_rule(word) == latin


@given(st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءأإآؤئ ًَُِّْـ", max_size=40))
def test_letters_become_latin(name: str) -> None:
    for is_person in (True, False):
        latin = romanize(name, is_person=is_person)
        assert latin.isascii()
        assert latin == latin.strip()


def test_tables_are_well_formed() -> None:
    forms: dict[str, set[str]] = {}
    for name in TABLES:
        for form, latin, source in read_table(FOLDER / name):
            assert is_arabic(form), form
            assert latin.isascii() and latin == latin.strip(), latin
            assert source in {"own", "letter", "wikidata"}
            forms.setdefault(f"{name} {source == 'letter'}", set())
            assert name_key(form) not in forms[f"{name} {source == 'letter'}"], form
            forms[f"{name} {source == 'letter'}"].add(name_key(form))
    assert len(words()) > 6_000
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert "Wikidata" in readme and "CC0" in readme
