"""The application: what answers at which address, and what holds for all answers."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from kg.errors import StoreError
from kg.serving import editor, looks
from kg.serving.api import description
from kg.serving.api.operations import OPERATIONS
from kg.serving.curation import Curation, Editing
from kg.serving.current import CurrentGraph
from kg.serving.endpoint import METHODS, Endpoint, accepted
from kg.serving.exploration import Explorer
from kg.serving.guard import Guard, Headers
from kg.serving.limits import Limits
from kg.serving.negotiation import choose
from kg.serving.pool import Pool
from kg.serving.questions import Questions
from kg.serving.refusals import UNAVAILABLE, Refusal
from kg.serving.search import Search
from kg.serving.site import HTML, Site

POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

_LOOK = 2.0
"""Seconds between two looks at what is published."""

_log = logging.getLogger(__name__)

_HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
}


def application(
    store: Path,
    limits: Limits,
    *,
    origins: Sequence[str] = ("*",),
    editing: Editing | None = None,
) -> Starlette:
    """The ASGI application that serves a store.

    Pages of the web at ``origins`` may read its answers (``*``: any). With ``editing`` it may be
    corrected; without, nothing here changes it.
    """
    pool = Pool(store, limits)
    current = CurrentGraph(store)
    endpoint = Endpoint(current, pool, limits)
    search, explorer = Search(current), Explorer(current)
    questions = Questions(search, pool)
    curation = None if editing is None else Curation(editing, current, search)
    site = Site(store, current, curation)
    handlers: Mapping[str, Callable[[Request], Any]] = {
        "search": search.answer,
        "entity": explorer.entity,
        "neighbours": explorer.neighbours,
        "part": explorer.part,
        "path": explorer.path,
        "overview": explorer.overview,
        "document": site.document,
        "evidence": explorer.evidence,
        "ask": questions.answer,
    }

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await pool.start()
        following = asyncio.ensure_future(_follow(search.refresh, explorer.refresh))
        try:
            yield
        finally:
            following.cancel()
            await pool.close()
            if curation is not None:
                await curation.close()

    return Starlette(
        routes=[
            Route("/sparql", endpoint.sparql, methods=METHODS),
            Route("/query/{name}", endpoint.named),
            Route("/", search.front),
            Route("/search", search.page),
            Route("/explore", explorer.page),
            Route("/editor", editor.page),
            Route("/ask", questions.page),
            Route("/ontology", site.ontology),
            Route("/id/{path:path}", site.resource),
            Route("/static/{name}", site.static),
            *([] if curation is None else curation.routes()),
            Route(description.PATH, description.answer),
            *(Route(each.path, handlers[each.name], methods=(each.method,)) for each in OPERATIONS),
        ],
        middleware=[
            Middleware(Headers, _HEADERS),
            Middleware(Guard, origins, None if editing is None else editing.access),
        ],
        exception_handlers={Refusal: _refused, HTTPException: _unknown, StoreError: _storeless},
        lifespan=lifespan,
    )


async def _follow(*refresh: Callable[[], object]) -> None:
    """Notice what is published, and let go what was before, also where nobody asks."""
    while True:
        try:
            for each in refresh:
                await asyncio.to_thread(each)
        except StoreError as error:
            _log.warning("%s", error)
        await asyncio.sleep(_LOOK)


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)
    return _tell(request, error.status, error.message, error.headers)


def _unknown(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _tell(request, error.status_code, error.detail, error.headers or {})


def _storeless(request: Request, error: Exception) -> Response:
    # It may name folders, which are nobody's business but the owner's.
    _log.error("%s", error)
    return _tell(request, UNAVAILABLE, "the store cannot be read", {})


def _tell(request: Request, status: int, message: str, headers: Mapping[str, str]) -> Response:
    """An error as plain text, or as a page for who likes that better."""
    if choose(accepted(request), ["text/plain", HTML]) == HTML:
        response = looks.render(request, "error.html", code=status, status=status, message=message)
        response.headers.update(headers)
        return response
    return PlainTextResponse(message + "\n", status, dict(headers))
