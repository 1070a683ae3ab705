"""Names: which spellings are one, which short forms a full name has."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.arabic import name_key
from kg.errors import LexiconError
from kg.model import EntityType
from kg.resolution import words
from kg.resolution.bare_words import title_key
from kg.resolution.names import (
    body_key,
    event_key,
    fullness,
    is_relational,
    key,
    nation,
    person_key,
    place_key,
)
from kg.resolution.short_forms import short_forms, short_people
from tests.resolution.draft import CONFERENCE, INITIATIVE, ORGANIZATION, PERSON, PLACE, gazetteer


@pytest.mark.parametrize(
    "spellings",
    [
        ("أحمد عبد الله الحربي", "احمد عبدالله الحربى", "الدكتور أحمد بن عبدالله الحربي"),
        ("عبد الرحمن بن فيصل", "عبدالرحمن فيصل", "المهندس عبدالرحمن ابن فيصل"),
        ("يونس آل ناصر", "يونس ال ناصر"),
        ("نور الدين الزين", "نورالدين الزين"),
        ("سعادة الدكتورة عائشة بنت بطي بن بشر", "عائشة بن بطي بن بشر"),
        ("أبو بكر البغدادي", "ابوبكر البغدادي", "أبي بكر البغدادي"),
        ("معالي المهندس خالد الفالح", "خالد الفالح"),
    ],
)
def test_spellings_of_a_person(spellings: tuple[str, ...]) -> None:
    assert len({person_key(name) for name in spellings}) == 1


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("محمد أحمد", "أحمد محمد"),
        ("عائشة بنت محمد", "عائشة بنت بطي"),
        ("خالد الحربي", "خالد الحارثي"),
        ("السيد البدوي", "البدوي السيد"),
    ],
)
def test_different_people(a: str, b: str) -> None:
    assert person_key(a) != person_key(b)


def test_an_honorific_alone_is_kept() -> None:
    assert person_key("الشيخ") == ("الشيخ",)
    assert person_key("") == ()


def test_short_names_of_a_person_keep_given_and_family_or_fathers_name() -> None:
    full = person_key("محمد بن سلمان بن عبدالعزيز آل سعود")
    assert set(short_people(full)) == {
        ("محمد", "سلمان"),
        ("محمد", "سلمان", "عبدالعزيز"),
        ("محمد", "السعود"),
        ("محمد", "سلمان", "السعود"),
        ("محمد", "عبدالعزيز", "السعود"),
    }
    assert person_key("عائشة بن بشر") in set(short_people(person_key("عائشة بنت بطي بن بشر")))
    assert person_key("عائشة بنت محمد") not in set(short_people(person_key("عائشة بنت بطي بن بشر")))


@given(st.lists(st.sampled_from(["سعد", "فهد", "علي", "ناصر", "خالد"]), min_size=1, max_size=12))
def test_short_names_are_shorter_and_few(full: list[str]) -> None:
    short = list(short_people(tuple(full)))
    assert len(short) <= 64
    for name in short:
        assert 2 <= len(name) < len(full)
        assert name[0] == full[0]
        assert fullness(name) < fullness(tuple(full))


@pytest.mark.parametrize(
    "spellings",
    [
        ("مكتب مدينة دبي الذكية", "مكتب دبي الذكية", "مكتب دبي الذكيه"),
        ("وزارة التربية والتعليم", "وزارة التربية و التعليم", "وزارة تربية والتعليم"),
        ("إمارة منطقة عسير", "إمارة عسير"),
        ("«صحيفة الوئام»", "صحيفة الوئام"),
    ],
)
def test_spellings_of_a_body(spellings: tuple[str, ...]) -> None:
    assert len({body_key(name, gazetteer()) for name in spellings}) == 1


def test_kinds_of_place_are_kept_where_they_belong_to_the_name() -> None:
    assert body_key("مدينة الملك عبدالعزيز الطبية", gazetteer())[0] == "مدينه"
    assert "مدينه" in body_key("قمة المدينة الذكية", gazetteer())


@pytest.mark.parametrize(
    ("type", "full", "short", "reason"),
    [
        (ORGANIZATION, "شركة بلوكستاك", "بلوكستاك", "head noun left out"),
        (ORGANIZATION, "هيئة حقوق الإنسان السعودية", "هيئة حقوق الإنسان", "nation left out"),
        (ORGANIZATION, "جامعة الملك سعود بالرياض", "جامعة الملك سعود", "end left out"),
        (ORGANIZATION, "شركة نماء السعودية", "نماء", "head noun and end left out"),
        (INITIATIVE, "تطبيق دبي الآن", "دبي الآن", "head noun left out"),
        (CONFERENCE, "مؤتمر المدن الذكية في نيويورك", "مؤتمر المدن الذكية", "end left out"),
        (PLACE, "فندق الواحة بجدة", "فندق الواحة", "end left out"),
    ],
)
def test_short_names_of_bodies(type: EntityType, full: str, short: str, reason: str) -> None:
    found = dict(short_forms(type, key(type, full, gazetteer()), gazetteer()))
    assert found[key(type, short, gazetteer())] == reason


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("صحيفة الرياض", "الرياض"),  # a city
        ("بلدية دبي", "بلدية"),
        ("وزارة الدفاع", "وزارة"),
        ("مجلس الوزراء", "الوزراء"),
    ],
)
def test_what_is_no_short_name(full: str, short: str) -> None:
    found = dict(short_forms(ORGANIZATION, body_key(full, gazetteer()), gazetteer()))
    assert body_key(short, gazetteer()) not in found


@pytest.mark.parametrize(
    ("name", "words", "years", "edition"),
    [
        ("مؤتمر المدن الذكية 2017", "مؤتمر مدن ذكيه", (2017,), None),
        ("معرض صُنع في عسير ٢٠١٥م", "معرض صنع في عسير", (2015,), None),
        ("ملتقى المبتعثين الرمضاني الرابع", "ملتقي مبتعثين رمضاني", (), 4),
        ("الدورة الثانية عشرة من المهرجان", "دوره من مهرجان", (), 12),
        ("القمة الحادية والعشرون 1436هـ", "قمه", (), 21),
    ],
)
def test_events(name: str, words: str, years: tuple[int, ...], edition: int | None) -> None:
    assert event_key(name) == (tuple(words.split()), years, edition)


@pytest.mark.parametrize(
    ("word", "code"),
    [
        *[("السعودية", "SA"), ("سعودي", "SA"), ("المصرية", "EG"), ("الأمريكي", "US")],
        *[("الأميركية", "US"), ("البريطاني", "GB"), ("السورية", "SY"), ("الإماراتي", "AE")],
        *[("مصر", "EG"), ("اليمن", "YE"), ("الذكية", ""), ("المالي", ""), ("العلمية", "")],
        *[("الوطنية", ""), ("العربية", ""), ("علي", ""), ("ي", "")],
    ],
)
def test_nations(word: str, code: str) -> None:
    assert nation(name_key(word), gazetteer()) == code


@pytest.mark.parametrize(
    ("type", "name", "expected"),
    [
        (ORGANIZATION, "اللجنة العلمية", True),
        (ORGANIZATION, "إدارة المهرجان", True),
        (ORGANIZATION, "المجلس الأعلى للجامعة", True),
        (ORGANIZATION, "مجلس التنمية السياحية بالمنطقة", True),
        (ORGANIZATION, "مكتب الوزير", True),
        (ORGANIZATION, "مجلس الوزراء", False),
        (ORGANIZATION, "الأمم المتحدة", False),
        (ORGANIZATION, "جامعة الملك سعود", False),
        (ORGANIZATION, "اللجنة الأولمبية", False),
        (CONFERENCE, "القمة الرابعة", True),
        (CONFERENCE, "المعرض المصاحب", True),
        (CONFERENCE, "سوق عكاظ", False),
        (CONFERENCE, "قمة المدن الذكية", False),
        (PERSON, "محمد الرئيس", False),
    ],
)
def test_names_that_mean_something_in_their_document_only(
    type: EntityType, name: str, expected: bool
) -> None:
    assert is_relational(type, key(type, name, gazetteer()), name) is expected


def test_titles_and_cities() -> None:
    assert title_key("المدير العام") == title_key("مدير عام")
    assert title_key("نائب الرئيس") != title_key("الرئيس")
    assert place_key("مدينة نيويورك") == place_key("نيويورك") == ("نيويورك",)
    assert place_key("مدينة") == ("مدينه",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("form\tclass\n", ", line 1: found"),
        ("form\tclass\tvalue\tsource\nبن\tnasab\n", r", line 2: found 2 columns"),
        ("form\tclass\tvalue\tsource\nبن\tfather\t\town\n", r", line 2: found the class 'father'"),
        ("form\tclass\tvalue\tsource\nبن\tnasab\t1\town\n", r", line 2: found the value '1'"),
        ("form\tclass\tvalue\tsource\nالأول\tordinal\t\town\n", r", line 2: found the value ''"),
        ("form\tclass\tvalue\tsource\nبن\tnasab\t\t\n", r", line 2: found an empty form or source"),
    ],
)
def test_a_broken_table_is_named(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "words.tsv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError, match=f"words.tsv{message}"):
        words.load(file)
