"""Editing in the pages: who may, what is refused, and that what is asked for is done."""

from __future__ import annotations

import datetime
import html
import re
import shutil
import socket
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlencode, urlsplit

import pytest

from kg.errors import SettingsError
from kg.export import export
from kg.graph import generations
from kg.graph.store import Graph
from kg.loading import load_into_store
from kg.serving.access import Access
from kg.settings import DEFAULT_BASE
from tests.serving.server import Answer, Server, serving

FORM = "application/x-www-form-urlencoded"
HTML = {"Accept": "text/html", "Accept-Language": "ar"}
LOOTAH = f"{DEFAULT_BASE}person/حسين_لوتاه"
AISHA = f"{DEFAULT_BASE}person/عائشة_بن_بشر"
MUNICIPALITY = f"{DEFAULT_BASE}organization/بلدية_دبي"
OFFICE = f"{DEFAULT_BASE}organization/مكتب_مدينة_دبي_الذكية"
OPTIONS = ("--edit", "--author", "هدى", "--recognizer", "none", "--query-workers", "1", "--verbose")
ACTIONS = ("rename", "merge", "split", "retype", "reject", "accept", "undo", "leave")


@dataclass
class Browser:
    """What a browser sends of itself, with the cookie and the forms' value of a session."""

    server: Server
    cookie: str = ""
    csrf: str = ""

    def get(self, path: str, **headers: str) -> Answer:
        cookie = {"Cookie": self.cookie} if self.cookie else {}
        return self.server.request(quote(path, safe="/?=&%#"), headers=HTML | cookie | headers)

    def post(
        self, path: str, fields: Mapping[str, Any], *, without: str = "", **headers: str
    ) -> Answer:
        sent = {
            **HTML,
            "Content-Type": FORM,
            "Origin": self.server.address,
            "Sec-Fetch-Site": "same-origin",
            "Cookie": self.cookie,
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        sent.pop(without, None)
        body = urlencode({"csrf": self.csrf, **fields}, doseq=True).encode()
        return self.server.request(path, method="POST", body=body, headers=sent)

    def enter(self) -> Browser:
        """Come in by the link."""
        token = self.server.link.partition("#token=")[2]
        answer = self.post("/edit", {"token": token})
        assert (answer.status, answer.headers["location"]) == (303, "/edit")
        self.cookie = answer.headers["set-cookie"].partition(";")[0]
        self.csrf = find(r'name="csrf" value="([^"]+)"', self.get("/edit").text)
        return self

    def follow(self, answer: Answer) -> Answer:
        """What an answer leads to in the end."""
        while answer.status in (202, 301, 303):
            answer = self.get(unquote(answer.headers["location"]).partition("#")[0])
        return answer

    def correct(self, action: str, page: str = LOOTAH, **fields: Any) -> Answer:
        """Ask for a correction, and see what came of it."""
        sent = {"iri": page, "page": page, "reason": "قرأت الخبر", **fields}
        answer = self.post(f"/edit/{action}", sent)
        assert answer.status == 303, answer.text
        where = answer.headers["location"]
        while (answer := self.get(where)).status == 202:
            pass
        return answer if answer.status != 303 else self.follow(answer)


def find(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    assert found, text
    return html.unescape(found[1])


def shows_controls(page: str) -> bool:
    return "csrf" in page or "/edit/" in page or '"/edit"' in page


def path_of(iri: str) -> str:
    return f"/id/{iri.removeprefix(DEFAULT_BASE)}"


def corrections(store: Path) -> list[dict[str, Any]]:
    file = store / "corrections.toml"
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    found: list[dict[str, Any]] = tomllib.loads(text).get("correction", [])
    return found


@pytest.fixture
def own(store: Path, tmp_path: Path) -> Path:
    """A store that a test may change."""
    return Path(shutil.copytree(store, tmp_path / "store"))


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


def fact_of(page: str, words: str) -> str:
    """The digest of the first fact of a page that has these words."""
    items = re.findall(r'<p class="what">(.*?)</p>.*?name="fact" value="(\w+)"', page, re.DOTALL)
    return next(digest for what, digest in items if words in what)


class TestChanges:
    def test_from_renaming_to_taking_it_back(self, own: Path) -> None:
        with serving(own, *OPTIONS) as server:
            browser = Browser(server).enter()
            hostile = "<script>alert(1)</script> \"{{ 7191 * 7193 }}' & بلدية"
            answer = browser.correct("rename", MUNICIPALITY, name=f" {hostile}\n", reason=hostile)
            assert answer.status == 200
            assert find(r'<h1 dir="auto">(.*?)</h1>', answer.text) == hostile
            assert "<script>alert" not in answer.text and "51724863" not in answer.text
            assert 'role="status"' in answer.text
            (entry,) = corrections(own)
            assert (entry["action"], entry["name"]) == ("rename", hostile)
            assert (entry["author"], entry["reason"]) == ("هدى", hostile)
            assert entry["date"] == datetime.date.today()
            assert entry["thing_mentions"]
            # What the IRI was leads on; others see it too, without controls.
            moved = Browser(server).get(path_of(MUNICIPALITY))
            assert moved.status == 301
            stranger = Browser(server).follow(moved)
            assert "alert(1)" in stranger.text and not shows_controls(stranger.text)

            page = browser.get("/edit")
            assert "هدى" in page.text and "<script>alert" not in page.text
            key = find(r'name="correction" value="(\w+)"', page.text)
            answer = browser.correct("undo", "", correction=key)
            assert answer.status == 200 and "أُلغي" in answer.text
            assert corrections(own) == []
            assert "بلدية دبي" in browser.get(path_of(MUNICIPALITY)).text
            again = browser.post("/edit/undo", {"correction": key, "page": ""})
            assert again.status == 409
        secrets = (server.link.partition("#token=")[2], browser.cookie.partition("=")[2])
        log = "".join(server.log)
        assert "/edit/rename" in log  # it was written
        assert not [each for each in (*secrets, browser.csrf) if each in log]

    def test_judging_facts(self, own: Path) -> None:
        with serving(own, *OPTIONS) as server:
            browser = Browser(server).enter()
            page = browser.get(path_of(LOOTAH)).text
            role, opened = fact_of(page, "المدير العام"), fact_of(page, "قمة المدن الذكية")
            answer = browser.correct("accept", fact=role, place="role-out")
            assert "أقرّها <bdi>هدى</bdi>" in answer.text
            answer = browser.post(
                "/edit/reject",
                {"fact": opened, "page": LOOTAH, "place": "opened-out", "reason": "لم يفتتحها"},
            )
            where = answer.headers["location"]
            while (answer := browser.get(where)).status == 202:
                pass
            target = unquote(answer.headers["location"])
            name = where.rpartition("/")[2]
            assert target == f"{path_of(LOOTAH)}?changed={name}#opened-out"
            page = browser.follow(answer).text
            assert f'value="{opened}"' not in page and f'value="{role}"' in page
            assert "قمة المدن الذكية" in find('(?s)class="notice"(.*?)</div>', page)
            assert [each["action"] for each in corrections(own)] == ["accept", "reject"]
            # Both in one page, in the other language too.
            listed = browser.get("/edit?lang=en").text
            assert listed.index("Rejected") < listed.index("Accepted")
            assert "لم يفتتحها" in listed and "Take this back" in listed

    def test_merging_asks_first(self, own: Path) -> None:
        with serving(own, *OPTIONS) as server:
            browser = Browser(server).enter()
            found = browser.get(f"/edit/merge?iri={MUNICIPALITY}&q=مكتب مدينة")
            link = find(r'<li><a href="(/edit/merge[^"]+)"', found.text)
            sure = browser.get(unquote(link))
            assert "أهما واحد؟" in sure.text
            assert "بلدية دبي" in sure.text and "مكتب مدينة دبي الذكية" in sure.text
            assert corrections(own) == []
            differing = browser.get(f"/edit/merge?iri={MUNICIPALITY}&other={LOOTAH}").text
            assert "نوعاهما مختلفان" in differing and '/edit/merge"' not in differing
            answer = browser.correct("merge", MUNICIPALITY, other=OFFICE)
            assert answer.status == 200
            for iri in (MUNICIPALITY, OFFICE):
                page = browser.follow(browser.get(path_of(iri))).text
                assert "حسين لوتاه" in page and "عائشة بن بشر" in page
            # Of things that are one by now the page of either leads to the one.
            assert "أصلًا" in browser.get(f"/edit/merge?iri={MUNICIPALITY}&other={OFFICE}").text

    def test_splitting_and_retyping(self, own: Path) -> None:
        with serving(own, *OPTIONS) as server:
            browser = Browser(server).enter()
            page = browser.get(path_of(LOOTAH)).text
            document = find(r'name="document" value="(\w+)"', page)
            answer = browser.correct("split", document=[document])
            assert answer.status == 200
            assert "صارا:" in answer.text
            things = re.findall(
                r'href="(/id/person/[^"]+)"', find("(?s)صارا:(.*?)</p>", answer.text)
            )
            assert len(set(things)) == 2
            answer = browser.correct("retype", MUNICIPALITY, type="Meeting")
            assert answer.status == 200 and "left out" in answer.text
            assert browser.get(path_of(f"{DEFAULT_BASE}meeting/بلدية_دبي")).status == 200

    def test_one_after_the_other_while_others_read(self, own: Path) -> None:
        with serving(own, *OPTIONS) as server:
            browser = Browser(server).enter()
            names = {MUNICIPALITY: "بلدية إمارة دبي", AISHA: "عائشة بشر"}
            places = []
            for iri, name in names.items():
                fields = {"iri": iri, "page": iri, "name": name, "reason": "كذا"}
                places.append(browser.post("/edit/rename", fields).headers["location"])
            begun = time.monotonic()
            assert server.request(quote(path_of(OFFICE))).status == 200
            assert time.monotonic() - begun < 2
            for place, name in zip(places, names.values(), strict=True):
                while (answer := browser.get(place)).status == 202:
                    pass
                assert name in browser.follow(answer).text
            assert [each["name"] for each in corrections(own)] == list(names.values())

    def test_a_server_that_ends_makes_what_it_began(self, own: Path) -> None:
        with serving(own, *OPTIONS) as server:
            browser = Browser(server).enter()
            for iri, name in ((MUNICIPALITY, "بلدية إمارة دبي"), (AISHA, "عائشة بشر")):
                fields = {"iri": iri, "page": iri, "name": name, "reason": "كذا"}
                assert browser.post("/edit/rename", fields).status == 303
        assert [each["name"] for each in corrections(own)] == ["بلدية إمارة دبي"]
        with Graph.open(own) as graph:
            assert graph.query("ASK { ?x skos:prefLabel 'بلدية إمارة دبي'@ar }")

    def test_a_store_that_another_process_writes(self, own: Path) -> None:
        with serving(own, *OPTIONS) as server:
            browser = Browser(server).enter()
            with generations.writing(own):
                answer = browser.correct("rename", MUNICIPALITY, name="بلدية إمارة دبي")
                assert (answer.status, answer.headers["retry-after"]) == (503, "5")
                assert "Traceback" not in answer.text and str(own) not in answer.text
                assert corrections(own) == []
            # The page has what was asked for, to be sent once more.
            form = find(r'(?s)<form method="post" action="/edit/rename">(.*?)</form>', answer.text)
            fields = dict(re.findall(r'name="([^"]*)" value="([^"]*)"', html.unescape(form)))
            assert fields.pop("csrf") == browser.csrf
            fields.pop("iri"), fields.pop("page")
            answer = browser.correct("rename", MUNICIPALITY, **fields)
            assert "بلدية إمارة دبي" in answer.text

    def test_what_another_edited_meanwhile(self, own: Path) -> None:
        with serving(own, *OPTIONS) as server:
            browser = Browser(server).enter()
            assert browser.correct("rename", MUNICIPALITY, name="بلدية الإمارة").status == 200
            page = browser.get("/edit").text
            key = find(r'name="correction" value="(\w+)"', page)
            file = own / "corrections.toml"
            written = file.read_text(encoding="utf-8")
            # By hand another one comes before it, which does not apply.
            entry = (
                '[[correction]]\naction = "rename"\nthing = "person/nobody"\nname = "x"\n'
                'author = "x"\ndate = 2026-11-27\nreason = "x"\n\n'
            )
            file.write_text(entry + written, encoding="utf-8")
            answer = browser.correct("undo", "", correction=key)
            assert [each["thing"] for each in corrections(own)] == ["person/nobody"]
            assert "لا ينطبق الآن" in answer.text and "person/nobody" in answer.text
            file.write_text("[[correction]\n", encoding="utf-8")
            assert browser.get("/edit").status == 409


class TestWhere:
    def run(self, store: Path, *options: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "kg", "serve", "--store", str(store), "--port", "0"]
        return subprocess.run([*command, *options], capture_output=True, text=True, timeout=60)

    def test_not_for_the_network_unless_it_is_said(self, store: Path) -> None:
        done = self.run(store, "--edit", "--host", "0.0.0.0")
        assert (done.returncode, done.stdout) == (1, "")
        assert "other machines can reach" in done.stderr and "--edit-origin" in done.stderr

    @pytest.mark.parametrize(
        "origin",
        [
            *("example.org", "ftp://example.org", "https://", "https://a@example.org", "*", ""),
            *("https://example.org/path", "https://example.org?x", "https://example.org:port"),
        ],
    )
    def test_what_is_no_origin(self, origin: str) -> None:
        with pytest.raises(SettingsError, match="expected an origin"):
            Access.at("127.0.0.1", 8000, [origin])

    def test_an_origin_lets_the_network_in_by_its_name_alone(self) -> None:
        for host in ("0.0.0.0", "::", "192.0.2.1"):
            access = Access.at(host, 8000, ["https://graph.example.org"])
            assert access.knows(["graph.example.org"]) and access.knows(["localhost:8000"])
            assert not access.knows([f"{host}:8000"]) and not access.knows(["[::]:8000"])
        assert Access.at("::1", 80, []).knows(["[::1]"])

    def test_a_store_without_articles(self, store: Path, tmp_path: Path) -> None:
        file, loaded = tmp_path / "graph.nq", tmp_path / "loaded"
        with Graph.open(store) as graph:
            export(graph, file)
        load_into_store(file, loaded)
        done = self.run(loaded, "--edit")
        assert (done.returncode, done.stdout) == (1, "")
        assert "loaded from an export" in done.stderr

    def test_an_origin_without_editing(self, store: Path) -> None:
        assert self.run(store, "--edit-origin", "https://example.org").returncode == 2

    def test_behind_a_proxy(self, own: Path) -> None:
        name = "graph.example.org"
        with serving(own, *OPTIONS, "--edit-origin", f"HTTPS://{name}:443/") as server:
            assert server.link.startswith(f"https://{name}/edit#token=")
            token = server.link.partition("#token=")[2]
            browser = Browser(server)
            answer = browser.post("/edit", {"token": token}, Host=name, Origin=f"https://{name}")
            assert answer.status == 303
            assert "Secure" in answer.headers["set-cookie"].split("; ")
            for origin in (f"http://{name}", "https://example.org"):
                refused = browser.post("/edit", {"token": token}, Host=name, Origin=origin)
                assert refused.status == 403
