"""Exact-span scores: the figures of CoNLL's script and of seqeval, without either."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from kg.recognizers.tags import find_spans


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1 of the spans of one type (or of all)."""

    precision: float
    recall: float
    f1: float
    gold: int


def score(gold: Iterable[Sequence[str]], predicted: Iterable[Sequence[str]]) -> dict[str, Score]:
    """Scores by type and under ``all``; both arguments are BIO tags, sentence by sentence."""
    right: Counter[str] = Counter()
    expected: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for expected_tags, found_tags in zip(gold, predicted, strict=True):
        expected_spans, found_spans = set(find_spans(expected_tags)), set(find_spans(found_tags))
        for spans, counter in (
            (expected_spans, expected),
            (found_spans, found),
            (expected_spans & found_spans, right),
        ):
            counter.update(kind for _, _, kind in spans)
            counter["all"] += len(spans)
    return {
        kind: _ratios(right[kind], found[kind], expected[kind])
        for kind in sorted(expected, key=lambda kind: (kind != "all", kind))
    }


def show(scores: dict[str, Score]) -> str:
    """The scores as one line."""
    return "  ".join(f"{kind} {value.f1:.4f}" for kind, value in scores.items())


def _ratios(right: int, found: int, gold: int) -> Score:
    precision = right / found if found else 0.0
    recall = right / gold if gold else 0.0
    f1 = 2 * right / (found + gold) if found + gold else 0.0
    return Score(precision, recall, f1, gold)
