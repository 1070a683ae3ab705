"""The addresses that answer JSON: each declared once, for routes, handlers and description."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from msgspec import Struct

from kg.serving.api import answers, parameters
from kg.serving.refusals import (
    BAD_REQUEST,
    FAILED,
    NOT_FOUND,
    TIMED_OUT,
    TOO_LARGE,
    UNAVAILABLE,
    UNSUPPORTED,
)

_ALWAYS = (BAD_REQUEST, UNAVAILABLE)
_ID = "https://w3id.org/rawabit/id"


@dataclass(frozen=True, slots=True)
class Operation:
    """What one address answers.

    ``asked`` are the parameters, or with ``has_body`` what the body of a POST holds. ``answer`` is
    what a success has; ``refusals`` are the statuses of everything else. ``examples`` are values
    that the graph of the seed articles has an answer to.
    """

    name: str
    summary: str
    asked: type[Struct]
    answer: Any
    refusals: Sequence[int] = _ALWAYS
    examples: Mapping[str, Any] = field(default_factory=dict)
    has_body: bool = False

    @property
    def path(self) -> str:
        """The address."""
        return f"/api/{self.name}"

    @property
    def method(self) -> str:
        """The method of HTTP."""
        return "POST" if self.has_body else "GET"


OPERATIONS = (
    Operation(
        "search",
        "Things by their names",
        parameters.Searched,
        answers.Results,
        examples={"q": "لوتاه"},
    ),
    Operation(
        "entity",
        "A thing: its names, and its facts and neighbours in numbers",
        parameters.Thing,
        answers.Entity,
        (*_ALWAYS, NOT_FOUND),
        {"iri": f"{_ID}/person/يونس_آل_ناصر"},
    ),
    Operation(
        "neighbours",
        "The things that facts join with one, the most connected first",
        parameters.Neighbours,
        answers.Neighbourhood,
        (*_ALWAYS, NOT_FOUND),
        {"iri": f"{_ID}/person/يونس_آل_ناصر", "relation": ["role"]},
    ),
    Operation(
        "part",
        "Some things, and all facts between them",
        parameters.Part,
        answers.Subgraph,
        (*_ALWAYS, TIMED_OUT, TOO_LARGE, UNSUPPORTED),
        {"iris": [f"{_ID}/person/يونس_آل_ناصر", f"{_ID}/organization/مكتب_مدينة_دبي_الذكية"]},
        has_body=True,
    ),
    Operation(
        "path",
        "A shortest path between two things, through the least connected",
        parameters.Path,
        answers.ShortestPath,
        (*_ALWAYS, NOT_FOUND),
        {"from": f"{_ID}/person/يونس_آل_ناصر", "to": f"{_ID}/city/دبي"},
    ),
    Operation(
        "overview",
        "The most connected things, with places for a picture, and all facts between them",
        parameters.Overview,
        answers.Picture,
        examples={"limit": 100},
    ),
    Operation(
        "document",
        "A document: its text, sentences, mentions, and the relations read in it",
        parameters.Document,
        answers.Reading,
        (*_ALWAYS, NOT_FOUND),
        {"iri": f"{_ID}/document/72f457cb1c0b6830"},
    ),
    Operation(
        "evidence",
        "The sentences that state a fact, the surest first",
        parameters.Evidence,
        answers.Passages,
        (*_ALWAYS, NOT_FOUND),
        {"fact": "bc82c7781c"},
    ),
    Operation(
        "ask",
        "The answer to a question in plain Arabic or English",
        parameters.Asked,
        answers.Answer | answers.Which | answers.Unknown,
        (*_ALWAYS, FAILED),
        {"q": "من هو يونس آل ناصر؟"},
    ),
)
