"""The page in which people write SPARQL: YASGUI, with the named queries to begin with."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from starlette.requests import Request
from starlette.responses import Response

from kg.graph.vocabulary import PREFIXES
from kg.named_queries import NamedQuery, as_sparql, shipped, terms
from kg.serving import looks

POLICY = looks.POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
"""What the page may load: YASGUI writes styles into its page. Scripts stay those of the server."""

FIRST = """\
SELECT ?name ?title ?body {
  ?membership org:member ?person ; org:role/skos:prefLabel ?title .
  ?person skos:prefLabel ?name .
  OPTIONAL { ?membership org:organization/skos:prefLabel ?body }
}
ORDER BY ?name
LIMIT 100
"""
"""The query that the page begins with."""


def page(request: Request) -> Response:
    """The editor. ``query`` in the address is what it begins with."""
    prefixes = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    given = request.query_params.get("query", "")
    content = {
        "endpoint": "/sparql",
        "prefixes": dict(PREFIXES),
        "first": f"{prefixes}\n{FIRST}",
        "given": f"{prefixes}\n{given}" if given and "PREFIX" not in given.upper() else given,
        "queries": _queries(),
    }
    return looks.render(
        request, "editor.html", policy=POLICY, content=content, named=list(shipped().values())
    )


@cache
def _queries() -> Mapping[str, str]:
    return {name: to_edit(query) for name, query in shipped().items()}


def to_edit(query: NamedQuery) -> str:
    """A named query for people to change: its parameters stand in it as VALUES, with defaults.

    A required one has an empty text, to be filled in.
    """
    required = {each.name: "" for each in query.parameters if each.default is None}
    return as_sparql(query, terms(query, _typed(query, required)))


def _typed(query: NamedQuery, required: Mapping[str, str]) -> Mapping[str, str]:
    """A value of the right kind for each required parameter."""
    samples = {"iri": "urn:x", "date": "2017", "integer": "0"}
    kinds = {each.name: each.kind for each in query.parameters}
    return {name: samples.get(kinds[name], "") for name in required}
