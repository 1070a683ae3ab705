"""Search over all names: the first page, a page of results, and JSON as somebody types."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from kg.graph.store import Graph
from kg.lookup import Index, Match
from kg.model import EntityType
from kg.serving import looks
from kg.serving.addresses import address_of
from kg.serving.api import answers, parameters
from kg.serving.api.reading import read_parameters
from kg.serving.current import CurrentGraph
from kg.serving.formats import JSON
from kg.serving.protocol import read_fields
from kg.serving.refusals import BAD_REQUEST, Refusal

KINDS = tuple(kind.value for kind in EntityType)
"""The types of things that have names of their own."""

_LONGEST = 200
_SOME = 50
_MOST_PAGES = 1_000_000


@dataclass(frozen=True, slots=True)
class Wish:
    """What a page searches for: a text, a type or "", and which page of what is found."""

    text: str
    type: str
    page: int


@dataclass(frozen=True, slots=True)
class _Indexed:
    """A graph, its names, and its things, those with most facts first."""

    graph: Graph
    index: Index
    things: tuple[Match, ...]

    @classmethod
    def of(cls, graph: Graph) -> _Indexed:
        index = Index.of(graph)
        things = sorted(
            index.things.values(), key=lambda match: (-match.facts, -match.mentions, match.iri)
        )
        return cls(graph, index, tuple(things))


class Search:
    """Searches the published graph, whose names are read once for each generation.

    That takes a while for a large graph: :meth:`refresh` does it, and until it is done the names
    of the generation before are searched.
    """

    def __init__(self, current: CurrentGraph) -> None:
        self._current = current
        self._indexed: _Indexed | None = None
        self._lock = threading.Lock()

    def front(self, request: Request) -> Response:
        """The first page: a search box, and what the graph holds."""
        indexed = self._index()
        counts = Counter(match.type.value for match in indexed.things)
        return looks.render(
            request,
            "front.html",
            counts=[(kind, counts[kind]) for kind in KINDS if counts[kind]],
            known=[_row(match, indexed.graph) for match in indexed.things[: _SOME // 2]],
        )

    def page(self, request: Request) -> Response:
        """What a name means; without a name all things, or all of a type."""
        wish = _wish(request)
        graph, found = self._find(wish.text, EntityType(wish.type) if wish.type else None)
        shown = found[(wish.page - 1) * _SOME : wish.page * _SOME]
        return looks.render(
            request,
            "search.html",
            wish=wish,
            total=len(found),
            shown=[_row(match, graph) for match in shown],
            first=(wish.page - 1) * _SOME + 1,
            pages=-(-len(found) // _SOME),
            kinds=KINDS,
        )

    def answer(self, request: Request) -> Response:
        """What a name means, as JSON; see docs/server.md."""
        asked = read_parameters(request, parameters.Searched)
        graph, found = self._find(asked.q, asked.type or None)
        language = looks.language_of(request)
        names = looks.words()[language]
        results = answers.Results(
            query=asked.q,
            total=len(found),
            summary=looks.counted(names, "things", len(found)),
            results=[
                answers.Found(
                    **_row(match, graph),
                    type_label=looks.one(match.type.value, language),
                    facts_label=looks.counted(names, "facts", match.facts),
                )
                for match in found[: asked.limit]
            ],
        )
        return Response(
            msgspec.json.encode(results),
            media_type=JSON,
            headers={"Vary": "Accept-Language, Cookie"},
        )

    def refresh(self) -> _Indexed:
        """Read the names of the graph that is published now. Raises StoreError."""
        with self._lock:
            graph = self._current.get()
            if self._indexed is None or self._indexed.graph is not graph:
                self._indexed = _Indexed.of(graph)
            return self._indexed

    def names(self) -> tuple[Graph, Index]:
        """A graph with its names: the published one, or the one before while they are read."""
        indexed = self._index()
        return indexed.graph, indexed.index

    def rows(self, text: str, kind: EntityType, *, most: int) -> list[dict[str, object]]:
        """The things of a type that a name means, as pages list them."""
        graph, index = self.names()
        return [_row(match, graph) for match in index.find(text, type=kind, limit=most)]

    def _index(self) -> _Indexed:
        return self._indexed or self.refresh()

    def _find(self, text: str, kind: EntityType | None) -> tuple[Graph, Sequence[Match]]:
        indexed = self._index()
        if text.strip():
            return indexed.graph, indexed.index.find(text, type=kind)
        things = (match for match in indexed.things if kind in (None, match.type))
        return indexed.graph, list(things)


def _row(match: Match, graph: Graph) -> dict[str, Any]:
    return {
        "iri": match.iri,
        "address": address_of(match.iri, graph.catalogue.base),
        "type": match.type,
        "label": match.label,
        "matched": match.matched,
        "facts": match.facts,
        "mentions": match.mentions,
    }


def _wish(request: Request) -> Wish:
    fields = dict(read_fields(request.scope["query_string"]))
    text, kind = fields.get("q", ""), fields.get("type", "")
    if len(text) > _LONGEST:
        raise Refusal(BAD_REQUEST, f"expected at most {_LONGEST} letters to search for")
    if kind and kind not in KINDS:
        expected = ", ".join(KINDS)
        raise Refusal(BAD_REQUEST, f"found the type {kind!r}; expected one of {expected}")
    page = fields.get("page", "1")
    if not page.isascii() or not page.isdigit() or not 1 <= int(page[:9]) <= _MOST_PAGES:
        raise Refusal(
            BAD_REQUEST, f"found {page[:20]!r}; expected a number from 1 to {_MOST_PAGES}"
        )
    return Wish(text, kind, int(page))
