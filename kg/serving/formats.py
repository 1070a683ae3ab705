"""The media types of answers, the most wanted first, and the formats that they stand for.

General types of JSON and XML are offered too, for clients that accept nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

JSON = "application/json"

TABLES: Mapping[str, str] = MappingProxyType(
    {
        "application/sparql-results+json": "json",
        "application/sparql-results+xml": "xml",
        "text/csv": "csv",
        "text/tab-separated-values": "tsv",
        JSON: "json",
        "application/xml": "xml",
        "text/xml": "xml",
    }
)
"""Answers of SELECT and ASK, in the formats of :mod:`kg.graph.solutions`."""

GRAPHS: Mapping[str, str] = MappingProxyType(
    {
        "text/turtle": "ttl",
        "application/n-triples": "nt",
        "application/rdf+xml": "rdf",
        "application/ld+json": "jsonld",
        JSON: "jsonld",
        "application/xml": "rdf",
        "text/xml": "rdf",
    }
)
"""Answers of CONSTRUCT and DESCRIBE, in the formats of :mod:`kg.graph.serialization`."""


def content_type(media: str) -> str:
    """The value of ``Content-Type``; a text says that it is UTF-8."""
    return f"{media}; charset=utf-8" if media.startswith("text/") else media
