"""Reliability: which claims are judged, their bins, and the calibration error."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from kg.evaluation import PredictedClaim, Prediction, evaluate
from kg.evaluation.reliability import JudgedClaim, bins, calibration_error, judge, table
from kg.evaluation.scoring import match
from tests.evaluation.gold_graph import FOLDER, perfect, seeds_gold


def claims(*rows: tuple[float, bool]) -> list[JudgedClaim]:
    return [JudgedClaim("role", "role.x", confidence, right) for confidence, right in rows]


def test_bins_count_and_add_up_from_the_surest() -> None:
    found = bins(claims((0.95, True), (1.0, False), (0.9, True), (0.55, False), (0.59, True)))
    told = [(e.low, e.claims, e.right, e.claims_above, e.right_above) for e in found]
    assert told == [(0.9, 3, 2, 3, 2), (0.5, 2, 1, 5, 3)]
    assert found[0].confidence == pytest.approx(0.95)
    assert found[1].precision_above == 0.6


@pytest.mark.parametrize(
    ("low", "confidence"), [(0.0, 0.05), (0.3, 0.3), (0.7, 0.7), (0.9, 0.9), (0.9, 1.0)]
)
def test_a_bin_holds_its_lower_end(low: float, confidence: float) -> None:
    assert [each.low for each in bins(claims((confidence, True)))] == [low]


def test_the_calibration_error_is_the_mean_distance_from_what_is_true() -> None:
    assert calibration_error([]) is None
    assert calibration_error(claims(*[(0.75, True)] * 3, (0.75, False))) == 0
    # One claim in a bin of 0.9 that is wrong, three in one of 0.5 of which all are right.
    uneven = claims((0.9, False), *[(0.5, True)] * 3)
    assert calibration_error(uneven) == pytest.approx((0.9 + 3 * 0.5) / 4)


def test_claims_of_facts_are_judged_by_the_gold() -> None:
    gold = seeds_gold()[0]
    whole = perfect(gold)
    sure = tuple(
        replace(fact, claims=(PredictedClaim(0.9, "p.x"), PredictedClaim(0.6, "p.learned")))
        for fact in whole.facts
    )
    wrong = replace(sure[0], s=whole.entities[-1].id, rel="sponsor")
    judged = judge(match(gold, Prediction(whole.entities, (*sure, wrong))))
    assert len(judged) == 2 * (len(sure) + 1)
    assert [each for each in judged if not each.right] == [
        JudgedClaim("sponsor", "p.x", 0.9, False),
        JudgedClaim("sponsor", "p.learned", 0.6, False),
    ]


def test_the_table_stands_in_the_report_where_a_system_tells_confidences(seeds: Path) -> None:
    gold = {(seeds / each.doc).read_text(encoding="utf-8-sig"): each for each in seeds_gold()}

    def build(sure: bool) -> object:
        def predict(document: object) -> Prediction:
            whole = perfect(gold[document.text])  # type: ignore[attr-defined]
            told = (PredictedClaim(0.8, "p.x"),) if sure else ()
            return Prediction(
                whole.entities, tuple(replace(fact, claims=told) for fact in whole.facts)
            )

        return predict

    silent = evaluate([FOLDER], build_document=build(sure=False))  # type: ignore[arg-type]
    assert "Confidence" not in silent.as_text()
    report = evaluate([FOLDER], build_document=build(sure=True))  # type: ignore[arg-type]
    assert table(report.claims()) in report.as_text()
    assert "expected calibration error 0.200" in report.as_text()
    data = json.loads(report.as_json())["confidence"]
    assert data["expected_calibration_error"] == pytest.approx(0.2)
    assert [row["claims"] for row in data["bins"]] == [report.fact_total().true_positives]
