"""Reasons: why two names are one node of a graph, or two.

:func:`compare` takes what a user types, finds the things of the store, and asks
:mod:`kg.resolution.explanation` about clusters of documents that stand for them.
"""

from kg.reasons.comparison import Comparison, Side, Why, compare

__all__ = ["Comparison", "Side", "Why", "compare"]
