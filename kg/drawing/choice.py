"""What of a graph a user wants to see: what is around a thing, what a query finds, since a day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import QueryError, SettingsError
from kg.model import EntityType
from kg.named_queries import DATE

if TYPE_CHECKING:
    from kg.graph.store import Graph


@dataclass(frozen=True, slots=True)
class Choice:
    """What is asked for; each part narrows what the others leave.

    ``focus`` is the IRI of the thing around which all is drawn that ``hops`` facts reach;
    ``found`` are the IRIs that a query gave; ``types`` are types of things, all where it is
    empty; facts count where a text of the day ``since`` or a later one states them, all where
    it is empty; ``limit`` is the number of things drawn at most. None asks for nothing.
    """

    focus: str | None = None
    hops: int = 1
    found: frozenset[str] | None = None
    types: frozenset[str] = frozenset()
    since: str = ""
    limit: int | None = None

    @classmethod
    def read(
        cls,
        graph: Graph | None,
        *,
        focus: str | None,
        hops: int,
        query: str | None,
        types: Collection[str],
        since: str | None,
        limit: int | None,
    ) -> Choice:
        """The choice that a user's words are, of a graph where there is one.

        Raises SettingsError for words that say nothing, FindError for a ``focus`` that is
        unknown or ambiguous, and QueryError for a query that cannot be answered.
        """
        if limit is not None and limit < 1:
            raise SettingsError(f"limit {limit}: expected 1 or more things to draw")
        if hops < 1:
            raise SettingsError(f"hops {hops}: expected 1 or more")
        known = [kind.value for kind in EntityType]
        if unknown := sorted(set(types) - set(known)):
            raise SettingsError(f"type {unknown[0]!r}: expected one of {', '.join(known)}")
        if since and not DATE.fullmatch(since):
            raise SettingsError(f"since {since!r}: expected a date as 2017-03-12, 2017-03 or 2017")
        return cls(
            focus=None if focus is None else _find(graph, focus),
            hops=hops,
            found=None if query is None else _answer(graph, query),
            types=frozenset(types),
            since=since or "",
            limit=limit,
        )


def _find(graph: Graph | None, name: str) -> str:
    from kg.lookup import find_one

    return find_one(_needed(graph, "focus"), name).iri


def _answer(graph: Graph | None, query: str) -> frozenset[str]:
    from kg.query import run

    result = run(_needed(graph, "query"), query)
    if result.kind == "ask":
        raise QueryError("the query gives yes or no; expected SELECT, CONSTRUCT or DESCRIBE")
    return frozenset(result.iris())


def _needed(graph: Graph | None, option: str) -> Graph:
    if graph is None:
        raise SettingsError(f"{option}: expected a graph of kg to look in, found a network")
    return graph
