"""The explorer: its page, and what it asks as JSON; docs/server.md describes the addresses.

All of it only reads. What an answer leaves out is counted in it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from kg.errors import FindError
from kg.facts import FactIndex
from kg.graph.store import Graph
from kg.model import EntityType, Relation
from kg.serving import looks
from kg.serving.addresses import address_of
from kg.serving.api import answers, parameters
from kg.serving.api.reading import read_json, read_parameters
from kg.serving.current import CurrentGraph
from kg.serving.facts import read_passages
from kg.serving.formats import JSON
from kg.serving.network import Choice, Edge, Network, Node
from kg.serving.passages import Passage
from kg.serving.places import place_quickly
from kg.serving.readings import as_article
from kg.serving.refusals import NOT_FOUND, Refusal
from kg.serving.things import Things

_OVERVIEWS = 8
"""Overviews that are kept."""


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

    def describe(self, iris: Iterable[str]) -> list[answers.Node]:
        """Things as JSON has them."""
        return [
            answers.Node(
                iri=node.iri,
                address=address_of(node.iri, self.graph.catalogue.base),
                type=EntityType(node.type),
                label=node.label,
                degree=node.degree,
            )
            for node in (self.network.nodes[iri] for iri in iris)
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
        read, asked = self._read(), read_parameters(request, parameters.Thing)
        read.node(asked.iri)
        edges = read.network.edges.get(asked.iri, ())
        others = read.network.neighbours(asked.iri, Choice())
        (node,) = read.describe([asked.iri])
        return _answer(
            answers.Entity(
                **msgspec.structs.asdict(node),
                names=[
                    answers.Name(name.text, name.language)
                    for name in Things(read.graph).names(asked.iri)
                ],
                relations=_counted(edge.relation for edge in edges),
                neighbours=_counted(read.network.nodes[other].type for other in others),
            )
        )

    def neighbours(self, request: Request) -> Response:
        """The things that facts join with one, some of them at a time."""
        read, asked = self._read(), read_parameters(request, parameters.Neighbours)
        iri, choice = asked.iri, asked.choice
        all = read.node(iri).degree
        found = read.network.neighbours(iri, choice)
        shown = found[asked.offset : asked.offset + asked.limit]
        return _answer(
            answers.Neighbourhood(
                iri=iri,
                all=all,
                total=len(found),
                offset=asked.offset,
                nodes=read.describe([iri, *shown]),
                edges=[_edge(edge) for edge in read.network.between([iri], shown, choice)],
            )
        )

    async def part(self, request: Request) -> Response:
        """The things that a request lists, and all facts between them."""
        asked = await read_json(request, parameters.Part)
        return await run_in_threadpool(self._part, asked)

    def _part(self, asked: parameters.Part) -> Response:
        read = self._read()
        known = [iri for iri in dict.fromkeys(asked.iris) if iri in read.network.nodes]
        edges = read.network.between(known, asked.beside, Choice())
        return _answer(
            answers.Subgraph(
                nodes=read.describe(known),
                edges=[_edge(edge) for edge in edges],
                unknown=sorted(set(asked.iris) - set(known)),
            )
        )

    def overview(self, request: Request) -> Response:
        """The most connected things with places for them, and all facts between them."""
        read, asked = self._read(), read_parameters(request, parameters.Overview)
        key = (asked.limit, asked.choice)
        if key not in read.overviews:
            if len(read.overviews) >= _OVERVIEWS:
                read.overviews.clear()
            read.overviews[key] = msgspec.json.encode(_overview(read, *key))
        return Response(read.overviews[key], media_type=JSON)

    def path(self, request: Request) -> Response:
        """A shortest path between two things."""
        read, asked = self._read(), read_parameters(request, parameters.Path)
        start, end, choice = read.node(asked.start).iri, read.node(asked.end).iri, asked.choice
        path = read.network.path(start, end, choice)
        steps = zip(path.things, path.things[1:], strict=False)
        return _answer(
            answers.ShortestPath(
                start=start,
                end=end,
                length=len(path.things) - 1 if path.things else None,
                paths=path.count,
                nodes=read.describe(path.things),
                edges=[
                    _edge(edge)
                    for here, there in steps
                    for edge in read.network.between([here], [there], choice)
                ],
            )
        )

    def evidence(self, request: Request) -> Response:
        """The sentences that state a fact, the surest first."""
        read, asked = self._read(), read_parameters(request, parameters.Evidence)
        try:
            fact = read.facts.find(asked.fact)
        except FindError as error:
            raise Refusal(NOT_FOUND, str(error)) from error
        passages = read_passages(Things(read.graph), fact, most=asked.limit)
        return _answer(
            answers.Passages(
                fact=fact.digest,
                origin=fact.origin,
                total=len(fact.sentences),
                sentences=[_passage(each) for each in passages],
            )
        )

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


def _overview(read: _Read, limit: int, choice: Choice) -> answers.Picture:
    found = read.network.connected(choice)
    shown = found[:limit]
    edges = read.network.between(shown, (), choice)
    places = place_quickly(shown, edges)
    nodes = [
        answers.Placed(**msgspec.structs.asdict(node), x=places[node.iri][0], y=places[node.iri][1])
        for node in read.describe(shown)
    ]
    return answers.Picture(
        all=len(read.network.nodes),
        total=len(found),
        nodes=nodes,
        edges=[_edge(edge) for edge in edges],
    )


def _edge(edge: Edge) -> answers.Edge:
    return answers.Edge(
        fact=edge.fact,
        relation=Relation(edge.relation),
        subject=edge.subject,
        object=edge.object,
        title=edge.title,
        sentences=edge.sentences,
        told=[answers.Telling(each.date, each.source, each.confidence) for each in edge.told],
        **edge.details,
    )


def _passage(passage: Passage) -> answers.Passage:
    return answers.Passage(
        iri=passage.iri,
        address=passage.address,
        parts=[answers.MarkedText(text, is_marked) for text, is_marked in passage.parts],
        confidence=passage.confidence,
        document=as_article(passage.article),
    )


def _counted(names: Iterable[str]) -> Mapping[str, int]:
    counts: dict[str, int] = {}
    for name in names:
        counts[name] = counts.get(name, 0) + 1
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _answer(content: msgspec.Struct) -> Response:
    return Response(msgspec.json.encode(content), media_type=JSON)
