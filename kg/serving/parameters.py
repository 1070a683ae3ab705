"""What requests for JSON ask: names and values of an address, or a body of JSON."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Annotated

import msgspec
from starlette.requests import Request

from kg.model import EntityType, Relation
from kg.serving.network import Choice
from kg.serving.protocol import Fields, read_body
from kg.serving.refusals import BAD_REQUEST, UNSUPPORTED, Refusal

JSON = "application/json"
_LONGEST = 2000
_MOST_BYTES = 8 << 20
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)
_TYPES = frozenset(kind.value for kind in EntityType)
_RELATIONS = frozenset(relation.value for relation in Relation)


class Wanted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Things by their IRIs, and others whose facts with these are wanted too."""

    iris: Sequence[Annotated[str, msgspec.Meta(max_length=_LONGEST)]]
    beside: Sequence[Annotated[str, msgspec.Meta(max_length=_LONGEST)]] = ()


async def read_wanted(request: Request, *, most: int) -> Wanted:
    """The body of a request, which lists ``most`` things of each kind at most. Raises Refusal."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != JSON:
        raise Refusal(UNSUPPORTED, f"found the content type {kind!r}; expected {JSON}")
    try:
        wanted = msgspec.json.decode(await read_body(request, most=_MOST_BYTES), type=Wanted)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Refusal(BAD_REQUEST, f"the body is not what was expected: {error}") from error
    if max(len(wanted.iris), len(wanted.beside)) > most:
        raise Refusal(BAD_REQUEST, f"expected at most {most} IRIs")
    return wanted


def read_choice(fields: Fields) -> Choice:
    """Which things and facts are asked for. Raises Refusal."""
    single = dict(fields)
    return Choice(
        types=_some(fields, "type", _TYPES),
        relations=_some(fields, "relation", _RELATIONS),
        sources=frozenset(value for name, value in fields if name == "source"),
        since=_day(single.get("since", "")),
        until=_day(single.get("until", "")),
        confidence=_share(single.get("confidence", "0")),
    )


def read_iri(fields: Fields, name: str) -> str:
    """The parameter that is an IRI, and must be there. Raises Refusal."""
    value = dict(fields).get(name, "")
    if not value:
        raise Refusal(BAD_REQUEST, f"expected the parameter {name!r}, an IRI")
    return value


def read_number(fields: Fields, name: str, *, least: int, most: int, otherwise: int) -> int:
    """The parameter that is a number. Raises Refusal."""
    text = dict(fields).get(name, str(otherwise))
    if not text.isascii() or not text.isdigit() or not least <= int(text[:12]) <= most:
        raise Refusal(
            BAD_REQUEST, f"{name}: found {text[:20]!r}; expected a number from {least} to {most}"
        )
    return int(text)


def _some(fields: Fields, wanted: str, known: frozenset[str]) -> frozenset[str]:
    values = frozenset(value for name, value in fields if name == wanted)
    if unknown := sorted(values - known):
        expected = ", ".join(sorted(known))
        raise Refusal(BAD_REQUEST, f"{wanted}: found {unknown[0][:50]!r}; expected {expected}")
    return values


def _day(text: str) -> str:
    if text and not _DAY.fullmatch(text):
        raise Refusal(BAD_REQUEST, f"found {text[:20]!r}; expected a date as 2017-03-12 or 2017")
    return text


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = math.nan
    if not 0 <= share <= 1:
        raise Refusal(BAD_REQUEST, f"found {text[:20]!r}; expected a confidence from 0 to 1")
    return share
