"""Evaluation against gold annotations: precision, recall, F1 and a listing of errors."""

from kg.evaluation.gold import GoldDocument, GoldEntity, GoldFact, read_gold
from kg.evaluation.prediction import PredictedEntity, PredictedFact, Prediction
from kg.evaluation.report import DocumentScore, Report
from kg.evaluation.run import evaluate, score
from kg.evaluation.scoring import Count

__all__ = [
    "Count",
    "DocumentScore",
    "GoldDocument",
    "GoldEntity",
    "GoldFact",
    "PredictedEntity",
    "PredictedFact",
    "Prediction",
    "Report",
    "evaluate",
    "read_gold",
    "score",
]
