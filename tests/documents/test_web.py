"""Addresses, against a server on this machine; only the rule that forbids such is lifted."""

from __future__ import annotations

import gzip
import http.server
import ipaddress
import socket
import threading
import time
from collections.abc import Iterator

import pytest

from kg.documents import readers, web
from kg.documents.articles import Article, Entry
from kg.documents.fields import Fields
from kg.errors import ReadError
from tests.documents.samples.story import OTHER, SITE, TITLE
from tests.documents.samples.web import PAGE, feed, page


class _Site(http.server.BaseHTTPRequestHandler):
    """A site with a page, a feed, and all that a bad one does."""

    asked: list[str]
    robots = b"User-agent: *\nDisallow: /private/"

    def do_GET(self) -> None:
        self.asked.append(self.path)
        match self.path:
            case "/robots.txt":
                self.answer(self.robots, "text/plain")
            case "/page" | "/private/page":
                self.answer(
                    page(f"<title>{TITLE}</title>").encode("cp1256"),
                    "text/html; charset=windows-1256",
                )
            case "/feed":
                self.answer(feed().encode(), "application/rss+xml")
            case "/moved":
                self.answer(b"", "text/html", status=302, location="/page")
            case "/circle":
                self.answer(b"", "text/html", status=302, location="/circle")
            case "/inwards":
                self.answer(b"", "text/html", status=302, location="http://10.0.0.1/")
            case "/file":
                self.answer(b"", "text/html", status=302, location="file:///etc/passwd")
            case "/moved-to-private":
                self.answer(b"", "text/html", status=302, location="/private/page")
            case "/large":
                self.answer(bytes(3 << 20), "text/html")
            case "/bomb":
                self.answer(gzip.compress(bytes(64 << 20)), "text/html", encoding="gzip")
            case "/slow":
                time.sleep(2)
            case "/drip":
                self.wfile.write(b"HTTP/1.0 200 OK\r\n")
                for _ in range(20):
                    self.wfile.write(b"X: y\r\n")
                    time.sleep(0.1)
            case _:
                self.answer(b"gone", "text/html", status=404)

    def answer(
        self, body: bytes, kind: str, status: int = 200, location: str = "", encoding: str = ""
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if location:
            self.send_header("Location", location)
        if encoding:
            self.send_header("Content-Encoding", encoding)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[str]:
    _Site.asked = []

    class Server(http.server.ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            pass  # a caller that hangs up is what some of the tests want

    with Server(("127.0.0.1", 0), _Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def local(**changes: float) -> web.Rules:
    loopback = ipaddress.ip_network("127.0.0.0/8")
    return web.Rules(**{"size": 1 << 20, **changes}, is_allowed=lambda ip: ip in loopback)  # type: ignore[arg-type]


def test_a_page_is_read_with_its_address(site: str) -> None:
    content = web.fetch(f"{site}/page", rules=local())
    (article,) = readers.read(content, Fields())
    assert article == Article(
        PAGE, Entry(title=TITLE, address=f"{site}/page"), encoding="windows-1256"
    )


def test_a_feed_gives_its_items(site: str) -> None:
    found = list(readers.read(web.fetch(f"{site}/feed", rules=local()), Fields()))
    assert [(one.text, one.entry.source) for one in found if isinstance(one, Article)][1] == (
        OTHER,
        SITE,
    )


def test_a_redirection_is_followed(site: str) -> None:
    assert web.fetch(f"{site}/moved", rules=local()).entry.address == f"{site}/page"


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/gone", "answered 404"),
        ("/private/page", "robots.txt does not allow"),
        ("/moved-to-private", "robots.txt does not allow"),
        ("/circle", "redirected more than 5 times"),
        ("/inwards", "10.0.0.1, a private or local address"),
        ("/file", "expected an address as https"),
        ("/large", "more than 1048576 bytes"),
        ("/bomb", "more than 1048576 bytes"),
        ("/slow", "no answer within|timed out"),
        ("/drip", "no answer within|timed out"),
    ],
)
def test_what_is_not_read(site: str, path: str, message: str) -> None:
    start = time.monotonic()
    with pytest.raises(ReadError, match=message):
        web.fetch(site + path, rules=local(seconds=1, silence=0.5))
    assert time.monotonic() - start < 3


def test_nothing_is_asked_for_that_robots_forbid(site: str) -> None:
    with pytest.raises(ReadError):
        web.fetch(f"{site}/private/page", rules=local())
    assert _Site.asked == ["/robots.txt"]


def test_a_local_address_is_refused_before_any_call(site: str) -> None:
    with pytest.raises(ReadError, match="private or local"):
        web.fetch(f"{site}/page")
    assert _Site.asked == []


@pytest.mark.parametrize(
    "address",
    [
        "http://localhost/",
        "http://127.0.0.1:1/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://10.1.2.3/",
        "http://192.168.0.1/",
        "http://172.16.0.1/",
        "http://169.254.169.254/latest/meta-data",
        "http://[fe80::1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://0.0.0.0/",
        "http://224.0.0.1/",
        "http://2130706433/",
        "http://0x7f.1/",
    ],
)
def test_addresses_that_are_not_of_the_open_net(address: str) -> None:
    with pytest.raises(ReadError, match=r"private or local|cannot be found"):
        web.fetch(address)


@pytest.mark.parametrize(
    "address", ["https://", "https://u:p@example.org/", "ftp://example.org/", "https://e:x/"]
)
def test_addresses_that_are_none(address: str) -> None:
    with pytest.raises(ReadError, match="expected"):
        web.fetch(address)


def test_without_a_network_the_error_is_clear(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise socket.gaierror(-3, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with pytest.raises(ReadError, match=r"example\.org cannot be found .* is there a network"):
        web.fetch("https://example.org/")
