"""Queries that a server answers itself."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pyoxigraph as ox

from kg import query as queries
from kg.client import Target
from kg.errors import QueryError
from kg.graph.queries import run_query
from kg.graph.vocabulary import PREFIXES
from kg.named_queries import as_sparql, terms
from kg.remote.datasets import check_graphs
from kg.remote.endpoint import Endpoint
from kg.results import Result

_DECLARED = re.compile(r"\bPREFIX\s+([\w.-]*):", re.IGNORECASE)


def ask(target: Target, query: str, bindings: Mapping[str, str] | None = None) -> Result:
    """The answer of the server at ``target``; see :func:`kg.query.run`.

    Values of parameters go along as VALUES, so that only named queries and files have them. The
    facts must stand in the server's default graph. Raises QueryError for a query that is refused
    here, StoreError where the server has no answer.
    """
    hidden: frozenset[str] = frozenset()
    if queries.is_name(query):
        named = queries.find(query)
        values = terms(named, bindings or {})
        query, hidden = as_sparql(named, values), frozenset(values)
    elif bindings:
        raise QueryError(
            "found values for the variables of a query to a server; expected them in the query, "
            "as VALUES: they are bound in named queries and files *.rq alone"
        )
    _check(query)
    endpoint = Endpoint(target)
    check_graphs(endpoint)
    return endpoint.result(_declared(query)).without(hidden)


def _check(query: str) -> None:
    """Raise QueryError for errors of syntax, updates and SERVICE.

    What else does not work here, as functions that the server alone has, is for the server to say.
    """
    try:
        run_query(ox.Store(), query, {})
    except QueryError as error:
        if error.__cause__ is None or isinstance(error.__cause__, SyntaxError):
            raise


def _declared(query: str) -> str:
    """The query with the prefixes of the vocabulary that it does not declare, on its first line."""
    own = set(_DECLARED.findall(query))
    lines = [f"PREFIX {name}: <{iri}>" for name, iri in PREFIXES.items() if name not in own]
    return " ".join([*lines, query])
