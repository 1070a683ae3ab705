"""Near-copies: what is one text cut or edited, groups that hold together, and no order."""

from __future__ import annotations

import datetime
import os
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.copies import (
    CONTAINMENT,
    LEAST_SHINGLES,
    MOST_COMMON,
    RESEMBLANCE,
    WORDS,
    Print,
    originals,
    shingles,
)

DAY = datetime.date(2024, 5, 1)


def printed(name: str, text: str, day: int | None = 0) -> Print:
    date = None if day is None else DAY + datetime.timedelta(days=day)
    return Print(name, date, shingles(text))


def words(start: int, end: int, *, of: str = "و") -> str:
    """A passage of an endless text, which each letter has one of."""
    return " ".join(f"{of}{number}" for number in range(start, end))


def runs(print: Print) -> frozenset[bytes]:
    content = print.shingles
    return frozenset(content[place : place + 4] for place in range(0, len(content), 4))


def test_spelling_and_punctuation_make_no_difference() -> None:
    text = "أعلنت الهيئة العامة للأرصاد إقامة المؤتمر في الرياض، يوم الأحد المقبل."
    other = "اعلنت الهيئة العامه للارصاد اقامة المؤتمر فى الرياض - يوم الأحَد المقبل"
    assert shingles(text) == shingles(other)
    assert len(shingles(text)) == 4 * (len(text.split()) - WORDS + 1)


def test_shingles_are_the_same_everywhere() -> None:
    """They are kept on disk, and machines of all kinds read them."""
    assert shingles("خمس كلمات تكفي لرقم واحد").hex() == "b0cb4920"


@pytest.mark.parametrize("text", ["", "  \n", "أربع كلمات لا تكفي", "!!! ؟؟؟"])
def test_a_text_of_fewer_words_has_none(text: str) -> None:
    assert shingles(text) == b""


def test_a_story_that_was_cut_and_edited_is_a_copy() -> None:
    story = printed("a", words(0, 200), 0)
    cut = printed("b", words(0, 90), 1)
    begun = printed("c", "الرياض واس " + words(0, 200), 1)
    edited = printed("d", words(0, 60) + " زاد المحرر جملة " + words(60, 180), 2)
    assert originals([story, cut, begun, edited]) == {"b": "a", "c": "a", "d": "a"}


def test_what_only_quotes_or_collects_is_no_copy() -> None:
    story = printed("a", words(0, 200), 0)
    quoting = printed("b", words(150, 200) + " " + words(0, 150, of="ف"), 1)
    collecting = printed("c", words(0, 1200, of="ك") + " " + words(0, 200), 1)
    other = printed("d", words(0, 200, of="ل"), 1)
    assert originals([story, quoting, collecting, other]) == {}


def test_a_short_formula_is_no_story() -> None:
    few = words(0, LEAST_SHINGLES + WORDS - 2)
    assert originals([printed("a", few), printed("b", few + " ،")]) == {}
    enough = words(0, LEAST_SHINGLES + WORDS - 1)
    assert originals([printed("a", enough), printed("b", enough)]) == {"b": "a"}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("b", 0, 100), ("a", 1, 120)),  # the earlier
        (("b", 0, 120), ("a", 0, 100)),  # of one day the longer
        (("a", 0, 100), ("b", 0, 100)),  # of one length the one of the smaller identifier
        (("b", 9, 100), ("a", None, 120)),  # one without a date comes last
    ],
)
def test_which_one_is_the_original(
    first: tuple[str, int, int], second: tuple[str, int | None, int]
) -> None:
    made = [printed(name, words(0, length), day) for name, day, length in (first, second)]
    assert originals(made) == {second[0]: first[0]}
    assert originals(reversed(made)) == {second[0]: first[0]}


def test_groups_are_no_chains() -> None:
    """Each is near to the next, and the last has nothing of the first."""
    chain = [printed(f"{n:02}", words(30 * n, 30 * n + 150), n) for n in range(9)]
    found = originals(chain)
    assert found["01"] == "00"
    assert "02" not in found or found["02"] != "00"
    assert not found.keys() & set(found.values())
    check_groups(chain)


def test_it_joins_the_nearest() -> None:
    one, other = printed("a", words(0, 100), 0), printed("b", words(60, 160), 0)
    between = printed("c", words(50, 150), 1)
    assert originals([one, other, between]) == {"c": "b"}


def test_a_story_that_all_print_is_one_group() -> None:
    count = MOST_COMMON + 50
    many = [printed(f"{n:04}", words(0, 100) + f" نهاية {n}", n % 5) for n in range(count)]
    found = originals(many)
    assert len(found) == count - 1
    assert len(set(found.values())) == 1


passages = st.tuples(
    st.sampled_from("ابت"), st.integers(0, 12), st.integers(1, 12), st.integers(0, 3) | st.none()
)


def made_of(drawn: list[tuple[str, int, int, int | None]]) -> list[Print]:
    return [
        printed(f"{n}", words(10 * start, 10 * (start + length), of=letter), day)
        for n, (letter, start, length, day) in enumerate(drawn)
    ]


@given(st.lists(passages, max_size=14), st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_groups_hold_together_in_any_order(
    drawn: list[tuple[str, int, int, int | None]], chance: random.Random
) -> None:
    prints = made_of(drawn)
    found = check_groups(prints)
    chance.shuffle(prints)
    assert originals(prints) == found


def check_groups(prints: list[Print]) -> dict[str, str]:
    """Every copy is near to its original, which is no copy, and no two originals are near."""
    found = originals(prints)
    sets = {each.identifier: runs(each) for each in prints}
    assert not found.keys() & set(found.values())
    for copy, original in found.items():
        assert are_near(sets[copy], sets[original])
    left = [each for each in sets if each not in found]
    for index, one in enumerate(left):
        assert not any(are_near(sets[one], sets[other]) for other in left[:index])
    return found


def are_near(one: frozenset[bytes], other: frozenset[bytes]) -> bool:
    """The definition, by sets."""
    if min(len(one), len(other)) < LEAST_SHINGLES:
        return False
    common = len(one & other)
    return (
        common >= CONTAINMENT * min(len(one), len(other))
        and common / len(one | other) >= RESEMBLANCE
    )


@pytest.mark.slow
def test_real_news_has_near_copies_in_small_groups() -> None:
    import gzip
    import json
    from collections import Counter

    news = os.environ.get("KG_TEST_NEWS")
    if not news:
        pytest.skip("KG_TEST_NEWS is not set")
    prints = {}
    with gzip.open(news, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row["date"] == "2015-08-06":
                date = datetime.date.fromisoformat(row["date"])
                prints[row["id"]] = Print(row["id"], date, shingles(row["text"]))
    found = check_groups(list(prints.values())[:1500])
    assert 0.05 < len(found) / 1500 < 0.4
    assert max(Counter(found.values()).values()) < 40
