"""Evaluation against gold annotations: precision, recall, F1 and a listing of errors."""

from kg.evaluation.comparison import Comparison, GoldSet, compare
from kg.evaluation.gold import GoldDocument, GoldEntity, GoldFact, read_gold
from kg.evaluation.prediction import (
    PredictedClaim,
    PredictedEntity,
    PredictedFact,
    Prediction,
)
from kg.evaluation.report import DocumentScore, Report
from kg.evaluation.run import evaluate, score
from kg.evaluation.scoring import Count

__all__ = [
    "Comparison",
    "Count",
    "DocumentScore",
    "GoldDocument",
    "GoldEntity",
    "GoldFact",
    "GoldSet",
    "PredictedClaim",
    "PredictedEntity",
    "PredictedFact",
    "Prediction",
    "Report",
    "compare",
    "evaluate",
    "read_gold",
    "score",
]
