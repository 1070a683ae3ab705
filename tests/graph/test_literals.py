"""Literals: languages by letters, dates by precision, numbers in their shortest form."""

from __future__ import annotations

import pytest
from rdflib import Literal, URIRef
from rdflib.namespace import XSD

from kg.graph import literals


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("دبي", "ar"),
        ("شركة IBM", "ar"),
        ("Smith Group", "und-Latn"),
        ("Café 24", "und-Latn"),
        ("2030", "ar"),
        ("", "ar"),
        ("Ж", "ar"),
    ],
)
def test_the_language_of_a_text(text: str, language: str) -> None:
    assert literals.language_of(text) == language
    assert literals.text_literal(text).n3() == Literal(text, lang=language).n3()


@pytest.mark.parametrize(
    ("date", "datatype"),
    [("2017", XSD.gYear), ("2017-03", XSD.gYearMonth), ("2017-03-10", XSD.date)],
)
def test_a_date_has_the_type_of_its_precision(date: str, datatype: URIRef) -> None:
    assert literals.date_literal(date).n3() == f'"{date}"^^<{datatype}>'


@pytest.mark.parametrize("date", ["", "17", "2017-3", "2017-03-10T00:00"])
def test_no_date(date: str) -> None:
    with pytest.raises(ValueError, match="expected YYYY"):
        literals.date_literal(date)


@pytest.mark.parametrize(
    ("confidence", "text"),
    [(1.0, "1"), (0.93, "0.93"), (0.5, "0.5"), (2 / 3, "0.6667"), (0.00001, "0.0001")],
)
def test_a_confidence_is_a_short_decimal_above_0(confidence: float, text: str) -> None:
    literal = literals.confidence_literal(confidence)
    assert (str(literal), literal.datatype) == (text, XSD.decimal)


@pytest.mark.parametrize(
    ("source", "term"),
    [
        ("https://news.example.org/خبر?x=1", URIRef("https://news.example.org/خبر?x=1")),
        ("صحيفة المثال", Literal("صحيفة المثال", lang="ar")),
        ("https://a b", Literal("https://a b", lang="und-Latn")),
        ("javascript:alert(1)", Literal("javascript:alert(1)", lang="und-Latn")),
    ],
)
def test_a_source_is_an_iri_or_a_name(source: str, term: URIRef | Literal) -> None:
    assert literals.source_term(source).n3() == term.n3()


@pytest.mark.parametrize(
    ("degrees", "text"), [(24.68773, "24.6877"), (-7.6, "-7.6"), (46.0, "46"), (-0.00001, "0")]
)
def test_degrees_are_short_decimals(degrees: float, text: str) -> None:
    assert literals.degrees_literal(degrees).n3() == f'"{text}"^^<{XSD.decimal}>'
