"""Why a document reads as it does: its mentions and claims, and what they prevailed over."""

from kg.explanation.page import render_page
from kg.explanation.reading import Claimed, Explanation, Loser, Marking, explain
from kg.explanation.report import write_report

__all__ = [
    "Claimed",
    "Explanation",
    "Loser",
    "Marking",
    "explain",
    "render_page",
    "write_report",
]
