"""Worker processes: a function over many items, with as much in memory as is being worked on."""

from __future__ import annotations

import itertools
import multiprocessing
import multiprocessing.connection
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from kg.errors import KgError

_CHUNK = 8
"""Items handed to a worker at once: few enough to keep all workers busy to the end."""
_AHEAD = 4
"""Chunks a worker that are waiting or done at most."""

_T = TypeVar("_T")
_R = TypeVar("_R")


def map_in_workers(
    function: Callable[[_T], _R], items: Iterable[_T], *, workers: int
) -> Iterator[_R]:
    """What ``function`` gives for each item, in their order, worked out by several processes.

    Items are taken as they are needed. Function, items and results are pickled. The processes
    end with this one, even where it is killed. Raises KgError where one of them is.
    """
    # A forked process may hold locks of threads that it does not have; a new one never does.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_prepare) as pool:
        pending: deque[Future[list[_R]]] = deque()
        try:
            for chunk in _chunks(items):
                pending.append(pool.submit(_map, function, chunk))
                if len(pending) >= workers * _AHEAD:
                    yield from pending.popleft().result()
            while pending:
                yield from pending.popleft().result()
        except BrokenProcessPool as error:
            raise KgError(
                "a worker process ended before its time (perhaps for want of memory); "
                "expected it to last: try fewer workers"
            ) from error
        finally:
            pool.shutdown(cancel_futures=True)


def call_in_worker(function: Callable[[_T], _R], item: _T) -> _R:
    """What ``function`` gives for one item, worked out by a process that ends with it.

    What it raises is raised here; KgError where the process ends before its time.
    """
    (found,) = map_in_workers(function, (item,), workers=1)
    return found


def _chunks(items: Iterable[_T]) -> Iterator[tuple[_T, ...]]:
    iterator = iter(items)
    while chunk := tuple(itertools.islice(iterator, _CHUNK)):
        yield chunk


def _map(function: Callable[[_T], _R], items: Sequence[_T]) -> list[_R]:
    return [function(item) for item in items]


def _prepare() -> None:
    """An interrupt is for the parent to handle; and what has lost its parent ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        multiprocessing.connection.wait([parent.sentinel])
        os._exit(1)
