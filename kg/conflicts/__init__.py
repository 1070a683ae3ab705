"""Contradictions in a graph: what cannot all be so, with the sentences on both sides.

::

    graph ─Known.read→ facts with statements ─posts, values→ Conflict* ─report→ text, JSON

Nothing is decided: the texts may contradict each other, a sentence may be read wrongly, or two
things may have become one. Whoever sees both sentences can tell.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from kg.conflicts.known import Conflict, Known, Side, Statement
from kg.conflicts.posts import find_posts
from kg.conflicts.values import find_countries, find_dates, find_editions, find_parents, find_places

if TYPE_CHECKING:
    from kg.graph.store import Graph

__all__ = ["KINDS", "WITHIN", "Conflict", "Side", "Statement", "find"]

KINDS = ("post", "place", "date", "edition", "country", "parent")
"""Two holders of a post, two cities or dates or editions of an event, two countries of a city, two
bodies that one unit belongs to."""

WITHIN = 30
"""Days between two articles that may speak of one time, where nothing else is known."""


def find(
    graph: Graph, *, kinds: Collection[str] = KINDS, within: int = WITHIN
) -> tuple[Conflict, ...]:
    """The contradictions of ``graph``, those first of which both sides have the most sources.

    ``kinds`` are of :data:`KINDS`. Holders of a post and places of a conference that were told of
    more than ``within`` days apart may both be right. Raises LexiconError for a broken table of
    posts.
    """
    known = Known.read(graph)
    finders = {
        "post": lambda: find_posts(known, within),
        "place": lambda: find_places(known, within),
        "date": lambda: find_dates(known),
        "edition": lambda: find_editions(known),
        "country": lambda: find_countries(known),
        "parent": lambda: find_parents(known),
    }
    found = (conflict for kind in KINDS if kind in kinds for conflict in finders[kind]())
    return tuple(sorted(found, key=lambda conflict: conflict.rank))
