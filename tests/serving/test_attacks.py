"""What must be refused or harmless: calls to other servers, paths, encodings, script."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from tests.serving.server import Server

QUERY = "application/sparql-query"


@pytest.fixture
def listener() -> Iterator[tuple[str, list[bytes]]]:
    """An address on this machine, and what was sent to it."""
    calls: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as place:

        def listen() -> None:
            with contextlib.suppress(OSError):
                while True:
                    connection, _ = place.accept()
                    calls.append(connection.recv(1000))
                    connection.close()

        thread = threading.Thread(target=listen, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{place.getsockname()[1]}/x", calls
        place.shutdown(socket.SHUT_RDWR)
        thread.join(timeout=5)


@pytest.mark.parametrize(
    ("sparql", "status"),
    [
        ("SELECT * {{ SERVICE <{0}> {{ ?s ?p ?o }} }}", 400),
        ("SELECT * {{ SERVICE SILENT <{0}> {{ ?s ?p ?o }} }}", 400),
        ("SELECT * {{ BIND(<{0}> AS ?u) service\n#x\nsilent ?u{{ ?s ?p ?o }} }}", 400),
        ("PREFIX x: <{0}> SELECT * {{ sErViCe x: {{ ?s ?p ?o }} }}", 400),
        ("ASK {{ FILTER EXISTS {{ SERVICE <{0}> {{ ?s ?p ?o }} }} }}", 400),
        ("CONSTRUCT {{ ?s ?p ?o }} WHERE {{ SERVICE <{0}> {{ ?s ?p ?o }} }}", 400),
        ("SELECT * {{ \\u0053ERVICE <{0}> {{ ?s ?p ?o }} }}", 400),
        ("LOAD <{0}>", 400),
        ("SELECT * FROM <{0}> {{ ?s ?p ?o }}", 200),
        ("SELECT * FROM NAMED <{0}> {{ GRAPH ?g {{ ?s ?p ?o }} }}", 200),
        ("SELECT * {{ GRAPH <{0}> {{ ?s ?p ?o }} }}", 200),
        ("DESCRIBE <{0}>", 200),
    ],
)
def test_no_query_calls_another_server(
    server: Server, listener: tuple[str, list[bytes]], sparql: str, status: int
) -> None:
    address, calls = listener
    answers = (
        server.query(sparql.format(address), accept="*/*"),
        server.post(sparql.format(address), QUERY),
    )
    assert [answer.status for answer in answers] == [status, status]
    assert calls == []


def test_no_dataset_is_fetched(server: Server, listener: tuple[str, list[bytes]]) -> None:
    address, calls = listener
    for name in ("default_graph_uri", "named_graph_uri"):
        answer = server.query("SELECT * { ?s ?p ?o }", **{name: address})
        assert (answer.status, "bindings" in answer.text) == (200, True)
        assert '"s"' not in answer.text.partition("results")[2]
    assert server.query("ASK {}", default_graph_uri="no iri").status == 400
    assert server.query("ASK {}", default_graph_uri="file:///etc/passwd").status == 200
    assert calls == []


@pytest.mark.parametrize(
    "encoded", ["%", "%zz", "%4", "%C3", "%FF%FE", "%ED%A0%80", "%D8%B9%", "%C0%AF"]
)
def test_malformed_encodings_are_refused(server: Server, encoded: str) -> None:
    path = f"/sparql?query=ASK%20%7B%7D%20%23{encoded}"
    assert server.request(path).status == 400
    form = f"query=ASK%20%7B%7D%20%23{encoded}"
    assert server.post(form, "application/x-www-form-urlencoded").status == 400


def test_many_parameters_are_refused(server: Server) -> None:
    assert server.request("/sparql?query=ASK%20%7B%7D" + "&a=b" * 5000).status == 400


def test_a_compressed_body_is_refused(server: Server) -> None:
    headers = {"Content-Type": QUERY, "Content-Encoding": "gzip"}
    answer = server.request("/sparql", method="POST", body=b"\x1f\x8b", headers=headers)
    assert answer.status == 415


@pytest.mark.parametrize(
    "path",
    [
        "/../../../etc/passwd",
        "/query/../../../../etc/passwd",
        "/query/%2e%2e%2f%2e%2e%2fpyproject.toml",
        "/query/..%5c..%5cpyproject.toml",
        "/query//etc/passwd",
        "/sparql/../query/roles.rq",
        "/%00",
        "//example.org/",
    ],
)
def test_no_path_leads_to_a_file(server: Server, path: str) -> None:
    answer = server.request(path)
    assert answer.status in (400, 404)
    assert "root:" not in answer.text and "[project]" not in answer.text


def test_a_name_of_the_host_that_is_no_name_is_harmless(server: Server) -> None:
    place = urlsplit(server.address)
    for host in (b"<script>", b'"><x', b"a b", b"\xff", b"x" * 3000):
        with socket.create_connection((place.hostname, place.port), timeout=30) as connection:
            connection.sendall(
                b"GET /sparql HTTP/1.1\r\nConnection: close\r\nHost: " + host + b"\r\n\r\n"
            )
            answer = b"".join(iter(lambda c=connection: c.recv(1 << 16), b""))  # type: ignore[misc]
        assert b"<script>" not in answer.partition(b"\r\n\r\n")[2]
        assert answer.startswith((b"HTTP/1.1 200", b"HTTP/1.1 400")), answer[:200]


def test_what_an_error_repeats_is_plain_text(server: Server) -> None:
    answer = server.query("<script>alert(1)</script>")
    assert answer.status == 400
    assert "script" in answer.text
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_markup_in_a_result_stays_text(server: Server) -> None:
    sparql = 'SELECT ?x { BIND("</literal><script>alert(1)</script>\\u0001" AS ?x) }'
    answer = server.query(sparql, accept="application/sparql-results+xml")
    assert "<script>" not in answer.text
    assert "\x01" not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"
