"""Serving a store over HTTP until it is interrupted."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import SettingsError
from kg.graph.generations import published_name
from kg.serving.access import Access
from kg.serving.limits import Limits
from kg.settings import Settings
from kg.upkeep import check_correctable

_MOST_CONNECTIONS = 500
_IDLE_SECONDS = 15


@dataclass(frozen=True, slots=True)
class Place:
    """Where a server listens; port 0 is any free one."""

    host: str = "127.0.0.1"
    port: int = 8000


@dataclass(frozen=True, slots=True)
class Editor:
    """Who may edit: ``author`` is written with corrections, ``settings`` made the store.

    ``origins`` are those at which browsers reach the server, where it is not this machine alone.
    """

    settings: Settings
    author: str
    origins: Sequence[str] = ()


def serve(
    store: Path,
    place: Place,
    limits: Limits,
    *,
    origins: Sequence[str] = ("*",),
    editor: Editor | None = None,
    started: Callable[[str, str], None] = lambda address, link: None,
) -> None:
    """Serve a store, which ``editor`` may edit.

    ``started`` is told the address once the server listens, and the link that lets a browser edit
    ("" where there is none). Raises StoreError where there is no store, or none that could be
    edited, SettingsError where the place is taken or is none to edit at.
    """
    import uvicorn

    from kg.serving.application import application
    from kg.serving.curation import Editing

    published_name(store)
    if editor is not None:
        check_correctable(store)
    with _listening(place) as listener:
        host, port = listener.getsockname()[:2]
        editing = None
        if editor is not None:
            access = Access.at(host, port, editor.origins)
            editing = Editing(access, editor.settings, editor.author)
        configuration = uvicorn.Config(
            application(store, limits, origins=origins, editing=editing),
            http="h11",
            loop="asyncio",
            log_config=None,
            server_header=False,
            limit_concurrency=_MOST_CONNECTIONS,
            timeout_keep_alive=_IDLE_SECONDS,
            timeout_graceful_shutdown=5,
        )
        address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
        started(address, "" if editing is None else editing.access.link)
        uvicorn.Server(configuration).run(sockets=[listener])


def _listening(place: Place) -> socket.socket:
    family = socket.AF_INET6 if ":" in place.host else socket.AF_INET
    try:
        server = socket.create_server((place.host, place.port), family=family, backlog=1024)
        # Where it is not named as TCP, asyncio leaves Nagle's algorithm on: 40 ms for an answer.
        return socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP, server.detach())
    except OSError as error:
        raise SettingsError(f"{place.host}:{place.port}: cannot be listened at: {error}") from error
