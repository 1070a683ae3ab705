"""Calls to a SPARQL server whose address the user gave, and to nothing else.

A redirection is an error. Credentials come from environment variables and are never shown.
"""

from __future__ import annotations

import base64
import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pyoxigraph as ox

from kg.errors import SettingsError, StoreError
from kg.version import VERSION

if TYPE_CHECKING:
    import urllib3

USER, PASSWORD = "KG_ENDPOINT_USER", "KG_ENDPOINT_PASSWORD"
TOKEN = "KG_ENDPOINT_TOKEN"
"""The environment variables that hold credentials."""
DEFAULT_GRAPH = "KG_ENDPOINT_DEFAULT_GRAPH"
"""The environment variable that names the graph of the facts at an address that is read."""

_log = logging.getLogger(__name__)

_CONNECT, _READ = 10.0, 600.0  # seconds
_ATTEMPTS = 4
_UNAUTHORIZED = (401, 403)
_LONGEST_REFUSAL = 64 << 10  # bytes that are read of one
_SHOWN = 300  # letters of it that are told
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True, repr=False)
class Credentials:
    """What a server asks of its clients: a user with a password, or a token, or nothing."""

    user: str = ""
    password: str = ""
    token: str = ""

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Credentials:
        """Those of environment variables. Raises SettingsError where they contradict."""
        found = cls(*(environment.get(name, "") for name in (USER, PASSWORD, TOKEN)))
        if found.token and found.user:
            raise SettingsError(f"found both {USER} and {TOKEN}; expected one of them")
        if found.password and not found.user:
            raise SettingsError(f"found {PASSWORD} without {USER}; expected both")
        return found

    def headers(self) -> dict[str, str]:
        """The header that shows them."""
        if self.token:
            return {"Authorization": f"Bearer {self.token}"}
        if self.user:
            pair = base64.b64encode(f"{self.user}:{self.password}".encode()).decode("ascii")
            return {"Authorization": f"Basic {pair}"}
        return {}


@dataclass(frozen=True, slots=True)
class Target:
    """A server, and the named graph that it keeps the facts in.

    ``default_graph`` is for servers that have no default graph of their own (Virtuoso); else it is
    empty, and the facts stand in no named graph.

    Raises SettingsError for an address that is none or holds credentials, a graph that is no IRI.
    """

    address: str
    credentials: Credentials = Credentials()
    default_graph: str = ""

    def __post_init__(self) -> None:
        _check(self.address, self.credentials)
        try:
            ox.NamedNode(self.default_graph or "urn:x:y")
        except ValueError as error:
            raise SettingsError(f"graph {self.default_graph!r}: expected an IRI") from error

    @classmethod
    def of(cls, address: str, environment: Mapping[str, str]) -> Target:
        """An address to read, with what environment variables say of it. Raises SettingsError."""
        default_graph = environment.get(DEFAULT_GRAPH, "")
        return cls(address, Credentials.of(environment), default_graph)


class Client:
    """Calls the address of a target."""

    def __init__(
        self, target: Target, *, right: str, again: Collection[int], is_patient: bool = True
    ) -> None:
        """``right`` is what one needs there: to «read» or to «write».

        A call is repeated where the server answers with a status of ``again``; who is patient
        repeats it also where it cannot be reached or does not answer.
        """
        import urllib3

        self.address = target.address
        self._right = right
        self._headers = {"User-Agent": f"rawabit/{VERSION}", **target.credentials.headers()}
        retries = urllib3.Retry(
            total=_ATTEMPTS,
            connect=None if is_patient else 0,
            read=None if is_patient else 0,
            backoff_factor=0.5,
            status_forcelist=again,
            allowed_methods=None,
            redirect=False,
            raise_on_status=False,
        )
        self._pool = urllib3.PoolManager(
            retries=retries, timeout=urllib3.Timeout(connect=_CONNECT, read=_READ)
        )

    def post(
        self, content: bytes, kind: str, *, accept: str = "*/*", is_streamed: bool = False
    ) -> urllib3.BaseHTTPResponse:
        """The answer to ``content``, which is of the media type ``kind``.

        Its status may be any but those that miss credentials. The body of one that is streamed
        is still to be read. Raises StoreError where there is no answer, or the right is missing.
        """
        return self._call("POST", content, {"Content-Type": kind, "Accept": accept}, is_streamed)

    def get(self, *, accept: str) -> urllib3.BaseHTTPResponse:
        """What the address has by itself, streamed. Raises StoreError as :meth:`post` does."""
        return self._call("GET", None, {"Accept": accept}, is_streamed=True)

    def _call(
        self, method: str, content: bytes | None, headers: Mapping[str, str], is_streamed: bool
    ) -> urllib3.BaseHTTPResponse:
        import urllib3

        try:
            answer = self._pool.request(
                method,
                self.address,
                body=content,
                headers={**self._headers, **headers},
                redirect=False,
                preload_content=not is_streamed,
            )
        except urllib3.exceptions.HTTPError as error:
            reason = getattr(error, "reason", None) or error  # after all attempts
            raise StoreError(f"{self.address}: no answer: {reason}") from error
        if answer.status in _UNAUTHORIZED:
            answer.close()
            raise StoreError(
                f"{self.address}: found no right to {self._right} (HTTP {answer.status}); expected "
                f"{USER} and {PASSWORD}, or {TOKEN}, in the environment"
            )
        return answer

    def refused(self, answer: urllib3.BaseHTTPResponse) -> StoreError:
        """The error that an answer means which is no success."""
        if 300 <= answer.status < 400:
            place = _printable(answer.headers.get("Location") or "")
            told = f"found a redirection to {place}; expected the address itself"
        else:
            text = _beginning(answer).decode("utf-8", "replace")
            told = f"the server refused: HTTP {answer.status}: {_printable(text)}"
        return StoreError(f"{self.address}: {told}")


def _check(address: str, credentials: Credentials) -> None:
    """Raise SettingsError for what is no address of http or https, or holds credentials.

    Credentials that would be sent without encryption are warned of.
    """
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError as error:
        raise SettingsError(f"{address}: expected an http or https address: {error}") from error
    if parts.username or parts.password:
        raise SettingsError(
            f"found credentials in the address of {host}; expected them in the environment: "
            f"{USER} and {PASSWORD}, or {TOKEN}"
        )
    if parts.scheme not in ("http", "https") or not host:
        raise SettingsError(f"{address}: expected an http or https address")
    if parts.scheme == "http" and credentials.headers() and host not in _LOCAL:
        _log.warning("%s: credentials are sent without encryption; expected https", address)


def _beginning(answer: urllib3.BaseHTTPResponse) -> bytes:
    """As much of a body as comes, of one that is streamed not all."""
    import urllib3

    try:
        return answer.data if answer.closed else answer.read(_LONGEST_REFUSAL)
    except urllib3.exceptions.HTTPError:
        return b""


def _printable(text: str) -> str:
    """The beginning of what a server says, without what it could do to a terminal."""
    return "".join(letter if letter.isprintable() else " " for letter in text[:_SHOWN]).strip()
