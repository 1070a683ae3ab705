"""Who may edit, and what is refused."""

from __future__ import annotations

import re
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlencode, urlsplit

import pytest

from kg.graph import generations
from kg.settings import DEFAULT_BASE
from tests.serving.editing import (
    ACTIONS,
    FORM,
    LOOTAH,
    MUNICIPALITY,
    OPTIONS,
    Browser,
    corrections,
    find,
    path_of,
    shows_controls,
)
from tests.serving.server import Server, serving


@pytest.fixture(scope="module")
def guarded(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Path]]:
    """A server that may be edited, and its store, for tests that change nothing."""
    copy = Path(shutil.copytree(store, tmp_path_factory.mktemp("guarded") / "store"))
    with serving(copy, *OPTIONS) as server:
        yield server, copy
    assert corrections(copy) == []


@pytest.fixture
def browser(guarded: tuple[Server, Path]) -> Browser:
    return Browser(guarded[0]).enter()


RENAME = {"iri": MUNICIPALITY, "page": MUNICIPALITY, "name": "بلدية إمارة دبي", "reason": "كذا"}


class TestWithoutEditing:
    @pytest.mark.parametrize("method", ["GET", "POST"])
    @pytest.mark.parametrize("name", ["", "/merge", "/change/1", *(f"/{each}" for each in ACTIONS)])
    def test_there_is_nothing(self, server: Server, method: str, name: str) -> None:
        answer = server.request(
            f"/edit{name}", method=method, body=b"", headers={"Content-Type": FORM}
        )
        assert answer.status == 404

    def test_pages_have_no_controls(self, server: Server) -> None:
        page = Browser(server).get(f"{path_of(LOOTAH)}?changed=1").text
        assert "حسين لوتاه" in page
        assert not shows_controls(page) and 'method="post"' not in page
        assert server.link == ""


class TestTheWayIn:
    def test_the_token_is_long_and_not_in_what_is_sent(self, guarded: tuple[Server, Path]) -> None:
        address, fragment = guarded[0].link.split("#")
        assert address == f"{guarded[0].address}/edit"
        token = fragment.removeprefix("token=")
        assert re.fullmatch(r"[A-Za-z0-9_-]{43}", token)  # 256 bits

    def test_the_cookie(self, guarded: tuple[Server, Path]) -> None:
        server, _ = guarded
        token = server.link.partition("#token=")[2]
        answer = Browser(server).post("/edit", {"token": token})
        cookie = answer.headers["set-cookie"]
        name, *attributes = cookie.split("; ")
        assert set(attributes) == {"HttpOnly", "Path=/", "SameSite=strict"}
        port = urlsplit(server.address).port
        assert re.fullmatch(rf"kg-edit-{port}=[A-Za-z0-9_-]{{43}}", name)
        assert token not in cookie
        assert answer.headers["cache-control"] == "no-store"

    @pytest.mark.parametrize("token", ["", "x", "é", "\x00", "x" * 43, "x" * 5000])
    def test_another_token(self, guarded: tuple[Server, Path], token: str) -> None:
        answer = Browser(guarded[0]).post("/edit", {"token": token})
        assert answer.status == 403
        assert "set-cookie" not in answer.headers

    def test_the_token_in_the_address_is_none(self, guarded: tuple[Server, Path]) -> None:
        token = guarded[0].link.partition("#token=")[2]
        answer = Browser(guarded[0]).get(f"/edit?token={token}")
        assert "set-cookie" not in answer.headers and "csrf" not in answer.text

    def test_who_is_not_in_sees_no_controls(self, guarded: tuple[Server, Path]) -> None:
        for cookie in ("", "kg-edit=x", f"kg-edit-{urlsplit(guarded[0].address).port}=x"):
            stranger = Browser(guarded[0], cookie)
            page = stranger.get(path_of(LOOTAH)).text
            assert not shows_controls(page)
            assert "token" in stranger.get("/edit").text
            assert stranger.get(f"/edit/merge?iri={LOOTAH}").status == 403
            assert stranger.get("/edit/change/1").status == 403

    def test_leaving(self, guarded: tuple[Server, Path]) -> None:
        browser = Browser(guarded[0]).enter()
        assert shows_controls(browser.get(path_of(LOOTAH)).text)
        assert browser.post("/edit/leave", {}).status == 303
        assert not shows_controls(browser.get(path_of(LOOTAH)).text)
        assert browser.post("/edit/rename", RENAME).status == 403

    def test_old_sessions_end(self, guarded: tuple[Server, Path]) -> None:
        first = Browser(guarded[0]).enter()
        for _ in range(50):
            Browser(guarded[0]).enter()
        assert first.post("/edit/rename", RENAME).status == 403


