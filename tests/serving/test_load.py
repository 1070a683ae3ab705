"""Many readers at once: a short form of ``python -m tools.measure_serving``."""

from __future__ import annotations

import http.client
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.serving.server import Server
from tools.measure_serving import QUERIES, Report, measure

CLIENTS, SECONDS, LIMIT = 10, 4, 2.0


@pytest.fixture(scope="module")
def report(store: Path) -> Report:
    return measure(store, clients=CLIENTS, seconds=SECONDS, limit=LIMIT)


def test_all_are_answered(report: Report) -> None:
    assert report.errors == []
    assert len(report.many) == CLIENTS * SECONDS
    assert len({each.wish.kind for each in report.alone}) > 10
    assert report.in_process.keys() == QUERIES.keys()


def test_a_query_without_end_is_stopped_and_others_do_not_wait(report: Report) -> None:
    assert report.slow_status == 503
    assert LIMIT <= report.slow_seconds < LIMIT + 3
    beside = report.beside_slow()
    assert len(beside) >= CLIENTS
    # Whoever waited for it would have waited as long as it ran.
    assert sorted(each.seconds for each in beside)[len(beside) // 2] < LIMIT / 2


def test_memory_does_not_grow(report: Report) -> None:
    start, middle, end = (each.server for each in report.memory)
    assert 0 < start < 500
    assert max(middle, end) < start + 30
    assert "memory, end" in report.text()


def test_a_connection_that_is_kept_is_not_slow(server: Server) -> None:
    """Each answer would take 40 ms, were what is left of one kept back until it is acknowledged."""
    place = urlsplit(server.address)
    connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=60)
    seconds = []
    for _ in range(20):
        begin = time.monotonic()
        connection.request("GET", "/static/site.css")
        assert connection.getresponse().read()
        seconds.append(time.monotonic() - begin)
    connection.close()
    assert min(seconds[1:]) < 0.03
