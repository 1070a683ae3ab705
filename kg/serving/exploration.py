"""The explorer: its page, and what it asks as JSON; docs/server.md describes the addresses.

All of it only reads. What an answer leaves out is counted in it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from kg.errors import FindError
from kg.facts import FactIndex
from kg.graph.store import Graph
from kg.serving import looks
from kg.serving.addresses import address_of
from kg.serving.current import CurrentGraph
from kg.serving.facts import read_passages
from kg.serving.network import Choice, Edge, Network, Node
from kg.serving.parameters import JSON, read_choice, read_iri, read_number, read_wanted
from kg.serving.places import place_quickly
from kg.serving.protocol import read_fields
from kg.serving.refusals import NOT_FOUND, Refusal
from kg.serving.things import Things

_FEW, _MOST = 50, 1000
"""Neighbours in one answer: at first, and at most."""
_LARGEST = 10_000
"""Things in a part of the graph."""
_OVERVIEWS = 8
"""Overviews that are kept."""
_SENTENCES, _MOST_SENTENCES = 10, 100


@dataclass(frozen=True, slots=True)
class _Read:
    """A graph, its network and its facts; the latest ``overviews`` are kept, since many ask for
    the same."""

    graph: Graph
    network: Network
    facts: FactIndex
    overviews: dict[tuple[int, Choice], bytes] = field(default_factory=dict)

    def node(self, iri: str) -> Node:
        """The thing with an IRI. Raises Refusal where the graph has none."""
        if iri not in self.network.nodes:
            raise Refusal(NOT_FOUND, f"the graph has no thing {iri}")
        return self.network.nodes[iri]

    def describe(self, iris: Iterable[str]) -> list[dict[str, Any]]:
        """Things as JSON has them."""
        nodes = (self.network.nodes[iri] for iri in iris)
        return [
            {
                "iri": node.iri,
                "address": address_of(node.iri, self.graph.catalogue.base),
                "type": node.type,
                "label": node.label,
                "degree": node.degree,
            }
            for node in nodes
        ]


class Explorer:
    """Answers about the network of the published graph, which is read once a generation."""

    def __init__(self, current: CurrentGraph) -> None:
        self._current = current
        self._known: _Read | None = None
        self._lock = threading.Lock()

    def page(self, request: Request) -> Response:
        """The page."""
        return looks.render(request, "explore.html", colours=looks.colours())

    def entity(self, request: Request) -> Response:
        """A thing: names, and its neighbours by relation and by type, in numbers."""
        read, fields = self._read(), read_fields(request.scope["query_string"])
        iri = read_iri(fields, "iri")
        read.node(iri)
        names = Things(read.graph).names(iri)
        edges = read.network.edges.get(iri, ())
        others = read.network.neighbours(iri, Choice())
        content = {
            **read.describe([iri])[0],
            "names": [{"text": name.text, "language": name.language} for name in names],
            "relations": _counted(edge.relation for edge in edges),
            "neighbours": _counted(read.network.nodes[other].type for other in others),
        }
        return _answer(content)

    def neighbours(self, request: Request) -> Response:
        """The things that facts join with one, some of them at a time."""
        read, fields = self._read(), read_fields(request.scope["query_string"])
        iri, choice = read_iri(fields, "iri"), read_choice(fields)
        limit = read_number(fields, "limit", least=1, most=_MOST, otherwise=_FEW)
        offset = read_number(fields, "offset", least=0, most=10**9, otherwise=0)
        all = read.node(iri).degree
        found = read.network.neighbours(iri, choice)
        shown = found[offset : offset + limit]
        content = {
            "iri": iri,
            "all": all,
            "total": len(found),
            "offset": offset,
            "nodes": read.describe([iri, *shown]),
            "edges": [_edge(edge) for edge in read.network.between([iri], shown, choice)],
        }
        return _answer(content)

    async def part(self, request: Request) -> Response:
        """The things that a request lists, and all facts between them."""
        wanted = await read_wanted(request, most=_LARGEST)
        return await run_in_threadpool(self._part, wanted.iris, wanted.beside)

    def _part(self, iris: Sequence[str], beside: Sequence[str]) -> Response:
        read = self._read()
        known = [iri for iri in dict.fromkeys(iris) if iri in read.network.nodes]
        content = {
            "nodes": read.describe(known),
            "edges": [_edge(edge) for edge in read.network.between(known, beside, Choice())],
            "unknown": sorted(set(iris) - set(known)),
        }
        return _answer(content)

    def overview(self, request: Request) -> Response:
        """The most connected things with places for them, and all facts between them."""
        read, fields = self._read(), read_fields(request.scope["query_string"])
        choice = read_choice(fields)
        limit = read_number(fields, "limit", least=1, most=_LARGEST, otherwise=_MOST)
        key = (limit, choice)
        if key not in read.overviews:
            if len(read.overviews) >= _OVERVIEWS:
                read.overviews.clear()
            read.overviews[key] = _overview(read, limit, choice)
        return Response(read.overviews[key], media_type=JSON)

    def path(self, request: Request) -> Response:
        """A shortest path between two things."""
        read, fields = self._read(), read_fields(request.scope["query_string"])
        start, end = (read.node(read_iri(fields, name)).iri for name in ("from", "to"))
        choice = read_choice(fields)
        path = read.network.path(start, end, choice)
        steps = zip(path.things, path.things[1:], strict=False)
        content = {
            "from": start,
            "to": end,
            "length": len(path.things) - 1 if path.things else None,
            "paths": path.count,
            "nodes": read.describe(path.things),
            "edges": [
                _edge(edge)
                for here, there in steps
                for edge in read.network.between([here], [there], choice)
            ],
        }
        return _answer(content)

    def evidence(self, request: Request) -> Response:
        """The sentences that state a fact, the surest first."""
        read, fields = self._read(), read_fields(request.scope["query_string"])
        limit = read_number(fields, "limit", least=1, most=_MOST_SENTENCES, otherwise=_SENTENCES)
        try:
            fact = read.facts.find(dict(fields).get("fact", ""))
        except FindError as error:
            raise Refusal(NOT_FOUND, str(error)) from error
        passages = read_passages(Things(read.graph), fact, most=limit)
        content = {
            "fact": fact.digest,
            "origin": fact.origin,
            "total": len(fact.sentences),
            "sentences": [_passage(each) for each in passages],
        }
        return _answer(content)

    def refresh(self) -> None:
        """Read the network that is published now. Raises StoreError."""
        with self._lock:
            graph = self._current.get()
            if self._known is None or self._known.graph is not graph:
                self._known = _Read(graph, Network.of(graph), FactIndex(graph))

    def _read(self) -> _Read:
        if self._known is None:
            self.refresh()
        assert self._known is not None
        return self._known


def _overview(read: _Read, limit: int, choice: Choice) -> bytes:
    found = read.network.connected(choice)
    shown = found[:limit]
    edges = read.network.between(shown, (), choice)
    places = place_quickly(shown, edges)
    nodes = read.describe(shown)
    for node in nodes:
        node["x"], node["y"] = places[node["iri"]]
    content = {
        "all": len(read.network.nodes),
        "total": len(found),
        "nodes": nodes,
        "edges": [_edge(edge) for edge in edges],
    }
    return msgspec.json.encode(content)


def _edge(edge: Edge) -> dict[str, Any]:
    return {
        "fact": edge.fact,
        "relation": edge.relation,
        "subject": edge.subject,
        "object": edge.object,
        "title": edge.title,
        **edge.details,
        "sentences": edge.sentences,
        "told": [
            {"date": each.date, "source": each.source, "confidence": each.confidence}
            for each in edge.told
        ],
    }


def _passage(passage: Any) -> dict[str, Any]:
    article = passage.article
    return {
        "iri": passage.iri,
        "address": passage.address,
        "parts": [{"text": text, "marked": is_marked} for text, is_marked in passage.parts],
        "confidence": passage.confidence,
        "document": {
            "iri": article.iri,
            "address": article.address,
            "title": article.title or None,
            "source": article.source or None,
            "date": article.date or None,
        },
    }


def _counted(names: Iterable[str]) -> Mapping[str, int]:
    counts: dict[str, int] = {}
    for name in names:
        counts[name] = counts.get(name, 0) + 1
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _answer(content: Mapping[str, Any]) -> Response:
    return Response(msgspec.json.encode(content), media_type=JSON)