class TestForgedRequests:
    """Each would be a change if it were not for the one thing that is wrong with it."""

    @pytest.mark.parametrize("action", ACTIONS)
    def test_without_a_session(self, guarded: tuple[Server, Path], action: str) -> None:
        assert Browser(guarded[0]).post(f"/edit/{action}", RENAME).status == 403

    @pytest.mark.parametrize(
        "headers",
        [
            {"Origin": "https://example.org"},
            {"Origin": "null"},
            {"Origin": ""},
            {"Origin": "http://127.0.0.1"},
            {"Origin": "http://127.0.0.1:1"},
            {"Origin": "http://LOCALHOST.example.org"},
            {"Sec_Fetch_Site": "cross-site"},
            {"Sec_Fetch_Site": "same-site"},
            {"Sec_Fetch_Site": "none"},
            {"Sec_Fetch_Site": ""},
        ],
    )
    def test_from_another_site(self, browser: Browser, headers: dict[str, str]) -> None:
        assert browser.post("/edit/rename", RENAME, **headers).status == 403
        token = browser.server.link.partition("#token=")[2]
        assert browser.post("/edit", {"token": token}, **headers).status == 403

    def test_the_same_host_by_another_protocol(self, browser: Browser) -> None:
        origin = browser.server.address.replace("http://", "https://")
        assert browser.post("/edit/rename", RENAME, Origin=origin).status == 403

    def test_without_an_origin(self, browser: Browser) -> None:
        assert browser.post("/edit/rename", RENAME, without="Origin").status == 403

    def test_from_another_name_of_this_machine(self, browser: Browser) -> None:
        port = urlsplit(browser.server.address).port
        answer = browser.post("/edit/rename", RENAME, Origin=f"http://localhost:{port}")
        assert answer.status == 403

    @pytest.mark.parametrize("csrf", [[], "", "x", "é", ["x", "y"]])
    def test_without_the_value_of_the_session(self, browser: Browser, csrf: object) -> None:
        assert browser.post("/edit/rename", {**RENAME, "csrf": csrf}).status == 403

    def test_with_the_value_of_another_session(self, browser: Browser) -> None:
        other = Browser(browser.server).enter()
        assert browser.post("/edit/rename", {**RENAME, "csrf": other.csrf}).status == 403
        both = [browser.csrf, other.csrf]
        assert browser.post("/edit/rename", {**RENAME, "csrf": both}).status == 403

    @pytest.mark.parametrize("action", ACTIONS)
    @pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"])
    def test_by_another_method(self, browser: Browser, method: str, action: str) -> None:
        fields = urlencode({**RENAME, "csrf": browser.csrf})
        headers = {"Cookie": browser.cookie, "Origin": browser.server.address}
        path = f"/edit/{action}?{fields}"
        answer = browser.server.request(path, method=method, headers=headers)
        # Of these "merge" alone has a page too, where the other one is chosen.
        assert answer.status == (200 if action == "merge" and method in ("GET", "HEAD") else 405)

    @pytest.mark.parametrize(
        "kind",
        ["text/plain", "application/json", "multipart/form-data; boundary=x", "", f"{FORM}x"],
    )
    def test_of_another_type(self, browser: Browser, kind: str) -> None:
        assert browser.post("/edit/rename", RENAME, Content_Type=kind).status == 415

    def test_compressed(self, browser: Browser) -> None:
        assert browser.post("/edit/rename", RENAME, Content_Encoding="gzip").status == 415

    def test_too_large(self, browser: Browser) -> None:
        answer = browser.post("/edit/rename", {**RENAME, "reason": "x" * (70 << 10)})
        assert answer.status == 413
        answer = browser.post("/edit/rename", {**RENAME, "a": ["b"] * 2000})
        assert answer.status == 400

    @pytest.mark.parametrize(
        "host",
        [
            "evil.example.org",
            "127.0.0.1",
            "localhost",
            "127.0.0.1:1",
            "127.0.0.1.nip.io",
            "",
            "[::1]",
        ],
    )
    def test_under_another_name(self, browser: Browser, host: str) -> None:
        assert browser.post("/edit/rename", RENAME, Host=host).status in (400, 421)
        assert browser.get(path_of(LOOTAH), Host=host).status in (400, 421)
        assert browser.get("/edit", Host=host).status in (400, 421)

    def test_under_two_names(self, browser: Browser) -> None:
        place = urlsplit(browser.server.address)
        with socket.create_connection((place.hostname, place.port), timeout=30) as connection:
            connection.sendall(
                b"GET /edit HTTP/1.1\r\nConnection: close\r\n"
                b"Host: %s\r\nHost: evil.example.org\r\n\r\n" % place.netloc.encode()
            )
            answer = b"".join(iter(lambda: connection.recv(1 << 16), b""))
        assert answer.startswith((b"HTTP/1.1 400", b"HTTP/1.1 421"))

    def test_under_its_other_name(self, guarded: tuple[Server, Path]) -> None:
        server, _ = guarded
        port = urlsplit(server.address).port
        headers = {"Host": f"LOCALHOST:{port}", "Origin": f"http://localhost:{port}"}
        token = server.link.partition("#token=")[2]
        assert Browser(server).post("/edit", {"token": token}, **headers).status == 303

    def test_no_other_site_reads_what_a_session_sees(self, browser: Browser) -> None:
        for path in (path_of(LOOTAH), "/edit", f"/edit/merge?iri={LOOTAH}"):
            answer = browser.get(path, Origin="https://example.org")
            assert not [name for name in answer.headers if name.startswith("access-control")]
            assert answer.headers["cache-control"] == "no-store"
            assert "Cookie" in answer.headers["vary"]
        preflight = browser.server.request(
            "/edit/rename",
            method="OPTIONS",
            headers={"Origin": "https://example.org", "Access-Control-Request-Method": "POST"},
        )
        assert preflight.status == 405
        assert not [name for name in preflight.headers if name.startswith("access-control")]
        # Who has none may still be read from.
        answer = Browser(browser.server).get(path_of(LOOTAH), Origin="https://example.org")
        assert answer.headers["access-control-allow-origin"] == "*"

    def test_the_policies_of_pages(self, browser: Browser) -> None:
        answer = browser.get(path_of(LOOTAH))
        policy = answer.headers["content-security-policy"]
        assert "form-action 'self'" in policy and "frame-ancestors 'none'" in policy
        # With "no-referrer" browsers would send the forms from an origin "null".
        assert answer.headers["referrer-policy"] == "same-origin"
        assert browser.server.query("ASK {}").headers["referrer-policy"] == "no-referrer"
        answer = browser.get("/api/search?q=x")
        assert "form-action 'none'" in answer.headers["content-security-policy"]


