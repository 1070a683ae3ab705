"""A real server on a loopback port, and requests to it as bytes on a socket."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit

JSON = "application/sparql-results+json"


@dataclass(frozen=True)
class Answer:
    """What came back; names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def media(self) -> str:
        return self.headers["content-type"].partition(";")[0]


@dataclass(frozen=True)
class Server:
    """A running ``kg serve``; ``link`` lets a browser edit, and ``log`` is what it said so far."""

    address: str
    pid: int
    link: str = ""
    log: list[str] = field(default_factory=list)

    def request(
        self,
        path: str,
        *,
        method: str = "GET",
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        place = urlsplit(self.address)
        connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=60)
        try:
            connection.request(method, path, body=body, headers=dict(headers or {}))
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, found, response.read())
        finally:
            connection.close()

    def query(self, sparql: str, *, accept: str = JSON, **parameters: str | list[str]) -> Answer:
        """A query by GET."""
        fields = {"query": sparql, **{k.replace("_", "-"): v for k, v in parameters.items()}}
        path = f"/sparql?{urlencode(fields, doseq=True)}"
        return self.request(path, headers={"Accept": accept} if accept else {})

    def post(self, body: str | bytes, kind: str | None, *, path: str = "/sparql") -> Answer:
        """A body as it is, of a content type."""
        data = body.encode() if isinstance(body, str) else body
        return self.request(
            path, method="POST", body=data, headers={"Content-Type": kind} if kind else {}
        )


@contextmanager
def serving(
    store: Path | str, *options: str, scratch: Path | None = None, through: Sequence[str] = ()
) -> Iterator[Server]:
    """``kg serve`` of a store or of an address, on a port of its own, until the end of the block.

    ``scratch`` is the folder of its temporary files, ``through`` a command that runs it.
    """
    command = [
        *through,
        sys.executable,
        "-m",
        "kg",
        "serve",
        "--store",
        str(store),
        "--port",
        "0",
        *options,
    ]
    environment = {**os.environ, **({"TMPDIR": str(scratch)} if scratch else {})}
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    )
    assert process.stdout is not None and process.stderr is not None
    try:
        first = process.stderr.readline()
        found = re.search(r"served at (\S+)/$", first)
        assert found, first + process.stderr.read()
        link = process.stdout.readline().split()[-1] if "--edit" in options else ""
        server = Server(found[1], process.pid, link)
        # What it says later must not fill the pipe.
        threading.Thread(target=server.log.extend, args=(process.stderr,), daemon=True).start()
        assert server.query("ASK {}").status == 200  # it is up
        yield server
    finally:
        process.send_signal(signal.SIGTERM)
        code = process.wait(timeout=30)
        process.stdout.close()
        process.stderr.close()
    assert code in (0, -signal.SIGTERM, 128 + signal.SIGTERM), code
