"""SPARQL queries over a store: no updates, no calls to other servers, errors that say where."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pyoxigraph as ox
from rdflib.term import Node

from kg.errors import QueryError
from kg.graph.federation import find_service
from kg.graph.syntax import explain
from kg.graph.terms import OxTerm, to_ox
from kg.graph.vocabulary import PREFIXES

Results = ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs that a query is asked of, by IRI, in place of all graphs of the store.

    Several graphs in ``default`` are one to the query. It replaces what FROM and FROM NAMED say.
    """

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


_UNPROJECTED = re.compile(r"does not contains? variable (\?\w+)")
_UPDATE = re.compile(
    r"(?:\s|#[^\n]*\n|(?:PREFIX\s*[^\s:]*:\s*|BASE\s*)<[^>]*>)*"
    r"(INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH)\b",
    re.IGNORECASE,
)


def refuse(sparql: str) -> None:
    """Raise QueryError for an update, and for SERVICE, which would ask another server."""
    place = find_service(sparql)
    if place is not None:
        raise QueryError(
            f"{_at(sparql, place)}: found SERVICE, which asks another server; "
            "expected a query about this graph alone"
        )
    update = _UPDATE.match(sparql)
    if update:
        raise QueryError(
            f"{_at(sparql, update.start(1))}: found the update {update[1].upper()}; "
            "expected SELECT, CONSTRUCT, DESCRIBE or ASK: a graph is changed by building it"
        )


def run_query(
    store: ox.Store,
    sparql: str,
    bindings: Mapping[str, Node | OxTerm],
    dataset: Dataset | None = None,
) -> Results:
    """Run a query; see :meth:`kg.graph.store.Graph.query`. Raises QueryError."""
    refuse(sparql)
    terms: dict[ox.Variable, OxTerm | ox.Triple] = {
        _variable(name): _bound(name, term) for name, term in bindings.items()
    }
    try:
        return store.query(
            sparql,
            prefixes=dict(PREFIXES),
            substitutions=terms,
            default_graph=None if dataset is None else list(map(ox.NamedNode, dataset.default)),
            named_graphs=None if dataset is None else list(map(ox.NamedNode, dataset.named)),
        )
    except SyntaxError as error:
        raise QueryError(f"SPARQL, {explain(sparql, str(error), dict(PREFIXES))}") from error
    except RuntimeError as error:
        unprojected = _UNPROJECTED.search(str(error))
        if unprojected:
            raise QueryError(
                f"{unprojected[1]} is given a value; expected it among the variables of SELECT"
            ) from error
        raise QueryError(f"the query cannot be run: {error}") from error
    except (ValueError, OSError) as error:
        raise QueryError(f"the query cannot be run: {error}") from error


def _variable(name: str) -> ox.Variable:
    try:
        return ox.Variable(name.lstrip("?$"))
    except ValueError as error:
        raise QueryError(f"found the name {name!r}; expected the name of a variable") from error


def _bound(name: str, term: Node | OxTerm) -> OxTerm:
    if not isinstance(term, Node):
        return term
    try:
        return to_ox(term)
    except ValueError as error:
        raise QueryError(f"the value of {name}: {error}") from error


def _at(sparql: str, offset: int) -> str:
    before = sparql[:offset]
    return f"line {before.count(chr(10)) + 1}, column {offset - before.rfind(chr(10))}"