class TestWrongForms:
    @pytest.mark.parametrize(
        ("action", "fields", "status"),
        [
            ("rename", {"name": ""}, 400),
            ("rename", {"name": " \n "}, 400),
            ("rename", {"name": ["أ", "ب"]}, 400),
            ("rename", {"name": "x" * 301}, 400),
            ("rename", {"name": "a\x00b"}, 400),
            ("rename", {"name": "a\x1b[2Jb"}, 400),
            ("rename", {"name": "أ", "reason": ""}, 400),
            ("rename", {"name": "أ", "reason": "x" * 1001}, 400),
            ("rename", {"name": "أ", "iri": "no iri"}, 409),
            ("rename", {"name": "أ", "iri": "../../etc/passwd"}, 409),
            ("rename", {"name": "أ", "iri": f"{DEFAULT_BASE}person/nobody"}, 409),
            ("rename", {"name": "أ", "iri": f"{LOOTAH}> <x"}, 409),
            ("rename", {"name": "أ", "iri": "http://www.w3.org/2002/07/owl#Class"}, 409),
            ("merge", {"other": ""}, 400),
            ("merge", {"other": f"{DEFAULT_BASE}person/nobody"}, 409),
            ("retype", {"type": "Nothing"}, 400),
            ("retype", {}, 400),
            ("split", {}, 400),
            ("split", {"name": "حسين", "document": "0" * 16}, 400),
            ("split", {"document": "0" * 16}, 400),
            ("split", {"document": "../../../etc/passwd"}, 400),
            ("reject", {"fact": ""}, 400),
            ("reject", {"fact": "0123456789 OR 1"}, 400),
            ("undo", {"correction": "0" * 32}, 409),
            ("undo", {}, 400),
        ],
    )
    def test_are_refused_at_once(
        self, browser: Browser, action: str, fields: dict[str, Any], status: int
    ) -> None:
        answer = browser.post(f"/edit/{action}", {"iri": LOOTAH, "reason": "كذا", **fields})
        assert answer.status == status, answer.text

    def test_what_does_not_apply_changes_nothing(
        self, guarded: tuple[Server, Path], browser: Browser
    ) -> None:
        before = generations.published_name(guarded[1])
        for action, fields, page in (
            ("rename", {"name": "حسين لوتاه"}, LOOTAH),
            ("merge", {"other": MUNICIPALITY}, "https://example.org/"),
            ("reject", {"fact": "0123456789"}, "javascript:alert(1)"),
        ):
            answer = browser.correct(action, page, **{"iri": LOOTAH, **fields})
            assert answer.status == 409, action
            assert "لم يُصحَّح شيء" in answer.text
            back = unquote(find(r'<p><a href="([^"]*)">عودة', answer.text))
            assert back == (path_of(LOOTAH) if page == LOOTAH else "/edit")
        assert generations.published_name(guarded[1]) == before
        assert corrections(guarded[1]) == []

    @pytest.mark.parametrize("path", ["/edit/change/0", "/edit/change/99999999999999999999"])
    def test_no_such_change(self, browser: Browser, path: str) -> None:
        assert browser.get(path).status == 404
        number = path.rpartition("/")[2]
        assert browser.get(f"{path_of(LOOTAH)}?changed={number}").status == 200

    @pytest.mark.parametrize(
        "path",
        [
            "/edit/../etc/passwd",
            "/edit/%2e%2e/%2e%2e/etc/passwd",
            "/edit/change/../../corrections.toml",
            "/edit/change/-1",
            "/edit/change/x",
            "/edit//rename",
            "/static/../corrections.toml",
            "/edit/merge?iri=../../../etc/passwd",
            "/edit/merge",
            f"/edit/merge?iri={LOOTAH}&other=<script>",
        ],
    )
    def test_no_path_leads_elsewhere(self, browser: Browser, path: str) -> None:
        answer = browser.get(path)
        assert answer.status == 404
        assert "root:" not in answer.text and "<script>" not in answer.text
