"""The pages of things, documents and the ontology, and the data behind them.

Each reads the published graph in the server's own process, by patterns that cost what the
page shows; no query that somebody writes runs here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from weakref import WeakKeyDictionary

import msgspec
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.graph.redirects import successors
from kg.graph.store import Graph
from kg.serving import data, looks
from kg.serving.addresses import FORMATS, address_of, iri_of
from kg.serving.api import parameters
from kg.serving.api.reading import read_parameters
from kg.serving.curation import Curation
from kg.serving.current import CurrentGraph
from kg.serving.documents import read_text
from kg.serving.endpoint import accepted
from kg.serving.entities import read_entity, read_properties
from kg.serving.examples import Example, read_examples
from kg.serving.formats import GRAPHS, JSON, content_type
from kg.serving.negotiation import choose
from kg.serving.readings import as_reading
from kg.serving.refusals import BAD_REQUEST, NOT_ACCEPTABLE, NOT_FOUND, Refusal
from kg.serving.search import KINDS
from kg.serving.terms import ontology_file, read_terms
from kg.serving.things import Things

HTML = "text/html"

_SOME = 50
"""Facts of one relation that a page shows at first."""


class Site:
    """The pages over the store in ``folder``, of whose published graph ``current`` knows.

    Where it may be edited, ``curation`` has what pages need for that.
    """

    def __init__(self, folder: Path, current: CurrentGraph, curation: Curation | None) -> None:
        self._folder = folder
        self._current = current
        self._curation = curation
        self._known_examples: WeakKeyDictionary[Graph, Mapping[str, Sequence[Example]]] = (
            WeakKeyDictionary()
        )

    def resource(self, request: Request) -> Response:
        """What an IRI of the graph stands for, as a page or as data."""
        graph = self._current.get()
        things = Things(graph)
        iri = iri_of(request.path_params["path"], things.base)
        media = _wanted(request)
        if not things.holds(iri):
            return self._replaced(request, things, iri)
        if media != HTML:
            body = data.describe(things, iri, GRAPHS[media])
            return Response(
                body, media_type=content_type(media), headers={"Vary": "Accept, Accept-Language"}
            )
        thing = things.thing(iri)
        if thing.type == "Document":
            return looks.render(
                request, "document.html", text=read_text(graph, self._folder, iri), thing=thing
            )
        if thing.type in KINDS:
            whole = request.query_params.get("all", "")
            entity = read_entity(
                graph, iri, most=_SOME, language=looks.language_of(request), whole=whole
            )
            edit = self._curation.on_page(request, things, iri) if self._curation else None
            return looks.render(request, "entity.html", entity=entity, thing=thing, edit=edit)
        properties = read_properties(things, iri)
        return looks.render(request, "resource.html", thing=thing, properties=properties)

    def document(self, request: Request) -> Response:
        """A document with all that is read in it, as JSON."""
        asked, graph = read_parameters(request, parameters.Document), self._current.get()
        things = Things(graph)
        if not things.holds(asked.iri) or things.type(asked.iri) != "Document":
            raise Refusal(NOT_FOUND, f"the graph has no document {asked.iri}")
        reading = as_reading(things, read_text(graph, self._folder, asked.iri))
        return Response(msgspec.json.encode(reading), media_type=JSON)

    def ontology(self, request: Request) -> Response:
        """The terms of the graph, as a page or as data."""
        media = choose(accepted(request), [HTML, "text/turtle"])
        if media is None:
            raise Refusal(NOT_ACCEPTABLE, "the ontology comes as text/html, text/turtle")
        if media == HTML:
            return looks.render(
                request, "ontology.html", terms=read_terms(), examples=self._examples()
            )
        body = ontology_file().read_bytes()
        return Response(body, media_type=content_type(media), headers={"Vary": "Accept"})

    def _examples(self) -> Mapping[str, Sequence[Example]]:
        """Examples of the terms, read once for each generation."""
        graph = self._current.get()
        if graph not in self._known_examples:
            self._known_examples[graph] = read_examples(Things(graph), read_terms())
        return self._known_examples[graph]

    def static(self, request: Request) -> Response:
        """A file that pages load."""
        asset = looks.assets().get(request.path_params["name"])
        if asset is None:
            raise Refusal(NOT_FOUND, "no such file")
        return looks.send_asset(asset)

    def _replaced(self, request: Request, things: Things, iri: str) -> Response:
        """The answer for an IRI that the graph does not hold, and may have held."""
        after = [each for each in successors(things.store, iri) if things.holds(each)]
        if not after:
            raise Refusal(NOT_FOUND, f"the graph knows nothing of {iri}")
        if len(after) == 1:
            address = address_of(after[0], things.base) or after[0]
            query = f"?{request.url.query}" if request.url.query else ""
            return RedirectResponse(address + query, status_code=301)
        found = [things.thing(each) for each in after]
        return looks.render(request, "replaced.html", code=300, iri=iri, successors=found)


def _wanted(request: Request) -> str:
    """The media type to answer with: what ``format`` names, else by ``Accept``. Raises Refusal."""
    format = request.query_params.get("format")
    if format is not None:
        if format not in FORMATS:
            raise Refusal(BAD_REQUEST, f"found {format!r}; expected one of {', '.join(FORMATS)}")
        return FORMATS[format]
    offered = [HTML, *GRAPHS]
    media = choose(accepted(request), offered)
    if media is None:
        raise Refusal(NOT_ACCEPTABLE, f"this comes as {', '.join(offered)}")
    return media
