"""The processes that answer queries, and the time that a query has.

A process answers one query at a time. One that runs longer than it may is ended, and so is one
whose client has gone; another one takes its place, while the others go on.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import msgspec

from kg.errors import KgError
from kg.serving.jobs import READY, Job, Outcome, decode_outcome, encode
from kg.serving.limits import Limits

_START_SECONDS = 60
_RETRY_SECONDS = 1.0

_log = logging.getLogger(__name__)


class OverTime(Exception):
    """A query ran longer than it may."""


class Busy(Exception):
    """No process came free in time."""


class Lost(Exception):
    """The process that answered ended by itself: it used too much memory, or crashed."""


class Worker:
    """A process that answers; see :mod:`kg.serving.worker`."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.is_idle = False

    @classmethod
    async def start(cls, store: Path, limits: Limits) -> Worker:
        """A worker that is ready. Raises Lost where it ends, TimeoutError where it takes long."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", "kg.serving.worker"),
            str(store),
            msgspec.json.encode(limits).decode(),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            # The same kg, wherever it was found; the working folder is no place to find one.
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        )
        worker = cls(process)
        try:
            async with asyncio.timeout(_START_SECONDS):
                if await worker._read() != READY:
                    raise Lost
        except BaseException:
            await worker.end()
            raise
        worker.is_idle = True
        return worker

    async def ask(self, job: Job) -> Outcome:
        """The outcome of a job. Raises Lost. A worker that is interrupted can only be ended."""
        self.is_idle = False
        try:
            self._pipe(self._process.stdin).write(encode(job))
            outcome = decode_outcome(await self._read())
        except ConnectionError as error:
            raise Lost from error
        self.is_idle = True
        return outcome

    async def end(self) -> None:
        """End the process, whatever it does."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        await self._process.wait()

    async def _read(self) -> bytes:
        line: bytes = await self._pipe(self._process.stdout).readline()
        if not line:
            raise Lost
        return line

    @staticmethod
    def _pipe(stream: Any) -> Any:
        assert stream is not None
        return stream


class Pool:
    """As many workers as the limits say, each replaced where it ends."""

    def __init__(self, store: Path, limits: Limits) -> None:
        self._store = store
        self.limits = limits
        self._idle: asyncio.Queue[Worker] = asyncio.Queue()
        self._workers: set[Worker] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Start the workers. Raises KgError where one does not start."""
        try:
            await asyncio.gather(*(self._add() for _ in range(self.limits.workers)))
        except (Lost, TimeoutError, OSError) as error:
            await self.close()
            raise KgError(f"a process that answers queries does not start: {error}") from error

    async def close(self) -> None:
        """End all workers."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*(worker.end() for worker in self._workers))

    async def run(self, job: Job) -> Outcome:
        """The outcome of a job. Raises Busy, OverTime, Lost; the worker is then replaced."""
        try:
            async with asyncio.timeout(self.limits.seconds):
                worker = await self._idle.get()
        except TimeoutError as error:
            raise Busy from error
        try:
            async with asyncio.timeout(self.limits.seconds):
                return await worker.ask(job)
        except TimeoutError as error:
            raise OverTime from error
        finally:
            self._take_back(worker)

    def _take_back(self, worker: Worker) -> None:
        if worker.is_idle:
            self._idle.put_nowait(worker)
        else:
            self._do(self._replace(worker))

    async def _replace(self, worker: Worker) -> None:
        await worker.end()
        self._workers.discard(worker)
        while True:
            try:
                return await self._add()
            except (Lost, TimeoutError, OSError) as error:
                _log.error("a process that answers queries does not start: %r", error)
                await asyncio.sleep(_RETRY_SECONDS)

    async def _add(self) -> None:
        worker = await Worker.start(self._store, self.limits)
        self._workers.add(worker)
        self._idle.put_nowait(worker)

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)  # the loop alone would let it go
        task.add_done_callback(self._tasks.discard)
