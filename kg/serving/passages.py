"""Sentences as evidence: their text with names marked, and the document they stand in."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from textwrap import shorten

import pyoxigraph as ox

from kg.arabic import aligned_normal_form
from kg.facts import Stating
from kg.graph.vocabulary import DCTERMS, NIF, SDO
from kg.serving.addresses import address_of
from kg.serving.things import Things

_TEXT = ox.NamedNode(str(NIF.anchorOf))
_DATE = ox.NamedNode(str(SDO.datePublished))
_TITLE = ox.NamedNode(str(DCTERMS.title))
_SOURCE = ox.NamedNode(str(DCTERMS.source))
_BEGIN = ox.NamedNode(str(NIF.beginIndex))
_CONTEXT = ox.NamedNode(str(NIF.referenceContext))
_OPENING = 70
_THREE_LETTERS = re.compile(r"\w{3}")
_LETTER = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Article:
    """A document as it is named beside a sentence, an untitled one by its first words.

    What is not known is empty.
    """

    iri: str
    address: str | None
    title: str
    source: str
    date: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence that states a fact; ``parts`` are pieces of its text, and whether each is marked.

    ``confidence`` is how sure the reading is.
    """

    iri: str
    address: str | None
    parts: tuple[tuple[str, bool], ...]
    article: Article
    confidence: float


def read_article(things: Things, iri: str) -> Article:
    """The document with an IRI."""
    return Article(
        iri=iri,
        address=address_of(iri, things.base),
        title=things.value(iri, _TITLE) or _opening(things, iri),
        source=things.value(iri, _SOURCE),
        date=things.value(iri, _DATE),
    )


def _opening(things: Things, iri: str) -> str:
    """The first words of a document."""
    begins = [
        (int(things.value(each, _BEGIN) or 0), each) for each in things.subjects(_CONTEXT, iri)
    ]
    text = things.value(min(begins)[1], _TEXT) if begins else ""
    return shorten(" ".join(text.split()), _OPENING, placeholder=" …")


def read_passage(things: Things, stated: Stating, names: Collection[str]) -> Passage:
    """A sentence as evidence, in whose text ``names`` are marked."""
    return Passage(
        iri=stated.iri,
        address=address_of(stated.iri, things.base),
        parts=tuple(mark(stated.text, names)),
        article=Article(
            iri=stated.document,
            address=address_of(stated.document, things.base),
            title=stated.title or _opening(things, stated.document),
            source=stated.source or "",
            date=stated.date or "",
        ),
        confidence=stated.confidence,
    )


def mark(text: str, names: Collection[str]) -> Iterator[tuple[str, bool]]:
    """A text in pieces, those marked that are one of the names in any spelling, the longest first.

    >>> list(mark("وزار دبيّ اليوم", ["دبي"]))
    [('وزار ', False), ('دبيّ', True), (' اليوم', False)]
    """
    normal, places = _normal(text)
    wanted = {_normal(name)[0].strip() for name in names} - {""}
    marked = bytearray(len(text) + 1)
    for name in sorted(wanted, key=lambda name: (-len(name), name)):
        begin = normal.find(name)
        while begin >= 0:
            behind = begin + len(name)
            if _stands_alone(normal, begin, behind):
                # Diacritics belong to the letter before them.
                start, end = places[begin], places[behind]
                marked[start:end] = b"\1" * (end - start)
            begin = normal.find(name, behind)
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or marked[place] != marked[start]:
            yield text[start:place], bool(marked[start])
            start = place


@lru_cache(maxsize=1 << 12)
def _normal(text: str) -> tuple[str, tuple[int, ...]]:
    """The normal form of a text: a page shows some sentences and names many times."""
    return aligned_normal_form(text)


def _stands_alone(normal: str, start: int, end: int) -> bool:
    """Whether no word goes on after a name; before it may be letters that Arabic writes joined."""
    if end < len(normal) and _LETTER.match(normal[end]):
        return False
    return not _THREE_LETTERS.fullmatch(normal, max(start - 3, 0), start)
