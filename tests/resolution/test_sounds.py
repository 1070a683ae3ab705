"""Sounds: spellings of one foreign name have one key, and Arabic names are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.arabic import name_key
from kg.model import EntityType
from kg.resolution.rules import SPELLING, WEAK_SPELLING
from kg.resolution.sounds import (
    have_like_vowels,
    is_foreign,
    is_one_vowel_more,
    is_variant,
    same_but_for_g,
    sound_keys,
)
from kg.resolution.spelling import spelling_variants
from tests.resolution.draft import CITY, ORGANIZATION, PERSON


@pytest.mark.parametrize(
    "spellings",
    [
        ("Angela Merkel", "أنغيلا ميركل", "أنجيلا ميركل"),
        ("Christine Lagarde", "كريستين لاغارد", "كريستين لاجارد"),
        ("Smart City", "سمارت سيتي", "سمارت ستي"),
        ("Facebook", "فيسبوك", "فيس بوك"),
        ("IBM", "آي بي إم", "أي بي إم", "اي بي ام"),
        ("CNN", "سي إن إن", "سي.إن.إن"),
        ("HSBC", "إتش إس بي سي"),
        ("Cisco", "سيسكو"),
    ],
)
def test_spellings_of_one_sound(spellings: tuple[str, ...]) -> None:
    keys = [set(sound_keys(name)) for name in spellings]
    assert set.intersection(*keys)


@pytest.mark.parametrize(
    ("a", "b"), [("BBC", "إم بي سي"), ("John", "جورج"), ("Boeing", "Airbus"), ("باريس", "برلين")]
)
def test_other_sounds(a: str, b: str) -> None:
    assert not set(sound_keys(a)) & set(sound_keys(b))


def test_nothing_sounds_like_nothing() -> None:
    assert sound_keys("") == ()
    assert sound_keys("،") == ()
    assert sound_keys("آو") == ()


@pytest.mark.parametrize("word", ["سالم", "السالم", "نماء", "حملة", "صندوق"])
def test_arabic_words(word: str) -> None:
    assert not is_foreign(name_key(word))


@pytest.mark.parametrize("word", ["ستي", "ديمستورا", "بوينغ", "google"])
def test_foreign_words(word: str) -> None:
    assert is_foreign(word)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        (("سمارت", "سيتي"), ("سمارت", "ستي"), True),
        (("فيس", "بوك"), ("فيسبوك",), True),
        (("سالم", "القرني"), ("سليم", "القرني"), False),  # two known names
        (("خالد", "الزيدي"), ("خالد", "الزيادي"), False),  # with the article
        (("الدبرنت", "بوند"), ("اليدبرنت", "بوند"), True),  # أ, not the article
        (("بوند", "الدبرنت"), ("بوند", "اليدبرنت"), False),
        (("باريس",), ("باريس",), False),  # nothing differs
    ],
)
def test_variants(a: tuple[str, ...], b: tuple[str, ...], same: bool) -> None:
    assert is_variant(a, b) == same


@pytest.mark.parametrize(
    ("latin", "arabic", "alike"),
    [
        ("google", "غوغل", True),
        ("cisco", "سيسكو", True),
        ("paypal", "بايبال", True),
        ("box", "بوكس", True),
        ("box", "باكس", False),
        ("webkit", "بوغاتي", False),
        ("baltic", "بوليتيكو", False),
        ("force", "فروع", False),
    ],
)
def test_vowels_across_scripts(latin: str, arabic: str, alike: bool) -> None:
    assert have_like_vowels(latin, arabic) == alike


def test_one_vowel_more() -> None:
    assert is_one_vowel_more("تشيلسي", "تشلسي")
    assert not is_one_vowel_more("تشيلسي", "تشيلسي")
    assert not is_one_vowel_more("باريس", "برس")


def test_the_letter_for_a_foreign_g() -> None:
    assert same_but_for_g(("جوجل",), ("غوغل",))
    assert not same_but_for_g(("قاسم",), ("جاسم",))


@given(names=st.lists(st.text("باويجغسك eboxgo24-", min_size=1, max_size=8), max_size=12))
def test_any_letters_in_any_mixture_are_compared(names: list[str]) -> None:
    keys = {tuple(name_key(name).split()) for name in names} - {()}
    for kind in (PERSON, ORGANIZATION):
        for a, b, score in spelling_variants(kind, keys):
            assert a != b
            assert score in {SPELLING, WEAK_SPELLING}


def _score(kind: EntityType, a: str, b: str) -> float:
    names = [tuple(name_key(name).split()) for name in (a, b)]
    return next((score for *_, score in spelling_variants(kind, names)), 0.0)


@pytest.mark.parametrize(
    ("kind", "a", "b", "score"),
    [
        (PERSON, "بنيامين نتنياهو", "بنيامين نتانياهو", SPELLING),
        (PERSON, "John Kerry", "جون كيري", SPELLING),
        (PERSON, "Kerry", "كيري", 0.0),
        (PERSON, "جوزيه مورينيو", "جوزيه مورينو", WEAK_SPELLING),
        (PERSON, "سعد الشهري", "سعيد الشهري", 0.0),
        (ORGANIZATION, "شركة سمارت سيتي", "سمارت ستي", SPELLING),
        (ORGANIZATION, "تشيلسي", "تشلسي", SPELLING),
        (ORGANIZATION, "BBC", "بي بي سي", SPELLING),
        (ORGANIZATION, "قناة فرانس 24", "قناة فرنس 25", 0.0),
        (ORGANIZATION, "مؤسسة سليم", "مؤسسة سالم", 0.0),
        (CITY, "باريس", "Paris", 0.0),
    ],
)
def test_how_likely_two_spellings_are_one_name(
    kind: EntityType, a: str, b: str, score: float
) -> None:
    assert _score(kind, a, b) == score
