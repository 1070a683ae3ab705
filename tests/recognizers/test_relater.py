"""The relater: how far apart marks stand, and scores of a passage."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from kg.errors import ModelError
from kg.model import Relation
from kg.recognizers import Mark, encoder, load
from kg.recognizers.relater import (
    DISTANCES,
    KINDS,
    RELATIONS,
    SIGNATURES,
    Relater,
    distance_buckets,
)

TEXT = "استقبل مدير جامعة الوادي سالم الناصر أمس سفير تونس خالد المرزوقي ."
MARKS = [
    Mark(0, 0, 0, "MEETING"),
    Mark(0, 1, 1, "TITLE"),
    Mark(0, 2, 3, "ORG"),
    Mark(0, 4, 5, "PER"),
    Mark(0, 9, 10, "PER"),
]


def test_distances_have_a_side_and_grow() -> None:
    steps = (0, 3, 6, 12, 20, 50, 100, 200, 900)
    buckets = distance_buckets(np.array(steps))
    ahead, behind = buckets[0].tolist(), buckets[1:, 0].tolist()
    assert ahead == sorted(ahead)
    assert behind == sorted(behind)
    assert set(ahead).isdisjoint(behind)
    assert max(*ahead, *behind) < DISTANCES


def test_every_relation_between_things_is_scored() -> None:
    scored = set(RELATIONS) - {"holder", "office"}
    literals = {Relation.EDITION, Relation.THEME, Relation.STATUS, Relation.ATTENDANCE_MODE}
    assert scored == set(Relation) - literals - {Relation.ROLE, Relation.QUOTATION}
    kinds = {kind for pair in SIGNATURES.values() for side in pair for kind in side}
    assert kinds == set(KINDS)


def test_scores_of_a_sentence() -> None:
    scan = load("default").scan([TEXT.split()])
    ((inside, scores),) = scan.scores(MARKS)
    assert list(inside) == [0, 1, 2, 3, 4]
    assert scores.shape == (len(RELATIONS), 5, 5)
    assert np.isfinite(scores).all()
    holder = scores[RELATIONS.index("holder")][1]
    assert holder[3] > max(0, holder[4])
    assert scores[RELATIONS.index("host")][0][3] > scores[RELATIONS.index("sponsor")][0][3]


def test_the_same_marks_give_the_same_scores() -> None:
    sentences = [TEXT.split()]
    first, second = (next(load("default").scan(sentences).scores(MARKS))[1] for _ in range(2))
    assert (first == second).all()


def test_scoring_takes_one_thread_and_leaves_the_others_to_whoever_had_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scan = load("default").scan([TEXT.split()])
    seen: list[set[int]] = []
    original = Relater._scores

    def scores(relater: Relater, *arguments: Any) -> Any:
        seen.append(_blas_threads())
        return original(relater, *arguments)

    monkeypatch.setattr(Relater, "_scores", scores)
    with threadpool_limits(limits=2, user_api="blas"):
        next(scan.scores(MARKS))
        assert seen == [{1}]
        assert _blas_threads() == {2}


def _blas_threads() -> set[int]:
    return {each["num_threads"] for each in threadpool_info() if each["user_api"] == "blas"}


def test_a_text_without_end_keeps_no_states(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "MOST_PASSAGES", 1)
    scan = load("default").scan([TEXT.split()] * 60)
    assert sum(map(len, scan.spans)) > 60
    assert list(scan.scores(MARKS)) == []


def test_one_mark_is_no_pair() -> None:
    assert list(load("default").scan([TEXT.split()]).scores(MARKS[:1])) == []


def test_a_recognizer_without_relations() -> None:
    assert list(load("fast").scan([TEXT.split()]).scores(MARKS)) == []


def test_weights_of_other_relations(tmp_path: Path) -> None:
    file = tmp_path / "relater.npz"
    np.savez(file, forms=np.zeros((2, 3, 3)), distance=np.zeros((DISTANCES, 2)))
    with pytest.raises(ModelError, match=r"relater\.npz: found .*; expected weights of"):
        Relater(file)
