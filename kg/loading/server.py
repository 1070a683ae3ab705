"""A SPARQL server that takes quads: by POST of N-Quads, or by updates.

Nothing but the address that was given is called: a redirection is an error.
"""

from __future__ import annotations

import base64
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pyoxigraph as ox

from kg.errors import SettingsError, StoreError
from kg.loading.insertion import insert_data
from kg.version import VERSION

if TYPE_CHECKING:
    import urllib3

USER, PASSWORD = "KG_ENDPOINT_USER", "KG_ENDPOINT_PASSWORD"
TOKEN = "KG_ENDPOINT_TOKEN"
"""The environment variables that hold credentials."""

_log = logging.getLogger(__name__)

_QUADS = "application/n-quads"
_UPDATE = "application/sparql-update; charset=utf-8"
_CONNECT, _READ = 10.0, 600.0  # seconds
_ATTEMPTS = 4
_BUSY = (429, 502, 503, 504)
_SHOWN = 300  # letters of an answer
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True, repr=False)
class Credentials:
    """What a server asks of those who write: a user with a password, or a token, or nothing."""

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
    """Where to send quads.

    ``address`` takes N-Quads by POST (of the Graph Store Protocol, as Oxigraph's ``/store``), or
    else updates of SPARQL 1.1 (as ``/update``). What stands in no named graph goes to the graph
    ``default_graph``, where it is given, for servers that have no other (Virtuoso).

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


class Server:
    """The server at a target."""

    def __init__(self, target: Target) -> None:
        """Ask the server what it takes. Raises StoreError where it does not answer."""
        import urllib3

        self._address = target.address
        self._headers = {"User-Agent": f"rawabit/{VERSION}", **target.credentials.headers()}
        # What is sent twice is there once, so that a failed call can be made again.
        retries = urllib3.Retry(
            total=_ATTEMPTS,
            backoff_factor=0.5,
            status_forcelist=_BUSY,
            allowed_methods=None,
            redirect=False,
            raise_on_status=False,
        )
        self._pool = urllib3.PoolManager(
            retries=retries, timeout=urllib3.Timeout(connect=_CONNECT, read=_READ)
        )
        self.takes_quads = self._takes_quads()

    def insert(self, quads: Sequence[ox.Quad]) -> None:
        """Add quads. Raises StoreError where the server does not take them."""
        if self.takes_quads:
            content = ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""
            answer = self._post(content, _QUADS)
        else:
            answer = self._post(insert_data(quads).encode(), _UPDATE)
        if not 200 <= answer.status < 300:
            raise StoreError(f"{self._address}: {_told(answer)}")

    def _takes_quads(self) -> bool:
        """Whether it reads N-Quads: it refuses what is none, and takes what is empty.

        One that does not look at the body at all may answer everything with 200.
        """
        refused = self._post(b"this is no quad\n", _QUADS).status
        if not 400 <= refused < 500 or refused in (401, 403):
            if refused in (401, 403):
                raise StoreError(
                    f"{self._address}: found no right to write (HTTP {refused}); expected "
                    f"{USER} and {PASSWORD}, or {TOKEN}, in the environment"
                )
            return False
        return 200 <= self._post(b"# nothing\n", _QUADS).status < 300

    def _post(self, content: bytes, kind: str) -> urllib3.BaseHTTPResponse:
        import urllib3

        headers = {**self._headers, "Content-Type": kind}
        try:
            return self._pool.request(
                "POST", self._address, body=content, headers=headers, redirect=False
            )
        except urllib3.exceptions.HTTPError as error:
            raise StoreError(f"{self._address}: no answer: {error}") from error


def _check(address: str, credentials: Credentials) -> None:
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


def _told(answer: urllib3.BaseHTTPResponse) -> str:
    if 300 <= answer.status < 400:
        return (
            f"found a redirection to {answer.headers.get('Location')}; expected the address itself"
        )
    text = answer.data.decode("utf-8", "replace")[:_SHOWN]
    shown = "".join(letter if letter.isprintable() else " " for letter in text).strip()
    return f"the server refused: HTTP {answer.status}: {shown}"
