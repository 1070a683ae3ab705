"""Queries over HTTP: ``/sparql``, and ``/query/NAME`` for the named queries.

The whole answer is in a file before the status is sent, so that what fails late is an error
and no answer that breaks off.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import IO

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from kg.graph.catalogue import Catalogue
from kg.named_queries import shipped
from kg.serving.current import CurrentGraph
from kg.serving.description import describe
from kg.serving.formats import GRAPHS, TABLES, content_type
from kg.serving.jobs import Fate, Job, Outcome
from kg.serving.limits import Limits
from kg.serving.negotiation import choose
from kg.serving.pool import Busy, Lost, OverTime, Pool
from kg.serving.protocol import read_fields, read_question
from kg.serving.refusals import (
    BAD_REQUEST,
    FAILED,
    NOT_ACCEPTABLE,
    NOT_FOUND,
    UNAVAILABLE,
    Refusal,
)

LIMITED = "Rawabit-Limited"
"""The header of an answer that was cut: its value is the number of rows or triples that it has."""

METHODS = ("GET", "POST", "OPTIONS")

_CHUNK = 64 << 10
_STATUSES = {
    Fate.WRONG: BAD_REQUEST,
    Fate.UNACCEPTABLE: NOT_ACCEPTABLE,
    Fate.FAILED: FAILED,
    Fate.UNREADABLE: UNAVAILABLE,
}


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Answers queries about the graph ``current`` by the processes of ``pool``."""

    current: CurrentGraph
    pool: Pool
    limits: Limits

    async def sparql(self, request: Request) -> Response:
        """The SPARQL 1.1 Protocol; see :mod:`kg.serving.protocol`. Raises Refusal."""
        if request.method == "OPTIONS":
            return _options()
        question = await read_question(request, most=self.limits.query)
        if question is None:
            return _description(request, self.current.get().catalogue)
        return await self._answer(request, Job(question.query, "", dataset=question.dataset))

    async def named(self, request: Request) -> Response:
        """A named query, with its parameters in the address. Raises Refusal."""
        name = request.path_params["name"]
        if name not in shipped():
            expected = ", ".join(shipped())
            raise Refusal(NOT_FOUND, f"found the query {name!r}; expected one of {expected}")
        fields = read_fields(request.scope["query_string"])
        bindings = dict(fields)
        if len(bindings) < len(fields):
            raise Refusal(BAD_REQUEST, "found a parameter twice")
        return await self._answer(request, Job(name, "", is_named=True, bindings=bindings))

    async def _answer(self, request: Request, job: Job) -> Response:
        accept = accepted(request)
        table, graph = choose(accept, list(TABLES)) or "", choose(accept, list(GRAPHS)) or ""
        if not table and not graph:
            raise Refusal(NOT_ACCEPTABLE, f"answers come as {', '.join({**TABLES, **GRAPHS})}")
        file = tempfile.NamedTemporaryFile(prefix="kg-answer-")  # noqa: SIM115
        try:
            job = replace(job, output=file.name, table=table, graph=graph)
            outcome = await self._run(request, job)
            headers = {"Vary": "Accept", "Content-Length": str(os.path.getsize(file.name))}
            if outcome.is_cut:
                headers[LIMITED] = str(self.limits.rows)
        except BaseException:
            file.close()
            raise
        return _stream(file, outcome.media, headers)

    async def _run(self, request: Request, job: Job) -> Outcome:
        """The outcome of a job that is answered; a query whose client has gone is stopped."""
        asking = asyncio.ensure_future(self.pool.run(job))
        leaving = asyncio.ensure_future(_gone(request))
        try:
            await asyncio.wait((asking, leaving), return_when=asyncio.FIRST_COMPLETED)
            if not asking.done():
                raise Refusal(BAD_REQUEST, "the client has gone")
            return self._judge(asking)
        finally:
            asking.cancel()
            leaving.cancel()

    def _judge(self, asking: asyncio.Future[Outcome]) -> Outcome:
        try:
            outcome = asking.result()
        except OverTime as error:
            message = f"the query was stopped: it took longer than {self.limits.seconds:g} seconds"
            raise Refusal(UNAVAILABLE, message) from error
        except Busy as error:
            message = "other queries take all the time; try again"
            raise Refusal(UNAVAILABLE, message, {"Retry-After": "1"}) from error
        except Lost as error:
            message = "the query was stopped: it took too much memory, or its process crashed"
            raise Refusal(FAILED, message) from error
        if outcome.fate is not Fate.ANSWERED:
            raise Refusal(_STATUSES[outcome.fate], outcome.message)
        return outcome


def accepted(request: Request) -> str:
    """The ``Accept`` header of a request, which may be several."""
    return ",".join(request.headers.getlist("accept"))


def _description(request: Request, catalogue: Catalogue) -> Response:
    media = choose(accepted(request), [*GRAPHS, "text/html"])
    if media == "text/html":
        return RedirectResponse("/editor", status_code=303, headers={"Vary": "Accept"})
    if media is None:
        raise Refusal(NOT_ACCEPTABLE, f"the description comes as {', '.join(GRAPHS)}")
    address = str(request.url.replace(query="", fragment=""))
    body = describe(address, catalogue, GRAPHS[media])
    return Response(body, media_type=content_type(media), headers={"Vary": "Accept"})


def _options() -> Response:
    return Response(status_code=204, headers={"Allow": "GET, HEAD, POST, OPTIONS"})


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _stream(file: IO[bytes], media: str, headers: Mapping[str, str]) -> Response:
    def chunks() -> Iterator[bytes]:
        with file:
            while chunk := file.read(_CHUNK):
                yield chunk

    return StreamingResponse(chunks(), media_type=content_type(media), headers=dict(headers))
