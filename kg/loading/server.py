"""A SPARQL server that takes quads: by POST of N-Quads, or by updates."""

from __future__ import annotations

from collections.abc import Sequence

import pyoxigraph as ox

from kg.client import Client, Target
from kg.loading.insertion import insert_data

_QUADS = "application/n-quads"
_UPDATE = "application/sparql-update; charset=utf-8"
_BUSY = (429, 502, 503, 504)


class Server:
    """The server at a target."""

    def __init__(self, target: Target) -> None:
        """Ask the server what it takes. Raises StoreError where it does not answer."""
        # What is sent twice is there once, so that a failed call can be made again.
        self._client = Client(target, right="write", again=_BUSY)
        self.takes_quads = self._takes_quads()

    def insert(self, quads: Sequence[ox.Quad]) -> None:
        """Add quads. Raises StoreError where the server does not take them."""
        if self.takes_quads:
            content = ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""
            answer = self._client.post(content, _QUADS)
        else:
            answer = self._client.post(insert_data(quads).encode(), _UPDATE)
        if not 200 <= answer.status < 300:
            raise self._client.refused(answer)

    def _takes_quads(self) -> bool:
        """Whether it reads N-Quads: it refuses what is none, and takes what is empty.

        One that does not look at the body at all may answer everything with 200.
        """
        if not 400 <= self._client.post(b"this is no quad\n", _QUADS).status < 500:
            return False
        return 200 <= self._client.post(b"# nothing\n", _QUADS).status < 300
