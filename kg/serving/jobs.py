"""What goes between the server and the processes that answer: a job, and its outcome.

Each is a line of JSON. The answer itself is a file, so that the server has all of it before it
says that there is one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import msgspec

from kg.graph.queries import Dataset

READY = b"ready\n"
"""What a process says first."""


class Kind(StrEnum):
    """What the query of a job is."""

    SPARQL = "sparql"
    NAMED = "named"
    """The name of a query, whose ``bindings`` are texts."""
    TEMPLATE = "template"
    """The name of a question's template, which is asked with each of ``ways``."""


@dataclass(frozen=True, slots=True)
class Job:
    """A query to answer into the file ``output``.

    ``table`` and ``graph`` are media types of :mod:`kg.serving.formats`, for answers of either
    kind; empty where the client accepts none. What a template finds is a list of
    :class:`kg.questions.replies.Rows`, in JSON and in ``language``, one for each of ``ways``.
    """

    query: str
    output: str
    kind: Kind = Kind.SPARQL
    table: str = ""
    graph: str = ""
    bindings: Mapping[str, str] = field(default_factory=dict)
    dataset: Dataset | None = None
    ways: Sequence[Mapping[str, str]] = ()
    language: str = ""


class Fate(StrEnum):
    """How a job ended."""

    ANSWERED = "answered"
    WRONG = "wrong"
    """The query cannot be answered as it is."""
    UNACCEPTABLE = "unacceptable"
    """There is an answer, but in none of the formats that the client accepts."""
    FAILED = "failed"
    """The answer is too large, or cannot be written."""
    UNREADABLE = "unreadable"
    """The store cannot be read now."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a job ended; ``message`` says what went wrong, ``is_cut`` that there is more."""

    fate: Fate
    media: str = ""
    message: str = ""
    is_cut: bool = False


def encode(value: Job | Outcome) -> bytes:
    """A line."""
    return msgspec.json.encode(value) + b"\n"


def decode_job(line: bytes) -> Job:
    """A job from its line."""
    return msgspec.json.decode(line, type=Job)


def decode_outcome(line: bytes) -> Outcome:
    """An outcome from its line."""
    return msgspec.json.decode(line, type=Outcome)
