"""Serving a store over HTTP until it is interrupted."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import SettingsError
from kg.graph.generations import published_name
from kg.serving.limits import Limits

_MOST_CONNECTIONS = 500
_IDLE_SECONDS = 15


@dataclass(frozen=True, slots=True)
class Place:
    """Where a server listens; port 0 is any free one."""

    host: str = "127.0.0.1"
    port: int = 8000


def serve(
    store: Path,
    place: Place,
    limits: Limits,
    *,
    origins: Sequence[str] = ("*",),
    started: Callable[[str], None] = lambda address: None,
) -> None:
    """Serve a store; ``started`` is told the address once the server listens.

    Raises StoreError where there is no store, SettingsError where the place is taken.
    """
    import uvicorn

    from kg.serving.application import application

    published_name(store)
    with _listening(place) as listener:
        configuration = uvicorn.Config(
            application(store, limits, origins=origins),
            http="h11",
            loop="asyncio",
            log_config=None,
            server_header=False,
            limit_concurrency=_MOST_CONNECTIONS,
            timeout_keep_alive=_IDLE_SECONDS,
            timeout_graceful_shutdown=5,
        )
        host, port = listener.getsockname()[:2]
        started(f"http://{f'[{host}]' if ':' in host else host}:{port}/")
        uvicorn.Server(configuration).run(sockets=[listener])


def _listening(place: Place) -> socket.socket:
    family = socket.AF_INET6 if ":" in place.host else socket.AF_INET
    try:
        return socket.create_server((place.host, place.port), family=family, backlog=1024)
    except OSError as error:
        raise SettingsError(f"{place.host}:{place.port}: cannot be listened at: {error}") from error
