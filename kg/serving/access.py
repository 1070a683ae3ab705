"""Who may edit: a link that the terminal shows, sessions, and where a request must come from.

The link has the token behind ``#``: what stands there is sent to no server, so that it is in no
log and no ``Referer``. The page sends it in the body of a form, and gets a cookie for it.
"""

from __future__ import annotations

import ipaddress
import secrets
from collections import deque
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection, Request
from starlette.responses import Response

from kg.errors import SettingsError
from kg.serving.refusals import FORBIDDEN, Refusal

DOOR = "/edit"
"""The address below which all editing is."""

_BYTES = 32
_MOST_SESSIONS = 50
_PORTS = {"http": 80, "https": 443}
_SCOPE = "kg.session"


@dataclass(frozen=True, slots=True)
class Session:
    """A browser that came by the link: what its cookie says, and what its forms repeat."""

    key: str = field(default_factory=lambda: secrets.token_urlsafe(_BYTES), repr=False)
    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(_BYTES), repr=False)


class Access:
    """The right to edit, of a server that browsers reach at ``origins``, the first of them best.

    ``port`` is where it listens: browsers keep one cookie of a name for all ports of a machine.
    """

    def __init__(self, origins: Sequence[str], port: int) -> None:
        self._token = secrets.token_urlsafe(_BYTES)
        self._origins = tuple(origins)
        self._hosts = frozenset(each.partition("://")[2] for each in origins)
        self._cookie = f"kg-edit-{port}"
        # Those who leave their browser open for long have to come by the link again.
        self._sessions: deque[Session] = deque(maxlen=_MOST_SESSIONS)

    @classmethod
    def at(cls, host: str, port: int, origins: Sequence[str]) -> Access:
        """The right to edit at an address of this machine, and at ``origins``.

        Raises SettingsError for an origin that is none; and where others can reach the address
        and no origin says by which name, since the link and the cookie would then cross a network.
        """
        named = [_origin(each) for each in origins]
        is_loopback = ipaddress.ip_address(host).is_loopback
        if not named and not is_loopback:
            raise SettingsError(
                f"--edit at {host}, which other machines can reach: the link and the cookie would "
                "cross the network; expected --host 127.0.0.1, or --edit-origin with the address "
                "that browsers use, as https://graph.example.org"
            )
        is_long = ":" in host
        own = host if is_loopback else "::1" if is_long else "127.0.0.1"
        local = (f"[{own}]" if is_long else own, "localhost")
        return cls([*named, *(_origin(f"http://{each}:{port}") for each in local)], port)

    @property
    def link(self) -> str:
        """The address that lets a browser in."""
        return f"{self._origins[0]}{DOOR}#token={self._token}"

    def knows(self, hosts: Sequence[str]) -> bool:
        """Whether the headers ``Host`` name this server. A page elsewhere may have a name that
        leads here (DNS rebinding), and is no part of it."""
        return len(hosts) == 1 and hosts[0].lower() in self._hosts

    def enter(self, token: str) -> Session | None:
        """A new session for who has the token."""
        if not secrets.compare_digest(token.encode(), self._token.encode()):
            return None
        session = Session()
        self._sessions.append(session)
        return session

    def leave(self, session: Session) -> None:
        """End a session."""
        if session in self._sessions:
            self._sessions.remove(session)

    def find(self, cookies: Mapping[str, str]) -> Session | None:
        """The session that cookies belong to."""
        given = cookies.get(self._cookie, "").encode()
        found = [each for each in self._sessions if _same(given, each.key)]
        return found[0] if found else None

    def set_cookie(self, response: Response, request: Request, session: Session) -> None:
        """Give a browser its session. The cookie goes when the browser is closed."""
        response.set_cookie(
            self._cookie,
            session.key,
            path="/",
            httponly=True,
            samesite="strict",
            secure=request.headers.get("origin", "").startswith("https://"),
        )

    def delete_cookie(self, response: Response) -> None:
        """Take a browser's session."""
        response.delete_cookie(self._cookie, path="/", httponly=True, samesite="strict")

    def check_sender(self, request: Request) -> None:
        """Raise Refusal for a form that no page of this server sent, as far as a browser tells."""
        origins = request.headers.getlist("origin")
        host = request.headers.get("host", "").lower()
        is_own = (
            len(origins) == 1
            and origins[0] in self._origins
            and origins[0].partition("://")[2] == host
        )
        if not is_own or request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
            raise Refusal(FORBIDDEN, "expected a form that a page of this server sent")

    @staticmethod
    def check_form(session: Session, given: Collection[str]) -> None:
        """Raise Refusal for a form that was not made for the session."""
        if len(given) != 1 or not _same(next(iter(given)).encode(), session.csrf):
            raise Refusal(FORBIDDEN, "expected a form of this session; load the page again")


def keep_session(connection: HTTPConnection, session: Session | None) -> None:
    """Let what answers a request know its session."""
    connection.scope[_SCOPE] = session


def session_of(request: Request) -> Session | None:
    """The session of a request; None where there is none, or no editing at all."""
    session: Session | None = request.scope.get(_SCOPE)
    return session


def _same(given: bytes, known: str) -> bool:
    return secrets.compare_digest(given, known.encode())


def _origin(text: str) -> str:
    """An origin as browsers write it. Raises SettingsError."""
    try:
        parts = urlsplit(text.lower())
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    host = parts.hostname
    if parts.scheme not in _PORTS or not host or parts.netloc.partition("@")[1]:
        host = None
    if host is None or parts.path not in ("", "/") or parts.query or parts.fragment:
        raise SettingsError(
            f"--edit-origin {text!r}: expected an origin, as https://graph.example.org"
        )
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}" + (
        "" if port in (None, _PORTS[parts.scheme]) else f":{port}"
    )
