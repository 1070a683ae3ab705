"""The requests of the SPARQL 1.1 Protocol (https://www.w3.org/TR/sparql11-protocol/).

A query comes by GET, by POST as a form, or by POST as it is. Updates are refused by
whatever way they come.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from kg.graph.queries import Dataset
from kg.serving.refusals import (
    BAD_REQUEST,
    FORBIDDEN,
    TIMED_OUT,
    TOO_LARGE,
    UNSUPPORTED,
    Refusal,
)

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"

_MOST_FIELDS = 1000
_ESCAPED = 3
"""Bytes of a form for each byte of its text: every one may be escaped as ``%xx``."""
_BODY_SECONDS = 30
_BAD_ESCAPE = re.compile(rb"%(?![0-9A-Fa-f]{2})")
_UPDATE_FIELDS = frozenset({"update", "using-graph-uri", "using-named-graph-uri"})
_READ_ONLY = "this service answers queries; the graph is changed by building it"

Fields = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Question:
    """A query, and the graphs it is asked of where the request names them."""

    query: str
    dataset: Dataset | None = None


async def read_question(request: Request, *, most: int) -> Question | None:
    """What a request asks; None for a GET that asks nothing.

    Raises Refusal for what is no query of at most ``most`` bytes by the protocol.
    """
    fields = read_fields(request.scope["query_string"])
    if request.method == "POST":
        kind = _content_kind(request)
        body = await read_body(request, most=most * (_ESCAPED if kind == FORM else 1))
        fields = fields + (read_fields(body) if kind == FORM else [("query", _text(body))])
    question = _question(fields)
    if question is None and request.method == "POST":
        raise Refusal(BAD_REQUEST, "expected the parameter 'query'")
    if question is not None and len(question.query.encode()) > most:
        raise Refusal(TOO_LARGE, f"expected a query of at most {most} bytes")
    return question


def read_fields(encoded: bytes) -> Fields:
    """The names and values of a form or of an address's query. Raises Refusal."""
    if _BAD_ESCAPE.search(encoded):
        raise Refusal(BAD_REQUEST, "found % without two hex digits after it")
    try:
        return parse_qsl(
            encoded.decode("utf-8"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_MOST_FIELDS,
        )
    except UnicodeDecodeError as error:
        raise Refusal(BAD_REQUEST, "expected UTF-8 behind the percent signs") from error
    except ValueError as error:
        raise Refusal(BAD_REQUEST, f"expected at most {_MOST_FIELDS} parameters") from error


def _question(fields: Fields) -> Question | None:
    names = {name for name, _ in fields}
    if names & _UPDATE_FIELDS:
        raise Refusal(FORBIDDEN, _READ_ONLY)
    queries = [value for name, value in fields if name == "query"]
    if not queries:
        return None
    if len(queries) > 1:
        raise Refusal(BAD_REQUEST, "found several parameters 'query'; expected one")
    default = tuple(value for name, value in fields if name == "default-graph-uri")
    named = tuple(value for name, value in fields if name == "named-graph-uri")
    return Question(queries[0], Dataset(default, named) if default or named else None)


def _content_kind(request: Request) -> str:
    if request.headers.get("content-type", "").lower().partition(";")[0].strip() == UPDATE:
        raise Refusal(FORBIDDEN, _READ_ONLY)
    return content_kind(request, FORM, QUERY)


def content_kind(request: Request, *expected: str) -> str:
    """The type of a body, which is one of those expected, in UTF-8 and as it is. Raises Refusal."""
    kind, *parameters = request.headers.get("content-type", "").lower().split(";")
    kind = kind.strip()
    if kind not in expected:
        raise Refusal(
            UNSUPPORTED, f"found the content type {kind!r}; expected {' or '.join(expected)}"
        )
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "charset" and value.strip(' "') not in ("utf-8", "utf8"):
            raise Refusal(UNSUPPORTED, f"found the charset {value.strip()}; expected UTF-8")
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise Refusal(UNSUPPORTED, "found a content encoding; expected a body as it is")
    return kind


async def read_body(request: Request, *, most: int) -> bytes:
    """The body of a request, of which no more than ``most`` bytes are taken. Raises Refusal."""
    body = bytearray()
    try:
        async with asyncio.timeout(_BODY_SECONDS):
            async for chunk in request.stream():
                body += chunk
                if len(body) > most:
                    raise Refusal(TOO_LARGE, f"expected a body of at most {most} bytes")
    except TimeoutError as error:
        raise Refusal(TIMED_OUT, f"expected the body within {_BODY_SECONDS} seconds") from error
    except ClientDisconnect as error:
        raise Refusal(BAD_REQUEST, "the client has gone") from error
    return bytes(body)


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refusal(BAD_REQUEST, f"expected UTF-8: {error.reason}") from error
