"""The graph at an address as a store on this machine, for verbs that read all of it."""

from __future__ import annotations

import logging
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from kg.client import Target
from kg.errors import KgError, StoreError
from kg.graph.vocabulary import DCTERMS, ONTOLOGY_GRAPH, VOID
from kg.loading.bulk import publish
from kg.loading.files import is_named
from kg.remote.datasets import check_graphs
from kg.remote.endpoint import Endpoint

PAGE = 50_000
"""Quads that are asked for at once. A server that gives fewer is asked again from there."""
MOST = 20_000_000
"""The most quads that are fetched."""

Watch = Callable[[int, int], None]
"""Called with the number of quads that were fetched and the number of all."""

_FACTS = "{ ?s ?p ?o }"
# The ontology comes from this version of kg.
_GRAPHS = f"{{ GRAPH ?g {{ ?s ?p ?o }} FILTER(?g != <{ONTOLOGY_GRAPH}>) }}"
_URI_SPACE, _IDENTIFIER = (ox.NamedNode(str(term)) for term in (VOID.uriSpace, DCTERMS.identifier))

_log = logging.getLogger(__name__)


def fetch(target: Target, folder: Path, *, watch: Watch = lambda done, all: None) -> int:
    """Make all quads at a target the graph of the store in ``folder``; gives their number.

    They are fetched page by page, and counted before and after. Raises StoreError where the
    server does not answer or its graph cannot be read (see :func:`check_graphs`), is too large,
    has blank nodes, or is not the same from page to page. What the folder held then stays.
    """
    endpoint = Endpoint(target)
    check_graphs(endpoint, target.default_graph)
    patterns = [_GRAPHS] if target.default_graph else [_FACTS, _GRAPHS]
    numbers = [_count(endpoint, pattern) for pattern in patterns]
    number = sum(numbers)
    if number > MOST:
        raise StoreError(
            f"{target.address}: found {number} quads; expected at most {MOST}: "
            "export the graph there, and use kg load"
        )

    def quads() -> Iterator[ox.Quad]:
        done = 0
        for pattern, expected in zip(patterns, numbers, strict=True):
            for row in _rows(endpoint, pattern, expected):
                yield _quad(row, target)
                done += 1
                if done % 1000 == 0:
                    watch(done, number)

    def check(found: int) -> None:
        again = sum(_count(endpoint, pattern) for pattern in patterns)
        if not found == number == again:
            raise _changed(
                endpoint, f"found {found} different quads of {number}, and {again} at the end"
            )

    base, extractor = _told(endpoint.description())
    publish(folder, quads(), check=check, base=base, extractor=extractor)
    return number


@contextmanager
def mirrored(target: Target, *, watch: Watch = lambda done, all: None) -> Iterator[Path]:
    """The folder of a store with the graph at a target, until the end of the block.

    Raises StoreError as :func:`fetch` does.
    """
    with tempfile.TemporaryDirectory(prefix="kg-remote-") as scratch:
        folder = Path(scratch) / "store"
        fetch(target, folder, watch=watch)
        yield folder


@contextmanager
def refreshing(target: Target, folder: Path, seconds: float) -> Iterator[None]:
    """Fetch the graph anew every so many seconds until the end of the block.

    What fails is told as a warning, and tried again when it is time.
    """
    ended = threading.Event()

    def run() -> None:
        while not ended.wait(seconds):
            try:
                number = fetch(target, folder)
            except KgError as error:
                _log.warning("%s", error)
            else:
                _log.info("%s: %d quads fetched again", target.address, number)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()


def _count(endpoint: Endpoint, pattern: str) -> int:
    return endpoint.number(f"SELECT (COUNT(*) AS ?n) {pattern}")


def _rows(endpoint: Endpoint, pattern: str, number: int) -> Iterator[ox.QuerySolution]:
    """All solutions of a pattern, in the order that the server has them in.

    Sorting would cost the server more than it bears. That the order stays is seen: each page
    begins with the last solution of the one before, and if quads come twice, others are missing.
    """
    done, last = 0, None
    while done < number:
        page = endpoint.rows(f"SELECT ?s ?p ?o ?g {pattern} LIMIT {PAGE} OFFSET {max(done - 1, 0)}")
        if last is not None and next(page, None) != last:
            raise _changed(endpoint, f"found another quad after {done} of {number}")
        before = done
        for last in page:
            done += 1
            yield last
        if done == before:
            raise _changed(endpoint, f"found the end after {done} of {number} quads")


def _changed(endpoint: Endpoint, found: str) -> StoreError:
    return StoreError(
        f"{endpoint.address}: {found}: the graph changed while it was read, or the server has no "
        "steady order; try again"
    )


def _quad(row: ox.QuerySolution, target: Target) -> ox.Quad:
    graph = row["g"]
    if graph is None or str(graph.value) == target.default_graph:
        graph = ox.DefaultGraph()
    try:
        quad = ox.Quad(row["s"], row["p"], row["o"], graph)
    except (KeyError, TypeError) as error:
        raise StoreError(f"{target.address}: found no triple in {row}") from error
    if not is_named(quad):
        raise StoreError(
            f"{target.address}: found {quad}; expected IRIs, and no blank nodes, "
            "whose names hold in one answer alone"
        )
    return quad


def _told(description: list[ox.Quad]) -> tuple[str, str]:
    """The beginning of the graph's IRIs and the version of its extractor, as ``kg serve`` tells."""
    found = {q.predicate: q.object.value for q in description if isinstance(q.object, ox.Literal)}
    return found.get(_URI_SPACE, ""), found.get(_IDENTIFIER, "")
