"""Content negotiation: qualities, closeness, and headers that are not well-formed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.serving.negotiation import choose

OFFERED = ["application/sparql-results+json", "application/sparql-results+xml", "text/csv"]
JSON, XML, CSV = OFFERED


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("", JSON),
        ("*/*", JSON),
        ("text/csv", CSV),
        ("TEXT/CSV", CSV),
        ("text/*", CSV),
        ("application/*", JSON),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.9", XML),
        ("text/csv; q=0.5 , */*;q=0.1", CSV),
        ("*/*;q=0.5, application/sparql-results+json;q=0", XML),
        ("application/*;q=0.2, application/sparql-results+xml;q=0.1, text/csv;q=0.15", JSON),
        ("text/csv;charset=utf-8;q=0.9, application/sparql-results+xml;q=0.8", CSV),
        ('text/csv;x="a,b;q=0", application/sparql-results+xml;q=0.5', CSV),
        ("text/html, application/xhtml+xml, */*;q=0.8", JSON),
        # Not well-formed ranges and qualities are passed over.
        ("text/csv;q=2, application/sparql-results+xml;q=0.1", XML),
        ("text/csv;q=banana, application/sparql-results+xml", XML),
        ("csv, application/sparql-results+xml", XML),
        ("*/csv, text/csv;q=0.001", CSV),
        # Nothing that is offered.
        ("text/html", None),
        ("image/*", None),
        ("text/csv;q=0", None),
        ("*/*;q=0.000", None),
        ("text/csv;q=-1", None),
        (",", None),
    ],
)
def test_the_best_of_what_is_offered(accept: str, chosen: str | None) -> None:
    assert choose(accept, OFFERED) == chosen


@given(st.text(st.sampled_from('text/csv*;q=0.5, "\\\x00ع'), max_size=60))
def test_any_header_gives_an_offer_or_none(accept: str) -> None:
    assert choose(accept, OFFERED) in {*OFFERED, None}
