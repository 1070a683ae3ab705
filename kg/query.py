"""Questions to a graph: SPARQL, or a named query with parameters.

>>> import kg.query
>>> kg.query.names()[:3]
('events-by-city', 'evidence', 'organizers')
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import QueryError
from kg.named_queries import NamedQuery, Parameter, read_query, shipped, terms, to_term
from kg.results import Result

if TYPE_CHECKING:
    import pyoxigraph

    from kg.graph.store import Graph

_NAME = re.compile(r"[\w.-]+")


def names() -> tuple[str, ...]:
    """The names of the queries that come with kg."""
    return tuple(shipped())


def find(name: str) -> NamedQuery:
    """The query with this name, or in this ``.rq`` file. Raises QueryError for an unknown name."""
    if name.endswith(".rq"):
        return read_query(Path(name), is_explained=False)
    if name not in shipped():
        raise QueryError(
            f"found {name!r}, which is neither SPARQL nor the name of a query; "
            f"expected SPARQL, a file *.rq or one of {', '.join(shipped())}"
        )
    return shipped()[name]


def is_name(query: str) -> bool:
    """Whether it is a query's name, or that of its file, and no SPARQL."""
    return _NAME.fullmatch(query) is not None or query.endswith(".rq")


def run(graph: Graph, query: str, bindings: Mapping[str, str] | None = None) -> Result:
    """The answer of ``graph`` to a query.

    ``query`` is SPARQL 1.1 (SELECT, ASK, CONSTRUCT or DESCRIBE), the name of a query, or an
    ``.rq`` file; the prefixes of :data:`kg.graph.vocabulary.PREFIXES` need no declaration.
    ``bindings`` are values of variables, bound as terms and never pasted into the query: of
    a named query by the kinds it declares; of SPARQL as an IRI where they stand in ``<>``,
    a number where they are all digits, and text otherwise, for projected variables only.

    Raises QueryError for an unknown name, a wrong or missing binding, an error of syntax
    (with line and what was expected), an update, and SERVICE, which would go to the network.
    """
    if is_name(query):
        named = find(query)
        return _answer(graph, named.text, terms(named, bindings or {}))
    free = {name: _free_term(name, value) for name, value in (bindings or {}).items()}
    return _answer(graph, query, free)


def _free_term(name: str, value: str) -> pyoxigraph.NamedNode | pyoxigraph.Literal:
    if value.startswith("<") and value.endswith(">"):
        kind = "iri"
    else:
        kind = "integer" if value.isascii() and value.isdigit() else "text"
    return to_term(Parameter(name, kind, None, "", ""), value, place="query")


def _answer(
    graph: Graph, text: str, bound: Mapping[str, pyoxigraph.NamedNode | pyoxigraph.Literal]
) -> Result:
    try:
        return Result.collect(graph.query(text, bound)).without(bound)
    except (ValueError, RuntimeError, OSError) as error:
        # Answers are computed while they are read, so the engine may fail this late.
        raise QueryError(f"the query cannot be answered: {error}") from error
