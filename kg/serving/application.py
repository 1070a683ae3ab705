"""The application: what answers at which address, and what holds for all answers."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.serving.endpoint import LIMITED, METHODS, Endpoint
from kg.serving.limits import Limits
from kg.serving.pool import Pool
from kg.serving.refusals import Refusal

POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

_HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
}


def application(store: Path, limits: Limits, *, origins: Sequence[str] = ("*",)) -> Starlette:
    """The ASGI application that serves a store.

    Pages of the web at ``origins`` may read its answers (``*``: any).
    """
    pool = Pool(store, limits)
    endpoint = Endpoint(pool, limits)

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await pool.start()
        try:
            yield
        finally:
            await pool.close()

    return Starlette(
        routes=[
            Route("/sparql", endpoint.sparql, methods=METHODS),
            Route("/query/{name}", endpoint.named),
        ],
        middleware=[
            Middleware(Headers),
            Middleware(
                CORSMiddleware,
                allow_origins=origins,
                allow_methods=("GET", "POST"),
                allow_headers=("*",),
                expose_headers=(LIMITED,),
            ),
        ],
        exception_handlers={Refusal: _refused, HTTPException: _unknown},
        lifespan=lifespan,
    )


class Headers:
    """Adds to every answer what it does not say otherwise."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                said = {name.decode("latin-1").lower() for name, _ in message["headers"]}
                message["headers"] += [
                    (name.encode("latin-1"), value.encode("latin-1"))
                    for name, value in _HEADERS.items()
                    if name.lower() not in said
                ]
            await send(message)

        await self._app(scope, receive, send_with_headers)


def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)
    return PlainTextResponse(error.message + "\n", error.status, dict(error.headers))


def _unknown(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return PlainTextResponse(f"{error.detail}\n", error.status_code, error.headers)
