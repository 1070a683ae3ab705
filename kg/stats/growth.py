"""How a graph grows with the days of its articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kg.graph.claims import Attributes, values
from kg.graph.mentions import Mentions
from kg.graph.vocabulary import SDO
from kg.stats.values import Period

if TYPE_CHECKING:
    import pyoxigraph

_DAY, _MONTH, _YEAR = 10, 7, 4
"""How many letters of a date tell its day, its month and its year."""
_MOST_PERIODS = 36


def measure_growth(
    store: pyoxigraph.Store, mentions: Iterable[Mentions], facts: Iterable[Attributes]
) -> tuple[Period, ...]:
    """What is new in each day, or month, or year: the finest of which there are not too many.

    A period without anything new is left out.
    """
    days = Counter(values(store, SDO.datePublished).values())
    length = next(
        (n for n in (_DAY, _MONTH) if len({day[:n] for day in days}) <= _MOST_PERIODS), _YEAR
    )
    documents = _by_period(days.elements(), length)
    things = _by_period((each.first for each in mentions), length)
    stated = _by_period(_first_days(facts), length)
    periods = sorted(documents.keys() | things.keys() | stated.keys())
    return tuple(Period(p, documents[p], things[p], stated[p]) for p in periods)


def _by_period(days: Iterable[str], length: int) -> Counter[str]:
    return Counter(day[:length] for day in days if day)


def _first_days(facts: Iterable[Attributes]) -> Iterator[str]:
    for fact in facts:
        known = [str(claim["date"]) for claim in fact["claims"] if claim["date"]]
        if known:
            yield min(known)
