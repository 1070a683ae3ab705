"""Limits: a query is stopped at its time while others go on; an answer is whole, or says so."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import psutil
import pyoxigraph as ox
import pytest

from tests.serving.server import Answer, Server, serving

# Some 10^12 solutions on the test's store: hours.
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o }"
# The first rows come at once, so that a server that streams would have begun to answer.
ENDLESS_ROWS = """SELECT ?a ?b {
  { ?a a ?b }
  UNION { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(CONCAT(STR(?a), STR(?d), STR(?g)) = "") }
}"""
SECONDS = 3.0


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for the temporary files of a server."""
    return tmp_path_factory.mktemp("scratch")


@pytest.fixture(scope="module")
def hasty(store: Path, scratch: Path) -> Iterator[Server]:
    """A server that gives a query three seconds, and has two processes for them."""
    options = ("--query-timeout", str(SECONDS), "--query-rows", "1000000", "--query-workers", "2")
    with serving(store, *options, scratch=scratch) as running:
        yield running


def workers(server: Server) -> set[int]:
    """The processes that answer."""
    return {child.pid for child in psutil.Process(server.pid).children()}


def wait_for(condition: object, seconds: float = 15) -> None:
    end = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.05)


class TestTime:
    def test_a_query_is_stopped_and_others_go_on(self, hasty: Server) -> None:
        before = workers(hasty)
        answers: list[Answer] = []
        slow = threading.Thread(target=lambda: answers.append(hasty.query(ENDLESS)))
        begun = time.monotonic()
        slow.start()
        times = []
        while slow.is_alive():
            start = time.monotonic()
            assert hasty.query("ASK { ?s a schema:Person }").status == 200
            times.append(time.monotonic() - start)
        slow.join()
        assert SECONDS <= time.monotonic() - begun < SECONDS + 2
        (answer,) = answers
        assert answer.status == 503
        assert "longer than 3 seconds" in answer.text
        assert len(times) > 20 and max(times) < SECONDS / 2
        # Its process is gone, and another one is there.
        wait_for(lambda: len(workers(hasty)) == 2 and workers(hasty) != before)

    def test_rows_that_come_early_do_not_begin_the_answer(self, hasty: Server) -> None:
        answer = hasty.query(ENDLESS_ROWS, accept="text/csv")
        assert answer.status == 503
        assert "," not in answer.text

    def test_all_processes_are_taken(self, hasty: Server) -> None:
        """Then a short query waits for the first that is stopped."""
        wait_for(lambda: len(workers(hasty)) == 2)
        slow = [threading.Thread(target=hasty.query, args=(ENDLESS,)) for _ in range(2)]
        for each in slow:
            each.start()
        time.sleep(0.5)
        answer = hasty.query("ASK {}")
        assert answer.status in (200, 503)
        if answer.status == 503:
            assert answer.headers["retry-after"] == "1"
        for each in slow:
            each.join()
        wait_for(lambda: hasty.query("ASK {}").status == 200)

    def test_a_query_whose_client_has_gone_is_stopped(self, hasty: Server) -> None:
        wait_for(lambda: len(workers(hasty)) == 2)
        before = workers(hasty)
        place = urlsplit(hasty.address)
        with contextlib.closing(
            http.client.HTTPConnection(place.hostname or "", place.port)
        ) as connection:
            connection.request("GET", f"/sparql?query={quote(ENDLESS)}")
            time.sleep(0.3)
        begun = time.monotonic()
        wait_for(lambda: len(workers(hasty)) == 2 and workers(hasty) != before)
        assert time.monotonic() - begun < SECONDS

    def test_a_process_that_is_killed_is_replaced(self, hasty: Server) -> None:
        wait_for(lambda: hasty.query("ASK {}").status == 200)
        answers: list[Answer] = []
        slow = threading.Thread(target=lambda: answers.append(hasty.query(ENDLESS)))
        slow.start()
        time.sleep(0.5)
        for pid in workers(hasty):
            os.kill(pid, 9)
        slow.join()
        assert answers[0].status == 500
        wait_for(lambda: hasty.query("ASK {}").status == 200)
        wait_for(lambda: len(workers(hasty)) == 2)

    def test_no_answers_are_left_on_the_disk(self, hasty: Server, scratch: Path) -> None:
        for sparql in ("SELECT * { ?s ?p ?o }", "ASK {"):
            hasty.query(sparql)
        wait_for(lambda: not list(scratch.iterdir()))


