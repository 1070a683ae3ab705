"""Pages and feeds by their addresses: of what reads sources the only module that makes calls.

Each call goes to an address that was looked up and judged just before: a name that stands for a
private or local address is refused, and so is a redirection to one.
"""

from __future__ import annotations

import ipaddress
import queue
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from email.message import Message
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit
from urllib.robotparser import RobotFileParser

from kg.documents import contents
from kg.documents.articles import Entry, printable, value
from kg.documents.contents import Content
from kg.errors import ReadError
from kg.version import VERSION

AGENT = "rawabit"
"""What robots.txt may name us."""

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

_PORTS = {"http": 80, "https": 443}
_REDIRECTIONS = frozenset({301, 302, 303, 307, 308})
_CHUNK = 1 << 16
_ROBOTS_SIZE = 512 * 1024


def is_public(address: IPAddress) -> bool:
    """Whether an IP address is one of the open internet, and hides none that is not."""
    if isinstance(address, ipaddress.IPv6Address):
        inside = address.ipv4_mapped or address.sixtofour
        if inside is None and address in ipaddress.IPv6Network("64:ff9b::/96"):
            inside = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inside is not None:
            return is_public(inside)
    return address.is_global and not address.is_multicast


@dataclass(frozen=True, slots=True)
class Rules:
    """What a call may cost, and where it may go. Times in seconds, sizes in bytes."""

    seconds: float = 30
    silence: float = 10
    size: int = 16 * 1024 * 1024
    redirections: int = 5
    is_allowed: Callable[[IPAddress], bool] = is_public


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: Message
    body: bytes
    address: str


def fetch(address: str, *, rules: Rules | None = None) -> Content:
    """What stands at an address. Raises ReadError where it cannot be had, or may not.

    robots.txt of every host is respected, redirections are followed where they lead to no worse
    place, and all together must end within ``rules.seconds``.
    """
    rules = rules or Rules()
    answers: queue.Queue[Content | Exception] = queue.Queue()

    def work() -> None:
        try:
            answers.put(_fetch(address, rules))
        except Exception as error:
            answers.put(error)

    # Looking a name up, and headers that come letter by letter, know no time limit of their own.
    threading.Thread(target=work, daemon=True).start()
    try:
        found = answers.get(timeout=rules.seconds)
    except queue.Empty:
        raise ReadError(f"no answer within {rules.seconds:g} seconds") from None
    if isinstance(found, Exception):
        raise found
    return found


def _fetch(address: str, rules: Rules) -> Content:
    end = time.monotonic() + rules.seconds
    asked: dict[str, RobotFileParser] = {}
    for _ in range(rules.redirections + 1):
        parts = _split(address)
        _check_robots(parts, rules, end, asked)
        answer = _get(parts, rules, end)
        location = answer.headers.get("Location")
        if answer.status not in _REDIRECTIONS or not location:
            return _content(answer)
        address = urljoin(answer.address, location)
        if parts.scheme == "https" and not address.lower().startswith("https:"):
            raise ReadError(f"redirected to {printable(address)[:200]}, which is not encrypted")
    raise ReadError(f"redirected more than {rules.redirections} times")


def _content(answer: _Answer) -> Content:
    if answer.status != 200:
        raise ReadError(f"the server answered {answer.status}; expected 200")
    content = contents.of_bytes("page", answer.body)
    return replace(
        content,
        media_type=answer.headers.get_content_type(),
        charset=str(answer.headers.get_content_charset("") or ""),
        entry=Entry(address=value(answer.address)),
    )


def _split(address: str) -> SplitResult:
    """The parts of an address, with its host in ASCII. Raises ReadError for no web address."""
    shown = printable(address)[:200]
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = parts.port or _PORTS[parts.scheme.lower()]
    except (KeyError, ValueError) as error:
        raise ReadError(f"{shown}: expected an address as https://example.org/page") from error
    if not host or parts.username is not None:
        raise ReadError(f"{shown}: expected a host without user name")
    netloc = f"[{host}]" if ":" in host else host
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    return SplitResult(parts.scheme.lower(), f"{netloc}:{port}", path, query, "")


