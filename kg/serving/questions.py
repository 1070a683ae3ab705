"""Questions in plain Arabic or English: the page of questions, and JSON.

The queries behind them are the templates' own, of things that were found by name, and cost what
is known of these; so they are asked in the server's own process.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from kg.questions import LONGEST, Naming, ask
from kg.questions.report import as_values
from kg.questions.templates import LANGUAGES, shipped, words
from kg.serving import looks
from kg.serving.addresses import address_of
from kg.serving.passages import mark
from kg.serving.protocol import read_fields
from kg.serving.refusals import BAD_REQUEST, Refusal
from kg.serving.search import Search


class Questions:
    """Answers questions from the graph whose names ``search`` has."""

    def __init__(self, search: Search) -> None:
        self._search = search
        self._naming: Naming | None = None
        self._lock = threading.Lock()

    def page(self, request: Request) -> Response:
        """A box for a question, and the reply to it; without one, the questions there are."""
        language = looks.language_of(request)
        naming = self._current()
        text, chosen = _wish(request)
        reply = ask(naming, text, language=language, chosen=chosen) if text else None
        base = naming.graph.catalogue.base
        return looks.render(
            request,
            "ask.html",
            text=text,
            longest=LONGEST,
            reply=reply,
            kind=type(reply).__name__ if reply else "",
            phrases=words().phrases[language],
            templates=list(shipped().values()),
            address_of=lambda iri: address_of(iri, base) or iri,
            marked=lambda row: list(mark(row.evidence.text, {cell.text for cell in row.cells})),
            choice=lambda slot, match: {"q": text, **chosen, slot: match.iri},
        )

    def answer(self, request: Request) -> Response:
        """The reply to a question as JSON; see docs/questions.md."""
        text, chosen = _wish(request)
        if not text:
            raise Refusal(BAD_REQUEST, "expected a question, as /api/ask?q=…")
        language = request.query_params.get("lang")
        known = language if language in LANGUAGES else None
        reply = ask(self._current(), text, language=known, chosen=chosen)
        return Response(msgspec.json.encode(as_values(reply)), media_type="application/json")

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
