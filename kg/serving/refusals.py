"""Requests that get no answer, and what they get instead."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

BAD_REQUEST, FORBIDDEN, NOT_FOUND, NOT_ACCEPTABLE, TIMED_OUT = 400, 403, 404, 406, 408
CONFLICT, TOO_LARGE, UNSUPPORTED, MISDIRECTED = 409, 413, 415, 421
FAILED, UNAVAILABLE = 500, 503


class Refusal(Exception):
    """The answer of HTTP to a request that is refused or fails: a status and a sentence."""

    def __init__(
        self, status: int, message: str, headers: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.headers = headers
