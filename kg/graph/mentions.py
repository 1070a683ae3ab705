"""Which things sentences and documents name, and when."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import pyoxigraph as ox

from kg.graph.claims import values
from kg.graph.vocabulary import SDO

MENTIONS = ox.NamedNode(str(SDO.mentions))


@dataclass(frozen=True, slots=True)
class Mentions:
    """In how many sentences and documents a thing is named.

    ``first`` and ``last`` are the days (ISO 8601) of the earliest and latest of these documents, or
    empty where no day is known.
    """

    sentences: int
    documents: int
    first: str = ""
    last: str = ""


def count_mentions(store: ox.Store) -> dict[str, Mentions]:
    """The mentions of each thing that is named, by its IRI."""
    days = values(store, SDO.datePublished)
    sentences: Counter[str] = Counter()
    documents: Counter[str] = Counter()
    spans: dict[str, tuple[str, str]] = {}
    for quad in store.quads_for_pattern(None, MENTIONS, None, None):
        thing: str = quad.object.value  # type: ignore[union-attr]
        if not isinstance(quad.graph_name, ox.DefaultGraph):
            sentences[thing] += 1
            continue
        documents[thing] += 1
        day = days.get(quad.subject.value)  # type: ignore[union-attr]
        if day:
            first, last = spans.get(thing, (day, day))
            spans[thing] = min(first, day), max(last, day)
    return {
        thing: Mentions(sentences[thing], number, *spans.get(thing, ()))
        for thing, number in documents.items()
    }
