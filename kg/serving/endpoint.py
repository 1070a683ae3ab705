"""Queries over HTTP: ``/sparql``, and ``/query/NAME`` for the named queries.

The whole answer is in a file before the status is sent, so that what fails late is an error
and no answer that breaks off.
"""

from __future__ import annotations

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
from kg.serving.jobs import Job, Kind
from kg.serving.limits import Limits
from kg.serving.negotiation import choose
from kg.serving.pool import Pool
from kg.serving.protocol import read_fields, read_question
from kg.serving.refusals import BAD_REQUEST, NOT_ACCEPTABLE, NOT_FOUND, Refusal
from kg.serving.running import run

LIMITED = "Rawabit-Limited"
"""The header of an answer that was cut: its value is the number of rows or triples that it has."""

METHODS = ("GET", "POST", "OPTIONS")

_CHUNK = 64 << 10


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
        return await self._answer(request, Job(name, "", Kind.NAMED, bindings=bindings))

    async def _answer(self, request: Request, job: Job) -> Response:
        accept = accepted(request)
        table, graph = choose(accept, list(TABLES)) or "", choose(accept, list(GRAPHS)) or ""
        if not table and not graph:
            raise Refusal(NOT_ACCEPTABLE, f"answers come as {', '.join({**TABLES, **GRAPHS})}")
        file = tempfile.NamedTemporaryFile(prefix="kg-answer-")  # noqa: SIM115
        try:
            job = replace(job, output=file.name, table=table, graph=graph)
            outcome = await run(self.pool, request, job)
            headers = {"Vary": "Accept", "Content-Length": str(os.path.getsize(file.name))}
            if outcome.is_cut:
                headers[LIMITED] = str(self.limits.rows)
        except BaseException:
            file.close()
            raise
        return _stream(file, outcome.media, headers)


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


def _stream(file: IO[bytes], media: str, headers: Mapping[str, str]) -> Response:
    def chunks() -> Iterator[bytes]:
        with file:
            while chunk := file.read(_CHUNK):
                yield chunk

    return StreamingResponse(chunks(), media_type=content_type(media), headers=dict(headers))
