"""The description of the addresses that answer JSON (https://spec.openapis.org/oas/v3.1.1.html).

It is made of the declarations that handlers read requests by and make answers of.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from http import HTTPStatus
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from kg.serving.api.operations import OPERATIONS, Operation
from kg.serving.api.schemas import properties, required
from kg.serving.formats import JSON
from kg.serving.refusals import (
    BAD_REQUEST,
    FAILED,
    NOT_FOUND,
    TIMED_OUT,
    TOO_LARGE,
    UNAVAILABLE,
    UNSUPPORTED,
)
from kg.version import VERSION

PATH = "/api/openapi.json"

_REFERENCE = "#/components/schemas/{name}"
_BECAUSE = {
    BAD_REQUEST: "The request is not what was expected; the sentence says what was.",
    NOT_FOUND: "The graph does not hold what was asked for.",
    TIMED_OUT: "The body does not come.",
    TOO_LARGE: "The body is too long.",
    UNSUPPORTED: f"The body is of another type than {JSON}.",
    FAILED: "A query took too much memory, or its answer is too large.",
    UNAVAILABLE: "It took longer than the server allows, too much is asked at once, or the store "
    "is gone.",
}
_SENTENCE = {"schema": {"type": "string"}}


def answer(_: Request) -> Response:
    """The description as JSON."""
    return Response(_encoded(), media_type=JSON)


@cache
def _encoded() -> bytes:
    return msgspec.json.encode(describe())


def describe() -> dict[str, Any]:
    """The description of all operations."""
    kinds = [kind for each in OPERATIONS for kind in _described(each)]
    schemas, components = msgspec.json.schema_components(kinds, ref_template=_REFERENCE)
    by_kind = dict(zip(map(id, kinds), schemas, strict=True))
    return {
        "openapi": "3.1.1",
        "info": {
            "title": "rawabit",
            "version": VERSION,
            "summary": "A knowledge graph of Arabic news in which every fact keeps its sentence",
            "description": "What is not declared is refused. Errors are one sentence of plain "
            "text, or a page for who likes that better. SPARQL is answered at /sparql.",
        },
        "servers": [{"url": "/"}],
        "paths": {
            each.path: {each.method.lower(): _operation(each, by_kind)} for each in OPERATIONS
        },
        "components": {
            "schemas": components,
            "responses": {_name(status): _refused(status) for status in _BECAUSE},
        },
    }


def _described(operation: Operation) -> Iterator[Any]:
    yield operation.answer
    if operation.has_body:
        yield operation.asked


def _operation(operation: Operation, schemas: dict[int, Any]) -> dict[str, Any]:
    asked: dict[str, Any]
    if operation.has_body:
        content = {"schema": schemas[id(operation.asked)], "example": operation.examples}
        asked = {"requestBody": {"required": True, "content": {JSON: content}}}
    else:
        asked = {"parameters": list(_parameters(operation))}
    answered = {
        "description": "The answer.",
        "content": {JSON: {"schema": schemas[id(operation.answer)]}},
    }
    refused = {
        str(status): {"$ref": f"#/components/responses/{_name(status)}"}
        for status in sorted(operation.refusals)
    }
    return {
        "operationId": operation.name,
        "summary": operation.summary,
        **asked,
        "responses": {"200": answered, **refused},
    }


def _parameters(operation: Operation) -> Iterator[dict[str, Any]]:
    for name, schema in properties(operation.asked).items():
        rest = {key: value for key, value in schema.items() if key != "description"}
        described: dict[str, Any] = {
            "name": name,
            "in": "query",
            "required": name in required(operation.asked),
            "description": schema["description"],
            "schema": rest,
        }
        if name in operation.examples:
            described["example"] = operation.examples[name]
        yield described


def _refused(status: int) -> dict[str, Any]:
    return {
        "description": _BECAUSE[status],
        "content": {"text/plain": _SENTENCE, "text/html": _SENTENCE},
    }


def _name(status: int) -> str:
    return HTTPStatus(status).name.lower()
