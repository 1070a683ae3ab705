"""BIO tags: spans of a path, and the best legal path."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.recognizers.tags import Decoder, find_spans

LABELS = ("O", "B-ORG", "I-ORG", "B-PER", "I-PER")


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("", []),
        ("O O", []),
        ("B-PER I-PER O", [(0, 2, "PER")]),
        ("B-PER B-PER", [(0, 1, "PER"), (1, 2, "PER")]),
        ("O I-PER I-PER", [(1, 3, "PER")]),
        ("B-PER I-ORG O B-ORG", [(0, 1, "PER"), (1, 2, "ORG"), (3, 4, "ORG")]),
    ],
)
def test_find_spans(tags: str, expected: list[tuple[int, int, str]]) -> None:
    assert list(find_spans(tags.split())) == expected


def is_legal(path: tuple[int, ...]) -> bool:
    tags = [LABELS[label] for label in path]
    return all(
        not tag.startswith("I-") or (before != "O" and before[2:] == tag[2:])
        for before, tag in zip(["O", *tags], tags, strict=False)
    )


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 4), st.integers(0, 2**32 - 1))
def test_the_best_path_is_the_best_of_all_legal_ones(words: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(words, len(LABELS))).astype(np.float32)
    legal = [p for p in itertools.product(range(len(LABELS)), repeat=words) if is_legal(p)]
    best = max(legal, key=lambda path: sum(scores[at, label] for at, label in enumerate(path)))
    assert tuple(Decoder(LABELS).best_path(scores)) == best


def test_no_words_no_path() -> None:
    assert Decoder(LABELS).best_path(np.zeros((0, len(LABELS)), np.float32)) == []


def test_kinds_of_events_and_references_to_them_say_nearly_the_same() -> None:
    labels = ("O", "B-CONF", "I-CONF", "B-CONF_REF", "B-MEETING", "B-SESSION", "B-INIT")
    odds = [0.2, 0.1, 0.05, 0.2, 0.15, 0.1, 0.2]
    sure = np.exp(Decoder(labels).senses(np.log(np.array([odds], np.float32))))[0]
    assert sure == pytest.approx([0.2, 0.55, 0.05, 0.55, 0.55, 0.55, 0.2])


def test_what_is_impossible_stays_a_number() -> None:
    never = np.full((1, len(LABELS)), -np.inf, np.float32)
    assert np.isfinite(Decoder(LABELS).senses(never)).all()
