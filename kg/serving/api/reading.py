"""Requests for JSON as they are declared: read into their classes, and refused otherwise."""

from __future__ import annotations

import re
from typing import Any, TypeVar

import msgspec
from starlette.requests import Request

from kg.serving.api.schemas import in_words, is_list, properties, required
from kg.serving.formats import JSON
from kg.serving.protocol import read_body, read_fields
from kg.serving.refusals import BAD_REQUEST, UNSUPPORTED, Refusal

_MOST_BYTES = 8 << 20
_SHOWN = 50
_PLACE = re.compile(r"`\$\.(\w+)(?:\[(\d+)\])?`$")

Asked = TypeVar("Asked", bound=msgspec.Struct)


def read_parameters(request: Request, kind: type[Asked]) -> Asked:
    """The parameters in the address of a request. Raises Refusal for what is not declared."""
    known = properties(kind)
    values: dict[str, Any] = {}
    for name, value in read_fields(request.scope["query_string"]):
        if name not in known:
            expected = ", ".join(known)
            raise _refusal(f"found the parameter {name[:_SHOWN]!r}; expected one of {expected}")
        if is_list(known[name]):
            values.setdefault(name, []).append(value)
        elif name in values:
            raise _refusal(f"found the parameter {name!r} twice; expected it once")
        else:
            values[name] = value
    for name in required(kind):
        if name not in values:
            raise _refusal(f"expected the parameter {name!r}: {in_words(known[name])}")
    try:
        return msgspec.convert(values, kind, strict=False)
    except msgspec.ValidationError as error:
        place = _PLACE.search(str(error))
        if place is None:
            raise
        name, index = place[1], place[2]
        value = values[name] if index is None else values[name][int(index)]
        message = f"{name}: found {value[:_SHOWN]!r}; expected {in_words(known[name])}"
        raise _refusal(message) from error


async def read_json(request: Request, kind: type[Asked]) -> Asked:
    """The body of a request. Raises Refusal for what is not declared."""
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media != JSON:
        raise Refusal(UNSUPPORTED, f"found the content type {media!r}; expected {JSON}")
    try:
        return msgspec.json.decode(await read_body(request, most=_MOST_BYTES), type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _refusal(f"the body is not what was expected: {error}") from error


def _refusal(message: str) -> Refusal:
    return Refusal(BAD_REQUEST, message)
