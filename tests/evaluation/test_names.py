"""The keys of names: what the guideline makes equal is equal, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.evaluation.names import HONORIFICS, joined, key, name_keys


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("سعادة الدكتورة عائشة بن بشر", "عائشة بن بشر"),
        ("صاحب السمو الملكي الأمير فيصل بن خالد", "فيصل بن خالد"),
        ("مستشار معالي وزير الاقتصاد", "مستشار وزير الاقتصاد"),
        ("د. أحمد", "احمد"),
        ("قِمَّة «المــدن» الذكيّة!", "قمة المدن الذكية"),
        ("مُنتدى ٢٠١٧", "منتدي 2017"),
        ("إدارة", "اداره"),
        ("آل ناصر", "ال ناصر"),
    ],
)
def test_equal(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("المهندس", ""),
        ("إسماعيل ولد الشيخ", "إسماعيل ولد"),
        ("مؤسسة الأميرة العنود", "مؤسسة العنود"),
        ("القمة", "قمة"),
        ("2017", "2018"),
    ],
)
def test_different(one: str, other: str) -> None:
    assert key(one) != key(other)


def test_nothing_is_no_name() -> None:
    assert name_keys(["«»", "", "علي"]) == {"علي"}


@given(st.text(alphabet="ابةتىدسعال .«»ـَ", max_size=30))
def test_keys_are_stable(name: str) -> None:
    assert key(key(name)) == key(name)


def test_the_guideline_names_are_in_the_list() -> None:
    rows = HONORIFICS.read_text(encoding="utf-8").splitlines()
    rows = [row.split("\t") for row in rows if not row.startswith("#")]
    assert rows[0] == ["form", "place", "source"]
    assert {form for form, _, source in rows[1:] if source == "guideline"} == {
        "سعادة",
        "الدكتور",
        "المهندس",
        "اللواء",
        "الشيخ",
    }
    assert all(place in ("start", "any") and source for _, place, source in rows[1:])
    assert len({form for form, _, _ in rows}) == len(rows)


def test_titles_are_joined_with_their_bodies() -> None:
    whole = joined(["مدير عام"], ["البلديه"])
    assert {"مدير عام البلديه", "مدير عام للبلديه", "مدير عام في البلديه"} <= whole
    assert "مدير عام" not in whole
    assert joined(["عضو"], []) == frozenset()
