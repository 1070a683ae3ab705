"""A SPARQL endpoint that is asked queries: answers that are whole, or an error that says why."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pyoxigraph as ox

from kg.client import Client, Target
from kg.errors import StoreError
from kg.results import Result

if TYPE_CHECKING:
    import urllib3

MOST = 512 << 20
"""The most bytes that an answer may have."""
_MOST_DESCRIPTION = 1 << 20
_BUFFER = 256 << 10

_FORM = "application/x-www-form-urlencoded"
# Of the formats of tables, JSON alone keeps every character and shows where it was broken off.
_TABLE = "application/sparql-results+json"
_GRAPHS = "application/n-triples, text/turtle;q=0.9"
_BUSY = (429, 502)
# By it «kg serve» says that an answer was cut, and to how many rows.
_LIMITED = "Rawabit-Limited"


class Endpoint:
    """A server that answers queries by POST of a form, as SPARQL 1.1 Protocol has it.

    Each method raises StoreError where the server cannot be reached, refuses, answers with
    something else (a page, a redirection) or breaks off.
    """

    def __init__(self, target: Target) -> None:
        # A query that took too long would do so again.
        self._client = Client(target, right="read", again=_BUSY, is_patient=False)
        self.address = target.address

    def is_true(self, sparql: str) -> bool:
        """The answer of ASK."""
        truth = self.result(sparql).truth
        if truth is None:
            raise StoreError(f"{self.address}: found a table; expected true or false")
        return truth

    def number(self, sparql: str) -> int:
        """The only value of SELECT with one row, which is a whole number."""
        values = [str(term.value) for row in self.result(sparql).rows for term in row if term]
        if len(values) != 1 or not values[0].isdecimal():
            raise StoreError(f"{self.address}: found {len(values)} values; expected a number")
        return int(values[0])

    def rows(self, sparql: str) -> Iterator[ox.QuerySolution]:
        """The rows of SELECT while they arrive, as many as the server gives at once."""
        with self._asked(sparql, _TABLE) as body:
            found = _table(body)
            if isinstance(found, ox.QueryBoolean):
                raise StoreError(f"{self.address}: found true or false; expected a table")
            yield from islice(found, body.limit)

    def result(self, sparql: str) -> Result:
        """The answer of a query of any kind. Raises StoreError also where the server cut it."""
        with self._asked(sparql, f"{_TABLE}, {_GRAPHS}") as body:
            if body.limit is not None:
                raise StoreError(
                    f"{self.address}: the server cut the answer after {body.limit} rows; "
                    "ask for less, or for pieces with LIMIT and OFFSET"
                )
            format = ox.RdfFormat.from_media_type(body.media)
            if format is None:
                return Result.collect(_table(body))
            return Result.of_triples(quad.triple for quad in ox.parse(body.stream(), format=format))

    def description(self) -> list[ox.Quad]:
        """What the service says of itself; nothing where it says nothing that can be read."""
        response = self._client.get(accept="text/turtle, application/n-triples;q=0.9")
        body = _Body(response, self.address, most=_MOST_DESCRIPTION)
        format = ox.RdfFormat.from_media_type(body.media)
        try:
            if response.status != 200 or format is None:
                return []
            return list(ox.parse(body.stream(), format=format))
        except (SyntaxError, ValueError, StoreError):
            return []
        finally:
            response.close()

    @contextmanager
    def _asked(self, sparql: str, accept: str) -> Iterator[_Body]:
        content = urlencode({"query": sparql}).encode()
        response = self._client.post(content, _FORM, accept=accept, is_streamed=True)
        try:
            if response.status != 200:
                raise self._client.refused(response)
            body = _Body(response, self.address, most=MOST)
            try:
                yield body
            except (SyntaxError, ValueError) as error:
                raise StoreError(f"{self.address}: {body.explain(error)}") from error
        finally:
            response.close()


def _table(body: _Body) -> ox.QuerySolutions | ox.QueryBoolean:
    """What the body holds, read while it is iterated. Both raise SyntaxError, StoreError."""
    return ox.parse_query_results(body.stream(), format=ox.QueryResultsFormat.JSON)


class _Body(io.RawIOBase):
    """The body of an answer that arrives.

    ``media`` is its media type; ``limit`` is the number of rows that the server says it cut the
    answer to. Reading raises StoreError where the connection ends early or there is too much.
    """

    def __init__(self, response: urllib3.BaseHTTPResponse, address: str, *, most: int) -> None:
        self._response = response
        self._address = address
        self._left = self._most = most
        headers = response.headers
        self.media = headers.get("Content-Type", "").partition(";")[0].strip().lower()
        limit = headers.get(_LIMITED, "")
        self.limit = int(limit) if limit.isdecimal() else None

    def stream(self) -> io.BufferedReader:
        """The body for a parser, which reads it in small pieces."""
        return io.BufferedReader(self, _BUFFER)

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: Any, /) -> int:
        """Read the next bytes; none at the end."""
        import urllib3

        try:
            content = self._response.read(len(buffer))
        except urllib3.exceptions.HTTPError as error:
            raise StoreError(f"{self._address}: the answer breaks off: {error}") from error
        self._left -= len(content)
        if self._left < 0:
            raise StoreError(
                f"{self._address}: found an answer of more than {self._most >> 20} MiB; "
                "ask for less"
            )
        buffer[: len(content)] = content
        return len(content)

    def explain(self, error: Exception) -> str:
        """Why the body is none that was asked for."""
        if "html" in self.media:
            return (
                "found a page of HTML; expected the answer of a SPARQL endpoint, whose address "
                "often ends in /sparql or /query"
            )
        if self.media != _TABLE and ox.RdfFormat.from_media_type(self.media) is None:
            return f"found an answer of the type {self.media!r}; expected {_TABLE}"
        return f"found no whole answer to a query: {error}"