class TestRows:
    ALL = "SELECT * { GRAPH ?g { ?s ?p ?o } ?a ?b ?c }"

    def test_an_answer_that_is_cut_says_so(self, server: Server) -> None:
        answer = server.query(self.ALL)
        assert answer.status == 200
        assert answer.headers["rawabit-limited"] == "1000"
        results = json.loads(answer.text)["results"]
        assert (len(results["bindings"]), results["limited"]) == (1000, 1000)
        for media, format in (
            ("application/sparql-results+xml", ox.QueryResultsFormat.XML),
            ("text/tab-separated-values", ox.QueryResultsFormat.TSV),
        ):
            other = server.query(self.ALL, accept=media)
            assert other.headers["rawabit-limited"] == "1000"
            assert len(list(ox.parse_query_results(other.body, format=format))) == 1000  # type: ignore[arg-type]
            assert ("<!-- limited: 1000 -->" in other.text) == ("xml" in media)

    def test_one_that_just_fits_does_not(self, server: Server) -> None:
        answer = server.query(f"{self.ALL} LIMIT 1000")
        assert "rawabit-limited" not in answer.headers
        results = json.loads(answer.text)["results"]
        assert (len(results["bindings"]), "limited" in results) == (1000, False)

    def test_graphs_too(self, server: Server) -> None:
        sparql = "CONSTRUCT { ?s ?p ?o . ?p ?o2 ?s } WHERE { GRAPH ?g { ?s ?p ?o } ?x ?o2 ?y }"
        answer = server.query(sparql, accept="application/n-triples")
        assert answer.headers["rawabit-limited"] == "1000"
        assert 0 < len(answer.text.splitlines()) <= 1000


class TestSize:
    def test_a_long_query_is_answered(self, server: Server) -> None:
        values = " ".join(f"<urn:قيمة:{number}>" for number in range(8000))
        answer = server.post(f"ASK {{ VALUES ?x {{ {values} }} }}", "application/sparql-query")
        assert answer.status == 200

    def test_one_that_is_too_long_is_not(self, server: Server) -> None:
        sparql = f"ASK {{}} # {'x' * (256 << 10)}"
        assert server.post(sparql, "application/sparql-query").status == 413
        form = f"query={quote(sparql)}"
        assert server.post(form, "application/x-www-form-urlencoded").status == 413

    def test_a_body_without_end_is_not_read(self, server: Server) -> None:
        place = urlsplit(server.address)
        with socket.create_connection((place.hostname, place.port), timeout=30) as connection:
            connection.sendall(
                b"POST /sparql HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
                b"Content-Type: application/sparql-query\r\n\r\n"
            )
            chunk = b"10000\r\n" + b"#" * 0x10000 + b"\r\n"
            with contextlib.suppress(ConnectionError):
                for _ in range(100):
                    connection.sendall(chunk)
            with contextlib.suppress(ConnectionError):
                assert connection.recv(100).startswith(b"HTTP/1.1 413")

    def test_huge_headers_are_refused(self, server: Server) -> None:
        place = urlsplit(server.address)
        for head in (b"GET /" + b"a" * 200_000, b"GET / HTTP/1.1\r\nX: " + b"a" * 200_000):
            with (
                socket.create_connection((place.hostname, place.port), timeout=30) as connection,
                contextlib.suppress(ConnectionError),
            ):
                connection.sendall(head)
                assert connection.recv(100).startswith(b"HTTP/1.1 4")
        assert server.query("ASK {}").status == 200

    def test_memory_is_limited(self, server: Server) -> None:
        """A text that doubles forty times."""
        steps = "".join(
            f"BIND(CONCAT(?t{number}, ?t{number}) AS ?t{number + 1}) " for number in range(40)
        )
        answer = server.query(f"SELECT (STRLEN(?t40) AS ?n) {{ BIND('ع' AS ?t0) {steps} }}")
        assert answer.status == 500
        wait_for(lambda: server.query("ASK {}").status == 200)

    def test_deep_nesting_ends_a_process_at_most(self, server: Server) -> None:
        for depth in (100, 50_000):
            sparql = f"ASK {{ FILTER({'(' * depth}1{')' * depth}) }}"
            answer = server.post(sparql, "application/sparql-query")
            assert answer.status in (200, 400, 500, 503)
        wait_for(lambda: server.query("ASK {}").status == 200)


def test_no_process_outlives_a_server_that_is_killed(store: Path, tmp_path: Path) -> None:
    with (
        pytest.raises(AssertionError),  # its exit code
        serving(store, "--query-timeout", "1", "--query-workers", "2", scratch=tmp_path) as server,
    ):
        children = psutil.Process(server.pid).children()
        assert len(children) == 2
        slow = threading.Thread(target=lambda: _try(server, ENDLESS))
        slow.start()
        time.sleep(0.5)
        os.kill(server.pid, 9)
        slow.join()
        # One that answers ends itself a little after its time.
        wait_for(lambda: not any(child.is_running() for child in children), 20)


def _try(server: Server, sparql: str) -> None:
    with contextlib.suppress(OSError, http.client.HTTPException):
        server.query(sparql)
