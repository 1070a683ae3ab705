"""What holds for all requests: who may read the answers, and where editing is on, from where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from starlette.middleware.cors import CORSMiddleware
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.serving.access import DOOR, Access, keep_session
from kg.serving.endpoint import LIMITED
from kg.serving.refusals import MISDIRECTED

_PRIVATE = {
    "Cache-Control": "no-store",
    # With none at all browsers send forms from an origin "null".
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""What is said of pages that are made for one session."""


class Headers:
    """Adds ``headers`` to every answer that does not say otherwise."""

    def __init__(self, app: ASGIApp, headers: Mapping[str, str]) -> None:
        self._app = app
        self._headers = headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                said = {name.decode("latin-1").lower() for name, _ in message["headers"]}
                message["headers"] += [
                    (name.encode("latin-1"), value.encode("latin-1"))
                    for name, value in self._headers.items()
                    if name.lower() not in said
                ]
            await send(message)

        await self._app(scope, receive, send_with_headers)


class Guard:
    """Lets pages of the web at ``origins`` read the answers (``*``: any), but no session's.

    Where editing is on, ``access`` tells sessions, and by which names the server is reached.
    """

    def __init__(self, app: ASGIApp, origins: Sequence[str], access: Access | None) -> None:
        self._access = access
        self._private = Headers(app, _PRIVATE)
        self._shared = CORSMiddleware(
            app,
            allow_origins=origins,
            allow_methods=("GET", "POST"),
            allow_headers=("*",),
            expose_headers=(LIMITED,),
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        answer: ASGIApp = self._shared
        if self._access is not None and scope["type"] == "http":
            answer = self._judge(self._access, HTTPConnection(scope))
        await answer(scope, receive, send)

    def _judge(self, access: Access, connection: HTTPConnection) -> ASGIApp:
        if not access.knows(connection.headers.getlist("host")):
            message = "this server has another name; --edit-origin gives it one\n"
            return PlainTextResponse(message, MISDIRECTED)
        session = access.find(connection.cookies)
        keep_session(connection, session)
        path = connection.scope["path"]
        is_private = session is not None or path == DOOR or path.startswith(f"{DOOR}/")
        return self._private if is_private else self._shared
