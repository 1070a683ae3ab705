"""Stars: items that share a value, and no chains of likenesses."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.resolution.stars import stars

_VALUES = st.lists(st.frozensets(st.sampled_from("abcde"), max_size=3), max_size=12)


def test_no_chain_joins_what_shares_nothing() -> None:
    values = [frozenset("a"), frozenset("ab"), frozenset("b"), frozenset("a")]
    assert stars([0, 1, 2, 3], values) == [[0, 1, 3], [2]]


def test_what_has_no_value_stays_by_itself() -> None:
    assert stars(["x", "y"], [frozenset(), frozenset()]) == [["x"], ["y"]]
    assert stars([], []) == []


def test_of_equal_values_the_first_by_its_text_comes_first() -> None:
    values = [frozenset("b"), frozenset("ab"), frozenset("a")]
    assert stars([0, 1, 2], values) == [[1, 2], [0]]


@given(values=_VALUES)
def test_each_part_shares_a_value_and_each_item_is_in_one_part(
    values: list[frozenset[str]],
) -> None:
    parts = stars(range(len(values)), values)
    assert sorted(index for part in parts for index in part) == list(range(len(values)))
    for part in parts:
        assert len(part) == 1 or frozenset.intersection(*(values[index] for index in part))
    assert [len(part) for part in parts] == sorted(map(len, parts), reverse=True)
