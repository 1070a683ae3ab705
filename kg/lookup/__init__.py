"""Lookup: the things of a graph that a user means by a name, in any spelling, or by an IRI.

:func:`find` scans the names of a graph, which is quick enough for one question; who answers
many, or answers while somebody types, keeps an :class:`Index`. Both give the same matches.
"""

from kg.lookup.index import Index
from kg.lookup.matches import Match, choose, describe, find, find_one, surest
from kg.lookup.names import Likeness

__all__ = ["Index", "Likeness", "Match", "choose", "describe", "find", "find_one", "surest"]
