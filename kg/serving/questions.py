"""Questions in plain Arabic or English: the page of questions, and JSON.

The server's own process looks up the names; the queries are answered by the processes that can be
ended, and have the time of any other query.
"""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Mapping

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from kg.questions import LONGEST, Naming, Reply, Unknown
from kg.questions.asking import Understood, put_in_words, to_find, understand
from kg.questions.replies import Rows
from kg.questions.report import as_values
from kg.questions.templates import shipped, words
from kg.serving import looks
from kg.serving.addresses import address_of
from kg.serving.api import parameters
from kg.serving.api.reading import read_parameters
from kg.serving.formats import JSON
from kg.serving.jobs import Job, Kind
from kg.serving.passages import mark
from kg.serving.pool import Pool
from kg.serving.protocol import read_fields
from kg.serving.refusals import BAD_REQUEST, Refusal
from kg.serving.running import run
from kg.serving.search import Search


class Questions:
    """Answers questions from the graph whose names ``search`` has, by the processes of ``pool``."""

    def __init__(self, search: Search, pool: Pool) -> None:
        self._search = search
        self._pool = pool
        self._naming: Naming | None = None
        self._lock = threading.Lock()

    async def page(self, request: Request) -> Response:
        """A box for a question, and the reply to it; without one, the questions there are."""
        text, chosen = _wish(request)
        language = looks.language_of(request)
        reply = await self._reply(request, text, language, chosen) if text else None
        return await run_in_threadpool(self._render, request, text, chosen, reply)

    def _render(
        self, request: Request, text: str, chosen: Mapping[str, str], reply: Reply | None
    ) -> Response:
        base = self._current().graph.catalogue.base
        return looks.render(
            request,
            "ask.html",
            text=text,
            longest=LONGEST,
            reply=reply,
            kind=type(reply).__name__ if reply else "",
            phrases=words().phrases[looks.language_of(request)],
            templates=list(shipped().values()),
            address_of=lambda iri: address_of(iri, base) or iri,
            marked=lambda row: list(mark(row.evidence.text, {cell.text for cell in row.cells})),
            choice=lambda slot, match: {"q": text, **chosen, slot: match.iri},
        )

    async def answer(self, request: Request) -> Response:
        """The reply to a question as JSON; see docs/questions.md."""
        asked = read_parameters(request, parameters.Asked)
        reply = await self._reply(request, asked.q, asked.lang or None, asked.chosen)
        return Response(msgspec.json.encode(as_values(reply)), media_type=JSON)

    async def _reply(
        self, request: Request, text: str, language: str | None, chosen: Mapping[str, str]
    ) -> Reply:
        """The reply to a question. Raises Refusal where its queries are stopped."""
        understood = await run_in_threadpool(self._understand, text, language, chosen)
        if isinstance(understood, Unknown):
            return understood
        with tempfile.NamedTemporaryFile(prefix="kg-answer-") as file:
            job = Job(
                understood.template.name,
                file.name,
                Kind.TEMPLATE,
                ways=to_find(understood),
                language=understood.language,
            )
            await run(self._pool, request, job)
            found = msgspec.json.decode(file.read(), type=list[Rows])
        return put_in_words(understood, found)

    def _understand(
        self, text: str, language: str | None, chosen: Mapping[str, str]
    ) -> Understood | Unknown:
        return understand(self._current(), text, language=language, chosen=chosen)

    def _current(self) -> Naming:
        graph, index = self._search.names()
        with self._lock:
            if self._naming is None or self._naming.index is not index:
                self._naming = Naming.of(graph, index)
            return self._naming


def _wish(request: Request) -> tuple[str, Mapping[str, str]]:
    """The question, and the IRIs that were chosen for slots."""
    fields = dict(read_fields(request.scope["query_string"]))
    text = fields.pop("q", "").strip()
    fields.pop("lang", None)
    if len(text) > LONGEST:
        raise Refusal(BAD_REQUEST, f"expected a question of at most {LONGEST} letters")
    return text, fields
