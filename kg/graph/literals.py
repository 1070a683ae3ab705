"""Literals of the graph: text with its language, dates by their precision, numbers, confidences."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rdflib import Literal, URIRef

from kg.arabic import is_arabic
from kg.graph.vocabulary import XSD
from kg.model import Label

ARABIC = "ar"
LATIN = "und-Latn"
_DATE_TYPES = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}
_IRI = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20]+")


def language_of(text: str) -> str:
    """``und-Latn`` for text with Latin letters and no Arabic ones, else ``ar``."""
    if is_arabic(text):
        return ARABIC
    is_latin = any(unicodedata.name(c, "").startswith("LATIN ") for c in text)
    return LATIN if is_latin else ARABIC


def text_literal(text: str, language: str | None = None) -> Literal:
    """Text with its language tag, which is found in the letters where none is given."""
    return Literal(text, lang=language or language_of(text))


def label_literal(label: Label) -> Literal:
    """A name with its language tag."""
    return Literal(label.text, lang=label.language)


def date_literal(date: str) -> Literal:
    """``2017``, ``2017-03`` or ``2017-03-10`` as xsd:gYear, xsd:gYearMonth or xsd:date.

    Raises ValueError for anything else.
    """
    if len(date) not in _DATE_TYPES:
        raise ValueError(f"date {date!r}: expected YYYY, YYYY-MM or YYYY-MM-DD")
    return Literal(date, datatype=_DATE_TYPES[len(date)], normalize=False)


@lru_cache(maxsize=1 << 14)
def integer_literal(number: int) -> Literal:
    """A number as xsd:integer."""
    return Literal(str(int(number)), datatype=XSD.integer, normalize=False)


@lru_cache(maxsize=1 << 14)
def degrees_literal(degrees: float) -> Literal:
    """Degrees as xsd:decimal with at most four decimals (11 m), in its shortest form."""
    return _decimal(degrees)


@lru_cache(maxsize=1 << 10)
def confidence_literal(confidence: float) -> Literal:
    """A confidence in (0, 1] as xsd:decimal with at most four decimals, in its shortest form."""
    return _decimal(max(confidence, 0.0001))


def source_term(source: str) -> URIRef | Literal:
    """A document's source: an IRI where it is a URL, else the publisher's name."""
    return URIRef(source) if _IRI.fullmatch(source) else text_literal(source)


def _decimal(number: float) -> Literal:
    text = f"{number:.4f}".rstrip("0").rstrip(".")
    return Literal("0" if text == "-0" else text, datatype=XSD.decimal, normalize=False)
