"""Servers on this machine for the tests: real ones, and one that answers as a test wants."""

from __future__ import annotations

import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest


@dataclass
class Call:
    """What a server was asked."""

    path: str
    kind: str
    body: bytes
    headers: dict[str, str]


Answer = tuple[int, dict[str, str]] | tuple[int, dict[str, str], bytes]
"""A status, headers, and a body, which is empty if it is left out."""


@dataclass
class Fake:
    """A server that keeps what it is asked, and answers what ``answer`` says."""

    answer: Callable[[Call], Answer]
    address: str = ""
    calls: list[Call] = field(default_factory=list)

    @property
    def batches(self) -> list[bytes]:
        """The bodies of what was sent, without the two questions at the beginning of a run."""
        return [c.body for c in self.calls if c.body not in (b"this is no quad\n", b"# nothing\n")]


def takes_quads(call: Call) -> Answer:
    """As a server that reads N-Quads."""
    if call.kind != "application/n-quads":
        return 415, {}
    return (400 if b"no quad" in call.body else 204), {}


@contextmanager
def fake(answer: Callable[[Call], Answer] = takes_quads) -> Iterator[Fake]:
    """A :class:`Fake` on a free port."""
    found = Fake(answer)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = dict(self.headers)
            call = Call(self.path, self.headers.get("Content-Type", ""), body, headers)
            found.calls.append(call)
            status, more, *rest = found.answer(call)
            content = b"".join(rest)
            self.send_response(status)
            for name, value in {"Content-Length": str(len(content)), **more}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.address = f"http://127.0.0.1:{server.server_address[1]}/store"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def program(*command: str) -> Iterator[str]:
    """A server of another project, at a free port that stands for «PORT»; gives its address."""
    if shutil.which(command[0]) is None:
        pytest.skip(f"needs the program {command[0]} (PyPI: oxigraph, rdflib-endpoint)")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [part.replace("PORT", str(port)) for part in command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(600):
            with socket.socket() as trial:
                if trial.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert process.poll() is None, "the server ended"
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()
