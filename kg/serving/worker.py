"""A process that answers queries, one after the other, until its input ends.

Python cannot stop a query that runs, but a process can be ended. It opens the store
read-only, and has limits of its own, which hold where the server is gone.
"""

from __future__ import annotations

import errno
import logging
import resource
import select
import signal
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

import msgspec
import pyoxigraph as ox

from kg.errors import KgError, QueryError
from kg.graph import solutions
from kg.graph.serialization import serialize
from kg.graph.store import Graph
from kg.graph.vocabulary import PREFIXES
from kg.named_queries import shipped, terms
from kg.questions import answering, templates
from kg.serving.current import CurrentGraph
from kg.serving.formats import GRAPHS, JSON, TABLES
from kg.serving.jobs import READY, Fate, Job, Kind, Outcome, decode_job, encode
from kg.serving.limits import Limits

_GRACE = 5
"""Seconds after the limit at which a worker ends itself: the server should have ended it."""
_LOOK = 2.0
"""Seconds after which an idle worker looks whether another generation is published."""
_LONGEST_MESSAGE = 2000

_log = logging.getLogger(__name__)


def main(store: Path, limits: Limits) -> None:
    """Read jobs from standard input and write outcomes to standard output; see :mod:`.jobs`."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's
    resource.setrlimit(resource.RLIMIT_DATA, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.answer, limits.answer))
    graph = CurrentGraph(store)
    _refresh(graph)
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    _say(sink, READY)
    while line := _next_line(source, graph):
        signal.setitimer(signal.ITIMER_REAL, limits.seconds + _GRACE)
        outcome = _outcome(graph, decode_job(line), limits.rows)
        signal.setitimer(signal.ITIMER_REAL, 0)
        _say(sink, encode(outcome))


def _next_line(source: IO[bytes], graph: CurrentGraph) -> bytes:
    # The server waits for an outcome before it sends a job, so nothing is left in the buffer.
    while not select.select([source], [], [], _LOOK)[0]:
        _refresh(graph)
    return source.readline()


def _refresh(graph: CurrentGraph) -> None:
    """Let an old generation go, which only its readers keep on disk."""
    with suppress(KgError):  # which is told to who asks next
        graph.get()


def _say(sink: IO[bytes], line: bytes) -> None:
    sink.write(line)
    sink.flush()


def _outcome(current: CurrentGraph, job: Job, rows: int) -> Outcome:
    try:
        return answer(current.get(), job, rows=rows)
    except QueryError as error:
        return Outcome(Fate.WRONG, message=_shortened(error))
    except MemoryError:
        return Outcome(Fate.FAILED, message="the query needs too much memory")
    except OSError as error:
        if error.errno == errno.EFBIG:
            return Outcome(Fate.FAILED, message="the answer is too large; ask for less, or LIMIT")
        _log.exception("an answer cannot be written")
        return Outcome(Fate.FAILED, message="the answer cannot be written")
    except KgError as error:
        # It may name folders, which are nobody's business but the owner's.
        _log.error("%s", error)
        return Outcome(Fate.UNREADABLE, message="the store cannot be read")


def answer(graph: Graph, job: Job, *, rows: int) -> Outcome:
    """Answer a query into the job's file, with at most so many rows or triples.

    Raises QueryError for a query that is wrong, OSError where the file cannot be written.
    """
    bindings: dict[str, Any] = {}
    try:
        if job.kind is Kind.TEMPLATE:
            return _write_rows(graph, job)
        if job.kind is Kind.NAMED:
            named = shipped()[job.query]
            bindings.update(terms(named, job.bindings))
            found = graph.query(named.text, bindings)
        else:
            found = graph.query(job.query, dataset=job.dataset)
        if isinstance(found, ox.QueryTriples):
            return _write_graph(found, job, rows)
        return _write_table(found, job, rows, hidden=bindings.keys())
    except (ValueError, RuntimeError, SyntaxError) as error:
        # Answers are computed while they are read, so the engine may fail this late.
        raise QueryError(f"the query cannot be answered: {error}") from error


def _write_rows(graph: Graph, job: Job) -> Outcome:
    template = templates.shipped()[job.query]
    found = [answering.run(graph, template, values, job.language) for values in job.ways]
    Path(job.output).write_bytes(msgspec.json.encode(found))
    return Outcome(Fate.ANSWERED, JSON)


def _write_graph(triples: ox.QueryTriples, job: Job, rows: int) -> Outcome:
    if not job.graph:
        return _unacceptable(GRAPHS)
    limited = solutions.Limited(((t.subject, t.predicate, t.object) for t in triples), rows)
    quads = (ox.Quad(*row) for row in limited)
    with open(job.output, "wb") as file:
        serialize([quads], file, format=GRAPHS[job.graph], prefixes=PREFIXES)
    return Outcome(Fate.ANSWERED, job.graph, is_cut=limited.is_cut)


def _write_table(
    found: ox.QuerySolutions | ox.QueryBoolean, job: Job, rows: int, *, hidden: Iterable[str]
) -> Outcome:
    if not job.table:
        return _unacceptable(TABLES)
    format = TABLES[job.table]
    with open(job.output, "w", encoding="utf-8", newline="") as file:
        if isinstance(found, ox.QueryBoolean):
            file.write(solutions.truth(format, bool(found)))
            return Outcome(Fate.ANSWERED, job.table)
        names = [variable.value for variable in found.variables]
        shown = [index for index, name in enumerate(names) if name not in set(hidden)]
        limited = solutions.Limited(_columns(found, shown), rows)
        file.writelines(solutions.LINES[format]([names[index] for index in shown], limited))
    return Outcome(Fate.ANSWERED, job.table, is_cut=limited.is_cut)


def _columns(found: ox.QuerySolutions, shown: Sequence[int]) -> Iterable[solutions.Row]:
    return ([solution[index] for index in shown] for solution in found)


def _unacceptable(offered: Iterable[str]) -> Outcome:
    return Outcome(Fate.UNACCEPTABLE, message=f"this answer comes as {', '.join(offered)}")


def _shortened(error: BaseException) -> str:
    text = str(error) or type(error).__name__
    return text if len(text) <= _LONGEST_MESSAGE else text[:_LONGEST_MESSAGE] + "…"


if __name__ == "__main__":
    main(Path(sys.argv[1]), msgspec.json.decode(sys.argv[2], type=Limits))
