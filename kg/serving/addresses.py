"""Addresses of the server's pages, and the IRIs that they stand for.

A graph's IRIs begin with its base, which somebody else's server may answer for; here ``/id/…`` is
the page of the IRI ``{base}…``.
"""

from __future__ import annotations

from urllib.parse import quote

PREFIX = "/id/"
FORMATS = {"ttl": "text/turtle", "nt": "application/n-triples", "jsonld": "application/ld+json"}
"""The formats of a thing's data that its page links to, each with its media type."""

_SAFE = "/-_.~,=&:"


def address_of(iri: str, base: str) -> str | None:
    """The page of an IRI; None for an IRI that is not the graph's own.

    >>> address_of("https://example.org/id/city/دبي", "https://example.org/id/")
    '/id/city/%D8%AF%D8%A8%D9%8A'
    """
    if not iri.startswith(base) or iri == base:
        return None
    path, mark, fragment = iri.removeprefix(base).partition("#")
    return f"{PREFIX}{quote(path, safe=_SAFE)}{mark}{quote(fragment, safe=_SAFE)}"


def iri_of(path: str, base: str) -> str:
    """The IRI whose page is at ``/id/`` and a path, of which ``%xx`` are decoded already."""
    return base + path
