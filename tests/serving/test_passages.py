"""Marking names in a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.serving.passages import mark


@pytest.mark.parametrize(
    ("text", "names", "marked"),
    [
        ("وصل خالد الأحمد اليوم", ["خالد الأحمد"], ["خالد الأحمد"]),
        ("وصل خَالِد الاحمد، اليوم", ["خالد الأحمد"], ["خَالِد الاحمد"]),
        ("قال لخالد الأحمد", ["خالد الأحمد", "الأحمد"], ["خالد الأحمد"]),
        ("بلدية دبي في دبي", ["دبي", "بلدية دبي"], ["بلدية دبي", "دبي"]),
        # A name inside of another word is none.
        ("الأحمدية مدرسة", ["الأحمد"], []),
        ("مستشفى الملك", ["الملك", ""], ["الملك"]),
        ("افتتحت\nدبي قمة", ["دبي"], ["دبي"]),
        ("IBM وibm", ["IBM"], ["IBM", "ibm"]),
        ("لا شيء", [], []),
        ("", ["دبي"], []),
    ],
)
def test_names_in_any_spelling(text: str, names: list[str], marked: list[str]) -> None:
    pieces = list(mark(text, names))
    assert "".join(piece for piece, _ in pieces) == text
    assert [piece for piece, is_marked in pieces if is_marked] == marked


@given(st.text(st.sampled_from("اأبَـ لإﷲ١1.aée\u0301")), st.lists(st.text("اأبلae ", max_size=4)))
def test_nothing_is_lost(text: str, names: list[str]) -> None:
    pieces = list(mark(text, names))
    assert "".join(piece for piece, _ in pieces) == text
    assert all(piece for piece, _ in pieces)