def _check_robots(
    parts: SplitResult, rules: Rules, end: float, asked: dict[str, RobotFileParser]
) -> None:
    site = f"{parts.scheme}://{parts.netloc}"
    if site not in asked:
        asked[site] = _robots(parts, rules, end)
    if not asked[site].can_fetch(AGENT, urlunsplit(parts)):
        raise ReadError("the site's robots.txt does not allow this page to be read")


def _robots(parts: SplitResult, rules: Rules, end: float) -> RobotFileParser:
    """What a site allows: everything without a robots.txt, nothing where it fails (RFC 9309)."""
    robots = RobotFileParser()
    limits = replace(rules, size=_ROBOTS_SIZE)
    answer = _get(parts._replace(path="/robots.txt", query=""), limits, end)
    if answer.status == 200:
        robots.parse(answer.body.decode("utf-8", errors="replace").splitlines())
    elif answer.status < 500:
        robots.parse([])
    else:
        robots.parse(["User-agent: *", "Disallow: /"])
    return robots


def _get(parts: SplitResult, rules: Rules, end: float) -> _Answer:
    import urllib3

    host = str(parts.hostname)
    ip = _look_up(host, int(parts.port or 0), rules)
    path = urlunsplit(("", "", parts.path, parts.query, ""))
    headers = {
        "Host": parts.netloc.removesuffix(f":{_PORTS[parts.scheme]}"),
        "User-Agent": f"{AGENT}/{VERSION}",
        "Accept": "text/html,application/rss+xml,application/atom+xml,*/*;q=0.5",
        "Accept-Encoding": "gzip",
    }
    timeout = urllib3.Timeout(connect=rules.silence, read=rules.silence)
    pool: urllib3.HTTPConnectionPool
    if parts.scheme == "https":
        pool = urllib3.HTTPSConnectionPool(
            ip, parts.port, timeout=timeout, server_hostname=host, assert_hostname=host
        )
    else:
        pool = urllib3.HTTPConnectionPool(ip, parts.port, timeout=timeout)
    try:
        with pool:
            response = pool.urlopen(
                "GET",
                path,
                headers=headers,
                redirect=False,
                retries=False,
                assert_same_host=False,
                preload_content=False,
            )
            try:
                body = _body(response, rules, end)
            finally:
                response.close()
    except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
        told = printable(str(error))[:200]
        raise ReadError(f"{host} cannot be reached ({told}); is there a network?") from error
    told_headers = Message()
    for key, text in response.headers.items():
        told_headers[key] = text
    return _Answer(response.status, told_headers, body, urlunsplit(parts))


def _body(response: object, rules: Rules, end: float) -> bytes:
    import urllib3

    assert isinstance(response, urllib3.BaseHTTPResponse)
    body = bytearray()
    for chunk in response.stream(_CHUNK, decode_content=True):
        body += chunk
        if len(body) > rules.size:
            raise ReadError(f"more than {rules.size} bytes; expected fewer")
        if time.monotonic() > end:
            raise ReadError(f"no answer within {rules.seconds:g} seconds")
    return bytes(body)


def _look_up(host: str, port: int, rules: Rules) -> str:
    """The IP address of a host. Raises ReadError where any of its addresses is not allowed."""
    try:
        rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise ReadError(f"{host} cannot be found ({error}); is there a network?") from error
    found = [str(row[4][0]).partition("%")[0] for row in rows]
    for one in found:
        if not rules.is_allowed(ipaddress.ip_address(one)):
            raise ReadError(f"{host} stands for {one}, a private or local address; expected none")
    if not found:
        raise ReadError(f"{host} cannot be found; is there a network?")
    return found[0]
