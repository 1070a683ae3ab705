"""The assignment is the best there is, and the order of what it is given does not matter."""

from __future__ import annotations

import itertools
import random

from hypothesis import given
from hypothesis import strategies as st

from kg.evaluation.matching import assign

Weights = dict[tuple[str, str], int]

weights = st.dictionaries(
    st.tuples(st.sampled_from("abcd"), st.sampled_from("abcde")), st.integers(1, 9), max_size=12
)


def best(weights: Weights) -> int:
    """The greatest sum, by trying everything."""
    lefts = sorted({left for left, _ in weights})
    rights: list[str | None] = sorted({right for _, right in weights})
    rights += [None] * len(lefts)
    return max(
        sum(weights.get((a, b), 0) for a, b in zip(lefts, chosen, strict=False) if b)
        for chosen in itertools.permutations(rights, len(lefts))
    )


@given(weights)
def test_the_sum_is_the_greatest(weights: Weights) -> None:
    found = assign(weights)
    assert len(set(found.values())) == len(found)
    assert set(found.items()) <= set(weights)
    assert sum(weights[pair] for pair in found.items()) == best(weights)


@given(weights, st.randoms(use_true_random=False))
def test_order_does_not_matter(weights: Weights, chance: random.Random) -> None:
    items = list(weights.items())
    chance.shuffle(items)
    assert assign(dict(items)) == assign(weights)


def test_greed_would_do_worse() -> None:
    assert assign({("a", "x"): 5, ("a", "y"): 4, ("b", "x"): 4}) == {"a": "y", "b": "x"}


def test_nothing_to_assign() -> None:
    assert assign({}) == {}
